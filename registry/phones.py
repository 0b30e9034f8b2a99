"""Telephone numbers in one spelling, and what a text message to them holds. Pure."""

import phonenumbers

REGION = "CN"
# in the encoding that Chinese takes, UCS-2
ONE_SMS = 70
PART_OF_SMS = 67
_MOBILE = frozenset(
    {
        phonenumbers.PhoneNumberType.MOBILE,
        phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
    }
)


class NotAPhone(ValueError):
    """Nobody could have this number."""


def normalised(typed: str) -> str:
    """
    Mobiles and landlines in any spelling, as `+8613800138000`.

    A number without a country code is a Chinese one; full-width digits, spaces and
    hyphens do not matter.

    :raises NotAPhone: if it is no number that somebody could have
    """
    try:
        number = phonenumbers.parse(typed, REGION)
    except phonenumbers.NumberParseException:
        raise NotAPhone(typed) from None
    if not phonenumbers.is_valid_number(number):
        raise NotAPhone(typed)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def gets_sms(phone: str) -> bool:
    """Whether a message can reach this number; what is no number gets none."""
    try:
        kind = phonenumbers.number_type(phonenumbers.parse(phone, REGION))
    except phonenumbers.NumberParseException:
        return False
    return kind in _MOBILE


def length_in_sms(text: str) -> int:
    """Characters as a text message counts them: a rare one, an emoji, is two."""
    return len(text.encode("utf-16-be")) // 2


def parts_of_sms(text: str) -> int:
    """
    How many text messages a text is sent as: one of 70 characters, or several of 67.

    Chinese decides the encoding; providers here count English by the same measure.
    """
    length = length_in_sms(text)
    return 1 if length <= ONE_SMS else -(-length // PART_OF_SMS)
