"""
A rule set: every number of ratings and work evaluations that a regulator may change.

A published review keeps the document of its rule set, so a later one rewrites nothing.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Annotated, NamedTuple, get_type_hints

from ratings.canonical import HUNDRED, ONE, ZERO, shortest
from ratings.states import Indicator, RegionIndicator

MANY = Decimal(1_000_000)


class Trouble(Enum):
    """What can be wrong with rules, as the short English sentence about it."""

    NO_DOCUMENT = "this is no JSON object of numbers"
    MISSING = "{name} is missing"
    UNKNOWN = "{name} is no rule"
    NO_NUMBER = "{name} is not a number: {value!r}"
    OUT_OF_BOUNDS = "{name} is not between {least} and {most}"
    NOT_WHOLE = "{name} is not a whole number"
    FIRM_WEIGHTS = "the weights of a firm's score do not sum to 100"
    REGION_WEIGHTS = "the weights of a region's evaluation do not sum to 100"
    NO_RATES = "density and inspection cannot be the whole score"
    NOT_RISING = "{rising} does not hold"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: with which numbers, and the values to tell of it."""

    trouble: Trouble
    names: tuple[str, ...]
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        told = {"name": "".join(self.names[:1]), "rising": " ≤ ".join(self.names)}
        return self.trouble.value.format(**told, **self.values)


class WrongRules(ValueError):
    """These rules cannot be used; `found` says why, `problems` as short sentences."""

    def __init__(self, found: Iterable[Problem]) -> None:
        self.found = sorted(found, key=str)
        self.problems = [str(problem) for problem in self.found]
        super().__init__("; ".join(self.problems))


class Bounds(NamedTuple):
    """Between what a number of the rules lies, and whether it counts something."""

    least: Decimal
    most: Decimal
    whole: bool = False


Share = Annotated[Decimal, Bounds(ZERO, ONE)]
Points = Annotated[Decimal, Bounds(ZERO, HUNDRED)]
Positive = Annotated[Decimal, Bounds(Decimal("0.000001"), MANY)]
Count = Annotated[Decimal, Bounds(ZERO, MANY, whole=True)]
CountFromOne = Annotated[Decimal, Bounds(ONE, MANY, whole=True)]


@dataclass(frozen=True)
class Rules:
    """
    The numbers of one rule set; the defaults are those of rule set 1.

    :raises WrongRules: if a number is out of bounds or two contradict each other
    """

    # what a firm's score is made of, in points of 100
    weight_satisfied: Points = Decimal("20")
    weight_solved: Points = Decimal("25")
    weight_on_time: Points = Decimal("25")
    weight_not_redone: Points = Decimal("10")
    weight_density: Points = Decimal("10")
    weight_inspection: Points = Decimal("10")
    partly_share: Share = Decimal("0.5")

    # shrinkage: k answers of the pool are added to each rate
    k_least: Positive = Decimal("5")
    k_most: Positive = Decimal("30")
    k_default: Positive = Decimal("14")
    k_units: Count = Decimal("50")
    k_unit_answers: CountFromOne = Decimal("5")

    # incidents per 1,000 households and 90 days
    density_reference: Positive = Decimal("3.0")
    density_prior: Positive = Decimal("5")
    density_full_households: Positive = Decimal("300")

    # in points: the error of an inspection, and what is put on top of a score
    inspection_error: Points = Decimal("6")
    credits_most: Points = Decimal("3")
    deduction_most: Points = Decimal("5")
    deductions_most: Points = Decimal("15")

    # from so many points on; under them from so few answers on nothing is rated
    grade_aaa: Points = Decimal("85")
    grade_aa: Points = Decimal("80")
    grade_a: Points = Decimal("70")
    grade_b: Points = Decimal("60")
    rated_answers: Count = Decimal("10")
    rated_incidents: Count = Decimal("10")

    # in standard errors: of an interval of 95 %, of a clear difference in rank
    interval_errors: Positive = Decimal("1.96")
    rank_errors: Positive = Decimal("1.28")
    rank_width_most: Share = Decimal("0.5")

    # households: small < 2,000 ≤ middle ≤ 10,000 < large
    size_middle_from: Count = Decimal("2000")
    size_middle_to: Count = Decimal("10000")
    size_hysteresis: Share = Decimal("0.10")

    # what the work evaluation of a region is made of, in points of 100
    region_weight_acceptance: Points = Decimal("10")
    region_weight_verification: Points = Decimal("10")
    region_weight_disposal: Points = Decimal("10")
    region_weight_report: Points = Decimal("10")
    region_weight_visited: Points = Decimal("10")
    region_weight_solved: Points = Decimal("20")
    region_weight_satisfied: Points = Decimal("20")
    region_weight_not_refused: Points = Decimal("5")
    region_weight_not_redone: Points = Decimal("5")
    region_rated_cases: Count = Decimal("30")
    group_middle_from: Count = Decimal("50")
    group_middle_to: Count = Decimal("500")
    floor_on_time: Share = Decimal("0.90")
    floor_satisfied: Share = Decimal("0.85")
    praised_counties: Share = Decimal("0.1")

    # notice of low rating, red list: points, answers, half-months
    notice_below: Points = Decimal("60")
    notice_answers: Count = Decimal("20")
    notice_apart: CountFromOne = Decimal("6")
    red_low: Points = Decimal("80")
    red_answers: Count = Decimal("20")
    red_incidents: Count = Decimal("10")
    red_solved: Share = Decimal("0.90")
    red_inspection: Points = Decimal("85")
    red_apart: CountFromOne = Decimal("6")

    # half-months that are counted, days that an inspection is good for
    window_half_months: CountFromOne = Decimal("24")
    recent_half_months: CountFromOne = Decimal("6")
    inspection_days: CountFromOne = Decimal("180")

    def __post_init__(self) -> None:
        problems = [*_out_of_bounds(self), *_contradictions(self)]
        if problems:
            raise WrongRules(problems)

    @classmethod
    def from_document(cls, document: Mapping[str, object]) -> "Rules":
        """
        Read a rule set from its document: a dictionary of numbers written as text.

        :raises WrongRules: with every problem at once, not only the first
        """
        problems = list(_wrong_keys(document))
        numbers: dict[str, Decimal] = {}
        for name in NAMES & document.keys():
            try:
                numbers[name] = _read(document[name])
            except ValueError:
                told = {"value": document[name]}
                problems.append(Problem(Trouble.NO_NUMBER, (name,), told))
        try:
            rules = cls(**numbers)
        except WrongRules as wrong:
            raise WrongRules([*problems, *wrong.found]) from wrong
        if problems:
            raise WrongRules(problems)
        return rules

    @classmethod
    def from_json(cls, text: str | bytes) -> "Rules":
        """
        Read a rule set from a file: a JSON object of numbers, quoted or not.

        The `number` that the rules of published inputs carry is passed over.

        :raises WrongRules: with every problem at once, or because it is no such file
        """
        try:
            read = json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
        except ValueError as not_json:
            raise WrongRules([Problem(Trouble.NO_DOCUMENT, ())]) from not_json
        if not isinstance(read, dict):
            raise WrongRules([Problem(Trouble.NO_DOCUMENT, ())])
        return cls.from_document({n: v for n, v in read.items() if n != "number"})

    def as_document(self) -> dict[str, str]:
        return {name: shortest(getattr(self, name)) for name in sorted(NAMES)}

    @property
    def weights(self) -> dict[Indicator, Decimal]:
        """The weight of each indicator of a firm's score, before any is scaled."""
        return {each: getattr(self, f"weight_{each.value}") for each in Indicator}

    @property
    def region_weights(self) -> dict[RegionIndicator, Decimal]:
        return {
            each: getattr(self, f"region_weight_{each.value}")
            for each in RegionIndicator
        }


BOUNDS: dict[str, Bounds] = {
    name: hint.__metadata__[0]
    for name, hint in get_type_hints(Rules, include_extras=True).items()
}
NAMES = BOUNDS.keys()


def _read(text: object) -> Decimal:
    if not isinstance(text, str):
        raise ValueError("a number of a document is written as text")  # noqa: TRY004  # one reason for the caller, whatever is wrong
    try:
        number = Decimal(text)
    except InvalidOperation as not_a_number:
        raise ValueError(text) from not_a_number
    if not number.is_finite():
        raise ValueError(text)
    return number


def _wrong_keys(document: Mapping[str, object]) -> Iterator[Problem]:
    for name in sorted(NAMES - document.keys()):
        yield Problem(Trouble.MISSING, (name,))
    for name in sorted(document.keys() - NAMES):
        yield Problem(Trouble.UNKNOWN, (name,))


def _out_of_bounds(rules: Rules) -> Iterator[Problem]:
    for name, bounds in BOUNDS.items():
        number = getattr(rules, name)
        if not bounds.least <= number <= bounds.most:
            told = {"least": bounds.least, "most": bounds.most}
            yield Problem(Trouble.OUT_OF_BOUNDS, (name,), told)
        elif bounds.whole and number != number.to_integral_value():
            yield Problem(Trouble.NOT_WHOLE, (name,))


def _contradictions(rules: Rules) -> Iterator[Problem]:
    for trouble, prefix, weights in (
        (Trouble.FIRM_WEIGHTS, "weight_", rules.weights),
        (Trouble.REGION_WEIGHTS, "region_weight_", rules.region_weights),
    ):
        total = sum(weights.values(), start=ZERO)
        if total != HUNDRED:
            names = tuple(f"{prefix}{each.value}" for each in weights)
            yield Problem(trouble, names, {"sum": shortest(total)})
    # without them a firm with no exposure and no inspection would have no score
    if rules.weight_density + rules.weight_inspection == HUNDRED:
        yield Problem(Trouble.NO_RATES, ("weight_density", "weight_inspection"))
    for names in RISING:
        numbers = [getattr(rules, name) for name in names]
        if numbers != sorted(numbers):
            yield Problem(Trouble.NOT_RISING, names)


RISING = (
    ("k_least", "k_default", "k_most"),
    ("grade_b", "grade_a", "grade_aa", "grade_aaa"),
    ("size_middle_from", "size_middle_to"),
    ("group_middle_from", "group_middle_to"),
    ("deduction_most", "deductions_most"),
    ("rated_answers", "notice_answers"),
    ("rated_answers", "red_answers"),
    ("recent_half_months", "window_half_months"),
)

RULES_1 = Rules()
