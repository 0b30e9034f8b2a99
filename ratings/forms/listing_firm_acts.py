"""What a firm says in a proceeding: its defence, an objection, a repair."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ratings.forms.listing_acts import LONGEST_TEXT, StepForm
from ratings.forms.proofs import ProofForm
from ratings.listing_refusals import ListingRefusal as No


class DefenceForm(ProofForm, StepForm):
    text = forms.CharField(
        label=_("What you say to it"),
        help_text=_(
            "What is not true, what speaks for you, what should be weighed. At least "
            "10 characters. Do not write who you think complained."
        ),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": No.TEXT.label},
    )
    field_order = ("text", "file")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["file"].label = _("A photo, scan or PDF that shows it")
        self.fields["file"].help_text = ""


class ObjectionForm(StepForm):
    text = forms.CharField(
        label=_("What is wrong with the entry"),
        help_text=_("At least 10 characters. It is answered in five working days."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": No.TEXT.label},
    )


class RepairForm(ProofForm, StepForm):
    text = forms.CharField(
        label=_("What was put right"),
        help_text=_("At least 10 characters."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": No.TEXT.label},
    )
    promise = forms.CharField(
        label=_("Your promise"),
        help_text=_("That it does not happen again, and how you see to it."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": No.TEXT.label},
    )
    field_order = ("text", "promise", "file")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["file"].label = _("Evidence that it was put right")
        self.fields["file"].help_text = _("A photo, a scan or a PDF; it is needed.")
