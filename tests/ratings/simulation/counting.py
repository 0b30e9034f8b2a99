"""What half-months of a firm would be counted as: chance, and more than chance."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from ratings.scoring import FirmCounts
from tests.ratings.simulation.draws import bursts, part, swaying
from tests.ratings.simulation.world import Firm

WINDOW = 24
DAYS_OF_HALF_MONTH = 15
HOUSEHOLD_DAYS_OF_EXPOSURE = 90_000

ANSWERING = 0.35
# Whoever says "solved" is mostly satisfied too: so often one thought decides both.
ONE_THOUGHT = 0.6
INSPECTION_ERROR = 6.0


@dataclass(frozen=True)
class Chance:
    """
    How much more than by chance half-months differ.

    `shape` is that of the gamma of incidents (smaller is more uneven), `correlation`
    that of two answers, or two rectifications, of one half-month.
    """

    shape: float = 4.0
    correlation: float = 0.02


CHANCE = Chance()


class Counts(NamedTuple):
    """What is counted of one firm in some half-months."""

    incidents: int = 0
    yes: int = 0
    partly: int = 0
    no: int = 0
    satisfied: int = 0
    on_time: int = 0
    redone: int = 0

    @classmethod
    def of(cls, counts: Iterable["Counts"]) -> "Counts":
        return cls(*(sum(each) for each in zip(*counts, strict=True)))


def half_month(firm: Firm, random: Random, chance: Chance = CHANCE) -> Counts:
    """Draw what is counted of a firm in one half-month."""
    exposure = firm.households * DAYS_OF_HALF_MONTH / HOUSEHOLD_DAYS_OF_EXPOSURE
    incidents = bursts(firm.density * exposure, chance.shape, random)
    if incidents == 0:
        return Counts()
    now = {
        name: swaying(rate, chance.correlation, random)
        for name, rate in firm.rates.items()
    }
    answers = part(incidents, ANSWERING, random)
    yes, partly, satisfied = _answered(answers, now, random)
    return Counts(
        incidents=incidents,
        yes=yes,
        partly=partly,
        no=answers - yes - partly,
        satisfied=satisfied,
        on_time=part(incidents, now["on_time"], random),
        redone=part(incidents, 1 - now["not_redone"], random),
    )


def inspected(firm: Firm, random: Random) -> float | None:
    """Draw the points of one inspection, which has an error."""
    if firm.inspection is None:
        return None
    points = random.gauss(firm.inspection, INSPECTION_ERROR)
    return round(min(100.0, max(firm.least_inspected, points)), 1)


def shares(solved: float) -> tuple[float, float]:
    """Return how many say yes, and how many partly, where so much is solved in all."""
    partly = solved * (1 - solved) / 2
    return solved - partly / 2, partly


def firm_counts(firm: Firm, window: Counts, inspection: float | None) -> FirmCounts:
    """Return the counts of a window by the document that freezes them."""
    answers = window.yes + window.partly + window.no
    numbers = {
        "incidents": window.incidents,
        "yes": window.yes,
        "partly": window.partly,
        "no": window.no,
        "rated": answers,
        "satisfied": window.satisfied,
        "asked": window.incidents,
        "due": window.incidents,
        "on_time": window.on_time,
        "rectified": window.incidents,
        "redone": window.redone,
        "household_days": firm.households * WINDOW * DAYS_OF_HALF_MONTH,
        "households": firm.households,
    }
    shown = ("unproved", "self_filed", "cannot_say", "explained", "typed")
    return FirmCounts.from_document(
        {
            **{name: str(number) for name, number in numbers.items()},
            **dict.fromkeys((*shown, "credits", "deductions"), "0"),
            "inspection": None if inspection is None else str(inspection),
        }
    )


def _answered(
    answers: int, now: Mapping[str, float], random: Random
) -> tuple[int, int, int]:
    """Draw how many say yes, how many partly, and how many are satisfied."""
    share_yes, share_partly = shares(now["solved"])
    yes = partly = satisfied = 0
    for _ in range(answers):
        thought = random.random()
        yes += thought < share_yes
        partly += share_yes <= thought < share_yes + share_partly
        if random.random() >= ONE_THOUGHT:
            thought = random.random()
        satisfied += thought < now["satisfied"]
    return yes, partly, satisfied
