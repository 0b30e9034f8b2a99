"""What became of a call to the resident."""

from django.utils.translation import gettext_lazy as _

from complaints.forms.desk import DeskForm, one_of
from complaints.states import CallOutcome


class CallForm(DeskForm):
    call = one_of(
        CallOutcome, _("What became of the call?"), _("Say what became of the call.")
    )

    def outcome(self) -> CallOutcome:
        """Of a valid form."""
        return CallOutcome(self.cleaned_data["call"])
