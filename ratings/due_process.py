"""
The times and terms of the lists: how long a defence, a class, a repair may take.

Pure. The defaults are those of the specification (domain rules 2.3); a regulator
changes them by a row with a date, and entries keep the dates that they were given.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Self

from ratings.states import ListClass

MONTHS_OF_A_YEAR = 12
# The bounds of the classes, which the database holds, too: least and most months.
MONTHS = {
    ListClass.MINOR: (1, 3),
    ListClass.GENERAL: (3, 12),
    ListClass.SERIOUS: (12, 36),
}
WEIGHT = {each: place for place, each in enumerate(ListClass)}


class WrongDueProcess(ValueError):
    """A number is unknown, or shorter than fairness allows."""


@dataclass(frozen=True)
class DueProcess:
    """
    Working days where nothing else is said.

    `serve_within` runs from the proposal, `decide_within` from the service, `defence`
    from the later of the service and its record; `firm_share` is in percent of a
    firm's projects.

    :raises WrongDueProcess: if the defence has less than five working days, or the
        rest does not fit around it
    """

    serve_within: int = 60
    decide_within: int = 20
    defence: int = 5
    answer_within: int = 10
    objection_within: int = 5
    correct_within: int = 3
    repair_accepted_within: int = 2
    repair_decided_within: int = 10
    reconsideration_days: int = 60
    suit_months: int = 6
    red_months: int = 12
    false_months: int = 12
    firm_projects: int = 2
    firm_share: int = 20

    def __post_init__(self) -> None:
        if self.defence < 5 or self.decide_within <= self.defence:
            raise WrongDueProcess("a defence has at least five working days")
        if min(asdict(self).values()) < 1:
            raise WrongDueProcess("each number is at least one")

    @classmethod
    def from_document(cls, document: Mapping[str, int]) -> Self:
        """:raises WrongDueProcess: for a number that there is not"""
        known = {each.name for each in fields(cls)}
        if unknown := set(document) - known:
            raise WrongDueProcess(f"unknown: {', '.join(sorted(unknown))}")
        return cls(**document)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    whole = day.year * MONTHS_OF_A_YEAR + day.month - 1 + months
    year, month = divmod(whole, MONTHS_OF_A_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def least_months(list_class: ListClass) -> int:
    """The minimum before a repair; a minor entry waits for its duties alone."""
    return 0 if list_class == ListClass.MINOR else MONTHS[list_class][0]


def fits_class(list_class: ListClass, months: int, *, published: bool) -> bool:
    """Whether a term is within its class; only a minor entry may stay unpublished."""
    least, most = MONTHS[list_class]
    return least <= months <= most and (published or list_class == ListClass.MINOR)


def permits(heaviest: str, list_class: ListClass) -> bool:
    """Whether an article whose heaviest class this is permits an entry of a class."""
    return heaviest != "" and WEIGHT[list_class] <= WEIGHT[ListClass(heaviest)]


def is_broad(*, with_facts: int, projects: int, terms: DueProcess) -> bool:
    """Whether facts in so many of a firm's projects are facts of the firm."""
    return (
        with_facts >= terms.firm_projects
        and with_facts * 100 >= projects * terms.firm_share
    )
