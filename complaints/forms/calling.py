"""What became of a call to the resident, and what was heard in a second one."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from complaints.forms.desk import DeskForm, one_of
from complaints.forms.visiting import VisitForm
from complaints.operations.visiting import Given
from complaints.states import CallOutcome, Satisfied, Solved

OUTCOME = one_of(
    CallOutcome, _("What became of the call?"), _("Say what became of the call.")
)


class CallForm(DeskForm):
    call = OUTCOME

    def outcome(self) -> CallOutcome:
        """Of a valid form."""
        return CallOutcome(self.cleaned_data["call"])


class SecondVisitForm(VisitForm):
    """The questions of the return visit, put by telephone, where somebody answers."""

    call = OUTCOME

    field_order = ("call",)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields.pop("satisfied_street", None)
        for name in ("solved", "satisfied"):
            self.fields[name].required = False

    def outcome(self) -> CallOutcome:
        """Of a valid form."""
        return CallOutcome(self.cleaned_data["call"])

    def heard(self) -> Given | None:
        """What was answered; None where one of the answers is missing."""
        solved, satisfied = (
            self.cleaned_data[name] for name in ("solved", "satisfied")
        )
        if not (solved and satisfied):
            return None
        return Given(Solved(solved), Satisfied(satisfied))
