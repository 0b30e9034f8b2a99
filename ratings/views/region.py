"""One region in one review: its evaluation, what stands beside it, and its past."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from ratings.queries import region_pages
from ratings.queries.region_rows import RegionRow
from ratings.views import (
    answering,
    finding,
    region_telling,
    share_telling,
    speaking,
    telling,
    timetable,
)
from ratings.views.finding import Found

TREND_COLUMNS = ("period", "code", "score", "low", "high")


@require_safe
def region(request: HttpRequest, period: str, code: str) -> HttpResponse:
    """A city or county: score, shares beside it, trend; no street is public."""
    found = finding.asked_for(request, period)
    if found is None:
        return timetable.not_yet(request, period)
    row = _row(found, code)
    scale = region_telling.scale([row])
    compared = region_pages.compared(found.review, found.shelf, code)
    history = region_pages.history(found.review, code)
    told: dict[str, Any] = {
        "review": telling.review(found.review, found.shelf),
        "region": region_telling.row(row, scale, telling.rules_of(found.review)),
        "scale": scale,
        "conclusion": region_telling.of_one(row),
        "shares": share_telling.rows(compared),
        "silent": share_telling.silent(compared),
        "shares_url": _address("region_shares_csv", found, code),
        "statistics_url": reverse("ratings:region_statistics", args=[code]),
        "back_url": telling.address("regions", found.review),
        "trend": {
            "sentence": region_telling.trend_sentence(history),
            "rows": region_telling.past(history),
            "drawn": any(each.score is not None for each in history),
            "svg_url": speaking.in_language(_address("region_trend_svg", found, code)),
            "csv_url": _address("region_trend_csv", found, code),
        },
    }
    return answering.page(request, "ratings/region.html", told)


@require_safe
def shares_csv(request: HttpRequest, period: str, code: str) -> HttpResponse:
    found = finding.published(request, period)
    _row(found, code)
    compared = region_pages.compared(found.review, found.shelf, code)
    head = {"period": period, "version": found.review.version, "code": code}
    rows = (head | row for row in share_telling.figures(compared))
    return answering.csv_file(request, share_telling.COLUMNS, rows)


@require_safe
def trend_svg(request: HttpRequest, period: str, code: str) -> HttpResponse:
    found = finding.published(request, period)
    row = _row(found, code)
    history = region_pages.history(found.review, code)
    with translation.override(speaking.asked_language(request)):
        spec = region_telling.trend_chart(history, name=row.region.label)
        return answering.drawing(request, spec)


@require_safe
def trend_csv(request: HttpRequest, period: str, code: str) -> HttpResponse:
    found = finding.published(request, period)
    _row(found, code)
    rows = [
        {"code": code, **vars(each)}
        for each in region_pages.history(found.review, code)
    ]
    return answering.csv_file(request, TREND_COLUMNS, rows)


def _row(found: Found, code: str) -> RegionRow:
    """:raises Http404: if the review has no city or county of this code"""
    rules = telling.rules_of(found.review)
    row = region_pages.row_of(found.review, found.before, code, rules)
    if row is None:
        raise Http404
    return row


def _address(name: str, found: Found, code: str) -> str:
    return telling.region_address(code, found.review, name)
