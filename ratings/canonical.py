"""
How the documents of a review and their numbers are written.

Two people who hold the same figures write the same bytes, so they get the same hash.
Numbers are strings: a reader's floating point never touches them.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import (
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
    localcontext,
)

ARITHMETIC = Context(
    prec=50,
    rounding=ROUND_HALF_EVEN,
    traps=[InvalidOperation, DivisionByZero, Overflow],
)
# Ten digits fewer than we calculate with: the dust of 1/3 · 3 never decides a tie.
WITHOUT_DUST = Context(prec=40, rounding=ROUND_HALF_EVEN)

ZERO = Decimal(0)
ONE = Decimal(1)
HUNDRED = Decimal(100)


@contextmanager
def exactly() -> Iterator[None]:
    """Calculate with 50 digits, half-even, whatever the caller's context is."""
    with localcontext(ARITHMETIC):
        yield


def rounded(number: Decimal, places: int) -> Decimal:
    """Return the number half-even at so many places; the only rounding there is."""
    clean = WITHOUT_DUST.plus(number)
    return clean.quantize(Decimal((0, (1,), -places)), context=ARITHMETIC)


def clamped(number: Decimal, least: Decimal, most: Decimal) -> Decimal:
    return max(least, min(most, number))


def shortest(number: Decimal) -> str:
    """Write a count in plain notation, without zeros that say nothing."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def canonical(document: object) -> str:
    """
    Write a document as canonical JSON: sorted keys, no spaces, numbers as strings.

    :raises TypeError: for a float, a key that is no text, or what JSON does not know
    :raises ValueError: for a number that is not finite
    """
    return json.dumps(
        _as_written(document), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )


def sha256_of(document: object) -> str:
    """Return the SHA-256 of the canonical UTF-8 text, in lower-case hexadecimal."""
    return hashlib.sha256(canonical(document).encode()).hexdigest()


def _as_written(value: object) -> object:
    # what most of a document is made of, before anything that takes longer to ask;
    # bool before int: True is an int to Python, but not a number to us
    kind = type(value)
    if kind is str or value is None or isinstance(value, bool | str):
        return value
    if kind is int:
        return str(value)
    if isinstance(value, list):
        return [_as_written(inner) for inner in value]
    if isinstance(value, dict | Mapping):
        return {
            key if type(key) is str else _key(key): (
                inner if type(inner) is str else _as_written(inner)
            )
            for key, inner in value.items()
        }
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [_as_written(inner) for inner in value]
    return _number(value)


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"a key is a text, and {key!r} is none")
    return key


def _number(value: object) -> str:
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError(f"{value} is not a finite number")
        return format(value, "f")
    raise TypeError(f"{type(value).__name__} has no canonical form: {value!r}")
