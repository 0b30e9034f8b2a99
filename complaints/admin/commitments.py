"""The commitments of a case at the desk: each with what this person may say of it."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints import wording
from complaints.admin import moves
from complaints.admin.chips import Chip
from complaints.admin.moves import DESK_MOVES
from complaints.admin.offers import CameBack, Offer, attempt_of, auto_id
from complaints.attempts import Facts
from complaints.models import Case, Commitment
from complaints.operations.making import who
from complaints.queries.commitments import SETTLES
from complaints.queries.particulars import Reading, reading_of
from complaints.queries.turns import turns
from complaints.states import Action, CommitmentState
from registry.models import User

CHIPS: Mapping[str, tuple[str, str]] = {
    CommitmentState.OPEN: ("open", "calendar-days"),
    CommitmentState.KEPT: ("done", "check"),
    CommitmentState.BROKEN: ("overdue", "x"),
}


@dataclass(frozen=True)
class Row:
    """One commitment; without offers where there is nothing to say here and now."""

    number: int
    what: str
    sort: str
    day: str
    party: str
    state: Chip
    said: str
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True)
class Sitting:
    """One showing of a case to one person, and the form that came back to them."""

    case: Case
    facts: Facts
    user: User
    now: datetime
    came_back: CameBack | None

    @property
    def today(self) -> date:
        return timezone.localtime(self.now).date()


def rows_of(promised: Iterable[Commitment], sitting: Sitting) -> list[Row]:
    """The first due first; an acting party reads no traces of the reporter."""
    read = reading_of(sitting.case, sitting.user)
    mine = _mine(sitting)
    return [_row(one, sitting, mine, read) for one in promised]


def _mine(sitting: Sitting) -> list[Action]:
    """What this person may say of an open one."""
    by = moves.actor_of(sitting.user)
    if by is None:
        return []
    attempt = attempt_of(by, sitting.user, sitting.now)
    found = turns(sitting.facts, attempt, who(by))
    possible = {turn.action for turn in found if turn.refusal is None}
    return [
        action
        for action in (Action.COMMITMENT_KEPT, Action.COMMITMENT_BROKEN)
        if action in possible & SETTLES
    ]


def _row(one: Commitment, sitting: Sitting, mine: list[Action], read: Reading) -> Row:
    is_open = one.state == CommitmentState.OPEN
    state = CommitmentState(one.state)
    settled = one.settled_by
    return Row(
        number=one.number,
        what=read(one.text.body),
        sort=_("Milestone") if one.is_milestone else _("Commitment"),
        day=wording.day_in_words(one.due_on, today=sitting.today),
        party=str(one.party),
        state=Chip(*_tone(one, sitting.today), str(state.label)),
        said=read(settled.text.body) if settled and settled.text else "",
        offers=tuple(_offer(action, one, sitting) for action in mine if is_open),
    )


def _tone(one: Commitment, today: date) -> tuple[str, str]:
    if one.state == CommitmentState.OPEN and one.due_on < today:
        return "overdue", "alarm-clock-off"
    return CHIPS[one.state]


def _offer(action: Action, one: Commitment, sitting: Sitting) -> Offer:
    case, again = sitting.case, _again(action, one, sitting.came_back)
    form = again.form if again else _empty(action, one, sitting)
    return Offer(
        action=action.value,
        title=str(DESK_MOVES[action].title),
        button=moves.button_of(action, form),
        url=reverse("admin:complaints_case_move", args=[case.pk, action.lower()]),
        explains="",
        form=form,
        version=again.version_for(case) if again else case.version,
        key=secrets.token_urlsafe(16),
        is_open=again is not None,
    )


def _again(
    action: Action, one: Commitment, came_back: CameBack | None
) -> CameBack | None:
    """The form that came back, where it is about this commitment."""
    if came_back is None or came_back.action != action:
        return None
    about = came_back.form["commitment"].value()
    return came_back if str(about) == str(one.number) else None


def _empty(action: Action, one: Commitment, sitting: Sitting) -> forms.Form:
    form = moves.form_for(
        action,
        sitting.case,
        now=sitting.now,
        auto_id=auto_id(action).replace("%s", f"{one.number}_%s"),
        initial={"commitment": one.number},
    )
    assert form is not None  # both ways to settle one have a form
    return form
