"""The editor's words in a bulletin."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_TEXT = 4000
TOO_LONG = {"max_length": _("Write at most %(limit_value)s characters.")}


class WordsForm(forms.Form):
    """Introduction and remarks; `revision` is the bulletin as it was read."""

    use_required_attribute = False

    introduction = forms.CharField(
        label=_("Introduction"),
        help_text=_("Stands before the figures. Name no resident."),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages=TOO_LONG,
    )
    remarks = forms.CharField(
        label=_("Remarks"),
        help_text=_("Stand behind the figures: what comes next, whom to ask."),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=TOO_LONG,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class SigningForm(forms.Form):
    """That the bulletin is signed as it was read."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
