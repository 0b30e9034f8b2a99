"""What history says about a case, as the values that the workflow's guards read."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from datetime import datetime

from complaints.attempts import Facts
from complaints.beside import BESIDE
from complaints.guards import REFUSALS_IN_A_ROUND
from complaints.models import Case, Step
from complaints.queries import commitments as commitment_queries
from complaints.queries.hazards import is_safe
from complaints.queries.suspicions import answer_for, questions_in
from complaints.states import (
    Action,
    ActorKind,
    AskedBy,
    CallOutcome,
    Closing,
    Finding,
    Kind,
    Party,
    Solved,
    State,
    Urgency,
)
from registry import queries as registry_queries
from registry.areas import parent_of

TELLS_A_RESULT = frozenset({Action.REPORT, Action.EXPLAIN, Action.ANSWER})
NOT_MOVES = frozenset(move.action for move in BESIDE)
EXTENSION_STEPS = frozenset(
    {Action.ASK_EXTENSION, Action.EXTEND, Action.DENY_EXTENSION}
)
# The third transfer raises a case; the office above keeps it or transfers it once more.
TRANSFERS = 3
PARTY = ("party", "firm", "department")


def history_of(case: Case) -> list[Step]:
    return list(Step.objects.filter(case=case).order_by("number"))


def facts_of(case: Case, history: Sequence[Step]) -> Facts:
    """
    The facts of the case as it was read (its `version` may be stale; the move's
    compare-and-set finds that out).
    """
    (_holder, officers), *above = registry_queries.officers_upwards(case.office_code)
    return facts_from(case, history, officers=officers, officers_above=tuple(above))


def facts_from(
    case: Case,
    history: Sequence[Step],
    *,
    officers: Set[int],
    officers_above: tuple[tuple[str, Set[int]], ...] = (),
) -> Facts:
    """
    The same without a query; `officers` are those of the office that holds it.

    Without those of the offices above, nobody is known to stand in.
    """
    facts = _told_by_the_row(case)
    facts = replace(facts, officers=officers, officers_above=officers_above)
    facts = _with_who_did_what(facts, case, history)
    facts = _with_what_happened(facts, case, history)
    facts = _with_what_is_suspected(facts, case, history)
    return _with_the_clock(facts, case, history)


def _told_by_the_row(case: Case) -> Facts:
    county = registry_queries.county_of(case.office_code)
    return Facts(
        kind=Kind(case.kind),
        state=State(case.state),
        urgency=Urgency(case.urgency),
        round=case.round,
        located=case.community_id is not None,
        office_code=case.office_code,
        parent_code=parent_of(case.office_code),
        county_code=county if county != case.office_code else None,
        finding=Finding(case.finding) if case.finding else None,
        closed_with_answer=case.closing in (Closing.ANSWERED, Closing.TYPED),
        entered_at=case.entered_at,
        due_at=case.due_at,
        acting_firm=case.acting_firm_id if case.party == Party.FIRM else None,
        acting_department=(
            case.acting_department_id if case.party == Party.DEPARTMENT else None
        ),
    )


def _with_who_did_what(facts: Facts, case: Case, history: Sequence[Step]) -> Facts:
    """The people whom a guard may leave out."""
    before = [step for step in history if step.round == case.round - 1]
    now = [step for step in history if step.round == case.round]
    return replace(
        facts,
        accepted_by=_authors(history, Action.ACCEPT),
        lowered_by=_people(
            step
            for step in history
            if step.action == Action.RECLASSIFY
            and step.source == State.FILED
            and step.detail.get("downwards")
        ),
        declined_by=_authors(history, Action.DECLINE),
        found_by=_author_of_last(history, Action.VERIFY),
        reported_before=_people(
            step for step in before if step.action in TELLS_A_RESULT
        ),
        handled_by=_people(step for step in now if step.action not in NOT_MOVES),
        heard_no=_heard_no(case, history),
    )


def _with_what_happened(facts: Facts, case: Case, history: Sequence[Step]) -> Facts:
    """What was refused, settled, reopened and told so far."""
    refused = [
        step
        for step in history
        if step.action == Action.REFUSE and step.round == case.round
    ]
    settled_at = _last(history, Action.CONFIRM_DUTY, Action.RELEASE)
    told = _last_step(history, TELLS_A_RESULT)
    return replace(
        facts,
        refusals=len(refused),
        refusal_settled=len(refused) < 2 or settled_at > refused[-1].number,
        duty_confirmed=_duty_confirmed(history),
        refuse_by=_refuse_by(case, history),
        bound=sum(step.action == Action.TRANSFER for step in history) > TRANSFERS,
        appeals=sum(step.action == Action.APPEAL for step in history),
        reopenings=sum(step.action == Action.REOPEN for step in history),
        final=_last(history, Action.FINAL) > 0,
        answered_or_explained=told is not None and told.action != Action.REPORT,
        merged_from=_merged_from(history),
    )


def _with_the_clock(facts: Facts, case: Case, history: Sequence[Step]) -> Facts:
    """What was asked, granted, promised and stopped of the time that runs."""
    asked = pending_extension(history)
    extended = [step for step in history if step.action == Action.EXTEND]
    resumed = [step for step in history if step.action == Action.RESUME]
    return replace(
        facts,
        asked_by=AskedBy(asked.detail["asked_by"]) if asked else None,
        decide_by=moment_in(asked, "decide_by") if asked else None,
        extensions=len(extended),
        extended_days=sum(int(step.detail["days"]) for step in extended),
        paused=case.paused_until is not None,
        paused_days=sum(int(step.detail["days"]) for step in resumed),
        safe=is_safe(history),
        urged_at=_urged_at(history),
        drawn=second_look_drawn(history),
        looked_at=_last(history, Action.SECOND_LOOK) > _last(history, Action.DECLINE),
        commitments=commitment_queries.open_in(history),
        visit_drawn=second_visit_drawn(history),
        visited_again=_visited_again(history),
    )


def _with_what_is_suspected(facts: Facts, case: Case, history: Sequence[Step]) -> Facts:
    """Whether something was put right in the round, and what is doubted of it."""
    questions = questions_in(history)
    mine = [one for one in questions if one.opened.round == case.round]
    undecided = [one for one in questions if one.decided is None]
    asked = next(iter(undecided), None)
    return replace(
        facts,
        put_right=any(
            step.action == Action.RECTIFY and step.round == case.round
            for step in history
        ),
        suspected=frozenset().union(*(one.sorts for one in mine)),
        found_false=any(one.is_confirmed for one in mine),
        questions=len(undecided),
        heard=asked is not None and asked.was_heard,
        hear_until=asked.hear_until if asked else None,
        answer_for_it=answer_for(history, asked.opened.round if asked else case.round),
    )


def moment_in(step: Step, name: str) -> datetime | None:
    """A moment that a step wrote into its details."""
    written = step.detail.get(name)
    return datetime.fromisoformat(written) if written else None


def second_look_drawn(history: Sequence[Step]) -> bool:
    """Whether a refusal to accept was drawn for the second look of the office above."""
    declined = _last_step(history, frozenset({Action.DECLINE}))
    return declined is not None and bool(declined.detail.get("second_look"))


def second_visit_drawn(history: Sequence[Step]) -> bool:
    """Whether the end of a case was drawn for a second visit by the office above."""
    closed = _last_step(history, frozenset({Action.CLOSE}))
    return closed is not None and bool(closed.detail.get("second_visit"))


def _visited_again(history: Sequence[Step]) -> bool:
    """A call that nobody picked up is tried again."""
    closed = _last(history, Action.CLOSE)
    return any(
        step.action == Action.SECOND_VISIT
        and step.number > closed
        and step.detail["call"] != CallOutcome.NO_ANSWER
        for step in history
    )


def pending_extension(history: Sequence[Step]) -> Step | None:
    last = _last_step(history, EXTENSION_STEPS)
    if last is None or last.action != Action.ASK_EXTENSION:
        return None
    return last if last.number > _entered(history) else None


def _entered(history: Sequence[Step]) -> int:
    """The step by which the case came to where it is; new dates do not count."""
    return max(
        step.number
        for step in history
        if step.source != step.target or step.action == Action.TRANSFER
    )


def _urged_at(history: Sequence[Step]) -> datetime | None:
    """When the resident asked last for what is overdue."""
    urged = (
        step.at
        for step in reversed(history)
        if step.action == Action.URGE and step.actor_kind == ActorKind.RESIDENT
    )
    return next(urged, None)


def _refuse_by(case: Case, history: Sequence[Step]) -> datetime | None:
    if case.state != State.DISPOSED:
        return None
    handed = _last_step(history, frozenset({Action.DISPOSE, Action.CONFIRM_DUTY}))
    return None if handed is None else moment_in(handed, "refuse_by")


def refusals_left(history: Sequence[Step], round_number: int) -> int:
    """How often the order can still be refused in the round, while there is time."""
    if _duty_confirmed(history):
        return 0
    refused = sum(
        step.action == Action.REFUSE and step.round == round_number for step in history
    )
    return max(0, REFUSALS_IN_A_ROUND - refused)


def _duty_confirmed(history: Sequence[Step]) -> bool:
    """Whether the duty of the party that holds the case now was confirmed above."""
    party: tuple[object, ...] = ()
    confirmed: tuple[object, ...] | None = None
    for step in history:
        if step.action == Action.DISPOSE:
            party = tuple(step.detail.get(name) for name in PARTY)
        if step.action == Action.CONFIRM_DUTY:
            confirmed = party
    return confirmed == party


def _people(steps: Iterable[Step]) -> frozenset[int]:
    return frozenset(step.actor_id for step in steps if step.actor_id is not None)


def _authors(history: Sequence[Step], action: Action) -> frozenset[int]:
    return _people(step for step in history if step.action == action)


def _last_step(history: Sequence[Step], actions: frozenset[Action]) -> Step | None:
    return next((step for step in reversed(history) if step.action in actions), None)


def _author_of_last(history: Sequence[Step], action: Action) -> frozenset[int]:
    step = _last_step(history, frozenset({action}))
    if step is None or step.actor_id is None:
        return frozenset()
    return frozenset({step.actor_id})


def _last(history: Sequence[Step], *actions: Action) -> int:
    """The number of the last such step, 0 when there is none."""
    step = _last_step(history, frozenset(actions))
    return 0 if step is None else step.number


def _heard_no(case: Case, history: Sequence[Step]) -> int | None:
    """Who took down the last spoken "no": at the end of the case, or since."""
    heard = _last_step(history, frozenset({Action.CLOSE, Action.SECOND_VISIT}))
    if heard is None or heard.detail.get("solved") != Solved.NO:
        return None
    is_spoken = heard.action == Action.SECOND_VISIT or case.closing == Closing.TYPED
    return heard.actor_id if is_spoken else None


def _merged_from(history: Sequence[Step]) -> State | None:
    """Where the case was when it was merged into another."""
    merged = _last_step(history, frozenset({Action.MERGE}))
    return None if merged is None else State(merged.source)
