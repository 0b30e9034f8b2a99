"""Regions and their verdicts as plain values for the templates and files."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from ratings.canonical import rounded, shortest
from ratings.evaluation import Bounds
from ratings.queries.public import Place
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
