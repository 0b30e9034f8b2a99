"""How telephone numbers are read that a person typed."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from registry import phones

LONGEST = 40
BETWEEN_PHONES = re.compile(r"[\n,;，；、]")
_NOT_A_PHONE = _("Give a mobile number, or a landline with its area code.")
_TOO_MANY = _("Give at most %(most)s phones.")


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


class PhonesField(forms.CharField):
    """Several numbers, one on a line or with commas between; each of them once."""

    def __init__(self, *, most: int, **options: Any) -> None:
        self.most = most
        widget = forms.Textarea(attrs={"rows": 3, "autocomplete": "off"})
        super().__init__(max_length=LONGEST * most, widget=widget, **options)

    def clean(self, value: str | None) -> list[str]:
        typed = BETWEEN_PHONES.split(super().clean(value))
        found = dict.fromkeys(normalised(one) for one in typed if one.strip())
        if len(found) > self.most:
            raise ValidationError(_TOO_MANY % {"most": self.most}, code="most")
        return list(found)


def normalised(typed: str) -> str:
    """:raises ValidationError: if it is no number that somebody could have"""
    try:
        return phones.normalised(typed)
    except phones.NotAPhone:
        raise ValidationError(_NOT_A_PHONE, code="phone") from None
