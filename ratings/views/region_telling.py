"""Regions and their verdicts as plain values for the templates and files."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from ratings import charts
from ratings.canonical import rounded, shortest
from ratings.evaluation import Bounds
from ratings.periods import HalfMonth
from ratings.queries.public import Place
from ratings.queries.region_pages import Past
from ratings.queries.region_rows import RegionRow
from ratings.rules import Rules
from ratings.states import RegionIndicator, Verdict
from ratings.views import words
from ratings.views.drawing import Scale, tens_around

BOUND_PLACES = 4


def conclusion(cities: Sequence[RegionRow]) -> str:
    """The cities in one sentence."""
    return _(
        "Rated: %(rated)s of %(cities)s cities; praised: %(praised)s, lagging behind: "
        "%(lagging)s."
    ) % {
        "rated": sum(city.score is not None for city in cities),
        "cities": len(cities),
        "praised": sum(city.verdict == Verdict.PRAISED for city in cities),
        "lagging": sum(city.verdict == Verdict.LAGGING for city in cities),
    }


def floors(rules: Rules) -> dict[str, str]:
    return {
        "on_time": words.percent(rules.floor_on_time),
        "satisfied": words.percent(rules.floor_satisfied),
        "cases": words.figure(rules.region_rated_cases),
        "best": words.percent(rules.praised_counties),
    }


def scale(rows: Iterable[RegionRow]) -> tuple[int, int]:
    """The tens around every interval of the page."""
    return tens_around(
        bound for row in rows for bound in (row.low, row.high) if bound is not None
    )


def row(found: RegionRow, scale_: tuple[int, int], rules: Rules) -> dict[str, Any]:
    """A line of the page; the values of a score only where the region is rated."""
    told: dict[str, Any] = {
        "name": found.region.label,
        "above": found.region.parent.label if found.region.parent else "",
        "cases": words.figure(found.counts.cases),
        "group": str(found.group.label),
        "verdict": _verdict(found, rules),
        "lines": _lines(found),
    }
    if found.score is None or found.low is None or found.high is None:
        return told | {
            "rated": False,
            "because": _("not enough cases (n = %(n)s)")
            % {"n": words.figure(found.counts.cases)},
        }
    place = found.place
    return told | {
        "rated": True,
        "score": f"{found.score:.2f}",
        "interval": words.interval(found.low, found.high),
        "bar": Scale(*scale_).bar(
            score=found.score,
            low=found.low,
            high=found.high,
            reference=found.reference,
        ),
        "place": words.place(place),
        "place_icon": words.BAND_ICONS[place.band] if place and place.band else "",
        "change": words.change(found.score, found.before),
    }


def figures(found: RegionRow) -> dict[str, object]:
    """The same numbers for a file."""
    place = found.place or Place(0)
    told: dict[str, object] = {
        "level": found.region.level,
        "code": found.region.code,
        "name": found.region.name,
        "group": found.group.value,
        "cases": shortest(found.counts.cases),
        "score": found.score,
        "low": found.low,
        "high": found.high,
        "reference": found.reference,
        "place_best": place.best,
        "place_worst": place.worst,
        "place_of": place.of or None,
        "band": place.band.value if place.band else None,
        "verdict": found.verdict.value if found.verdict else None,
        "on_time_low": _bound(found, found.on_time.low),
        "on_time_high": _bound(found, found.on_time.high),
        "satisfied_low": _bound(found, found.satisfied.low),
        "satisfied_high": _bound(found, found.satisfied.high),
        "score_before": found.before,
    }
    for each in RegionIndicator:
        line = found.lines[each.value]
        told |= {
            f"{each.value}_good": line["s"],
            f"{each.value}_n": line["n"],
            f"{each.value}_shrunk": line["x"],
        }
    return told


def of_one(found: RegionRow) -> str:
    """One region in a sentence."""
    told = {"name": found.region.label, "cases": words.figure(found.counts.cases)}
    if found.score is None or found.low is None or found.high is None:
        said = _("%(name)s has not enough cases to be evaluated (n = %(cases)s).")
        return said % told
    said = _("%(name)s: %(score)s of 100 points, 95%% interval %(interval)s.")
    interval = words.interval(found.low, found.high)
    return said % (told | {"score": f"{found.score:.2f}", "interval": interval})


def past(history: Sequence[Past]) -> list[dict[str, str]]:
    """The table beside the trend: the same figures as the chart and the file."""
    return [
        {
            "period": each.period,
            "title": words.half_month(HalfMonth.named(each.period)),
            "score": _two(each.score),
            "low": _two(each.low),
            "high": _two(each.high),
        }
        for each in history
    ]


def trend_sentence(history: Sequence[Past]) -> str:
    """What the trend says, and whether it says anything for certain."""
    rated = [each for each in history if each.score is not None]
    if not rated:
        return _("The region had not enough cases to be evaluated so far.")
    first, last = rated[0], rated[-1]
    if first is last:
        return _("The region was evaluated once: %(score)s.") % {"score": first.score}
    told = {"count": len(rated), "first": first.score, "last": last.score}
    if _apart(first, last):
        said = _(
            "Over %(count)s evaluations the score went from %(first)s to %(last)s: the "
            "intervals do not meet, so this is a clear change."
        )
    else:
        said = _(
            "Over %(count)s evaluations the score went from %(first)s to %(last)s: the "
            "intervals overlap, so there is no clear change."
        )
    return said % told


def trend_chart(history: Sequence[Past], *, name: str) -> charts.Spec:
    bars = [
        charts.Bar(each.period, _two(each.score), _two(each.low), _two(each.high))
        for each in history
    ]
    ends = [end for each in history for end in (each.low, each.high) if end is not None]
    said = _("%(title)s: %(conclusion)s")
    return charts.trend(
        bars,
        scale=tens_around(ends),
        said=said % {"title": name, "conclusion": trend_sentence(history)},
        axis=_("Score with its interval (95%)"),
    )


def _apart(one: Past, other: Past) -> bool:
    ends = (one.low, one.high, other.low, other.high)
    low, high, other_low, other_high = (end or Decimal(0) for end in ends)
    return high < other_low or other_high < low


def _two(number: Decimal | None) -> str:
    return "" if number is None else f"{number:.2f}"


def _bound(found: RegionRow, bound: Decimal) -> str | None:
    return None if found.score is None else str(rounded(bound, BOUND_PLACES))


def _verdict(found: RegionRow, rules: Rules) -> dict[str, str] | None:
    """The word, and the floor that decides it."""
    if found.verdict is None:
        return None
    held = (
        (_("On time"), found.on_time, rules.floor_on_time),
        (_("Satisfied"), found.satisfied, rules.floor_satisfied),
    )
    if found.verdict == Verdict.PRAISED:
        because = [_above(name, bounds, floor) for name, bounds, floor in held]
        return _chip(found.verdict, "done", "award", because)
    because = [
        _below(name, bounds, floor)
        for name, bounds, floor in held
        if bounds.high < floor
    ]
    return _chip(found.verdict, "soon", "flag", because)


def _chip(verdict: Verdict, tone: str, icon: str, because: list[str]) -> dict[str, str]:
    return {
        "word": str(verdict.label),
        "tone": tone,
        "icon": icon,
        "because": _("; ").join(because),
    }


def _above(name: str, bounds: Bounds, floor: Decimal) -> str:
    return _("%(name)s: at least %(bound)s, floor %(floor)s") % {
        "name": name,
        "bound": _percent(bounds.low),
        "floor": words.percent(floor),
    }


def _below(name: str, bounds: Bounds, floor: Decimal) -> str:
    return _("%(name)s: at most %(bound)s, floor %(floor)s") % {
        "name": name,
        "bound": _percent(bounds.high),
        "floor": words.percent(floor),
    }


def _percent(share: Decimal) -> str:
    """With a place after the point: floors are decided there."""
    return f"{rounded(share * words.HUNDRED, 1)}%"


def _lines(found: RegionRow) -> list[dict[str, str]]:
    return [
        {
            "name": str(each.label),
            "counted": words.out_of(Decimal(line["s"]), Decimal(line["n"])),
            "x": _percent(Decimal(line["x"])),
            "pool": _percent(Decimal(line["m"])),
            "weight": words.figure(Decimal(line["weight"])),
        }
        for each in RegionIndicator
        for line in [found.lines[each.value]]
    ]
