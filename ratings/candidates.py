"""
Who is a candidate for the notice of low rating and for the red list.

Predicates over two published results of one firm and what they were counted from. They
propose; what follows from a proposal is written elsewhere.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from ratings.canonical import ZERO, exactly, rounded
from ratings.periods import HalfMonth
from ratings.rules import Rules
from ratings.scoring import ANSWER_PLACES
from ratings.states import Grade

HALF_MONTHS_OF_A_YEAR = 24


class OwnAnswers(NamedTuple):
    """How residents answered whether their trouble was solved, in some window."""

    yes: Decimal
    partly: Decimal
    no: Decimal

    @property
    def number(self) -> Decimal:
        """Rounded as where ratings ask for enough of them: three thirds are one."""
        return rounded(self.yes + self.partly + self.no, ANSWER_PLACES)


@dataclass(frozen=True)
class Result:
    """What one review published of one firm, and its counts of the window."""

    period: HalfMonth
    grade: Grade
    before_credits: Decimal
    se: Decimal
    high: Decimal
    answers: OwnAnswers
    incidents: Decimal


@dataclass(frozen=True)
class Standing:
    """What holds of the firm: the county's own inspection, cases, enforcement."""

    inspection: Decimal | None
    urgent_overdue: bool
    enforcement_in_force: bool


def half_months_between(older: HalfMonth, newer: HalfMonth) -> int:
    """Return how many half-months lie between the starts of two periods."""
    return _ordinal(newer) - _ordinal(older)


def has_low_rating(
    newer: Result, older: Result, newest_answers: OwnAnswers, rules: Rules
) -> bool:
    """
    Ask whether the firm belongs on the notice of low rating.

    Certainly below the limit at two reviews at least six half-months apart, unless the
    own answers of the newest six half-months show that it has become better.
    """
    return (
        half_months_between(older.period, newer.period) >= rules.notice_apart
        and _is_certainly_low(newer, rules)
        and _is_certainly_low(older, rules)
        and not has_become_better(newer, newest_answers, rules)
    )


@exactly()
def has_become_better(newer: Result, newest: OwnAnswers, rules: Rules) -> bool:
    """
    Ask whether the newest answers certainly solve more than the window's do.

    Both rates stand for themselves here: drawn to the pool, a firm without a new answer
    would look as good as all. The lower bound is Wilson's, which is defined for few
    answers too, and it is compared with the window's rate itself, not with its bound.
    """
    if newer.answers.number == 0 or newest.number == 0:
        return False
    z_squared = rules.interval_errors**2
    n = _sum(newest)
    rate = _solved_rate(newest, rules)
    middle = rate + z_squared / (2 * n)
    half = (z_squared * (rate * (1 - rate) / n + z_squared / (4 * n**2))).sqrt()
    return (middle - half) / (1 + z_squared / n) > _solved_rate(newer.answers, rules)


def belongs_on_the_red_list(
    newer: Result, older: Result, standing: Standing, rules: Rules
) -> bool:
    """
    Ask whether the firm may be put on the red list.

    The grade is asked at both reviews, exactly six half-months apart; answers and
    incidents, inspection, urgent cases and enforcement as they are at the newer one.
    """
    return (
        half_months_between(older.period, newer.period) == rules.red_apart
        and _is_certainly_good(newer, rules)
        and _is_certainly_good(older, rules)
        and _is_spoken_well_of(newer, rules)
        and _is_clean(standing, rules)
    )


def _is_certainly_low(result: Result, rules: Rules) -> bool:
    return (
        result.grade is not Grade.NR
        and result.answers.number >= rules.notice_answers
        and result.high < rules.notice_below
    )


@exactly()
def _is_certainly_good(result: Result, rules: Rules) -> bool:
    """AAA without credits, and so its lower bound: credits buy neither."""
    low = result.before_credits - rules.interval_errors * result.se
    return (
        result.grade is not Grade.NR
        and result.before_credits >= rules.grade_aaa
        and low >= rules.red_low
    )


@exactly()
def _is_spoken_well_of(result: Result, rules: Rules) -> bool:
    """Silence is no merit: enough incidents, enough answers, and those that say yes."""
    return (
        result.answers.number >= rules.red_answers
        and result.incidents >= rules.red_incidents
        and result.answers.yes >= rules.red_solved * _sum(result.answers)
    )


def _is_clean(standing: Standing, rules: Rules) -> bool:
    return (
        standing.inspection is not None
        and standing.inspection >= rules.red_inspection
        and not standing.urgent_overdue
        and not standing.enforcement_in_force
    )


def _solved_rate(answers: OwnAnswers, rules: Rules) -> Decimal:
    return (answers.yes + rules.partly_share * answers.partly) / _sum(answers)


def _sum(answers: OwnAnswers) -> Decimal:
    return sum(answers, start=ZERO)


def _ordinal(period: HalfMonth) -> int:
    day = period.first_day
    return day.year * HALF_MONTHS_OF_A_YEAR + (day.month - 1) * 2 + (day.day > 1)
