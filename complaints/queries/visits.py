"""
Return visits: the tries of a case, and whom an office has to call today.

A try is one call, whatever came of it. Rules: specification, domain rules 2.2, Return
visit and the last word.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from complaints import visiting_hours
from complaints.models import Case, CaseQuerySet, Step
from complaints.queries.facts import NOT_MOVES
from complaints.states import Action, State, Urgency
from complaints.visiting_hours import Tries
from registry.models import User
from registry.roles import Role

# No office calls more in a day; those whose window closes first come first.
MOST = 500
READ_WITH_A_CALL = ("category", "community")


@dataclass(frozen=True)
class Call:
    """A case to call about: its tries so far, and whether this person handled it."""

    case: Case
    steps: tuple[Step, ...]
    tries: Tries
    is_handled: bool


def tries_of(case: Case, history: Iterable[Step]) -> Tries:
    """The tries since the resident was told the last result; no query is made."""
    return Tries(tuple(_local(step.at) for step in try_steps(case, history)))


def try_steps(case: Case, history: Iterable[Step]) -> tuple[Step, ...]:
    """
    The same as steps. A round tells one result, and new dates of the case, as behind
    holidays, take no call back.
    """
    return tuple(
        step
        for step in history
        if step.action == Action.VISIT_TRY and step.round == case.round
    )


def calls_of(cases: CaseQuerySet, user: User, *, now: datetime) -> list[Call]:
    """
    Of the visible `cases` those that the user's office has to call about today: its
    own, and those right below it that everybody there has handled.

    Four queries, however many there are; what is left out is what needs no call any
    more, has had today's, or cannot be called.
    """
    due = _due(cases, user, now)
    ids = [case.pk for case in due]
    steps: dict[int, list[Step]] = {}
    tried = Step.objects.filter(case__in=ids, action=Action.VISIT_TRY)
    for step in tried.order_by("number"):
        steps.setdefault(step.case_id, []).append(step)
    handled = _handled_by(user, ids)
    calls = (_call(case, steps.get(case.pk, ()), handled) for case in due)
    return [call for call in calls if call.tries.is_call_wanted(_local(now))]


def second_tries(cases: Iterable[Case]) -> dict[int, list[Step]]:
    """The second visits of closed cases so far, by the case's key: one query."""
    found: dict[int, list[Step]] = {}
    steps = Step.objects.filter(
        case__in=[case.pk for case in cases],
        round=F("case__round"),
        action=Action.SECOND_VISIT,
    )
    for step in steps.order_by("number"):
        found.setdefault(step.case_id, []).append(step)
    return found


def _due(cases: CaseQuerySet, user: User, now: datetime) -> list[Case]:
    """Those of the office, or that it stands in for, whose first day has come."""
    region = user.region
    if region is None:
        return []
    told = cases.open().filter(state=State.REPORTED).exclude(contact__phone_sealed="")
    own = told.filter(office_code=region.code)
    below = told.held_within(region.code).filter(office__parent=region)
    left_over = below.exclude(Exists(_somebody_left()))
    found = [*_first_due(own), *_first_due(left_over)]
    begun = (case for case in found if _has_begun(case, now))
    return sorted(begun, key=lambda case: (case.due_at, case.pk))


def _first_due(cases: CaseQuerySet) -> CaseQuerySet:
    return cases.select_related(*READ_WITH_A_CALL).order_by("due_at", "pk")[:MOST]


def _somebody_left() -> QuerySet[User]:
    """Officers of a case's office who did not handle it in this round."""
    handled = Step.objects.filter(
        case=OuterRef(OuterRef("pk")),
        round=OuterRef(OuterRef("round")),
        actor=OuterRef("pk"),
    ).exclude(action__in=NOT_MOVES)
    there = User.objects.filter(
        region=OuterRef("office"), role=Role.OFFICER, is_active=True
    )
    return there.exclude(Exists(handled))


def _has_begun(case: Case, now: datetime) -> bool:
    emergency = case.urgency == Urgency.EMERGENCY
    first = visiting_hours.first_day(_local(case.entered_at), emergency=emergency)
    return first <= _local(now).date()


def _handled_by(user: User, ids: Sequence[int]) -> frozenset[int]:
    """Of these cases those of which the user wrote a move of the round."""
    moves = Step.objects.filter(case__in=ids, actor=user, round=F("case__round"))
    return frozenset(
        moves.exclude(action__in=NOT_MOVES).values_list("case_id", flat=True)
    )


def _call(case: Case, steps: Iterable[Step], handled: frozenset[int]) -> Call:
    found = try_steps(case, steps)
    return Call(case, found, tries_of(case, found), case.pk in handled)


def _local(moment: datetime) -> datetime:
    return moment.astimezone(timezone.get_default_timezone())
