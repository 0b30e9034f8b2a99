"""The official figures in words: what a page of statistics says of a region."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ratings import charts, wording
from ratings.bulletin_wording import NOTHING, percent
from ratings.bulletin_wording import change as rate_change
from ratings.periods import HalfMonth
from ratings.queries.statistics import Spell
from ratings.statistics import COUNTS, Document, Span
from registry.models import Region

ONE_DAY = timedelta(days=1)
SPANS = {
    Span.HALF_MONTH: gettext_lazy("Half-month"),
    Span.QUARTER: gettext_lazy("Three months"),
    Span.YEAR: gettext_lazy("A year"),
}
NAMES = {
    "accepted": gettext_lazy("Accepted"),
    "settled": gettext_lazy("Settled"),
    "resolved": gettext_lazy("Disputes resolved"),
}
History = Sequence[tuple[str, Document]]


def spell(found: Spell) -> str:
    """The days that are taken together, the last one included."""
    return _("%(first)s to %(last)s") % {
        "first": wording.day(found.first.first_day),
        "last": wording.day(found.last.end - ONE_DAY),
    }


def said(figures: Mapping[str, Any]) -> list[str]:
    """The figures in two sentences."""
    told = {
        **figures,
        "settlement": percent(figures["settlement_rate"]),
        "rate": percent(figures["satisfaction"]),
        "change": rate_change(figures["satisfaction_change"])["words"],
    }
    first = _(
        "Offices accepted %(accepted)s cases and settled %(settled)s; %(waiting)s "
        "still waited for a first result at the end. The settlement rate is "
        "%(settlement)s."
    )
    if figures["satisfaction"] is None:
        second = _("Too few residents answered to speak of satisfaction.")
    elif figures["satisfaction_change"] is None:
        second = _(
            "Residents themselves called %(resolved)s disputes resolved. Of %(rated)s "
            "who rated the street, %(satisfied)s were satisfied: %(rate)s."
        )
    else:
        second = _(
            "Residents themselves called %(resolved)s disputes resolved. Of %(rated)s "
            "who rated the street, %(satisfied)s were satisfied: %(rate)s (%(change)s)."
        )
    return [first % told, second % told]


def figures(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The official figures, each with its change."""
    counts = [
        {
            "name": str(NAMES[name]),
            "value": document[name] or NOTHING,
            "change": count_change(document[f"{name}_change"]),
        }
        for name in COUNTS
    ]
    rates = [
        {
            "name": name,
            "value": percent(document[key]),
            "change": rate_change(document[f"{key}_change"]),
        }
        for name, key in (
            (_("Settlement rate"), "settlement_rate"),
            (_("Satisfaction"), "satisfaction"),
            (_("Reply rate"), "reply_rate"),
        )
    ]
    silent = {
        "name": _("No reply"),
        "value": document["unanswered"] or NOTHING,
        "change": {"icon": "", "words": ""},
    }
    return [*counts, *rates, silent]


def count_change(difference: str | None) -> dict[str, str]:
    """How a count moved against the span before: an icon and words."""
    if difference is None:
        return {"icon": "", "words": _("nothing to compare with")}
    number = int(difference)
    told = {"number": abs(number)}
    if number > 0:
        return {"icon": "trending-up", "words": _("%(number)s more than before") % told}
    if number < 0:
        words = _("%(number)s fewer than before") % told
        return {"icon": "trending-down", "words": words}
    return {"icon": "minus", "words": _("as before")}


def row(region: Region, document: Mapping[str, Any], url: str) -> dict[str, Any]:
    """A region in the table of those below another."""
    return {
        "name": region.label,
        "url": url,
        **{name: document[name] or NOTHING for name in COUNTS},
        "satisfaction": percent(document["satisfaction"]),
        "satisfaction_change": rate_change(document["satisfaction_change"]),
        "rated": document["rated"] or NOTHING,
        "is_told": document["rated"] is not None,
        "no_reply": document["unanswered"] or NOTHING,
    }


def history(found: History) -> list[dict[str, str]]:
    """The table beside the curve: the newest half-month first."""
    return [
        {
            "period": wording.title(period),
            **{name: document[name] or NOTHING for name in COUNTS},
            "satisfaction": percent(document["satisfaction"]),
        }
        for period, document in reversed(found)
    ]


def curve_said(found: History) -> str:
    """The curve in one sentence."""
    if len(found) < 2:
        return _("The curve begins with the second half-month.")
    (first, start), (last, end) = found[0], found[-1]
    return _(
        "From the %(first)s to the %(last)s the cases accepted went from %(before)s to "
        "%(now)s a half-month, those settled from %(settled_before)s to "
        "%(settled_now)s."
    ) % {
        "first": wording.half_month(HalfMonth.named(first)),
        "last": wording.half_month(HalfMonth.named(last)),
        "before": start["accepted"],
        "now": end["accepted"],
        "settled_before": start["settled"],
        "settled_now": end["settled"],
    }


def curve(found: History) -> charts.Spec:
    """One point for each half-month, at its first day; what is not told is left out."""
    points = [
        charts.Point(
            HalfMonth.named(period).first_day.isoformat(), str(label), int(count)
        )
        for name, label in NAMES.items()
        for period, document in found
        if (count := document[name]) is not None
    ]
    return charts.curves(points, said=curve_said(found), axis=_("Cases"))
