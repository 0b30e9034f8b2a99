"""Half-months, figures, places and reasons in the words of the pages."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ratings.canonical import rounded, shortest
from ratings.models import Review
from ratings.queries.public import FirmRow, Place
from ratings.rules import Rules
from ratings.states import Band
from ratings.wording import day, half_month

__all__ = [
    "alike",
    "change",
    "day",
    "exact",
    "figure",
    "half_month",
    "interval",
    "out_of",
    "percent",
    "place",
    "title",
    "too_few",
]

SHOWN_PLACES = 2
HUNDRED = 100


def title(review: Review) -> str:
    return half_month(review.half_month)


def figure(number: Decimal) -> str:
    """A count or a part of one: two places at most, no zeros that say nothing."""
    return shortest(rounded(number, SHOWN_PLACES))


def exact(number: Decimal) -> str:
    """A number of the rules, never rounded."""
    return shortest(number)


def percent(share: Decimal | None) -> str:
    """In whole percent; a dash where there was nobody to ask."""
    if share is None:
        return "–"
    return f"{rounded(share * HUNDRED, 0)}%"


def out_of(part: Decimal, whole: Decimal) -> str:
    return _("%(part)s of %(whole)s") % {"part": figure(part), "whole": figure(whole)}


def place(found: Place | None) -> str:
    """An interval or a band; nothing for who has no place."""
    if found is None:
        return ""
    if found.band is not None:
        return str(found.band.label)
    if found.best == found.worst:
        return _("%(place)s of %(of)s") % {"place": found.best, "of": found.of}
    return _("%(best)s–%(worst)s of %(of)s") % {
        "best": found.best,
        "worst": found.worst,
        "of": found.of,
    }


def too_few(row: FirmRow, rules: Rules) -> str:
    """Why a firm is not rated: each number that is too small, and what it takes."""
    reasons = []
    if row.counts.incidents < rules.rated_incidents:
        reasons.append(
            _("not enough cases (n = %(n)s), %(needed)s are needed")
            % {
                "n": figure(row.counts.incidents),
                "needed": exact(rules.rated_incidents),
            }
        )
    if row.counts.answers < rules.rated_answers:
        reasons.append(
            _("not enough own answers (n = %(n)s), %(needed)s are needed")
            % {"n": row.own_answers, "needed": exact(rules.rated_answers)}
        )
    return _("; ").join(reasons)


def change(score: Decimal | None, before: Decimal | None) -> dict[str, str]:
    """How a score moved since the review before: an icon and words."""
    if score is None or before is None:
        return {"icon": "", "words": _("no score before")}
    points = {"points": f"{abs(score - before):.2f}"}
    if score > before:
        return {"icon": "trending-up", "words": _("up by %(points)s") % points}
    if score < before:
        return {"icon": "trending-down", "words": _("down by %(points)s") % points}
    return {"icon": "minus", "words": _("as before")}


def interval(low: Decimal, high: Decimal) -> str:
    return _("%(low)s to %(high)s") % {"low": f"{low:.2f}", "high": f"{high:.2f}"}


def alike(count: int) -> str:
    """Firms whose intervals lie within this one's or around it."""
    if not count:
        return ""
    words = ngettext(
        "no clear difference from %(count)s other: one interval covers the other",
        "no clear difference from %(count)s others: one interval covers the other",
        count,
    )
    return words % {"count": count}


BAND_ICONS = {
    Band.ABOVE: "arrow-up",
    Band.BELOW: "arrow-down",
    Band.NO_DIFFERENCE: "equal",
}
