"""The cities as a grid of tiles: sentence, table, file."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from ratings.queries import region_rows
from ratings.queries.region_rows import RegionRow
from ratings.views import (
    answering,
    finding,
    speaking,
    telling,
    tile_telling,
    timetable,
    words,
)
from ratings.views.finding import Found
from registry.areas import Level


@require_safe
def tiles(request: HttpRequest, period: str) -> HttpResponse:
    """The score of each city, roughly where it lies."""
    found = finding.asked_for(request, period)
    if found is None:
        return timetable.not_yet(request, period)
    cities = _cities(found)
    told: dict[str, Any] = {
        "review": telling.review(found.review, found.shelf),
        "conclusion": tile_telling.conclusion(cities),
        "steps": tile_telling.steps(),
        "rows": tile_telling.rows(cities),
        "svg_url": speaking.in_language(telling.address("tiles_svg", found.review)),
        "csv_url": telling.address("tiles_csv", found.review),
        "back_url": telling.address("regions", found.review),
    }
    return answering.page(request, "ratings/tiles.html", told)


@require_safe
def tiles_svg(request: HttpRequest, period: str) -> HttpResponse:
    found = finding.published(request, period)
    with translation.override(speaking.asked_language(request)):
        spec = tile_telling.chart(_cities(found), title=words.title(found.review))
        return answering.drawing(request, spec)


@require_safe
def tiles_csv(request: HttpRequest, period: str) -> HttpResponse:
    found = finding.published(request, period)
    rows = (
        {"period": found.review.period, "version": found.review.version}
        | tile_telling.figures(city)
        for city in _cities(found)
    )
    return answering.csv_file(request, tile_telling.COLUMNS, rows)


def _cities(found: Found) -> list[RegionRow]:
    """By code, as the register has them: a grid is no ranking."""
    scores = region_rows.of_level(found.review, found.before, Level.CITY)
    by_code = scores.order_by("region__code")
    return region_rows.rows_of(by_code, found.review, telling.rules_of(found.review))
