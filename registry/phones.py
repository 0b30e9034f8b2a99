"""Telephone numbers in one spelling. Pure."""

import phonenumbers

REGION = "CN"
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
