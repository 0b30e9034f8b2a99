"""
Keeping personal data unreadable in the database, and findable all the same.

Sealed texts open with the keys of `settings.PRIVACY_KEYS`; digests and codes depend on
`settings.LOOKUP_KEY`. What is sealed and who may open it is decided by the callers.
"""

import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

# Sealed texts are Fernet tokens; until the year 2106 each of them starts like this, so
# that a check constraint can tell them from a text in the clear.
SEALED = "gAAAAA"

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BITS_PER_CHARACTER = 5
BITS_OF_SHA256 = 256


class CannotUnseal(Exception):
    """The text was sealed with a key that is not ours, or was changed since."""


def seal(text: str) -> str:
    """The text, encrypted with the first key; two sealings of one text differ."""
    return _box(tuple(settings.PRIVACY_KEYS)).encrypt(text.encode()).decode("ascii")


def unseal(token: str) -> str:
    """:raises CannotUnseal: if none of the keys opens it"""
    try:
        return _box(tuple(settings.PRIVACY_KEYS)).decrypt(token.encode()).decode()
    except InvalidToken:
        raise CannotUnseal("none of the keys opens this text") from None


def lookup_digest(text: str, *, purpose: str) -> str:
    """
    64 hexadecimal digits by which a sealed text can be found without opening it.

    Equal texts have equal digests within one purpose only, so that rows of two purposes
    cannot be joined by them. Callers normalise the text first.
    """
    return _keyed("digest", purpose, text).hex()


def derived_code(*, purpose: str, value: str, length: int) -> str:
    """
    A code for people to keep, which follows from `value` and cannot be guessed from it.

    Crockford's base 32: capitals and digits without I, L, O and U.

    :raises ValueError: if so many characters do not come out of one HMAC
    """
    if not 1 <= length <= BITS_OF_SHA256 // BITS_PER_CHARACTER:
        raise ValueError(f"a derived code has 1 to 51 characters, not {length}")
    number = int.from_bytes(_keyed("code", purpose, value), "big")
    shifts = range(BITS_OF_SHA256 - BITS_PER_CHARACTER, 0, -BITS_PER_CHARACTER)
    return "".join(CROCKFORD[number >> shift & 31] for shift in shifts)[:length]


def same(a: str, b: str) -> bool:
    """Whether two secrets are equal, in a time that does not tell where they differ."""
    return hmac.compare_digest(a.encode(), b.encode())


@lru_cache(maxsize=4)
def _box(keys: tuple[str | bytes, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def _keyed(use: str, purpose: str, text: str) -> bytes:
    if not settings.LOOKUP_KEY:
        # An empty key is a valid HMAC key: digests of phones could then be tried out.
        raise ImproperlyConfigured("LOOKUP_KEY is empty")
    message = "\0".join([use, purpose, text])
    return hmac.digest(settings.LOOKUP_KEY.encode(), message.encode(), "sha256")
