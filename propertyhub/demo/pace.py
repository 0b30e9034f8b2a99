"""How long things take in the demo, and how well they are done: chances in numbers."""

from dataclasses import dataclass
from random import Random

from complaints.states import Outcome, Satisfied, Solved, Stage, Track

# Minutes of office time, least and most, when nothing goes wrong.
Span = tuple[int, int]
PACE: dict[tuple[Stage, Track], Span] = {
    (Stage.ACCEPTANCE, Track.ORDINARY): (15, 330),
    (Stage.ACCEPTANCE, Track.URGENT): (5, 80),
    (Stage.ACCEPTANCE, Track.EMERGENCY): (2, 22),
    (Stage.VERIFICATION, Track.ORDINARY): (60, 700),
    (Stage.VERIFICATION, Track.URGENT): (20, 240),
    (Stage.VERIFICATION, Track.EMERGENCY): (5, 40),
    (Stage.DISPOSAL, Track.ORDINARY): (20, 330),
    (Stage.DISPOSAL, Track.URGENT): (10, 100),
    (Stage.DISPOSAL, Track.EMERGENCY): (3, 20),
    (Stage.RECTIFICATION, Track.ORDINARY): (300, 2400),
    (Stage.RECTIFICATION, Track.URGENT): (60, 700),
    (Stage.RECTIFICATION, Track.EMERGENCY): (30, 330),
    (Stage.REPORT, Track.ORDINARY): (30, 330),
    (Stage.REPORT, Track.URGENT): (20, 240),
    (Stage.REPORT, Track.EMERGENCY): (15, 150),
    (Stage.ACCEPTANCE, Track.CONSULTATION): (10, 300),
    (Stage.REPORT, Track.CONSULTATION): (40, 900),
    (Stage.ACCEPTANCE, Track.SUGGESTION): (20, 330),
    (Stage.REPORT, Track.SUGGESTION): (300, 3000),
    (Stage.ACCEPTANCE, Track.RETALIATION): (10, 200),
    (Stage.REPORT, Track.RETALIATION): (400, 3000),
}
GOES_WRONG = 0.06
WRONG_TIMES = 5.0


@dataclass(frozen=True)
class Manner:
    """How a firm or an office works: how fast (1 is usual), and how well (0 to 1)."""

    slowness: float
    quality: float


def manner(rng: Random) -> Manner:
    return Manner(
        slowness=min(2.5, max(0.4, rng.lognormvariate(-0.1, 0.35))),
        quality=rng.betavariate(5, 2),
    )


def minutes(rng: Random, stage: Stage, track: Track, how: Manner) -> float:
    least, most = PACE[stage, track]
    taken = least + (most - least) * rng.betavariate(1.6, 3) * how.slowness
    return taken * WRONG_TIMES if rng.random() < GOES_WRONG else taken


def solved(rng: Random, outcome: Outcome, how: Manner) -> Solved:
    """What a resident answers to a result; better firms hear better answers."""
    if rng.random() < 0.03:
        return Solved.CANNOT_SAY
    worth = {Outcome.FIXED: 1.0, Outcome.ANSWERED: 1.05, Outcome.PARTLY: 0.6}
    good = worth.get(outcome, 0.3) * (0.45 + 0.5 * how.quality)
    drawn = rng.random()
    if drawn < good:
        return Solved.YES
    return Solved.PARTLY if drawn < good + (1 - good) * 0.45 else Solved.NO


SATISFACTION = {
    Solved.YES: (40, 38, 16, 4, 1, 1),
    Solved.PARTLY: (2, 14, 40, 32, 8, 4),
    Solved.NO: (0, 2, 10, 46, 40, 2),
    Solved.CANNOT_SAY: (4, 20, 30, 10, 4, 32),
}


def satisfied(rng: Random, answer: Solved) -> Satisfied:
    return rng.choices(list(Satisfied), SATISFACTION[answer])[0]
