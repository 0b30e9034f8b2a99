"""The numbers of a rule set in words; a number without words fails a test."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ratings.models import RuleSet
from ratings.rules import Rules
from ratings.states import Indicator, RegionIndicator
from ratings.views import words

SECTIONS = (
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


def told(found: RuleSet) -> dict[str, Any]:
    """Who put the rules in force, and every number of them."""
    rules = Rules.from_document(found.content)
    return {
        "number": found.number,
        "title": found.title,
        "document": found.document_number,
        "body": found.issuing_body,
        "from": words.day(found.effective_from),
        "until": words.day(found.valid_until)
        if found.valid_until
        else _("further notice"),
        "counts_from": words.day(found.counts_from),
        "demo": found.is_demo,
        "answers": words.figure(rules.rated_answers),
        "incidents": words.figure(rules.rated_incidents),
        "half_months": words.figure(rules.window_half_months),
        "sections": [
            {
                "title": str(title),
                "lines": [
                    {"name": str(label), "value": words.exact(getattr(rules, name))}
                    for name, label in numbers.items()
                ],
            }
            for title, numbers in SECTIONS
        ],
    }
