"""
The score of a firm: a pure function of its counts, the pools and the rules.

Six indicators between 0 and 1, each with its error and its weight; what is missing
raises the rest in proportion. Whether it may be published as a grade is asked here too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from typing import Any, Self

from ratings.canonical import HUNDRED, ONE, ZERO, clamped, exactly, rounded
from ratings.rules import Rules
from ratings.shrinkage import POOL_PLACES, Pool, Shrunk, Tally, pooled, shrunk
from ratings.states import Grade, Indicator

HOUSEHOLD_DAYS_OF_EXPOSURE = Decimal(90_000)  # 1,000 households for 90 days
SCORE_PLACES = 2
ERROR_PLACES = 4
ANSWER_PLACES = 3

RATES = (
    Indicator.SATISFIED,
    Indicator.SOLVED,
    Indicator.ON_TIME,
    Indicator.NOT_REDONE,
)
# One person's answer says both, so their errors do not cancel each other.
SAME_ANSWERS = frozenset({"satisfied", "solved"})


class WrongCounts(ValueError):
    """These counts contradict themselves, or are no counts."""


@dataclass(frozen=True)
class FirmCounts:
    """
    What a review counted for one firm in one window.

    Answers are sums of 1/n for the n phones of an incident, so they may be fractions.
    `explained` are incidents that an office explained as beyond repair: not solved, but
    nobody's answer.
    `inspection` is 0 to 100, or nothing; credits and deductions are in points.
    """

    incidents: Decimal
    unproved: Decimal
    self_filed: Decimal
    yes: Decimal
    partly: Decimal
    no: Decimal
    cannot_say: Decimal
    explained: Decimal
    rated: Decimal
    satisfied: Decimal
    typed: Decimal
    asked: Decimal
    due: Decimal
    on_time: Decimal
    rectified: Decimal
    redone: Decimal
    household_days: Decimal
    households: Decimal
    inspection: Decimal | None
    credits: Decimal
    deductions: Decimal

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """
        Read the counts of a firm from the frozen inputs.

        :raises WrongCounts: if a count is missing, unknown, negative or above its whole
        """
        inspected = document.get("inspection") is not None
        wanted = COUNTS if inspected else COUNTS - {"inspection"}
        numbers = {"inspection": None, **read_counts(document, wanted, COUNTS)}
        counts = cls(**numbers)
        check_parts(
            ("satisfied", counts.satisfied, counts.rated),
            ("on_time", counts.on_time, counts.due),
            ("redone", counts.redone, counts.rectified),
            ("inspection", counts.inspection or ZERO, HUNDRED),
        )
        return counts

    @property
    def answers(self) -> Decimal:
        """
        How many own answers there are: yes, partly and no.

        "Cannot say" is shown, but it is no answer here: it says nothing about the firm,
        and ten of them would open the door to a score that is the pool's alone. What an
        office explained as beyond repair is no answer either: no resident gave it.
        Rounded to 3 places, or the sixth place of three thirds would close it.
        """
        return rounded(self.yes + self.partly + self.no, ANSWER_PLACES)

    @exactly()
    def tallies(self, rules: Rules) -> dict[Indicator, Tally]:
        """Return what is counted for each of the four rates, all in the good sense."""
        return {
            Indicator.SATISFIED: Tally(self.satisfied, self.rated),
            Indicator.SOLVED: solved(
                self.yes, self.partly, self.no + self.explained, rules
            ),
            Indicator.ON_TIME: Tally(self.on_time, self.due),
            Indicator.NOT_REDONE: Tally(self.rectified - self.redone, self.rectified),
        }


COUNTS = frozenset(each.name for each in fields(FirmCounts))


@dataclass(frozen=True)
class FirmPools:
    """The four pools of all firms, and the mean of their inspections in points."""

    rates: Mapping[Indicator, Pool]
    inspection: Decimal | None

    @classmethod
    @exactly()
    def of(cls, firms: Iterable[FirmCounts], rules: Rules) -> Self:
        """Return the pools of all firms with a tenure, rated or not."""
        firms = list(firms)
        tallies = [firm.tallies(rules) for firm in firms]
        inspected = [firm.inspection for firm in firms if firm.inspection is not None]
        return cls(
            rates={
                rate: pooled((each[rate] for each in tallies), rules) for rate in RATES
            },
            inspection=_mean(inspected),
        )

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        mean = document["inspection"]["mean"]
        return cls(
            rates={rate: Pool.from_document(document[rate.value]) for rate in RATES},
            inspection=None if mean is None else Decimal(mean),
        )

    def as_document(self) -> dict[str, Any]:
        mean = None if self.inspection is None else format(self.inspection, "f")
        return {
            **{rate.value: self.rates[rate].as_document() for rate in RATES},
            "inspection": {"mean": mean},
        }


@dataclass(frozen=True)
class Part:
    """An indicator in a score: its value and error (0 to 1), its weight, its points."""

    x: Decimal
    se: Decimal
    weight: Decimal
    points: Decimal


@dataclass(frozen=True)
class Sum:
    """The weighted mean of indicators in points, its error, and what each one gave."""

    points: Decimal
    se: Decimal
    parts: Mapping[str, Part]


@dataclass(frozen=True)
class FirmScore:
    """A firm's score as it is published: points of 100, the error to four places."""

    score: Decimal
    before_credits: Decimal
    se: Decimal
    low: Decimal
    high: Decimal
    reference: Decimal
    grade: Grade
    parts: Mapping[str, Part]
    credits: Decimal
    deductions: Decimal


@exactly()
def firm_score(
    counts: FirmCounts, pools: FirmPools, *, days: Decimal, rules: Rules
) -> FirmScore:
    """
    Return the score of a firm over a window of so many days.

    It is defined for every firm, also for one that nobody complained about. A firm with
    too few answers or incidents has the grade NR, and its score must not be published.
    """
    weights = _weights(counts, days=days, rules=rules)
    total = combined(_values(counts, pools, rules), weights)
    credits = min(counts.credits, rules.credits_most)
    deductions = min(counts.deductions, rules.deductions_most)
    score = _within(total.points + credits - deductions)
    low, high = interval(score, total.se, rules)
    published = rounded(score, SCORE_PLACES)
    return FirmScore(
        score=published,
        before_credits=rounded(_within(total.points - deductions), SCORE_PLACES),
        se=rounded(total.se, ERROR_PLACES),
        low=low,
        high=high,
        reference=_reference(pools, weights),
        grade=grade(published, rules) if may_be_rated(counts, rules) else Grade.NR,
        parts=total.parts,
        credits=credits,
        deductions=deductions,
    )


@exactly()
def exposure(counts: FirmCounts) -> Decimal:
    """Return the firm's exposure E: 1 is 1,000 households for 90 days."""
    return counts.household_days / HOUSEHOLD_DAYS_OF_EXPOSURE


@exactly()
def density(counts: FirmCounts, rules: Rules) -> Decimal:
    """
    Return λ, incidents for 1,000 households and 90 days, drawn to the reference.

    A firm without a household stands at the reference if it has no incident either.
    """
    return (counts.incidents + rules.density_prior) / _drawn_exposure(counts, rules)


@exactly()
def density_value(counts: FirmCounts, rules: Rules) -> Shrunk:
    """Return the density as a value from 0 (many) to 1 (none); ⅔ at the reference."""
    twice = 2 * rules.density_reference
    x = 1 / (1 + density(counts, rules) / twice)
    # delta method: x falls by x²/(2μ) for each λ, whose variance is
    # (incidents + 5)/(E + 5/μ)²
    spread = (counts.incidents + rules.density_prior).sqrt()
    return Shrunk(x, x**2 / twice * spread / _drawn_exposure(counts, rules))


def may_be_rated(counts: FirmCounts, rules: Rules) -> bool:
    """Ask for enough own answers and incidents; an inspection is no substitute."""
    return (
        counts.answers >= rules.rated_answers
        and counts.incidents >= rules.rated_incidents
    )


def grade(score: Decimal, rules: Rules) -> Grade:
    """Return the grade of a score as published, so that a reader can check it."""
    limits = (
        (Grade.AAA, rules.grade_aaa),
        (Grade.AA, rules.grade_aa),
        (Grade.A, rules.grade_a),
        (Grade.B, rules.grade_b),
    )
    return next((name for name, least in limits if score >= least), Grade.C)


@exactly()
def combined(values: Mapping[str, Shrunk], weights: Mapping[str, Decimal]) -> Sum:
    """
    Return the mean of the values by their weights, which are scaled to sum to 100.

    The errors of satisfaction and solved are added, as the same answers carry both;
    this sum and the others count as independent.
    """
    total = sum(weights.values(), start=ZERO)
    parts = {
        name: Part(value.x, value.se, weight, weight * value.x)
        for name, value in values.items()
        for weight in [HUNDRED * weights[name] / total]
    }
    # weighted before it is divided: 100 times a true value stays exact
    points = HUNDRED * sum(
        (weights[name] * value.x for name, value in values.items()), start=ZERO
    )
    return Sum(points / total, _error(parts), parts)


@exactly()
def interval(score: Decimal, se: Decimal, rules: Rules) -> tuple[Decimal, Decimal]:
    """Return the approximate 95 % interval around a score, within 0 to 100."""
    half = rules.interval_errors * se
    return (
        rounded(_within(score - half), SCORE_PLACES),
        rounded(_within(score + half), SCORE_PLACES),
    )


@exactly()
def solved(yes: Decimal, partly: Decimal, no: Decimal, rules: Rules) -> Tally:
    """Count "partly" as half solved; "cannot say" is not even in the denominator."""
    return Tally(yes + rules.partly_share * partly, yes + partly + no)


def read_counts(
    document: Mapping[str, Any], wanted: frozenset[str], known: frozenset[str]
) -> dict[str, Any]:
    """
    Read the wanted counts of a document that must name exactly the known ones.

    :raises WrongCounts: if one is missing, unknown, negative or no number
    """
    if known != document.keys():
        odd = ", ".join(sorted(known ^ document.keys()))
        raise WrongCounts(f"missing or unknown: {odd}")
    return {name: _count(name, document[name]) for name in wanted}


def check_parts(*parts: tuple[str, Decimal, Decimal]) -> None:
    """
    Refuse a part that is larger than its whole.

    :raises WrongCounts: naming the first of them
    """
    for name, part, whole in parts:
        if part > whole:
            raise WrongCounts(f"{name} is {part}, more than the {whole} it is part of")


def _count(name: str, text: object) -> Decimal:
    if not isinstance(text, str):
        raise WrongCounts(f"{name} is not a number written as text: {text!r}")
    try:
        number = Decimal(text)
    except InvalidOperation as no_number:
        raise WrongCounts(f"{name} is no number: {text!r}") from no_number
    if not number.is_finite() or number < 0:
        raise WrongCounts(f"{name} counts nothing: {text!r}")
    return number


def _weights(counts: FirmCounts, *, days: Decimal, rules: Rules) -> dict[str, Decimal]:
    """The weights as they stand for this firm, before they are scaled to 100."""
    weights = {each.value: weight for each, weight in rules.weights.items()}
    households = counts.household_days / days
    weights["density"] *= min(ONE, households / rules.density_full_households)
    if counts.inspection is None:
        del weights["inspection"]
    return weights


def _values(counts: FirmCounts, pools: FirmPools, rules: Rules) -> dict[str, Shrunk]:
    tallies = counts.tallies(rules)
    values = {rate.value: shrunk(tallies[rate], pools.rates[rate]) for rate in RATES}
    values["density"] = density_value(counts, rules)
    if counts.inspection is not None:
        error = rules.inspection_error / HUNDRED
        values["inspection"] = Shrunk(counts.inspection / HUNDRED, error)
    return values


def _reference(pools: FirmPools, weights: Mapping[str, Decimal]) -> Decimal:
    """What a firm of these weights would score if it were exactly as all are."""
    values = {rate.value: pools.rates[rate].m for rate in RATES}
    values["density"] = ONE * 2 / 3
    if "inspection" in weights and pools.inspection is not None:
        values["inspection"] = pools.inspection / HUNDRED
    used = sum((weights[name] for name in values), start=ZERO)
    points = HUNDRED * sum(
        (weights[name] * value for name, value in values.items()), start=ZERO
    )
    return rounded(points / used, SCORE_PLACES)


def _drawn_exposure(counts: FirmCounts, rules: Rules) -> Decimal:
    return exposure(counts) + rules.density_prior / rules.density_reference


def _error(parts: Mapping[str, Part]) -> Decimal:
    errors = {name: part.weight * part.se for name, part in parts.items()}
    together = sum((errors.pop(name) for name in SAME_ANSWERS), start=ZERO)
    return sum((error**2 for error in errors.values()), start=together**2).sqrt()


def _mean(inspections: list[Decimal]) -> Decimal | None:
    if not inspections:
        return None
    return rounded(sum(inspections, start=ZERO) / len(inspections), POOL_PLACES)


def _within(points: Decimal) -> Decimal:
    return clamped(points, ZERO, HUNDRED)
