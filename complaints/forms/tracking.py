"""The forms by which somebody comes back to a case."""

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints import numbers
from complaints.forms.phones import PhoneField
from complaints.numbers import WrongNumber

_MISTYPED = _("One digit of the number is wrong: compare it with your receipt.")


class TrackingForm(forms.Form):
    """
    A number, with the phone or the receipt that belongs to it.

    A mistyped number is told at once: its check digit is arithmetic, and tells nobody
    which numbers there are. Every pair of a good number gets the same words.
    """

    number = forms.CharField(
        label=_("Number of your case"),
        help_text=_("Such as 34-2611-004217-7, with or without the hyphens."),
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
        typed: str = self.cleaned_data["number"]
        try:
            return numbers.normalised(typed)
        except WrongNumber:
            raise forms.ValidationError(_MISTYPED, code="mistyped") from None

    def clean(self) -> None:
        entered = self.cleaned_data
        given = entered.get("phone") or entered.get("receipt")
        if not given and "phone" not in self.errors:
            self.add_error("phone", _("Give the phone you filed with, or the receipt."))


class CodeForm(forms.Form):
    """The six digits that were sent."""

    code = forms.CharField(
        label=_("Code of six digits"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}
        ),
        error_messages={"required": _("Type the code from the message.")},
    )
