"""What a case page offers to one person: the moves that are theirs now, and why not."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints import wording
from complaints.admin import moves
from complaints.admin.moves import DESK_MOVES
from complaints.attempts import Attempt, Carried, Facts
from complaints.models import Case, Step
from complaints.operations import visiting
from complaints.operations.making import who
from complaints.queries.commitments import SETTLES
from complaints.queries.facts import moment_in, pending_extension
from complaints.queries.turns import Turn, turns
from complaints.refusals import Refusal
from complaints.states import Action, Finding, Party, State
from registry.actors import Actor, office_of
from registry.models import User
from registry.roles import Right

FOUNDED = (Finding.FOUNDED, Finding.PARTLY)
DECIDES_OR_HEARS = (Action.HEAR, Action.FALSE_CONFIRMED, Action.FALSE_DISMISSED)
NEEDLESS = frozenset({Refusal.FOUNDED, Refusal.SUSPECTED})
AWAITED: Mapping[str, tuple[Action, ...]] = {
    State.DECLINED: (Action.SECOND_LOOK,),
    State.APPEALED: (Action.OVERTURN, Action.UPHOLD),
    State.ACCEPTED: (Action.VERIFY, Action.ANSWER),
    State.RECTIFIED: (Action.REPORT,),
    State.REPORTED: (Action.VISIT_TRY, Action.CLOSE),
    State.CLOSED: (Action.SECOND_VISIT,),
}


@dataclass(frozen=True)
class CameBack:
    """A form that was sent and not carried out; it is shown again as it was filled."""

    action: Action
    form: forms.Form
    is_answered: bool

    def version_for(self, case: Case) -> object:
        """
        The version that it is sent with next time.

        A refusal was answered by the page as it stands now. A form that was only
        incomplete keeps its own version: somebody may have moved the case since.
        """
        carried = self.form["version"].value()
        return case.version if self.is_answered else carried


FOLLOWS: Mapping[Action, Promise] = {
    Action.VISIT_TRY: gettext_lazy(
        "What the resident answers is written down in the form above."
    ),
    Action.CLOSE: gettext_lazy(
        "A spoken no opens the case again at once, for another officer."
    ),
    Action.SECOND_VISIT: gettext_lazy(
        "The resident's own answer stays. A spoken no opens the case again at once."
    ),
    Action.CONFIRM_DUTY: gettext_lazy(
        "The party stays, and may not refuse this case again."
    ),
    Action.RELEASE: gettext_lazy("The holding office hands the case to somebody else."),
    Action.TRANSFER: gettext_lazy(
        "The third transfer takes the case to the office above instead."
    ),
    Action.NOTE: gettext_lazy("For colleagues; the resident does not see it."),
    Action.SUSPECT: gettext_lazy(
        "For colleagues. The party reads that an officer doubts it, and is heard."
    ),
    Action.FALSE_CONFIRMED: gettext_lazy(
        "It counts as redone in the ratings. Name no other resident."
    ),
}
# What a case does not wait for stands folded behind these headings.
GROUPS: Mapping[Promise, tuple[Action, ...]] = {
    gettext_lazy("Correct and hand on"): (
        Action.RECLASSIFY,
        Action.TRANSFER,
        Action.MERGE,
        Action.UNMERGE,
        Action.RECALL,
        Action.RAISE,
    ),
    gettext_lazy("Time"): (
        Action.ASK_EXTENSION,
        Action.PAUSE,
        Action.RESUME,
        Action.PLAN,
    ),
    gettext_lazy("Notes and pressure"): (
        Action.MADE_SAFE,
        Action.NOTE,
        Action.SUPERVISE,
        Action.SUSPECT,
        Action.FINAL,
    ),
}
GROUPED = frozenset(action for actions in GROUPS.values() for action in actions)
# Of what is not offered, only what people look for is told with its reason.
TOLD_WHY_NOT = (
    frozenset(DESK_MOVES)
    - GROUPED
    - {
        Action.CONFIRM_DUTY,
        Action.RELEASE,
        Action.EXTEND,
        Action.DENY_EXTENSION,
        Action.SECOND_LOOK,
        Action.SECOND_VISIT,
        Action.REFUSE,
    }
    - SETTLES
)


@dataclass(frozen=True)
class Offer:
    """One move as the page offers it; the first one stands open."""

    action: str
    title: str
    button: str
    url: str
    explains: str
    form: forms.Form
    version: object
    key: str
    is_open: bool


@dataclass(frozen=True)
class NotNow:
    """Moves that follow from here and are not this person's now, with the reason."""

    titles: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Group:
    """Offers of one sort; opened where one of its forms came back."""

    name: str
    offers: tuple[Offer, ...]

    @property
    def is_open(self) -> bool:
        return any(offer.is_open for offer in self.offers)


@dataclass(frozen=True)
class Turns:
    offers: tuple[Offer, ...] = ()
    not_now: tuple[NotNow, ...] = ()

    @property
    def first(self) -> tuple[Offer, ...]:
        """What the straight way asks for."""
        return tuple(offer for offer in self.offers if offer.action not in GROUPED)

    @property
    def groups(self) -> tuple[Group, ...]:
        found = (
            Group(
                str(name),
                tuple(offer for offer in self.offers if offer.action in actions),
            )
            for name, actions in GROUPS.items()
        )
        return tuple(group for group in found if group.offers)


def attempt_of(by: Actor, user: User, now: datetime) -> Attempt:
    return Attempt(
        now=timezone.localtime(now),
        user_id=user.pk,
        office_code=office_of(by),
        firm=user.firm_id,
        department=user.department_id,
        may_visit=user.has_right(Right.VISIT),
    )


def turns_of(
    case: Case,
    facts: Facts,
    history: Sequence[Step],
    *,
    user: User,
    now: datetime,
    came_back: CameBack | None = None,
) -> Turns:
    """The person's moves, those first that the case waits for, and the others' why."""
    by = moves.actor_of(user)
    if by is None:
        return Turns()
    known = Carried(has_phone=_is_asked(case) and visiting.has_phone(case))
    attempt = replace(attempt_of(by, user, now), carried=known)
    found = turns(facts, attempt, who(by))
    # What became of a commitment is asked beside it.
    offered = frozenset(DESK_MOVES) - SETTLES
    found = tuple(turn for turn in found if turn.action in offered)
    mine = [turn.action for turn in found if turn.refusal is None]
    awaited = (*_awaited(case, facts), *(DECIDES_OR_HEARS if facts.questions else ()))
    mine.sort(key=lambda action: (action not in awaited, _place(action)))
    opened = came_back.action if came_back else next(iter(mine), None)
    if came_back is None and opened not in awaited:
        opened = None
    asked = pending_extension(history)
    return Turns(
        offers=tuple(
            _offer(action, case, now, came_back, asked, is_open=action == opened)
            for action in mine
        ),
        not_now=tuple(_not_now(found, case)),
    )


def _is_asked(case: Case) -> bool:
    """Whether its resident may be called about the result."""
    return case.state in (State.REPORTED, State.CLOSED)


def auto_id(action: Action) -> str:
    """Several forms stand on one page: each field's id begins with its move."""
    return f"{action.lower()}_%s"


def _offer(
    action: Action,
    case: Case,
    now: datetime,
    came_back: CameBack | None,
    asked: Step | None,
    *,
    is_open: bool,
) -> Offer:
    again = came_back if came_back and came_back.action == action else None
    form = again.form if again else _empty(action, case, now)
    return Offer(
        action=action.value,
        title=str(_title(action, case)),
        button=moves.button_of(action, form),
        url=reverse("admin:complaints_case_move", args=[case.pk, action.lower()]),
        explains=_explains(action, case, asked),
        form=form,
        version=again.version_for(case) if again else case.version,
        key=secrets.token_urlsafe(16),
        is_open=is_open,
    )


def _empty(action: Action, case: Case, now: datetime) -> forms.Form:
    form = moves.form_for(action, case, now=now, auto_id=auto_id(action))
    assert form is not None  # every move of the desk has a form
    return form


def _place(action: Action) -> int:
    return list(DESK_MOVES).index(action)


def _awaited(case: Case, facts: Facts) -> Sequence[Action]:
    """The moves that a case in this state waits for, as far as the desk makes them."""
    if facts.asked_by is not None:
        return (Action.EXTEND, Action.DENY_EXTENSION)
    if not facts.refusal_settled:
        return (Action.CONFIRM_DUTY, Action.RELEASE)
    match case.state:
        case State.FILED:
            return (Action.ACCEPT if case.community_id else Action.LOCATE,)
        case State.VERIFIED:
            founded = case.finding in FOUNDED
            return (Action.DISPOSE if founded else Action.EXPLAIN,)
        case State.DISPOSED:
            return () if case.party == Party.FIRM else (Action.RECTIFY,)
        case _:
            return AWAITED.get(case.state, ())


def _not_now(found: Sequence[Turn], case: Case) -> Iterator[NotNow]:
    """One entry a reason; what nobody would look for here is left out."""
    titles: dict[Refusal, list[str]] = {}
    for turn in found:
        needless = turn.refusal in NEEDLESS or (
            turn.action == Action.LOCATE and case.community_id is not None
        )
        if turn.refusal is not None and not needless and turn.action in TOLD_WHY_NOT:
            title = str(_title(turn.action, case))
            titles.setdefault(turn.refusal, []).append(title)
    for refusal, names in titles.items():
        yield NotNow(tuple(names), str(refusal.label))


def _title(action: Action, case: Case) -> Any:
    if action == Action.VERIFY and case.state == State.VERIFIED:
        return _("Change the finding")
    if action == Action.RECTIFY and case.party == Party.FIRM:
        return _("Write down the rectification for the firm")
    return DESK_MOVES[action].title


def _explains(action: Action, case: Case, asked: Step | None) -> str:
    """What follows from the move, where the form does not say it."""
    if action in (Action.EXTEND, Action.DENY_EXTENSION) and asked is not None:
        until = moment_in(asked, "until")
        return _("Asked for until %(day)s: %(text)s") % {
            "day": wording.day_in_words(wording.due_day(until)) if until else "",
            "text": asked.text.body if asked.text else "",
        }
    outcome = moves.explained(case)
    if action == Action.EXPLAIN and outcome is not None:
        told = {"outcome": outcome.label}
        return _("The resident is told the result: %(outcome)s.") % told
    if action == Action.LOCATE and case.place:
        return _("Described as: %(place)s") % {"place": case.place}
    return str(FOLLOWS.get(action, ""))
