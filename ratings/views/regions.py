"""The work evaluation of cities and counties; streets are not public."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ratings.forms.filters import RegionFilter
from ratings.queries import public, region_rows
from ratings.queries.region_rows import RegionRow
from ratings.states import RegionIndicator
from ratings.views import answering, finding, region_telling, telling, timetable
from ratings.views.finding import Found
from registry.areas import Level
from registry.views import leafing

A_PAGE = 25
COLUMNS = (
    "period",
    "version",
    "level",
    "code",
    "name",
    "group",
    "cases",
    "score",
    "low",
    "high",
    "reference",
    "place_best",
    "place_worst",
    "place_of",
    "band",
    "verdict",
    "on_time_low",
    "on_time_high",
    "satisfied_low",
    "satisfied_high",
    *(
        f"{each.value}_{part}"
        for each in RegionIndicator
        for part in ("good", "n", "shrunk")
    ),
    "score_before",
)


@require_safe
def regions(request: HttpRequest, period: str) -> HttpResponse:
    """Cities, then their counties: score, interval, group, and who is praised."""
    found = finding.asked_for(request, period)
    if found is None:
        return timetable.not_yet(request, period)
    rules = telling.rules_of(found.review)
    through = _counties(request, found)
    listed = Paginator(through.qs, A_PAGE).get_page(request.GET.get("page"))
    cities = _rows(found, _level(found, Level.CITY))
    counties = _rows(found, listed)
    scale = region_telling.scale([*cities, *counties])
    told = {
        "review": telling.review(found.review, found.shelf),
        "conclusion": region_telling.conclusion(cities),
        "floors": region_telling.floors(rules),
        "scale": scale,
        "cities": [
            region_telling.row(each, scale, rules) | _page(found, each)
            for each in cities
        ],
        "counties": [
            region_telling.row(each, scale, rules) | _page(found, each)
            for each in counties
        ],
        "number": listed.paginator.count,
        "pages": leafing.pages(request, listed),
        "files": telling.files(
            request,
            ("CSV", telling.address("regions_csv", found.review)),
            ("JSON", telling.address("regions_json", found.review)),
        ),
        "firms_url": telling.address("ranking", found.review),
        "tiles_url": telling.address("tiles", found.review),
    }
    return answering.page(request, "ratings/regions.html", told, form=through.form)


@require_safe
def regions_csv(request: HttpRequest, period: str) -> HttpResponse:
    found = finding.published(request, period)
    return answering.csv_file(request, COLUMNS, _figures(request, found))


@require_safe
def regions_json(request: HttpRequest, period: str) -> HttpResponse:
    found = finding.published(request, period)
    review = found.review
    document = {
        "period": review.period,
        "version": review.version,
        "state": review.state,
        "rule_set": review.rule_set.number,
        "results_sha256": review.results_sha256,
        "regions": list(_figures(request, found)),
    }
    return answering.json_file(request, document)


def _page(found: Found, row: RegionRow) -> dict[str, str]:
    return {"url": telling.region_address(row.region.code, found.review)}


def _level(found: Found, level: Level) -> Any:
    return region_rows.of_level(found.review, found.before, level)


def _counties(request: HttpRequest, found: Found) -> RegionFilter:
    return RegionFilter(
        request.GET, queryset=_level(found, Level.COUNTY), cities=public.cities()
    )


def _rows(found: Found, scores: Any) -> list[RegionRow]:
    rules = telling.rules_of(found.review)
    return region_rows.rows_of(scores, found.review, rules)


def _figures(request: HttpRequest, found: Found) -> Iterator[dict[str, object]]:
    review = found.review
    chosen = [_level(found, Level.CITY), _counties(request, found).qs]
    for scores in chosen:
        for row in _rows(found, scores):
            yield {
                "period": review.period,
                "version": review.version,
            } | region_telling.figures(row)
