"""The forms by which somebody comes back to a case."""

import re
import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints import numbers
from complaints.forms.phones import PhoneField
from complaints.numbers import WrongNumber

# A whole message may be pasted; nothing of it is cut off before it is read.
LONGEST_CODE = 200
SIX_DIGITS = re.compile(r"(?<![0-9])[0-9]{6}(?![0-9])")
_MISTYPED = _("One digit of the number is wrong: compare it with your receipt.")


class TrackingForm(forms.Form):
    """
    A number, with the phone or the receipt that belongs to it; with the phone, its last
    five digits are enough.

    A mistyped number is told at once: its check digit is arithmetic, and tells nobody
    which numbers there are. Every pair of a good number gets the same words.
    """

    number = forms.CharField(
        label=_("Number of your case"),
        help_text=_(
            "Such as 34-2611-004217-7, with or without the hyphens. Together with your "
            "phone the last five digits are enough."
        ),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Give the number of your case.")},
    )
    phone = PhoneField(
        label=_("The phone you gave"),
        required=False,
        help_text=_("We send a code to it."),
    )
    receipt = forms.CharField(
        label=_("Or your receipt"),
        required=False,
        help_text=_(
            "Twelve letters and digits, from the page after filing. It is needed "
            "together with the number."
        ),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters"}
        ),
    )

    def clean_number(self) -> str:
        """A whole number, or the end of one."""
        typed: str = self.cleaned_data["number"]
        try:
            return numbers.ending(typed)
        except WrongNumber:
            pass
        try:
            return numbers.normalised(typed)
        except WrongNumber:
            raise forms.ValidationError(_MISTYPED, code="mistyped") from None

    def clean(self) -> None:
        entered = self.cleaned_data
        given = entered.get("phone") or entered.get("receipt")
        if not given and "phone" not in self.errors:
            self.add_error("phone", _("Give the phone you filed with, or the receipt."))
        if entered.get("receipt") and numbers.is_ending(entered.get("number", "")):
            self.add_error("number", _("With the receipt, give the whole number."))


class CodeForm(forms.Form):
    """The six digits that were sent, with whatever a message puts between them."""

    code = forms.CharField(
        label=_("Code of six digits"),
        max_length=LONGEST_CODE,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}
        ),
        error_messages={"required": _("Type the code from the message.")},
    )

    def clean_code(self) -> str:
        """Without what keyboards and messages put around the digits."""
        typed = unicodedata.normalize("NFKC", self.cleaned_data["code"])
        digits = "".join(typed.replace("-", "").split())
        found = SIX_DIGITS.findall(digits)
        return found[0] if len(found) == 1 else digits
