"""
What has to be true before a document of enforcement is recorded, from values alone.

The platform records what an authority did outside it and decides nothing. What it
refuses is what could not stand:

* two officers for an order, a penalty and an ordered hand-over (Administrative Penalty
  Law, article 42);
* a legal basis in force on the day of the document for an order and a penalty (article
  38: a penalty without one is void);
* an order with a day to comply by, and for a penalty an order (an ordered hand-over is
  one, too) that was not complied with by its day: the rules on property management
  mostly penalise only what was not put right in time, and article 28 asks for the order
  anyhow. A basis may permit a penalty at once, and says so itself;
* an interview needs a founded complaint, or a published review in which the firm lies
  clearly below the province or beyond 99.8 % in a funnel (specification 2.3);
* the tenure has ended before an exit: an authority orders the hand-over after the end
  and ends no contract (Civil Code, articles 946 to 949; specification 2.1).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ratings.refusals import Refusal
from ratings.states import EnforcementMeasure, Measure

LEAST_TEXT = 10
LEAST_OFFICERS = 2
BETWEEN_NAMES = re.compile(r"[、，,；;\n]+")
NEEDS_A_BASIS = {
    EnforcementMeasure.ORDER: Measure.ORDER,
    EnforcementMeasure.PENALTY: Measure.PENALTY,
}
THAT_ORDER = (EnforcementMeasure.ORDER, EnforcementMeasure.EXIT)
# An ordered hand-over is an order; its basis may be left to the document.
MAY_HAVE_A_BASIS = {**NEEDS_A_BASIS, EnforcementMeasure.EXIT: Measure.ORDER}


@dataclass(frozen=True)
class Paper:
    """What the document says."""

    measure: EnforcementMeasure
    number: str
    body: str
    officers: str
    facts: str
    issued_on: date
    due_on: date | None = None
    is_grave: bool = False
    grave_because: str = ""


@dataclass(frozen=True)
class Basis:
    """The legal basis that it names, as it was on the day of the document."""

    permits: Measure
    in_force: bool
    at_once: bool


@dataclass(frozen=True)
class Order:
    """The order that a penalty follows; `fits` says: same firm and project."""

    fits: bool
    due_on: date | None
    complied_on: date | None
    revoked: bool


@dataclass(frozen=True)
class Known:
    """What the register knows beside it, on the day `today`."""

    today: date
    may_record: bool = True
    served_here: bool = True
    number_taken: bool = False
    names_project: bool = False
    own_project: bool = True
    tenure_ended_on: date | None = None
    basis: Basis | None = None
    order: Order | None = None
    cases: int = 0
    cases_fit: bool = True
    names_review: bool = False
    suggested: bool = False


def names_in(officers: str) -> list[str]:
    """The names of a list as it is typed, each once."""
    names = (name.strip() for name in BETWEEN_NAMES.split(officers))
    return list(dict.fromkeys(name for name in names if name))


def is_short(text: str) -> bool:
    return len(text.strip()) < LEAST_TEXT


def was_missed(due_on: date | None, complied_on: date | None, day: date) -> bool:
    """Whether the day to comply by had passed by then without compliance."""
    if due_on is None or due_on >= day:
        return False
    return complied_on is None or complied_on > due_on


def refusals(paper: Paper, known: Known) -> list[Refusal]:
    """Everything that is against recording the document, the gravest first."""
    return [
        *_of_the_place(known),
        *_of_the_paper(paper, known),
        *_of_the_basis(paper, known),
        *_of_the_grounds(paper, known),
    ]


def _of_the_place(known: Known) -> Iterator[Refusal]:
    if not known.may_record:
        yield Refusal.NOT_YOURS
    elif not known.served_here:
        yield Refusal.NOT_HERE
    if known.names_project and not known.own_project:
        yield Refusal.OTHER_PROJECT


def _of_the_paper(paper: Paper, known: Known) -> Iterator[Refusal]:
    if not paper.number.strip():
        yield Refusal.NUMBER
    elif known.number_taken:
        yield Refusal.NUMBER_TAKEN
    if not paper.body.strip():
        yield Refusal.BODY
    yield from _of_the_officers(paper)
    if is_short(paper.facts):
        yield Refusal.FACTS
    yield from _of_the_days(paper, known)
    yield from _of_the_gravity(paper)


def _of_the_officers(paper: Paper) -> Iterator[Refusal]:
    named = len(names_in(paper.officers))
    if not named:
        yield Refusal.OFFICERS
    elif named < LEAST_OFFICERS and paper.measure != EnforcementMeasure.INTERVIEW:
        yield Refusal.TWO_OFFICERS


def _of_the_days(paper: Paper, known: Known) -> Iterator[Refusal]:
    if paper.issued_on > known.today:
        yield Refusal.LATER
    if paper.due_on is not None and paper.due_on < paper.issued_on:
        yield Refusal.BEFORE_ISSUED
    if paper.due_on is None and paper.measure == EnforcementMeasure.ORDER:
        yield Refusal.DUE


def _of_the_gravity(paper: Paper) -> Iterator[Refusal]:
    if not paper.is_grave:
        return
    if paper.measure != EnforcementMeasure.PENALTY:
        yield Refusal.ONLY_PENALTIES
    elif is_short(paper.grave_because):
        yield Refusal.GRAVE


def _of_the_basis(paper: Paper, known: Known) -> Iterator[Refusal]:
    if known.basis is None:
        if paper.measure in NEEDS_A_BASIS:
            yield Refusal.BASIS
        return
    if known.basis.permits != MAY_HAVE_A_BASIS.get(paper.measure):
        yield Refusal.BASIS_OTHER
    elif not known.basis.in_force:
        yield Refusal.BASIS_OLD


def _of_the_grounds(paper: Paper, known: Known) -> Iterator[Refusal]:
    if not known.cases_fit:
        yield Refusal.CASES
    match paper.measure:
        case EnforcementMeasure.INTERVIEW:
            yield from _of_an_interview(known)
        case EnforcementMeasure.PENALTY:
            yield from _of_a_penalty(paper, known)
        case EnforcementMeasure.EXIT:
            yield from _of_an_exit(paper, known)


def _of_an_interview(known: Known) -> Iterator[Refusal]:
    if known.names_review and not known.suggested:
        yield Refusal.NOT_SUGGESTED
    elif not known.cases and not known.suggested:
        yield Refusal.INTERVIEW


def _of_a_penalty(paper: Paper, known: Known) -> Iterator[Refusal]:
    order = known.order
    if order is None:
        if known.basis is None or not known.basis.at_once:
            yield Refusal.ORDER_FIRST
    elif (
        order.revoked
        or not order.fits
        or not was_missed(order.due_on, order.complied_on, paper.issued_on)
    ):
        yield Refusal.ORDER_OTHER


def _of_an_exit(paper: Paper, known: Known) -> Iterator[Refusal]:
    if not known.names_project:
        yield Refusal.PROJECT
    elif known.tenure_ended_on is None or known.tenure_ended_on > paper.issued_on:
        yield Refusal.TENURE_RUNS
