"""
Half-months, states and rules in words, for the pages and the desk alike.

Pure text: the language is the one that Django has active. No database.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from complaints.wording import day_in_words
from ratings.canonical import HUNDRED, rounded, shortest
from ratings.funnel import Funnel, Law
from ratings.periods import HalfMonth
from ratings.rules import NAMES, Problem, Rules, Trouble
from ratings.states import (
    Indicator,
    ObjectionState,
    RegionIndicator,
    ReviewState,
    RuleSetStanding,
    RuleSetState,
)

SHOWN_PLACES = 2


@dataclass(frozen=True)
class Chip:
    """`tone` is done, soon, overdue, open or none; `icon` a name of lucide."""

    tone: str
    icon: str
    word: str


_OF_REVIEW = {
    ReviewState.OPEN: ("open", "hourglass"),
    ReviewState.FROZEN: ("open", "snowflake"),
    ReviewState.SCORED: ("soon", "calculator"),
    ReviewState.PREVIEWED: ("open", "eye"),
    ReviewState.PUBLISHED: ("done", "circle-check"),
    ReviewState.SUPERSEDED: ("none", "archive"),
}
_OF_OBJECTION = {
    ObjectionState.OPEN: ("soon", "scale"),
    ObjectionState.UPHELD: ("done", "circle-check"),
    ObjectionState.REJECTED: ("none", "circle-x"),
}


def review_chip(state: ReviewState) -> Chip:
    return Chip(*_OF_REVIEW[state], str(state.label))


def objection_chip(state: ObjectionState) -> Chip:
    return Chip(*_OF_OBJECTION[state], str(state.label))


_OF_RULE_SET = {
    RuleSetState.DRAFT: ("none", "pencil"),
    RuleSetState.CONSULTED: ("open", "megaphone"),
    RuleSetState.REVIEWED: ("soon", "scale"),
    RuleSetState.ISSUED: ("open", "stamp"),
    RuleSetState.WITHDRAWN: ("none", "archive"),
}


_STANDING = {
    RuleSetStanding.AHEAD: ("soon", "calendar-clock"),
    RuleSetStanding.IN_FORCE: ("done", "circle-check"),
    RuleSetStanding.OVER: ("none", "archive"),
}


def rule_set_chip(state: RuleSetState, standing: RuleSetStanding | None) -> Chip:
    """Of an issued one what it is today, of another how far it is."""
    if standing is not None:
        return Chip(*_STANDING[standing], str(standing.label))
    return Chip(*_OF_RULE_SET[state], str(state.label))


def enforcement_chip(*, revoked: bool, complied: bool) -> Chip:
    """How a document of enforcement stands, as far as is recorded."""
    if revoked:
        return Chip("none", "circle-slash", _("Revoked"))
    if complied:
        return Chip("done", "circle-check", _("Complied with"))
    return Chip("soon", "gavel", _("In force"))


def credit_chip(*, revoked: bool, confirmed: bool, over: bool) -> Chip:
    if revoked:
        return Chip("none", "circle-slash", _("Revoked"))
    if not confirmed:
        return Chip("soon", "hourglass", _("To be confirmed"))
    if over:
        return Chip("none", "archive", _("Over"))
    return Chip("done", "circle-check", _("In force"))


def inspection_chip(*, corrected: bool) -> Chip:
    if corrected:
        return Chip("none", "archive", _("Corrected by a later one"))
    return Chip("done", "circle-check", _("Signed"))


def half_month(period: HalfMonth) -> str:
    month = dateformat.format(
        period.first_day, pgettext("Django date format, month and year", "F Y")
    )
    words = (
        _("first half of %(month)s")
        if period.first_day.day == 1
        else _("second half of %(month)s")
    )
    return words % {"month": month}


def title(period: str) -> str:
    """The half-month of this name, as it stands alone or begins a line."""
    words = half_month(HalfMonth.named(period))
    return words[:1].upper() + words[1:]


def day(moment: date) -> str:
    """With its year: pages of reviews are read years later."""
    return day_in_words(moment, today=date.min)


def set_beside_chance(indicator: Indicator) -> str:
    """The density by what it counts; as an indicator it is praised for being low."""
    if indicator is Indicator.DENSITY:
        return _("Density of incidents")
    return str(indicator.label)


def as_drawn(funnel: Funnel, number: Decimal) -> str:
    """A figure of a funnel with two places: a rate in percent, a density as it is."""
    shown = number * HUNDRED if funnel.law is Law.RATE else number
    return str(rounded(shown, SHOWN_PLACES))


def funnel_value(funnel: Funnel, number: Decimal) -> str:
    """The same figure with its unit."""
    sign = "%" if funnel.law is Law.RATE else ""
    return f"{as_drawn(funnel, number)}{sign}"


def rules_in_words(rules: Rules) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every number of a rule set with its name, under the titles of its parts."""
    return [
        (
            str(heading),
            [
                (str(label), shortest(getattr(rules, name)))
                for name, label in numbers.items()
            ],
        )
        for heading, numbers in RULE_SECTIONS
    ]


@dataclass(frozen=True)
class Changed:
    """A number of the rules that differs, with both values as they are written."""

    name: str
    label: str
    old: str
    new: str


def changes(old: Rules, new: Rules) -> list[tuple[str, list[Changed]]]:
    """What differs between two rule sets, under the titles of its parts."""
    found = []
    for heading, numbers in RULE_SECTIONS:
        differing = [
            Changed(name, str(label), before, after)
            for name, label in numbers.items()
            if (before := shortest(getattr(old, name)))
            != (after := shortest(getattr(new, name)))
        ]
        if differing:
            found.append((str(heading), differing))
    return found


def rule_label(name: str) -> str:
    """The words for a number of the rules; its own name where there is no such rule."""
    if name not in NAMES:
        return name
    labels = (numbers[name] for _heading, numbers in RULE_SECTIONS if name in numbers)
    return str(next(labels))


def rule_problem(problem: Problem) -> str:
    """What is wrong with some numbers, as a sentence for whoever typed them."""
    told = {
        "name": rule_label("".join(problem.names[:1])),
        "order": " ≤ ".join(rule_label(name) for name in problem.names),
        **problem.values,
    }
    return str(TROUBLES[problem.trouble]) % told


TROUBLES = {
    Trouble.NO_DOCUMENT: gettext_lazy(
        "The file is no JSON object with the numbers of the rules."
    ),
    Trouble.MISSING: gettext_lazy("“%(name)s” is missing."),
    Trouble.UNKNOWN: gettext_lazy("There is no rule “%(name)s”."),
    Trouble.NO_NUMBER: gettext_lazy("“%(name)s” is not a number."),
    Trouble.OUT_OF_BOUNDS: gettext_lazy(
        "“%(name)s” lies between %(least)s and %(most)s."
    ),
    Trouble.NOT_WHOLE: gettext_lazy("“%(name)s” is a whole number."),
    Trouble.FIRM_WEIGHTS: gettext_lazy(
        "The weights of a firm's score sum to %(sum)s, not to 100."
    ),
    Trouble.REGION_WEIGHTS: gettext_lazy(
        "The weights of a region's evaluation sum to %(sum)s, not to 100."
    ),
    Trouble.NO_RATES: gettext_lazy(
        "Households and inspection cannot be the whole score."
    ),
    Trouble.NOT_RISING: gettext_lazy("These numbers rise in this order: %(order)s."),
}

RULE_SECTIONS = (
    (
        gettext_lazy("What a firm's score is made of, in points of 100"),
        {
            **{f"weight_{each.value}": each.label for each in Indicator},
            "partly_share": gettext_lazy("“Partly solved” counts as"),
        },
    ),
    (
        gettext_lazy("Few answers are drawn to the province"),
        {
            "k_least": gettext_lazy("Answers of the province added, at least"),
            "k_most": gettext_lazy("Answers of the province added, at most"),
            "k_default": gettext_lazy("Answers added while few firms have enough"),
            "k_units": gettext_lazy("Firms with enough answers that are needed"),
            "k_unit_answers": gettext_lazy("Answers that are enough for that"),
        },
    ),
    (
        gettext_lazy("Complaints for its households"),
        {
            "density_reference": gettext_lazy(
                "Usual incidents for 1,000 households and 90 days"
            ),
            "density_prior": gettext_lazy("Incidents added to every firm"),
            "density_full_households": gettext_lazy("Households for the full weight"),
        },
    ),
    (
        gettext_lazy("Inspection, credits and deductions, in points"),
        {
            "inspection_error": gettext_lazy("Error of an inspection"),
            "inspection_days": gettext_lazy("Days that an inspection counts"),
            "credits_most": gettext_lazy("Credits, at most"),
            "deduction_most": gettext_lazy("One deduction, at most"),
            "deductions_most": gettext_lazy("All deductions, at most"),
        },
    ),
    (
        gettext_lazy("Grades, and from when a firm is rated"),
        {
            "grade_aaa": gettext_lazy("AAA from"),
            "grade_aa": gettext_lazy("AA from"),
            "grade_a": gettext_lazy("A from"),
            "grade_b": gettext_lazy("B from; C below"),
            "rated_answers": gettext_lazy("Own answers needed"),
            "rated_incidents": gettext_lazy("Incidents needed"),
        },
    ),
    (
        gettext_lazy("Intervals, places and size groups"),
        {
            "interval_errors": gettext_lazy(
                "Standard errors on each side of a score (95%)"
            ),
            "rank_errors": gettext_lazy("Standard errors of a clear difference"),
            "rank_width_most": gettext_lazy(
                "A place is given up to this share of the rated"
            ),
            "size_middle_from": gettext_lazy("Middle-sized from so many households"),
            "size_middle_to": gettext_lazy("Middle-sized up to so many households"),
            "size_hysteresis": gettext_lazy("Share beyond a limit that moves a firm"),
        },
    ),
    (
        gettext_lazy("Work evaluation of cities and counties, in points of 100"),
        {
            **{f"region_weight_{each.value}": each.label for each in RegionIndicator},
            "region_rated_cases": gettext_lazy("Cases needed"),
            "group_middle_from": gettext_lazy("Middle group from so many cases"),
            "group_middle_to": gettext_lazy("Middle group up to so many cases"),
            "floor_on_time": gettext_lazy("Floor: on time"),
            "floor_satisfied": gettext_lazy("Floor: satisfied"),
            "praised_counties": gettext_lazy("Share of counties that may be praised"),
        },
    ),
    (
        gettext_lazy("Notice of low rating and red list"),
        {
            "notice_below": gettext_lazy("Notice: upper bound below"),
            "notice_answers": gettext_lazy("Notice: own answers needed"),
            "notice_apart": gettext_lazy("Notice: half-months between two reviews"),
            "red_low": gettext_lazy("Red list: lower bound from"),
            "red_answers": gettext_lazy("Red list: own answers needed"),
            "red_incidents": gettext_lazy("Red list: incidents needed"),
            "red_solved": gettext_lazy("Red list: share solved"),
            "red_inspection": gettext_lazy("Red list: inspection from"),
            "red_apart": gettext_lazy("Red list: half-months between two reviews"),
        },
    ),
    (
        gettext_lazy("What is counted"),
        {
            "window_half_months": gettext_lazy("Half-months of the window"),
            "recent_half_months": gettext_lazy("Half-months shown beside it"),
        },
    ),
)
