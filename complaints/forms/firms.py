"""A firm's answer to a case, and how it looks through its list."""

from datetime import date
from itertools import chain
from typing import Any, cast

import django_filters
from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.forms.photos import PhotosForm
from complaints.guards import LEAST_TEXT
from complaints.models import Case, CaseQuerySet
from complaints.operations.handling import NewCommitment
from complaints.refusals import Refusal
from complaints.states import State

LONGEST_TEXT = 2000
DATES = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]
PAIRS = (
    ("commitment", "commitment_by"),
    ("another_commitment", "another_commitment_by"),
)

MOST_PRESSING = ("waits", "due_at", "-pk")
ORDERS = {"due_last": ("waits", "-due_at", "-pk"), "newest": ("-filed_at", "-pk")}


def _promise() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("What will be done"), required=False, max_length=200
    )


def _promised_day() -> forms.DateField:
    return forms.DateField(
        label=gettext_lazy("By when"),
        required=False,
        input_formats=DATES,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Give the date as 2026-11-30.")},
    )


class AnswerForm(PhotosForm):
    """
    What was done, proved by photos or with the reason why there is none, and up to two
    dated commitments.
    """

    key = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("What you did"),
        help_text=gettext_lazy(
            "What, where and when, in at least 10 characters. "
            "The office checks it on site."
        ),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": Refusal.TEXT.label},
    )
    no_photo_because = forms.CharField(
        label=gettext_lazy("Or: no photo, because"), required=False, max_length=200
    )
    commitment = _promise()
    commitment_by = _promised_day()
    another_commitment = _promise()
    another_commitment_by = _promised_day()
    field_order = ("text", "photos", "no_photo_because")

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        self.fields["photos"].label = _("Photos from afterwards")
        self.fields["photos"].help_text = _(
            "Up to 3, newly taken after the work was done. What was sent before stays "
            "with the case."
        )

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if len(text) < LEAST_TEXT:
            raise forms.ValidationError(Refusal.TEXT.label)
        return text

    def clean(self) -> None:
        shown = self.photo_count or self.cleaned_data.get("no_photo_because")
        if not shown and "photos" not in self.errors:
            self.add_error("photos", Refusal.EVIDENCE.label)
        for what, by in PAIRS:
            self._check_pair(what, by)

    def come_too_late(self) -> None:
        """Nothing that could be corrected here is wrong: the case has moved on."""
        self._errors = ErrorDict()
        self.add_error(None, _("The case no longer waits for your answer."))

    def typed(self) -> list[dict[str, str]]:
        """What came in, in the sender's own words, to be copied from the page."""
        return [
            {"question": str(self[name].label), "answer": self[name].value()}
            for name in ("text", "no_photo_because", *chain.from_iterable(PAIRS))
            if self[name].value()
        ]

    def show_version(self, version: int) -> None:
        """The form comes back beside the case as it is now, and is sent for that."""
        shown = cast(QueryDict, self.data).copy()
        shown["version"] = str(version)
        self.data = shown

    def commitments(self) -> list[NewCommitment]:
        """What a valid form promises."""
        entered = self.cleaned_data
        return [
            NewCommitment(text=entered[what], due_on=entered[by])
            for what, by in PAIRS
            if entered[what]
        ]

    def _check_pair(self, what: str, by: str) -> None:
        entered = self.cleaned_data
        if by in self.errors:
            return
        text, day = entered.get(what), entered.get(by)
        if text and not day:
            self.add_error(by, _("Say by when you promise it."))
        elif day and not text:
            self.add_error(what, _("Say what you promise for that day."))
        elif day and day < self.today:
            self.add_error(by, _("A promise lies ahead: choose today or a later day."))


class FirmCaseFilter(django_filters.FilterSet):
    """By state and by due date; what waits for the firm stands first."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        empty_label=gettext_lazy("All states"),
        choices=[
            (State.DISPOSED, gettext_lazy("Waits for you")),
            (State.RECTIFIED, gettext_lazy("Being checked by the office")),
            (State.REPORTED, gettext_lazy("Result told to the resident")),
            (State.CLOSED, State.CLOSED.label),
        ],
    )
    order = django_filters.ChoiceFilter(
        label=gettext_lazy("Sort by"),
        empty_label=gettext_lazy("Most pressing first"),
        choices=[
            ("due_last", gettext_lazy("Due last")),
            ("newest", gettext_lazy("Filed last")),
        ],
        method="ordered",
    )

    class Meta:
        model = Case
        fields: list[str] = []

    def ordered(self, cases: CaseQuerySet, _name: str, value: str) -> CaseQuerySet:
        return cases.order_by(*ORDERS[value])

    @property
    def qs(self) -> CaseQuerySet:
        """In a whole order, so that no case falls between two pages."""
        found: CaseQuerySet = super().qs
        return found if found.ordered else found.order_by(*MOST_PRESSING)
