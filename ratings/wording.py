"""
Half-months, states and rules in words, for the pages and the desk alike.

Pure text: the language is the one that Django has active. No database.
"""

from dataclasses import dataclass
from datetime import date

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from complaints.wording import day_in_words
from ratings.canonical import shortest
from ratings.periods import HalfMonth
from ratings.rules import Rules
from ratings.states import (
    Indicator,
    ObjectionState,
    RegionIndicator,
    ReviewState,
)


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
