"""What was promised for a day in a case, as its resident and its firm read it."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from complaints import wording
from complaints.models import Commitment
from complaints.scrubbing import scrub
from complaints.states import CommitmentState
from complaints.views.telling import Shown, Telling

CHIPS: Mapping[str, tuple[str, str, Promise]] = {
    CommitmentState.OPEN: ("open", "calendar-days", gettext_lazy("Still to be done")),
    CommitmentState.KEPT: ("done", "check", gettext_lazy("Done as promised")),
    CommitmentState.BROKEN: ("overdue", "x", gettext_lazy("Not done as promised")),
}
OVERDUE = ("overdue", "alarm-clock-off", gettext_lazy("Its day is over; being checked"))


def to_resident(
    commitments: list[Commitment], told: Telling, *, today: date
) -> list[Shown]:
    """
    The milestones of long works at once; what an acting party promised together with
    the result, since the office looks at it first.
    """
    rounds = told.timeline.rounds
    return [
        shown(
            what=told.read(one.text.body if one.is_milestone else scrub(one.text.body)),
            due_on=one.due_on,
            state=CommitmentState(one.state),
            today=today,
        )
        for one in commitments
        if one.is_milestone or rounds[one.step.round - 1].told is not None
    ]


def shown(*, what: str, due_on: date, state: CommitmentState, today: date) -> Shown:
    """One commitment, as `parts/promised.html` shows it."""
    late = state == CommitmentState.OPEN and due_on < today
    tone, icon, word = OVERDUE if late else CHIPS[state]
    return {
        "what": what,
        "day": wording.day_in_words(due_on, today=today),
        "state": {"tone": tone, "icon": icon, "word": word},
    }
