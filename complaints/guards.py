"""
What a move asks of the case, of the person and of what is carried: named predicates.

Pure. A guard answers True when the move may go on; its name is the reason when it may
not. Rules: specification, domain rules 2.2.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta

from complaints import visiting_hours
from complaints.attempts import Attempt, Facts
from complaints.refusals import Refusal
from complaints.states import (
    CallOutcome,
    Finding,
    How,
    Kind,
    Measure,
    Outcome,
    Party,
    Urgency,
)

LEAST_TEXT = 10
# 拨打110: what is shorter says nothing
LEAST_WORDS = 4
APPEAL_DAYS = 15
REOPEN_DAYS = 30
REOPEN_DAYS_UNANSWERED = 60
REFUSALS_IN_A_ROUND = 2
EXTENSIONS = 3
EXTENSION_WORKDAYS = 10
PAUSE_WORKDAYS = 20
PAUSE_WORKDAYS_IN_ALL = 60
BETWEEN_URGES = timedelta(days=1)
REOPENINGS_BEFORE_A_FINAL_DECISION = 2


Predicate = Callable[[Facts, Attempt], bool]


def _text(_facts: Facts, attempt: Attempt) -> bool:
    return len(attempt.carried.text.strip()) >= LEAST_TEXT


def _way_on(_facts: Facts, attempt: Attempt) -> bool:
    return len(attempt.carried.way_on.strip()) >= LEAST_WORDS


def _finding(_facts: Facts, attempt: Attempt) -> bool:
    carried = attempt.carried
    return None not in (carried.finding, carried.duty, carried.how)


def _site_visit(facts: Facts, attempt: Attempt) -> bool:
    needs_visit = (
        facts.urgency != Urgency.ORDINARY
        or attempt.carried.finding == Finding.UNFOUNDED
    )
    return not needs_visit or attempt.carried.how == How.VISIT


EXPLAINABLE: Mapping[Finding, frozenset[Outcome]] = {
    Finding.UNFOUNDED: frozenset({Outcome.UNFOUNDED}),
    Finding.NOT_ESTABLISHED: frozenset({Outcome.NOT_ESTABLISHED}),
    Finding.FOUNDED: frozenset({Outcome.CANNOT}),
    Finding.PARTLY: frozenset({Outcome.CANNOT}),
}
REPORTABLE = frozenset({Outcome.FIXED, Outcome.PARTLY, Outcome.CANNOT})


def _outcome_fits(facts: Facts, attempt: Attempt) -> bool:
    return facts.finding is not None and (
        attempt.carried.outcome in EXPLAINABLE[facts.finding]
    )


def _measure(_facts: Facts, attempt: Attempt) -> bool:
    fitting = {
        Measure.ORDER_FIRM: {Party.FIRM},
        Measure.ORDER_DEPARTMENT: {Party.DEPARTMENT},
        Measure.CHAMBER: {Party.OFFICE},
        Measure.REMEDY: {Party.OFFICE},
    }
    carried = attempt.carried
    return carried.measure is not None and carried.party in fitting[carried.measure]


def _evidence(_facts: Facts, attempt: Attempt) -> bool:
    carried = attempt.carried
    return carried.photos > 0 or len(carried.no_photo_because.strip()) >= LEAST_WORDS


def _spoken_answer(_facts: Facts, attempt: Attempt) -> bool:
    """Of a call, only where somebody answered."""
    carried = attempt.carried
    nobody_spoke = carried.call not in (None, CallOutcome.ANSWERED)
    return nobody_spoke or None not in (carried.solved, carried.satisfied)


def _may_refuse(facts: Facts, attempt: Attempt) -> bool:
    in_time = facts.refuse_by is not None and attempt.now < facts.refuse_by
    return in_time and facts.refusals < REFUSALS_IN_A_ROUND and not facts.duty_confirmed


def _window_over(facts: Facts, attempt: Attempt) -> bool:
    return facts.due_at is not None and attempt.now >= facts.due_at


def _appeal_open(facts: Facts, attempt: Attempt) -> bool:
    return facts.appeals == 0 and _within(facts, attempt, APPEAL_DAYS)


def _reopen_in_time(facts: Facts, attempt: Attempt) -> bool:
    days = REOPEN_DAYS if facts.closed_with_answer else REOPEN_DAYS_UNANSWERED
    return _within(facts, attempt, days)


def _within(facts: Facts, attempt: Attempt, days: int) -> bool:
    return facts.entered_at is not None and attempt.now < facts.entered_at + timedelta(
        days=days
    )


def _new_date(facts: Facts, attempt: Attempt) -> bool:
    days = attempt.carried.days
    return days >= 1 and facts.extended_days + days <= EXTENSION_WORKDAYS


def _pause_reason(_facts: Facts, attempt: Attempt) -> bool:
    carried = attempt.carried
    return carried.pause_reason is not None and bool(carried.document.strip())


def _pause_length(facts: Facts, attempt: Attempt) -> bool:
    days = attempt.carried.days
    in_all = facts.paused_days + days
    return 1 <= days <= PAUSE_WORKDAYS and in_all <= PAUSE_WORKDAYS_IN_ALL


def _final_review(_facts: Facts, attempt: Attempt) -> bool:
    parts = attempt.carried.review
    return bool(parts) and all(len(part.strip()) >= LEAST_TEXT for part in parts)


def _in_time(facts: Facts, attempt: Attempt) -> bool:
    return facts.due_at is not None and attempt.now < facts.due_at


def _decision_overdue(facts: Facts, attempt: Attempt) -> bool:
    return facts.decide_by is not None and attempt.now >= facts.decide_by


def _calling_day(facts: Facts, attempt: Attempt) -> bool:
    if facts.entered_at is None:
        return False
    told_at = facts.entered_at.astimezone(attempt.now.tzinfo)
    emergency = facts.urgency == Urgency.EMERGENCY
    first = visiting_hours.first_day(told_at, emergency=emergency)
    return attempt.now.date() >= first


def _heard(facts: Facts, attempt: Attempt) -> bool:
    over = facts.hear_until is None or attempt.now >= facts.hear_until
    return facts.heard or over


def _kind_early(facts: Facts, attempt: Attempt) -> bool:
    return attempt.carried.kind in (None, facts.kind)


def _suspicion_decided(facts: Facts, attempt: Attempt) -> bool:
    return facts.questions == 0 or attempt.carried.kind in (None, facts.kind)


def _consent(facts: Facts, attempt: Attempt) -> bool:
    leaves = facts.kind == Kind.RETALIATION and attempt.carried.kind not in (
        None,
        Kind.RETALIATION,
    )
    return not leaves or attempt.carried.consent


def _stays_high(facts: Facts, attempt: Attempt) -> bool:
    is_street = not attempt.carried.target.endswith("000")
    return facts.kind != Kind.RETALIATION or not is_street


PREDICATES: Mapping[Refusal, Predicate] = {
    Refusal.TEXT: _text,
    Refusal.ADDITION: lambda _facts, attempt: (
        bool(attempt.carried.text.strip()) or attempt.carried.photos > 0
    ),
    Refusal.SHOWN: lambda _facts, attempt: attempt.carried.was_shown,
    Refusal.REASON: lambda _facts, attempt: attempt.carried.reason is not None,
    Refusal.WAY_ON: _way_on,
    Refusal.FINDING: _finding,
    Refusal.SITE_VISIT: _site_visit,
    Refusal.WHY_AGAIN: _text,
    Refusal.OUTCOME: lambda _facts, attempt: attempt.carried.outcome in REPORTABLE,
    Refusal.OUTCOME_FITS: _outcome_fits,
    Refusal.MEASURE: _measure,
    Refusal.EVIDENCE: _evidence,
    Refusal.SPOKEN_ANSWER: _spoken_answer,
    Refusal.TARGET: lambda facts, attempt: (
        attempt.carried.target not in ("", facts.office_code)
    ),
    Refusal.MILESTONES: lambda _facts, attempt: bool(attempt.carried.milestones),
    Refusal.COMMITTED: lambda facts, _attempt: bool(facts.commitments),
    Refusal.COMMITMENT: lambda facts, attempt: (
        attempt.carried.commitment in facts.commitments
    ),
    Refusal.LOCATED: lambda facts, _attempt: facts.located,
    Refusal.FOUNDED: lambda facts, _attempt: (
        facts.finding in (Finding.FOUNDED, Finding.PARTLY)
    ),
    Refusal.REFUSAL_SETTLED: lambda facts, _attempt: facts.refusal_settled,
    Refusal.REFUSED_TWICE: lambda facts, _attempt: not facts.refusal_settled,
    Refusal.MAY_REFUSE: _may_refuse,
    Refusal.WINDOW_OVER: _window_over,
    Refusal.APPEAL_OPEN: _appeal_open,
    Refusal.REOPEN_IN_TIME: _reopen_in_time,
    Refusal.REOPEN_AFTER_NO: lambda facts, attempt: (
        facts.heard_no is not None and facts.heard_no == attempt.user_id
    ),
    Refusal.REOPENED_TWICE: lambda facts, _attempt: (
        facts.reopenings >= REOPENINGS_BEFORE_A_FINAL_DECISION
    ),
    Refusal.NOT_FINAL: lambda facts, _attempt: not facts.final,
    Refusal.KIND_EARLY: _kind_early,
    Refusal.CONSENT: _consent,
    Refusal.BINDING: lambda facts, _attempt: not facts.bound,
    Refusal.STAYS_HIGH: _stays_high,
    Refusal.MERGEABLE: lambda _facts, attempt: attempt.carried.same_incident,
    Refusal.DUTY: lambda _facts, attempt: attempt.carried.duty is not None,
    Refusal.NEW_CLASS: lambda _facts, attempt: attempt.carried.changes_class,
    Refusal.FINAL_REVIEW: _final_review,
    Refusal.NEW_DATE: _new_date,
    Refusal.PAUSE_REASON: _pause_reason,
    Refusal.PAUSE_LENGTH: _pause_length,
    Refusal.IN_TIME: _in_time,
    Refusal.OVERDUE: _window_over,
    Refusal.NOT_URGED_TODAY: lambda facts, attempt: (
        facts.urged_at is None or attempt.now >= facts.urged_at + BETWEEN_URGES
    ),
    Refusal.EXTENSIONS_LEFT: lambda facts, _attempt: facts.extensions < EXTENSIONS,
    Refusal.NOTHING_ASKED: lambda facts, _attempt: facts.asked_by is not None,
    Refusal.ASKED_ALREADY: lambda facts, _attempt: facts.asked_by is None,
    Refusal.DECISION_RUNNING: _decision_overdue,
    Refusal.NOT_PAUSED: lambda facts, _attempt: not facts.paused,
    Refusal.PAUSED: lambda facts, _attempt: facts.paused,
    Refusal.HAZARD: lambda facts, _attempt: facts.urgency != Urgency.ORDINARY,
    Refusal.NOT_SAFE_YET: lambda facts, _attempt: not facts.safe,
    Refusal.DRAWN: lambda facts, _attempt: facts.drawn,
    Refusal.NOT_LOOKED_AT: lambda facts, _attempt: not facts.looked_at,
    Refusal.VISIT_DRAWN: lambda facts, _attempt: facts.visit_drawn,
    Refusal.NOT_VISITED_AGAIN: lambda facts, _attempt: not facts.visited_again,
    Refusal.MAY_VISIT: lambda _facts, attempt: attempt.may_visit,
    Refusal.HAS_PHONE: lambda _facts, attempt: attempt.carried.has_phone,
    Refusal.CALL_OUTCOME: lambda _facts, attempt: attempt.carried.call is not None,
    Refusal.CALLING_DAY: _calling_day,
    Refusal.CALLING_HOURS: lambda _facts, attempt: visiting_hours.is_calling_hour(
        attempt.now
    ),
    Refusal.PUT_RIGHT: lambda facts, _attempt: facts.put_right,
    Refusal.NEW_SUSPICION: lambda facts, attempt: (
        attempt.carried.suspicion not in facts.suspected
    ),
    Refusal.NOT_FOUND_FALSE: lambda facts, _attempt: not facts.found_false,
    Refusal.SUSPECTED: lambda facts, _attempt: facts.questions > 0,
    Refusal.NOT_HEARD: lambda facts, _attempt: not facts.heard,
    Refusal.HEARD: _heard,
    Refusal.SUSPICION_DECIDED: _suspicion_decided,
}

# Guards that ask for another person: whom they leave out.
EXCLUSIONS: Mapping[Refusal, Callable[[Facts, Attempt], frozenset[int]]] = {
    Refusal.NOT_THE_ACCEPTER: lambda facts, attempt: (
        facts.accepted_by if attempt.carried.downwards else frozenset()
    ),
    Refusal.NOT_THE_LOWERER: lambda facts, _attempt: facts.lowered_by,
    Refusal.NOT_THE_DECLINER: lambda facts, _attempt: facts.declined_by,
    Refusal.NOT_THE_FINDER: lambda facts, _attempt: facts.found_by,
    Refusal.NOT_THE_REPORTER: lambda facts, _attempt: facts.reported_before,
    Refusal.NOT_WHO_REPORTED: lambda facts, _attempt: facts.answer_for_it,
    Refusal.NOT_A_HANDLER: lambda facts, _attempt: facts.handled_by,
}
