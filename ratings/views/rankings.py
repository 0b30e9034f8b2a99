"""The ranking of firms in one review: as a page, and with the same numbers as files."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from ratings.canonical import rounded, shortest
from ratings.forms.filters import RankingFilter
from ratings.models import FirmScore
from ratings.queries import public
from ratings.queries.public import Field, FirmRow, Place
from ratings.states import Grade, Indicator
from ratings.views import answering, finding, telling, timetable
from ratings.views.drawing import tens_around
from ratings.views.finding import Found
from registry.views import leafing

A_PAGE = 25
RATE_PLACES = 4
COLUMNS = (
    "period",
    "version",
    "credit_code",
    "name",
    "city_code",
    "city",
    "size",
    "grade",
    "score",
    "low",
    "high",
    "reference",
    "place_best",
    "place_worst",
    "place_of",
    "band",
    "own_answers",
    "incidents",
    "households",
    "reply_rate",
    "score_before",
    "under_objection",
)


@require_safe
def newest(request: HttpRequest) -> HttpResponse:
    """The newest review in force, or what would be here and when."""
    found = finding.newest()
    if found is None:
        return timetable.nothing_yet(request)
    return _page(request, found)


@require_safe
def newest_csv(request: HttpRequest) -> HttpResponse:
    return _csv(request, _newest_published())


@require_safe
def newest_json(request: HttpRequest) -> HttpResponse:
    return _json(request, _newest_published())


@require_safe
def ranking(request: HttpRequest, period: str) -> HttpResponse:
    """One version of the review of one half-month."""
    found = finding.asked_for(request, period)
    if found is None:
        return timetable.not_yet(request, period)
    return _page(request, found)


@require_safe
def ranking_csv(request: HttpRequest, period: str) -> HttpResponse:
    return _csv(request, finding.published(request, period))


@require_safe
def ranking_json(request: HttpRequest, period: str) -> HttpResponse:
    return _json(request, finding.published(request, period))


def chosen(request: HttpRequest, found: Found) -> RankingFilter:
    """The firms of the review that the address asks for."""
    scores = public.scores(found.review, found.before)
    return RankingFilter(request.GET, queryset=scores, cities=public.cities())


def rated(scores: QuerySet[FirmScore]) -> QuerySet[FirmScore]:
    return scores.exclude(grade=Grade.NR)


def _newest_published() -> Found:
    found = finding.newest()
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, found: Found) -> HttpResponse:
    through = chosen(request, found)
    field = Field.read(found.review)
    listed = _listed(request, rated(through.qs), "page")
    too_few = _listed(request, through.qs.filter(grade=Grade.NR), "too_few")
    told = {
        "review": telling.review(found.review, found.shelf),
        "conclusion": telling.conclusion(field, public.too_few(found.review)),
        "scale": tens_around(field.bounds),
        "rows": [
            _line(found, row) | telling.rated_row(row, field)
            for row in public.rows_of(listed)
        ],
        "pages": leafing.pages(request, listed),
        "number": listed.paginator.count,
        "too_few": _too_few(request, found, too_few),
        "filtered": any(request.GET.get(name) for name in through.form.fields),
        "files": telling.files(
            request,
            ("CSV", telling.address("ranking_csv", found.review)),
            ("JSON", telling.address("ranking_json", found.review)),
        ),
        "chart_url": telling.with_choice(
            request, telling.address("chart", found.review)
        ),
        "funnel_url": telling.with_choice(request, _funnel(found)),
        "regions_url": telling.address("regions", found.review),
        "low_ratings": public.low_ratings(found.review),
        "about_url": reverse("ratings:about"),
        "bulletin_url": reverse("ratings:bulletin", args=[found.review.period]),
        "calendar_url": timetable.address(found.review.half_month),
    }
    return answering.page(request, "ratings/ranking.html", told, form=through.form)


def _too_few(
    request: HttpRequest, found: Found, listed: Page[FirmScore]
) -> dict[str, Any]:
    rules = telling.rules_of(found.review)
    return {
        "answers": rules.rated_answers,
        "incidents": rules.rated_incidents,
        "number": listed.paginator.count,
        "rows": [
            _line(found, row) | telling.unrated_row(row, rules)
            for row in public.rows_of(listed)
        ],
        "pages": leafing.pages(request, listed, "too_few"),
    }


def _listed(
    request: HttpRequest, scores: QuerySet[FirmScore], name: str
) -> Page[FirmScore]:
    return Paginator(scores, A_PAGE).get_page(request.GET.get(name))


def _funnel(found: Found) -> str:
    """The funnel of what weighs most; the others are one tap from it."""
    args = [found.review.period, Indicator.SOLVED.value]
    return telling.of_version(reverse("ratings:funnel", args=args), found.review)


def _line(found: Found, row: FirmRow) -> dict[str, str]:
    return {"url": telling.firm_address(row.code, found.review, found.shelf)}


def _csv(request: HttpRequest, found: Found) -> HttpResponse:
    return answering.csv_file(request, COLUMNS, _figures(request, found))


def _json(request: HttpRequest, found: Found) -> HttpResponse:
    review = found.review
    document = {
        "period": review.period,
        "version": review.version,
        "state": review.state,
        "rule_set": review.rule_set.number,
        "inputs_sha256": review.inputs_sha256,
        "results_sha256": review.results_sha256,
        "window_starts": review.window["starts"],
        "window_ends": review.window["ends"],
        "firms": list(_figures(request, found)),
    }
    return answering.json_file(request, document)


def _figures(request: HttpRequest, found: Found) -> Iterator[dict[str, object]]:
    """Every firm that was chosen, the rated first."""
    review = found.review
    for row in public.rows_of(chosen(request, found).qs):
        yield {"period": review.period, "version": review.version} | _figure(row)


def _figure(row: FirmRow) -> dict[str, object]:
    place = row.places["province"] or Place(0)
    rate = row.reply_rate
    return {
        "credit_code": row.code,
        "name": row.name,
        "city_code": row.city.code if row.city else None,
        # the register's own name, so that the file is the same in every language
        "city": row.city.name if row.city else None,
        "size": row.size.value,
        "grade": row.grade.value,
        "score": row.score,
        "low": row.low,
        "high": row.high,
        "reference": row.reference,
        "place_best": place.best,
        "place_worst": place.worst,
        "place_of": place.of or None,
        "band": place.band.value if place.band else None,
        "own_answers": row.own_answers,
        "incidents": shortest(row.counts.incidents),
        "households": shortest(row.counts.households),
        "reply_rate": None if rate is None else _share(rate),
        "score_before": row.before,
        "under_objection": row.objected,
    }


def _share(rate: Decimal) -> str:
    return str(rounded(rate, RATE_PLACES))
