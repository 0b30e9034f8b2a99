"""
Chains of hashes: history that cannot be changed unnoticed.

Each row's link is the hash of the link before it and of the row's own fields. A text
is in the fields only as a salted digest, so erasing text and salt leaves the chain
whole. Where rows and heads are stored is the callers' business.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from math import isfinite
from uuid import UUID

START = "0" * 64


class NotCanonical(TypeError):
    """A value has no canonical form, so no hash can stand for it."""


@dataclass(frozen=True)
class Row:
    """One row of a chain: its number, counted from 1, its fields and its link."""

    number: int
    fields: Mapping[str, object]
    digest: str


@dataclass(frozen=True)
class Head:
    """The number and the link of a row that is known, from elsewhere, to be right."""

    number: int
    digest: str


def text_digest(salt: bytes | str, text: str) -> str:
    """SHA-256 of salt ‖ text in hexadecimal: texts cannot be tried without the salt."""
    prefix = salt.encode() if isinstance(salt, str) else salt
    return sha256(prefix + text.encode()).hexdigest()


def canonical(fields: Mapping[str, object]) -> bytes:
    """
    The one way to write these fields: JSON with sorted keys, without spaces, in UTF-8.

    Numbers are strings, moments RFC 3339 in UTC with six decimals of a second, days
    ISO 8601; both databases give back what makes the same bytes.

    :raises NotCanonical: for a naive moment, NaN, bytes, a lazy text or any other value
        that could be written in two ways
    """
    return json.dumps(
        _plain(fields), ensure_ascii=False, separators=(",", ":"), sort_keys=True
    ).encode()


def link(previous: str, fields: Mapping[str, object]) -> str:
    """The link of a row, given the link before it; `START` for the first row."""
    return sha256(previous.encode("ascii") + canonical(fields)).hexdigest()


def first_broken(rows: Iterable[Row], *, head: Head | None = None) -> int | None:
    """
    The number of the first row that is missing, added, moved or changed; None if whole.

    Rows come in the order of their numbers. A cut or rewritten tail can be seen only
    against a `head` that was kept elsewhere.
    """
    previous, expected = START, 1
    for row in rows:
        if row.number != expected or row.digest != link(previous, row.fields):
            return expected
        if head and head.number == expected and head.digest != row.digest:
            return expected
        previous, expected = row.digest, expected + 1
    return expected if head and head.number >= expected else None


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Mapping):
        return {_name(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return _text(value)


def _name(name: object) -> str:
    if not isinstance(name, str):
        raise NotCanonical(f"a field is named by a text, not by {name!r}")
    return str(name)


def _text(value: object) -> str:
    match value:
        case str():
            return str.__str__(value)  # of an enumeration too, what is stored of it
        case int() | float() | Decimal():
            return _number(value)
        case UUID():
            return str(value)
        case datetime() if value.tzinfo is not None:
            moment = value.astimezone(UTC).replace(tzinfo=None)
            return moment.isoformat(timespec="microseconds") + "Z"
        case date() if not isinstance(value, datetime):
            return value.isoformat()
    raise NotCanonical(f"{type(value).__name__} has no canonical form")


def _number(value: float | Decimal) -> str:
    if isinstance(value, int):
        return int.__repr__(value)
    if not isfinite(value):
        raise NotCanonical(f"{value} has no canonical form")
    if isinstance(value, Decimal):
        return _without_trailing_zeros(value)
    return repr(value + 0.0)  # -0.0 is 0.0


def _without_trailing_zeros(value: Decimal) -> str:
    if not value:
        return "0"
    digits = format(value, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
