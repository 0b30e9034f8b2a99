"""
What the desk writes into the file of an entry: one plain form for each step.

A form asks for what its step carries; what the step needs is decided by its guards,
and a refusal comes back to the field that it is about.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ratings.due_process import MONTHS
from ratings.forms.proofs import ProofForm
from ratings.listing_guards import Term
from ratings.listing_moves import ListingMoveNotAllowed
from ratings.listing_refusals import ListingRefusal as No
from ratings.models import Listing
from ratings.queries import listing_desk
from ratings.states import ListClass, ServiceWay
from registry.models import User
from registry.roles import Right

LONGEST_TEXT = 4000
LONGEST_LINE = 80
MOST_MONTHS = max(most for _least, most in MONTHS.values())
DATES = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]

# Where a refusal is shown; those not named stand above the form.
FIELD_OF: dict[No, tuple[str, ...]] = {
    No.TEXT: ("text",),
    No.SERVICE: ("file",),
    No.SERVICE_DAY: ("served_on",),
    No.PERIOD_LENGTH: ("defence_days",),
    No.DOCUMENT: ("document",),
    No.TERM_FITS: ("months",),
    No.CLASS_NOT_PERMITTED: ("list_class",),
    No.NO_BASIS: ("basis",),
    No.RECUSES_ANOTHER: ("person",),
    No.HEAVIER: ("months",),
    No.REPAIR_CARRIES: ("file",),
    No.BREADTH: ("subject",),
    No.FACT_OF_SUBJECT: ("subject",),
}


def show_refusal(form: forms.Form, refused: ListingMoveNotAllowed) -> None:
    """Put a refusal where the form can do something about it."""
    names = FIELD_OF.get(refused.refusal, ())
    name = next((each for each in names if each in form.fields), None)
    form.add_error(name, str(refused))


class StepForm(forms.Form):
    """A step that carries nothing: the version it was seen at, and the key."""

    use_required_attribute = False

    key = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)


class TextForm(StepForm):
    """Reasons, an opinion, places: one text, named for its step."""

    text = forms.CharField(
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": No.TEXT.label},
    )

    def __init__(self, *args: Any, label: Any, hint: Any = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].label = label
        self.fields["text"].help_text = hint or _("At least 10 characters.")


class ServeForm(ProofForm, StepForm):
    """How and when the notice reached the firm, with the proof."""

    way = forms.ChoiceField(
        label=_("How it was served"),
        choices=ServiceWay.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it was served.")},
    )
    served_on = forms.DateField(
        label=_("Day of the service"),
        input_formats=DATES,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Choose a day."),
            "invalid": _("Give the date as 2026-11-30."),
        },
    )
    defence_days = forms.IntegerField(
        label=_("Working days for the defence"),
        help_text=_(
            "Five at least. They run from the day after the service, or after today "
            "where it lies back: the firm can defend itself here only from now on."
        ),
        max_value=60,
        error_messages={
            "required": _("Give a number of working days."),
            "invalid": _("Give a number of working days."),
        },
    )
    field_order = ("way", "served_on", "defence_days", "file")

    def __init__(self, *args: Any, defence_days: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["defence_days"].initial = defence_days
        self.fields["file"].label = _("Proof of the service")
        self.fields["file"].help_text = _("A photo, a scan or a PDF of the receipt.")


class TermForm(forms.Form):
    """Class, months, and whether it is shown."""

    list_class = forms.ChoiceField(
        label=_("Class"),
        choices=ListClass.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Minor: up to three months. General: three months to a year. Serious: one "
            "to three years, on a law, administrative regulation or central policy."
        ),
        error_messages={"required": _("Choose a class.")},
    )
    months = forms.IntegerField(
        label=_("Term in months"),
        min_value=1,
        max_value=MOST_MONTHS,
        error_messages={
            "required": _("Give the term in whole months."),
            "invalid": _("Give the term in whole months."),
        },
    )
    unpublished = forms.BooleanField(
        label=_("Do not publish it; only a minor entry may stay unpublished"),
        required=False,
    )

    def term(self) -> Term:
        """Of a valid form."""
        entered = self.cleaned_data
        return Term(
            ListClass(entered["list_class"]),
            entered["months"],
            published=not entered["unpublished"],
        )


class DecideForm(TermForm, TextForm):
    """The decision, with the term as it was told to the firm or a lighter one."""

    field_order = ("list_class", "months", "unpublished", "text")

    def __init__(self, *args: Any, listing: Listing, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["list_class"].initial = listing.list_class
        self.fields["months"].initial = listing.months
        self.fields["unpublished"].initial = not listing.to_be_published


class DocumentForm(TextForm):
    """A step that follows from somebody else's document."""

    document = forms.CharField(
        label=_("Number of the document that this follows from"),
        max_length=LONGEST_LINE,
        error_messages={"required": No.DOCUMENT.label},
    )
    field_order = ("document", "text")


class ObjectionAnswerForm(TextForm):
    """Upheld, which takes the entry back, or rejected; the firm reads the reasons."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            ("UPHELD", _("Uphold: the entry is taken back at once")),
            ("REJECTED", _("Reject: the entry stands")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether to uphold or to reject.")},
    )
    field_order = ("decision", "text")


class RecusalForm(TextForm):
    """Who takes no further part; others than oneself for whoever may decide."""

    person = forms.ModelChoiceField(
        label=_("Who takes no further part"),
        queryset=User.objects.none(),
        empty_label=None,
        error_messages={"required": _("Choose the person.")},
    )
    field_order = ("person", "text")

    def __init__(
        self, *args: Any, listing: Listing, user: User, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        people = listing_desk.people_of(listing)
        if not user.has_right(Right.DECIDE):
            people = people.filter(pk=user.pk)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["person"].initial = user.pk
