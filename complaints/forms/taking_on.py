"""
What the desk finds out about a complaint, and to whom it hands it, on one screen.

The acting party is not asked for: it follows from the measure.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.forms.desk import DeskForm, offer, one_of, words
from complaints.forms.photos import PhotosForm
from complaints.operations.handling import Disposal, Verification
from complaints.queries.desk import Parties
from complaints.refusals import Refusal
from complaints.states import Duty, Finding, How, Measure, Party
from registry.models import Department, Firm, StoredFile


class Upto(TextChoices):
    """How far one screen goes with a new complaint."""

    ACCEPT = "ACCEPT", gettext_lazy("Accept only")
    VERIFY = "VERIFY", gettext_lazy("Accept and verify")
    DISPOSE = "DISPOSE", gettext_lazy("Accept, verify and hand over")


ORDERS = (Upto.ACCEPT, Upto.VERIFY, Upto.DISPOSE)


def _named(parties: Mapping[str, Firm | Department]) -> list[tuple[str, str]]:
    return [(key, one.name) for key, one in parties.items()]


class VerifyForm(DeskForm, PhotosForm):
    finding = one_of(
        Finding, gettext_lazy("What was found?"), gettext_lazy("Say what was found.")
    )
    duty = one_of(
        Duty, gettext_lazy("Whose duty is it?"), gettext_lazy("Say whose duty it is.")
    )
    how = one_of(
        How,
        gettext_lazy("How was it found out?"),
        gettext_lazy("Say how it was found out."),
    )
    note = words(gettext_lazy("Note on the finding"), rows=3, required=False)

    field_order: tuple[str, ...] = ("finding", "duty", "how", "note", "photos")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["photos"].label = _("Photos taken on site")
        self.fields["photos"].help_text = _("Up to 3, of up to 10 MB each.")

    def found(self, photos: Sequence[StoredFile]) -> Verification:
        """What a valid form found, with the photos that were kept of it."""
        entered = self.cleaned_data
        return Verification(
            finding=Finding(entered["finding"]),
            duty=Duty(entered["duty"]),
            how=How(entered["how"]),
            note=entered["note"],
            photos=photos,
        )


class DisposeForm(DeskForm):
    """The acting party follows from the measure; the answerable firm comes first."""

    measure = one_of(
        Measure,
        gettext_lazy("Who has to act, by which measure?"),
        Refusal.MEASURE.label,
    )
    firm = forms.ChoiceField(
        label=gettext_lazy("Which firm?"),
        error_messages={"required": gettext_lazy("Choose the firm that has to act.")},
    )
    department = forms.ChoiceField(
        label=gettext_lazy("Which department?"),
        error_messages={
            "required": gettext_lazy("Choose the department that has to act.")
        },
    )
    instructions = words(
        gettext_lazy("What is ordered"),
        rows=3,
        required=False,
        help_text=gettext_lazy("The acting party reads it. No name, no phone."),
    )

    def __init__(self, *args: Any, parties: Parties, **options: Any) -> None:
        super().__init__(*args, **options)
        self.firms = {str(one.pk): one for one in parties.firms}
        self.departments = {str(one.pk): one for one in parties.departments}
        wanted = parties.department
        offer(self, "firm", _named(self.firms))
        offer(self, "department", _named(self.departments))
        if wanted is not None:
            self.fields["department"].initial = str(wanted.pk)
        measures = [(one.value, str(one.label)) for one in self._possible()]
        offer(self, "measure", measures)
        if not self.firms:
            self.fields["measure"].initial = None
        if self.is_bound:
            firm, department = Measure.ORDER_FIRM, Measure.ORDER_DEPARTMENT
            self.fields["firm"].required = self.asks_for(firm)
            self.fields["department"].required = self.asks_for(department)

    def clean(self) -> None:
        super().clean()
        # Shown again, neither is optional beside the measure that needs it.
        self.fields["firm"].required = self.fields["department"].required = True

    def asks_for(self, measure: Measure) -> bool:
        """Whether the form as it was sent takes this measure."""
        return bool(self["measure"].value() == measure)

    def beside_the_point(self) -> frozenset[str]:
        parties = {"firm": Measure.ORDER_FIRM, "department": Measure.ORDER_DEPARTMENT}
        return frozenset(
            name for name, measure in parties.items() if not self.asks_for(measure)
        )

    def order(self) -> Disposal:
        """What a valid form orders."""
        entered = self.cleaned_data
        measure = Measure(entered["measure"])
        firm: Firm | None = None
        department: Department | None = None
        party = Party.OFFICE
        if measure == Measure.ORDER_FIRM:
            party, firm = Party.FIRM, self.firms[entered["firm"]]
        if measure == Measure.ORDER_DEPARTMENT:
            party = Party.DEPARTMENT
            department = self.departments[entered["department"]]
        return Disposal(measure, party, firm, department, entered["instructions"])

    def _possible(self) -> list[Measure]:
        """Without a firm, or a department, nothing is ordered to one."""
        missing = set()
        if not self.firms:
            missing.add(Measure.ORDER_FIRM)
        if not self.departments:
            missing.add(Measure.ORDER_DEPARTMENT)
        return [measure for measure in Measure if measure not in missing]


class TakeOnForm(DisposeForm, VerifyForm):
    """A new complaint on one screen: accepted, and if wanted verified, handed over."""

    upto = one_of(
        Upto,
        gettext_lazy("How far do you get now?"),
        gettext_lazy("Say how far you get now."),
        initial=Upto.ACCEPT,
    )
    parts = {
        Upto.VERIFY: ("finding", "duty", "how", "note", "photos"),
        Upto.DISPOSE: ("measure", "firm", "department", "instructions"),
    }
    asked = ("finding", "duty", "how", "measure")
    field_order = ("upto", *parts[Upto.VERIFY], *parts[Upto.DISPOSE])

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.is_bound:
            for step, names in self.parts.items():
                if not self.goes_to(step):
                    self._ask_for(names, False)

    def clean(self) -> None:
        super().clean()
        # Shown again, the questions are open as at first.
        self._ask_for(self.asked, True)

    def goes_to(self, step: Upto) -> bool:
        """Whether the form as it was sent goes as far as this step."""
        sent = str(self["upto"].value() or Upto.ACCEPT)
        return sent in ORDERS and ORDERS.index(Upto(sent)) >= ORDERS.index(step)

    @property
    def reaches(self) -> Upto:
        """How far a form that was sent goes."""
        return next(step for step in reversed(ORDERS) if self.goes_to(step))

    def beside_the_point(self) -> frozenset[str]:
        beyond = (names for step, names in self.parts.items() if not self.goes_to(step))
        return super().beside_the_point().union(*beyond)

    def verifying(self) -> list[forms.BoundField]:
        return [self[name] for name in self.parts[Upto.VERIFY]]

    def disposing(self) -> list[forms.BoundField]:
        return [self[name] for name in self.parts[Upto.DISPOSE]]

    def _ask_for(self, names: Sequence[str], asked: bool) -> None:
        for name in names:
            self.fields[name].required = asked
