"""A firm's indicators beside the province's, as words and figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from ratings import charts
from ratings.canonical import HUNDRED, ONE, ZERO, clamped, rounded
from ratings.rules import Rules
from ratings.states import Band, Indicator
from ratings.views import words

PLACES = 2
WHOLE_SCALE = (0, 100)
# Where a firm of the usual density stands, of all firms and rule sets alike.
USUAL_DENSITY = Decimal(2) / 3
COLUMNS = (
    "period",
    "version",
    "credit_code",
    "indicator",
    "value",
    "low",
    "high",
    "province",
    "band",
    "weight",
)


@dataclass(frozen=True)
class Line:
    """
    One indicator in points of 100: drawn to the province, with its 95 % interval.

    `province` is nothing where no firm was inspected.
    """

    indicator: Indicator
    value: Decimal
    low: Decimal
    high: Decimal
    province: Decimal | None
    weight: Decimal

    @property
    def band(self) -> Band:
        if self.province is None or self.low <= self.province <= self.high:
            return Band.NO_DIFFERENCE
        return Band.ABOVE if self.low > self.province else Band.BELOW


def lines(
    found: Mapping[str, Any], inspections: str | None, rules: Rules
) -> list[Line]:
    """
    The published lines of a firm.

    :param inspections: the mean of all inspections, in points
    """
    return [
        _line(each, found[each.value], inspections, rules)
        for each in Indicator
        if found[each.value] is not None
    ]


def conclusion(found: Sequence[Line]) -> str:
    """The firm's indicators in one sentence."""
    named = {
        band: _(", ").join(
            str(one.indicator.label) for one in found if one.band == band
        )
        for band in (Band.ABOVE, Band.BELOW)
    }
    if not any(named.values()):
        return _("In no indicator does the firm differ clearly from the province.")
    return _("Clearly above the province: %(above)s; clearly below: %(below)s.") % {
        "above": named[Band.ABOVE] or _("none"),
        "below": named[Band.BELOW] or _("none"),
    }


def rows(found: Sequence[Line]) -> list[dict[str, str]]:
    """The lines of the table."""
    return [
        {
            "name": str(one.indicator.label),
            "value": _points(one.value),
            "interval": words.interval(one.low, one.high),
            "province": _points(one.province),
            "icon": words.BAND_ICONS[one.band],
            "band": str(one.band.label),
            "weight": words.figure(one.weight),
        }
        for one in found
    ]


def figures(one: Line) -> dict[str, object]:
    """The same numbers for a file."""
    return {
        "indicator": one.indicator.value,
        "value": one.value,
        "low": one.low,
        "high": one.high,
        "province": one.province,
        "band": one.band.value,
        "weight": one.weight,
    }


def chart(found: Sequence[Line], *, firm: str) -> charts.Spec:
    bars = [
        charts.Bar(
            str(one.indicator.label),
            str(one.value),
            str(one.low),
            str(one.high),
            "" if one.province is None else str(one.province),
        )
        for one in found
    ]
    said = _("%(title)s: %(conclusion)s") % {
        "title": firm,
        "conclusion": conclusion(found),
    }
    return charts.scores(
        bars,
        scale=WHOLE_SCALE,
        said=said,
        axis=_("Points of 100 with their interval (95%)"),
    )


def _line(
    indicator: Indicator, line: Mapping[str, str], mean: str | None, rules: Rules
) -> Line:
    x, half = Decimal(line["x"]), rules.interval_errors * Decimal(line["se"])
    if indicator is Indicator.DENSITY:
        province: Decimal | None = USUAL_DENSITY
    elif indicator is Indicator.INSPECTION:
        province = None if mean is None else Decimal(mean) / HUNDRED
    else:
        province = Decimal(line["m"])
    return Line(
        indicator=indicator,
        value=_of_100(x),
        low=_of_100(clamped(x - half, ZERO, ONE)),
        high=_of_100(clamped(x + half, ZERO, ONE)),
        province=None if province is None else _of_100(province),
        weight=rounded(Decimal(line["weight"]), PLACES),
    )


def _of_100(share: Decimal) -> Decimal:
    return rounded(share * HUNDRED, PLACES)


def _points(number: Decimal | None) -> str:
    return "–" if number is None else f"{number:.2f}"
