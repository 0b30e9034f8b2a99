"""A funnel in words and figures: the same ones for the drawing, table and file."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ratings import charts
from ratings.canonical import rounded, shortest
from ratings.funnel import Funnel, Law
from ratings.models import Review
from ratings.queries.funnels import BEYOND, Shown
from ratings.states import Control, Indicator
from ratings.views import words
from ratings.wording import SHOWN_PLACES, as_drawn, funnel_value

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FILE_PLACES = 6
STEPS = 60
COLUMNS = (
    "period",
    "version",
    "indicator",
    "letter",
    "credit_code",
    "name",
    "counted",
    "of",
    "value",
    "target",
    "low_998",
    "low_95",
    "high_95",
    "high_998",
    "control",
    "phi",
    "tau_squared",
)
OF = {
    Indicator.SATISFIED: gettext_lazy("Answers on satisfaction"),
    Indicator.SOLVED: gettext_lazy("Answers whether it is solved"),
    Indicator.ON_TIME: gettext_lazy("Rectifications due"),
    Indicator.NOT_REDONE: gettext_lazy("Rectifications"),
    Indicator.DENSITY: gettext_lazy("Exposure: 1 is 1,000 households for 90 days"),
}
TONES = {
    Control.FAR_BETTER: ("done", "chevrons-up"),
    Control.BETTER: ("none", "chevron-up"),
    Control.WITHIN: ("none", "equal"),
    Control.WORSE: ("none", "chevron-down"),
    Control.FAR_WORSE: ("soon", "chevrons-down"),
}


def columns(indicator: Indicator) -> dict[str, str]:
    """The heads of the table that differ between rates and the density."""
    if indicator is Indicator.DENSITY:
        return {"of": _("Exposure"), "value": _("Density")}
    return {"of": str(OF[indicator]), "value": _("Share")}


def conclusion(funnel: Funnel | None, firms: Sequence[Shown]) -> str:
    """The funnel in one sentence."""
    if funnel is None or not firms:
        return _("No rated firm of this choice has anything to set beside the others.")
    found = Counter(one.control for one in firms)
    return _(
        "%(within)s of %(firms)s rated firms differ from the province (%(target)s) no "
        "more than chance often does; beyond the 99.8%% limit: %(better)s on the good "
        "side, %(worse)s on the bad side."
    ) % {
        "within": found[Control.WITHIN],
        "firms": len(firms),
        "target": funnel_value(funnel, funnel.target),
        "better": found[Control.FAR_BETTER],
        "worse": found[Control.FAR_WORSE],
    }


def widths(funnel: Funnel) -> str:
    """How wide the limits are, and why."""
    told = {"phi": rounded(funnel.phi, SHOWN_PLACES), "firms": funnel.units}
    if funnel.is_widened:
        return (
            _(
                "The limits are wider than chance alone: over %(firms)s firms the "
                "spread is %(phi)s times what chance would give."
            )
            % told
        )
    return (
        _(
            "The limits are those of chance alone: over %(firms)s firms the spread is "
            "%(phi)s times what chance would give, which is not clearly more."
        )
        % told
    )


def rows(funnel: Funnel, firms: Sequence[Shown]) -> list[dict[str, Any]]:
    """The lines of the table, in the order of the letters."""
    return [
        {
            "letter": letter,
            "name": one.row.name,
            "code": one.row.code,
            "of": words.figure(one.tally.n),
            "value": funnel_value(funnel, one.y),
            "near": _between(funnel, limits.low, limits.high),
            "far": _between(funnel, limits.far_low, limits.far_high),
            "control": _chip(one.control),
        }
        for letter, one in _lettered(firms)
        for limits in [funnel.limits(one.tally.n)]
    ]


def figures(
    funnel: Funnel | None, firms: Sequence[Shown], review: Review, indicator: str
) -> Iterator[dict[str, object]]:
    """The same numbers for a file, with as many places as they are compared with."""
    if funnel is None:
        return
    for letter, one in _lettered(firms):
        limits = funnel.limits(one.tally.n)
        yield {
            "period": review.period,
            "version": review.version,
            "indicator": indicator,
            "letter": letter,
            "credit_code": one.row.code,
            "name": one.row.name,
            "counted": shortest(one.tally.s),
            "of": _exact(one.tally.n),
            "value": _exact(one.y),
            "target": _exact(funnel.target),
            "low_998": _exact(limits.far_low),
            "low_95": _exact(limits.low),
            "high_95": _exact(limits.high),
            "high_998": _exact(limits.far_high),
            "control": one.control.value,
            "phi": funnel.phi,
            "tau_squared": funnel.tau_squared,
        }


def chart(
    funnel: Funnel, firms: Sequence[Shown], indicator: Indicator, *, said: str
) -> charts.Spec:
    """The drawing of these firms."""
    dots = [
        charts.Dot(
            n=_exact(one.tally.n),
            y=as_drawn(funnel, one.y),
            beyond=BEYOND[one.control],
            letter=letter,
        )
        for letter, one in _lettered(firms)
    ]
    return charts.funnel(
        dots,
        list(_lines(funnel, [one.tally.n for one in firms])),
        target=as_drawn(funnel, funnel.target),
        words=charts.Words(said=said, x=str(OF[indicator]), y=_value_name(indicator)),
    )


def _lettered(firms: Sequence[Shown]) -> Iterator[tuple[str, Shown]]:
    """A letter for those beyond a limit, as far as letters go; no number: no rank."""
    for place, one in enumerate(firms):
        is_named = BEYOND[one.control] and place < len(LETTERS)
        yield LETTERS[place] if is_named else "", one


def _lines(funnel: Funnel, sizes: Sequence[Decimal]) -> Iterator[charts.Line]:
    """The limits from half the smallest firm to the largest; of answers, whole ones."""
    least, most = min(sizes) / 2, max(sizes)
    places = [least + (most - least) * step / STEPS for step in range(STEPS + 1)]
    if funnel.law is Law.RATE:
        places = [Decimal(max(1, round(n))) for n in places]
    for n in dict.fromkeys(places):
        limits = funnel.limits(n)
        yield charts.Line(
            n=_exact(n),
            far_low=as_drawn(funnel, limits.far_low),
            low=as_drawn(funnel, limits.low),
            high=as_drawn(funnel, limits.high),
            far_high=as_drawn(funnel, limits.far_high),
        )


def _between(funnel: Funnel, low: Decimal, high: Decimal) -> str:
    return _("%(low)s to %(high)s") % {
        "low": funnel_value(funnel, low),
        "high": funnel_value(funnel, high),
    }


def _chip(control: Control) -> dict[str, str]:
    tone, icon = TONES[control]
    return {"tone": tone, "icon": icon, "word": str(control.label)}


def _value_name(indicator: Indicator) -> str:
    if indicator is Indicator.DENSITY:
        return _("Incidents for 1,000 households and 90 days")
    return _("Share in percent")


def _exact(number: Decimal) -> str:
    return shortest(rounded(number, FILE_PLACES))
