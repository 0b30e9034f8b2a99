"""How a telephone number is read that a person typed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from registry import phones

LONGEST = 40
_NOT_A_PHONE = _("Give a mobile number, or a landline with its area code.")


class PhoneField(forms.CharField):
    """
    Mobiles and landlines in any spelling, as `+8613800138000`.

    A number without a country code is a Chinese one; full-width digits, spaces and
    hyphens do not matter.
    """

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(
            attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}
        )
        super().__init__(max_length=LONGEST, widget=widget, **options)

    def clean(self, value: str | None) -> str:
        typed: str = super().clean(value)
        return normalised(typed) if typed else ""


def normalised(typed: str) -> str:
    """:raises ValidationError: if it is no number that somebody could have"""
    try:
        return phones.normalised(typed)
    except phones.NotAPhone:
        raise ValidationError(_NOT_A_PHONE, code="phone") from None
