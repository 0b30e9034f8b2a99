"""
What a step asks of an entry, of the person and of what is carried: named predicates.

Pure. A guard answers True when the step may go on; its name is the reason when it may
not. Rules: specification, domain rules 2.3.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from ratings.due_process import WEIGHT, fits_class, permits
from ratings.listing_moves import ListingMove, ListingMoveNotAllowed
from ratings.listing_refusals import ListingRefusal as No
from ratings.states import ListClass, ListingState

LEAST_TEXT = 10
LEAST_DEFENCE = 5

Persons = frozenset[int]
NOBODY: Persons = frozenset()


class Term(NamedTuple):
    """What is proposed, told or decided: the class, the months, whether it is shown."""

    list_class: ListClass
    months: int
    published: bool = True


@dataclass(frozen=True)
class ListingFacts:
    """
    What the row, the history and the documents behind an entry say at a moment.

    Persons are user ids: who did it and whom they stood in for. `heaviest` is the
    heaviest class that the article permits, empty where it is not in force. What only
    a proposal asks is filled for one only.
    """

    proposers: Persons = NOBODY
    reviewers: Persons = NOBODY
    accepters: Persons = NOBODY
    recused: Persons = NOBODY
    proposed: Term | None = None
    notified: Term | None = None
    heaviest: str = ""
    facts: int = 0
    facts_in_force: bool = False
    facts_fit: bool = False
    facts_of_subject: bool = False
    facts_new: bool = False
    broad: bool = False
    notified_on: date | None = None
    lapses_at: datetime | None = None
    defence_ends_at: datetime | None = None
    defended: bool = False
    answered: bool = False
    ends_on: date | None = None
    repair_from: date | None = None
    duties_done: bool = True
    repair_asked: bool = False
    repair_accepted: bool = False
    objected: bool = False
    corrected: bool = False
    suspended_from: ListingState | None = None
    candidate: bool = False
    clean: bool = False
    listed: bool = False
    serves_here: bool = False


@dataclass(frozen=True)
class Carried:
    """
    What a step brings with it; only what it asks for is filled.

    `leaves_time`: the defence that a service opens ends before the entry would lapse.
    """

    text: str = ""
    document: str = ""
    promise: str = ""
    has_file: bool = False
    way: str = ""
    served_on: date | None = None
    defence_days: int = 0
    leaves_time: bool = False
    for_another: bool = False
    may_decide: bool = False


@dataclass(frozen=True)
class Attempt:
    """
    One try at one moment. `persons` are the actor and whom the actor stands in for;
    `decides` is the term, where a
    decision has one of its own.
    """

    now: datetime
    today: date
    persons: Persons = NOBODY
    target: ListingState | None = None
    decides: Term | None = None
    carried: Carried = Carried()


Guard = Callable[[ListingFacts, Attempt], bool]


def check(move: ListingMove, facts: ListingFacts, attempt: Attempt) -> None:
    """
    Refuse the step unless person, entry and what is carried are as it asks.

    :raises ListingMoveNotAllowed: with the first reason against it
    """
    for guard in move.guards:
        if not GUARDS[guard](facts, attempt):
            raise ListingMoveNotAllowed(guard)


def _chosen(facts: ListingFacts, attempt: Attempt) -> Term | None:
    """As it is decided, else as proposed; nothing for a red entry."""
    return attempt.decides or facts.proposed


def _permitted(facts: ListingFacts, attempt: Attempt) -> bool:
    term = _chosen(facts, attempt)
    return term is not None and permits(facts.heaviest, term.list_class)


def _term_fits(facts: ListingFacts, attempt: Attempt) -> bool:
    term = _chosen(facts, attempt)
    return term is not None and fits_class(
        term.list_class, term.months, published=term.published
    )


def _not_heavier(facts: ListingFacts, attempt: Attempt) -> bool:
    told, term = facts.notified, _chosen(facts, attempt)
    return (
        told is not None
        and term is not None
        and WEIGHT[term.list_class] <= WEIGHT[told.list_class]
        and term.months <= told.months
        and (told.published or not term.published)
    )


def _served(_facts: ListingFacts, attempt: Attempt) -> bool:
    carried = attempt.carried
    return bool(carried.way) and carried.served_on is not None and carried.has_file


def _served_between(facts: ListingFacts, attempt: Attempt) -> bool:
    served, notified = attempt.carried.served_on, facts.notified_on
    return (
        served is not None
        and notified is not None
        and notified <= served <= attempt.today
    )


def _defence_long_enough(_facts: ListingFacts, attempt: Attempt) -> bool:
    carried = attempt.carried
    return carried.defence_days >= LEAST_DEFENCE and carried.leaves_time


def _defence_open(facts: ListingFacts, attempt: Attempt) -> bool:
    return facts.defence_ends_at is not None and attempt.now < facts.defence_ends_at


def _defence_over(facts: ListingFacts, attempt: Attempt) -> bool:
    return facts.defence_ends_at is not None and attempt.now >= facts.defence_ends_at


def _in_time(facts: ListingFacts, attempt: Attempt) -> bool:
    return facts.lapses_at is None or attempt.now < facts.lapses_at


def _term_runs(facts: ListingFacts, attempt: Attempt) -> bool:
    return facts.ends_on is not None and attempt.today < facts.ends_on


def _minimum_over(facts: ListingFacts, attempt: Attempt) -> bool:
    return facts.repair_from is not None and attempt.today >= facts.repair_from


def _repair_carries(_facts: ListingFacts, attempt: Attempt) -> bool:
    carried = attempt.carried
    promised = len(carried.promise.strip()) >= LEAST_TEXT
    return _has_text(_facts, attempt) and promised and carried.has_file


def _has_text(_facts: ListingFacts, attempt: Attempt) -> bool:
    return len(attempt.carried.text.strip()) >= LEAST_TEXT


GUARDS: Mapping[No, Guard] = {
    No.TEXT: _has_text,
    No.SERVICE: _served,
    No.SERVICE_DAY: _served_between,
    No.PERIOD_LENGTH: _defence_long_enough,
    No.DOCUMENT: lambda facts, attempt: attempt.carried.document.strip() != "",
    No.REPAIR_CARRIES: _repair_carries,
    No.NO_BASIS: lambda facts, attempt: facts.heaviest != "",
    No.CLASS_NOT_PERMITTED: _permitted,
    No.TERM_FITS: _term_fits,
    No.NO_FACT: lambda facts, attempt: facts.facts > 0,
    No.FACT_IN_FORCE: lambda facts, attempt: facts.facts_in_force,
    No.FACT_FITS: lambda facts, attempt: facts.facts_fit,
    No.FACT_OF_SUBJECT: lambda facts, attempt: facts.facts_of_subject,
    No.NEW_FACT: lambda facts, attempt: facts.facts_new,
    No.BREADTH: lambda facts, attempt: facts.broad,
    No.TOO_LATE: _in_time,
    No.TIME_RUNNING: lambda facts, attempt: not _in_time(facts, attempt),
    No.DEFENCE_OVER: _defence_open,
    No.DEFENCE_RUNNING: _defence_over,
    No.UNANSWERED: lambda facts, attempt: facts.answered or not facts.defended,
    No.NOTHING_TO_ANSWER: lambda facts, attempt: facts.defended and not facts.answered,
    No.HEAVIER: _not_heavier,
    No.STAYS_UNPUBLISHED: lambda facts, attempt: (
        facts.proposed is None or facts.proposed.published
    ),
    No.IS_PUBLISHED: lambda facts, attempt: (
        facts.proposed is not None and not facts.proposed.published
    ),
    No.TERM_OVER: _term_runs,
    No.TERM_RUNNING: lambda facts, attempt: not _term_runs(facts, attempt),
    No.CAME_FROM: lambda facts, attempt: attempt.target == facts.suspended_from,
    No.OBJECTED: lambda facts, attempt: not facts.objected,
    No.NO_OBJECTION: lambda facts, attempt: facts.objected,
    No.CORRECTED: lambda facts, attempt: not facts.corrected,
    No.MINIMUM: _minimum_over,
    No.DUTIES: lambda facts, attempt: facts.duties_done,
    No.REPAIR_ASKED: lambda facts, attempt: not facts.repair_asked,
    No.NO_REPAIR: lambda facts, attempt: facts.repair_asked,
    No.REPAIR_UNACCEPTED: lambda facts, attempt: facts.repair_accepted,
    No.REPAIR_ACCEPTED: lambda facts, attempt: not facts.repair_accepted,
    No.CANDIDATE: lambda facts, attempt: facts.candidate,
    No.NOT_HERE: lambda facts, attempt: facts.serves_here,
    No.LISTED: lambda facts, attempt: not facts.listed,
    No.CLEAN: lambda facts, attempt: facts.clean,
    No.NOT_THE_PROPOSER: lambda facts, attempt: not facts.proposers & attempt.persons,
    No.NOT_THE_REVIEWER: lambda facts, attempt: not facts.reviewers & attempt.persons,
    No.NOT_THE_ACCEPTER: lambda facts, attempt: not facts.accepters & attempt.persons,
    No.RECUSES_ANOTHER: lambda facts, attempt: (
        not attempt.carried.for_another or attempt.carried.may_decide
    ),
    No.RECUSED: lambda facts, attempt: not facts.recused & attempt.persons,
}
