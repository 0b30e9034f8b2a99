"""The official figures of a region: the page, its curve, and the same as files."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from ratings.queries import statistics
from ratings.queries.statistics import Spell, Table
from ratings.statistics import Span
from ratings.views import answering, speaking, statistics_telling
from registry.models import Region

FIGURES = (
    "accepted",
    "accepted_change",
    "settled",
    "settled_change",
    "resolved",
    "resolved_change",
    "waiting",
    "settlement_rate",
    "settlement_rate_change",
    "own_answers",
    "typed",
    "unanswered",
    "no_reply_share",
    "reply_rate",
    "reply_rate_change",
    "rated",
    "satisfied",
    "satisfaction",
    "satisfaction_change",
)
BY_HALF = [name for name in FIGURES if not name.endswith("_change")]
COLUMNS = ("span", "from", "to", "code", "name", "level", *FIGURES)


@require_safe
def province(request: HttpRequest) -> HttpResponse:
    """The whole province, then its cities."""
    return _page(request, None)


@require_safe
def region(request: HttpRequest, code: str) -> HttpResponse:
    """A city with its counties, or a county; streets are not public."""
    return _page(request, code)


@require_safe
def statistics_csv(request: HttpRequest) -> HttpResponse:
    """Every public region over the span that the address names."""
    return answering.csv_file(request, COLUMNS, _lines(_spell(request)))


@require_safe
def statistics_json(request: HttpRequest) -> HttpResponse:
    spell = _spell(request)
    lines = list(_lines(spell))
    return answering.json_file(request, {"regions": lines})


@require_safe
def curve_csv(request: HttpRequest, code: str) -> HttpResponse:
    """The figures behind the curve of a region."""
    found = _region(code)
    rows = [
        {"code": code, "period": period, **{name: figures[name] for name in BY_HALF}}
        for period, figures in statistics.history(found)
    ]
    return answering.csv_file(request, ("code", "period", *BY_HALF), rows)


@require_safe
def curve_svg(request: HttpRequest, code: str) -> HttpResponse:
    """Half-month by half-month, in the language that the address names."""
    history = statistics.history(_region(code))
    with translation.override(speaking.asked_language(request)):
        return answering.drawing(request, statistics_telling.curve(history))


def _region(code: str) -> Region:
    """:raises Http404: if there is no province, city or county of this code"""
    found = statistics.region_with(code)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, code: str | None) -> HttpResponse:
    spell = _spell(request)
    if spell is None:
        return answering.page(request, "ratings/no_statistics.html", {})
    table = Table.read(spell)
    found = table.province if code is None else table.regions.get(code)
    if found is None:
        raise Http404
    told = _told(spell, table, found)
    return answering.page(request, "ratings/statistics.html", told)


def _told(spell: Spell, table: Table, region: Region) -> dict[str, Any]:
    history = statistics.history(region)
    figures = table.figures[region.code]
    curve = reverse("ratings:statistics_curve", args=[region.code])
    query = f"?span={spell.span}"
    return {
        "title": region.label,
        "above": [
            {"name": each.label, "url": address(each, spell.span)}
            for each in _above(table, region)
        ],
        "spell": statistics_telling.spell(spell),
        "spans": [
            {
                "name": statistics_telling.SPANS[span],
                "url": address(region, span),
                "chosen": span == spell.span,
            }
            for span in Span
        ],
        "said": statistics_telling.said(figures),
        "figures": statistics_telling.figures(figures),
        "rows": [
            statistics_telling.row(
                each, table.figures[each.code], address(each, spell.span)
            )
            for each in table.parts_of(region)
        ],
        "curve_said": statistics_telling.curve_said(history),
        "curve_url": speaking.in_language(curve),
        "curve_csv_url": reverse("ratings:statistics_curve_csv", args=[region.code]),
        "history": statistics_telling.history(history),
        "files": [
            {"name": "CSV", "url": reverse("ratings:statistics_csv") + query},
            {"name": "JSON", "url": reverse("ratings:statistics_json") + query},
        ],
    }


def address(region: Region, span: Span) -> str:
    """The page of a region; the province and the half-month need no name."""
    url = reverse("ratings:statistics")
    if region.parent_id is not None:
        url = reverse("ratings:region_statistics", args=[region.code])
    return url if span == Span.HALF_MONTH else f"{url}?span={span}"


def _above(table: Table, region: Region) -> list[Region]:
    above: list[Region] = []
    while region.parent is not None:
        region = table.regions[region.parent.code]
        above.append(region)
    return above[::-1]


def _spell(request: HttpRequest) -> Spell | None:
    """:raises Http404: if the address names no span"""
    try:
        span = Span(request.GET.get("span", Span.HALF_MONTH))
    except ValueError as unknown:
        raise Http404 from unknown
    return Spell.newest(span)


def _lines(spell: Spell | None) -> Iterator[dict[str, object]]:
    if spell is None:
        return
    table = Table.read(spell)
    for code, region in table.regions.items():
        yield {
            "span": spell.span.value,
            "from": spell.now[-1],
            "to": spell.now[0],
            "code": code,
            "name": region.name,
            "level": region.level,
            **{name: table.figures[code][name] for name in FIGURES},
        }
