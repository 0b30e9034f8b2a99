"""
What an officer writes on a case off the straight way: corrections, disputes, time that
is asked for or stands still, long works, a final decision.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.forms.desk import (
    LONGEST_LINE,
    DeskForm,
    TextForm,
    offer,
    one_of,
    words,
)
from complaints.forms.firms import DATES
from complaints.models import Case, Category
from complaints.operations.correcting import Corrected
from complaints.operations.deciding import FinalReview
from complaints.operations.timing import NewCommitment
from complaints.refusals import Refusal
from complaints.states import Duty, Kind, PauseReason, State, Urgency
from registry.models import Region

MOST_MILESTONES = 3


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        input_formats=DATES,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Choose a day."),
            "invalid": gettext_lazy("Give the date as 2026-11-30."),
        },
    )


def _lies_ahead(form: forms.Form, name: str, today: date) -> None:
    day = form.cleaned_data.get(name)
    if day is not None and day <= today:
        form.add_error(name, _("Choose a day that lies ahead."))


class OptionalTextForm(DeskForm):
    """A step that may be explained and need not be."""

    text = words(gettext_lazy("Remark"), rows=2, required=False)


class ReclassifyForm(DeskForm):
    """Kind and urgency as they are, to be changed; categories by their groups."""

    kind = one_of(
        Kind, gettext_lazy("Kind"), gettext_lazy("Say what kind of case it is.")
    )
    urgency = one_of(
        Urgency, gettext_lazy("Urgency"), gettext_lazy("Say how urgent it is.")
    )
    category = forms.ChoiceField(
        label=gettext_lazy("Category"),
        error_messages={"required": gettext_lazy("Choose a category.")},
    )
    consent = forms.BooleanField(
        label=gettext_lazy(
            "The resident agrees that this is treated as no report of retaliation"
        ),
        required=False,
    )
    text = words(
        gettext_lazy("Reason, to the resident"),
        rows=3,
        error_messages={"required": Refusal.TEXT.label},
    )

    def __init__(self, *args: Any, case: Case, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = Category.objects.filter(parent__isnull=False).select_related("parent")
        self.categories = {row.code: row for row in rows.order_by("position")}
        offer(self, "category", _grouped(self.categories.values()))
        for name in ("kind", "urgency"):
            self.fields[name].initial = getattr(case, name)
        self.fields["category"].initial = case.category.code
        if case.kind != Kind.RETALIATION:
            del self.fields["consent"]
        if case.state not in (State.FILED, State.ACCEPTED):
            offer(self, "kind", [(case.kind, Kind(case.kind).label)])

    def corrected(self) -> Corrected:
        """What a valid form corrects the case to."""
        entered = self.cleaned_data
        return Corrected(
            kind=Kind(entered["kind"]),
            urgency=Urgency(entered["urgency"]),
            category=self.categories[entered["category"]],
            consent=bool(entered.get("consent")),
        )


class TransferForm(TextForm):
    """To an office near by; what lies further goes through the office above."""

    target = forms.ChoiceField(
        label=gettext_lazy("To which office?"),
        error_messages={"required": Refusal.TARGET.label},
    )
    field_order = ("target", "text")

    def __init__(
        self, *args: Any, offices: Mapping[str, Sequence[Region]], **options: Any
    ) -> None:
        super().__init__(
            *args, label=gettext_lazy("Reason, to the other office"), **options
        )
        self.offices = {
            region.code: region for regions in offices.values() for region in regions
        }
        groups = [
            (name, [(region.code, region.label) for region in regions])
            for name, regions in offices.items()
            if regions
        ]
        offer(self, "target", [("", _("Choose an office")), *groups])

    def office(self) -> Region:
        return self.offices[self.cleaned_data["target"]]


class MergeForm(DeskForm):
    """Into an accepted case of the same community and category."""

    target = forms.ChoiceField(
        label=gettext_lazy("Into which case?"),
        widget=forms.RadioSelect,
        error_messages={"required": Refusal.MERGEABLE.label},
    )
    text = words(gettext_lazy("Remark"), rows=2, required=False)

    def __init__(self, *args: Any, targets: Sequence[Case], **options: Any) -> None:
        super().__init__(*args, **options)
        self.targets = {case.number: case for case in targets}
        choices = [
            (case.number, f"{case.number} · {_excerpt(case)}") for case in targets
        ]
        offer(self, "target", choices)
        self.fields["target"].initial = None
        if not targets:
            self.fields["target"].help_text = _(
                "No other case of this community and category is accepted and open."
            )

    def target_case(self) -> Case:
        return self.targets[self.cleaned_data["target"]]


class ReleaseForm(TextForm):
    duty = one_of(Duty, gettext_lazy("Whose duty is it?"), Refusal.DUTY.label)
    field_order = ("duty", "text")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(
            *args, label=gettext_lazy("Why it is not the party's duty"), **options
        )

    def whose(self) -> Duty:
        return Duty(self.cleaned_data["duty"])


class ExtensionForm(TextForm):
    until = _day(
        gettext_lazy("Until when"),
        help_text=gettext_lazy(
            "At most ten working days behind the first date, all extensions together."
        ),
    )
    field_order = ("until", "text")

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(
            *args,
            label=gettext_lazy("What the time is needed for"),
            help_text=gettext_lazy("The resident reads it when it is granted."),
            **options,
        )
        self.today = today

    def clean(self) -> None:
        super().clean()
        _lies_ahead(self, "until", self.today)


class PauseForm(TextForm):
    reason = one_of(
        PauseReason,
        gettext_lazy("Why does the clock stand still?"),
        gettext_lazy("Choose a reason."),
    )
    document = forms.CharField(
        label=gettext_lazy("Document that shows it"),
        max_length=LONGEST_LINE,
        help_text=gettext_lazy("Title and number."),
        error_messages={"required": Refusal.PAUSE_REASON.label},
    )
    until = _day(
        gettext_lazy("Until when"),
        help_text=gettext_lazy("At most 20 working days. It runs again by itself."),
    )
    field_order = ("reason", "document", "until", "text")

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(
            *args, label=gettext_lazy("Explanation to the resident"), **options
        )
        self.today = today

    def clean(self) -> None:
        super().clean()
        _lies_ahead(self, "until", self.today)

    def why(self) -> PauseReason:
        return PauseReason(self.cleaned_data["reason"])


class PlanForm(TextForm):
    """Up to three milestones, each with its day; the last one ends the works."""

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(
            *args, label=gettext_lazy("Why the works take so long"), **options
        )
        self.today = today
        for number in range(1, MOST_MILESTONES + 1):
            self.fields[f"milestone_{number}"] = forms.CharField(
                label=_("Milestone %(number)s") % {"number": number},
                max_length=LONGEST_LINE,
                required=number == 1,
                error_messages={"required": Refusal.MILESTONES.label},
            )
            self.fields[f"by_{number}"] = _day(_("By when"), required=number == 1)

    def clean(self) -> None:
        super().clean()
        for number in range(1, MOST_MILESTONES + 1):
            what, by = f"milestone_{number}", f"by_{number}"
            _lies_ahead(self, by, self.today)
            has_text = bool(self.cleaned_data.get(what))
            has_day = bool(self.cleaned_data.get(by))
            if by not in self.errors and has_text and not has_day:
                self.add_error(by, Refusal.MILESTONES.label)
            if what not in self.errors and has_day and not has_text:
                self.add_error(what, Refusal.MILESTONES.label)

    def milestones(self) -> list[NewCommitment]:
        entered = self.cleaned_data
        pairs = (
            (entered.get(f"milestone_{number}"), entered.get(f"by_{number}"))
            for number in range(1, MOST_MILESTONES + 1)
        )
        return [NewCommitment(text, day) for text, day in pairs if text and day]


def _part(label: Any) -> forms.CharField:
    return words(label, rows=2, error_messages={"required": Refusal.FINAL_REVIEW.label})


class FinalForm(DeskForm):
    """The six parts of a final decision; the resident reads all of them."""

    stage = _part(gettext_lazy("How far it was worked on"))
    decision = _part(gettext_lazy("What is decided"))
    reasons = _part(gettext_lazy("Reasons"))
    remedy = _part(gettext_lazy("What was done to make up for it"))
    remains = _part(gettext_lazy("What remains"))
    ways_on = _part(gettext_lazy("Where the resident can turn to"))

    def review(self) -> FinalReview:
        return FinalReview(
            **{name: self.cleaned_data[name] for name in FinalReview.__match_args__}
        )


def _grouped(categories: Iterable[Category]) -> list[tuple[str, list[Any]]]:
    """The leaves under the names of what they belong to."""
    groups: dict[str, list[Any]] = {}
    for category in categories:
        top = category.parent.label if category.parent else ""
        groups.setdefault(top, []).append((category.code, category.label))
    return list(groups.items())


def _excerpt(case: Case) -> str:
    text = " ".join(case.text.body.split())
    return text if len(text) <= 60 else f"{text[:59]}…"
