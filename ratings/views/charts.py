"""Charts: the page of a ranking's chart, and the drawings of the others."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ratings import charts
from ratings.models import FirmScore
from ratings.queries import firm_pages, public
from ratings.queries.public import Field, FirmRow
from ratings.views import (
    answering,
    finding,
    firm_telling,
    firms,
    rankings,
    speaking,
    telling,
    timetable,
    words,
)
from ratings.views.drawing import tens_around
from ratings.views.finding import Found

MOST_BARS = 40


@require_safe
def scores(request: HttpRequest, period: str) -> HttpResponse:
    """The rated firms of the choice beside each other: sentence, drawing, table."""
    found = finding.asked_for(request, period)
    if found is None:
        return timetable.not_yet(request, period)
    through = rankings.chosen(request, found)
    rows, number = _drawn_rows(through.qs)
    field = Field.read(found.review)
    told = {
        "review": telling.review(found.review, found.shelf),
        "conclusion": telling.conclusion(field, public.too_few(found.review)),
        "rows": [
            telling.rated_row(row, field)
            | {"url": telling.firm_address(row.code, found.review, found.shelf)}
            for row in rows
        ],
        "number": number,
        "most": MOST_BARS,
        "svg_url": telling.with_choice(
            request, speaking.in_language(telling.address("chart_svg", found.review))
        ),
        "csv_url": telling.with_choice(
            request, telling.address("ranking_csv", found.review)
        ),
        "back_url": telling.with_choice(
            request, telling.address("ranking", found.review)
        ),
    }
    return answering.page(request, "ratings/chart.html", told, form=through.form)


@require_safe
def scores_svg(request: HttpRequest, period: str) -> HttpResponse:
    found = finding.published(request, period)
    with translation.override(speaking.asked_language(request)):
        rows, _number = _drawn_rows(rankings.chosen(request, found).qs)
        return answering.drawing(request, _spec(found, rows))


@require_safe
def trend_svg(request: HttpRequest, code: str) -> HttpResponse:
    """A firm's scores in the reviews in force, with their intervals."""
    history = firm_pages.history(firms.firm_called(code))
    with translation.override(speaking.asked_language(request)):
        return answering.drawing(request, firm_telling.trend_chart(history))


def _drawn_rows(chosen: QuerySet[FirmScore]) -> tuple[list[FirmRow], int]:
    """The first of the rated, in the order of the choice, and how many there are."""
    rated = rankings.rated(chosen)
    return public.rows_of(rated[:MOST_BARS]), rated.count()


def _spec(found: Found, rows: list[FirmRow]) -> charts.Spec:
    field = Field.read(found.review)
    bars = [
        charts.Bar(
            row.name, str(row.score), str(row.low), str(row.high), str(row.reference)
        )
        for row in rows
    ]
    return charts.scores(
        bars,
        scale=tens_around(field.bounds),
        said=_("%(title)s: %(conclusion)s")
        % {
            "title": words.title(found.review),
            "conclusion": telling.conclusion(field, public.too_few(found.review)),
        },
        axis=_("Score with its interval (95%)"),
    )
