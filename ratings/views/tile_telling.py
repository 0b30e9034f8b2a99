"""The grid of cities in words and figures."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from ratings import charts
from ratings import tiles as grid
from ratings.canonical import shortest
from ratings.queries.region_rows import RegionRow
from ratings.views import words

COLUMNS = ("period", "version", "code", "name", "cases", "score", "low", "high", "step")


def conclusion(cities: Sequence[RegionRow]) -> str:
    """The cities in one sentence; whether the ends of the list differ for certain."""
    rated = [city for city in cities if city.score is not None]
    counted = {"rated": len(rated), "cities": len(cities)}
    if not rated:
        return _("No city has enough cases to be evaluated yet.")
    low, high = min(rated, key=_score), max(rated, key=_score)
    told = counted | {"least": low.score, "most": high.score}
    if low.high is not None and high.low is not None and low.high < high.low:
        said = _(
            "Rated: %(rated)s of %(cities)s cities, from %(least)s to %(most)s points; "
            "the intervals of these two do not meet, so they clearly differ."
        )
    else:
        said = _(
            "Rated: %(rated)s of %(cities)s cities, from %(least)s to %(most)s points; "
            "the intervals of these two meet, so even they do not clearly differ."
        )
    return said % told


def steps() -> list[str]:
    """What the five steps mean, from the palest on."""
    first, last = grid.LIMITS[0], grid.LIMITS[-1]
    between = [
        _("%(low)s to under %(high)s") % {"low": low, "high": high}
        for low, high in zip(grid.LIMITS, grid.LIMITS[1:], strict=False)
    ]
    return [
        _("under %(limit)s") % {"limit": first},
        *between,
        _("%(limit)s and more") % {"limit": last},
    ]


def rows(cities: Sequence[RegionRow]) -> list[dict[str, str]]:
    """The lines of the table, by the codes of the register."""
    return [_row(city, steps()) for city in cities]


def figures(city: RegionRow) -> dict[str, object]:
    """The same numbers for a file; steps are numbered from one."""
    return {
        "code": city.region.code,
        "name": city.region.name,
        "cases": shortest(city.counts.cases),
        "score": city.score,
        "low": city.low,
        "high": city.high,
        "step": None if city.score is None else grid.step(city.score) + 1,
    }


def chart(cities: Sequence[RegionRow], *, title: str) -> charts.Spec:
    places = grid.places(city.region.code for city in cities)
    shown = [
        charts.Tile(
            label=_short(city.region.label),
            figure="–" if city.score is None else f"{city.score:.2f}",
            step=None if city.score is None else grid.step(city.score),
            column=places[city.region.code][0],
            row=places[city.region.code][1],
        )
        for city in cities
    ]
    said = _("%(title)s: %(conclusion)s") % {
        "title": title,
        "conclusion": conclusion(cities),
    }
    return charts.tiles(shown, said=said)


def _short(name: str) -> str:
    """A tile is narrow, and each is a city: the word is left out in English."""
    return name.removesuffix(" City")


def _row(city: RegionRow, named: Sequence[str]) -> dict[str, Any]:
    told = {"name": city.region.label, "cases": words.figure(city.counts.cases)}
    if city.score is None or city.low is None or city.high is None:
        return told | {"score": "–", "interval": "–", "step": _("not enough cases")}
    return told | {
        "score": f"{city.score:.2f}",
        "interval": words.interval(city.low, city.high),
        "step": named[grid.step(city.score)],
    }


def _score(city: RegionRow) -> Any:
    return city.score
