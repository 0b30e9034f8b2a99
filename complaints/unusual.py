"""
Unusual answers to return visits (回访异常预警): what stands out in a street's window.

Pure. An alert is a reason to look, and no finding. Rules: specification, domain rules
2.2, Return visit and the last word.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction

from complaints.states import AlertSort

MONTHS = 3
LEAST_OF_ONE_PHONE = 6
LEAST_TOGETHER = 5
TOGETHER = timedelta(minutes=10)
LEAST_OF_A_TYPIST = 10
TYPIST_BETTER_BY = Fraction(25, 100)
LEAST_OF_EACH = 20
APART_BY = Fraction(15, 100)


@dataclass(frozen=True)
class Window:
    """Whole months: from the first day on, until before the day that ends it."""

    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Counted:
    """Answers to "is it solved?"; who could not say is not among them."""

    yes: int = 0
    partly: int = 0
    no: int = 0

    @property
    def all(self) -> int:
        return self.yes + self.partly + self.no

    @property
    def solved(self) -> Fraction:
        """The share that is solved, partly as one half; zero of none."""
        return Fraction(2 * self.yes + self.partly, 2 * self.all) if self.all else _NONE

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(
            self.yes + other.yes, self.partly + other.partly, self.no + other.no
        )


_NONE = Fraction(0)


@dataclass(frozen=True)
class StreetAnswers:
    """
    What is counted of a street's window.

    `typed` by the officer who typed; `of_one_phone` are the most own answers of one
    phone; `together` are the moments at which the last of so many own answers within
    minutes came.
    """

    own: Counted = Counted()
    typed: Mapping[int, Counted] = field(default_factory=dict)
    of_one_phone: int = 0
    together: Sequence[datetime] = ()
    of_the_firm: int = 0


@dataclass(frozen=True)
class Flag:
    """What stands out, with its figures; `typist` where it is about one."""

    sort: AlertSort
    figures: Mapping[str, int]
    typist: int | None = None


def window_of(day: date) -> Window:
    """The month of a day and the two before it."""
    return Window(_first_of(day, 1 - MONTHS), _first_of(day, 1))


def flags(street: StreetAnswers) -> tuple[Flag, ...]:
    """Each sort at most once; of several typists the one who stands out most."""
    return (
        *_phone(street),
        *_together(street),
        *_typist(street),
        *_apart(street),
        *_firm(street),
    )


def _first_of(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def _phone(street: StreetAnswers) -> Iterator[Flag]:
    if street.of_one_phone >= LEAST_OF_ONE_PHONE:
        yield Flag(AlertSort.PHONE, {"answers": street.of_one_phone})


def _together(street: StreetAnswers) -> Iterator[Flag]:
    if street.together:
        minutes = int(TOGETHER / timedelta(minutes=1))
        yield Flag(
            AlertSort.MINUTES,
            {
                "answers": LEAST_TOGETHER,
                "minutes": minutes,
                "times": len(street.together),
            },
        )


def _typist(street: StreetAnswers) -> Iterator[Flag]:
    found = []
    for typist, mine in street.typed.items():
        others = sum(
            (counted for who, counted in street.typed.items() if who != typist),
            Counted(),
        )
        enough = min(mine.all, others.all) >= LEAST_OF_A_TYPIST
        if enough and mine.solved - others.solved >= TYPIST_BETTER_BY:
            figures = _beside("typist", mine, "others", others)
            found.append((mine.solved - others.solved, typist, figures))
    if found:
        _by, typist, figures = max(found, key=lambda one: (one[0], -one[1]))
        yield Flag(AlertSort.TYPIST, figures, typist)


def _apart(street: StreetAnswers) -> Iterator[Flag]:
    typed = sum(street.typed.values(), Counted())
    enough = min(street.own.all, typed.all) >= LEAST_OF_EACH
    if enough and abs(street.own.solved - typed.solved) >= APART_BY:
        yield Flag(AlertSort.APART, _beside("own", street.own, "typed", typed))


def _firm(street: StreetAnswers) -> Iterator[Flag]:
    if street.of_the_firm:
        yield Flag(AlertSort.FIRM, {"times": street.of_the_firm})


def _beside(one: str, mine: Counted, other: str, theirs: Counted) -> dict[str, int]:
    """Number and solved share in per cent of two sides."""
    return {
        one: mine.all,
        f"{one}_solved": round(100 * mine.solved),
        other: theirs.all,
        f"{other}_solved": round(100 * theirs.solved),
    }
