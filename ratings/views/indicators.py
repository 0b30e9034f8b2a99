"""The indicators of one firm beside the province: sentence, table, file."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from ratings.models import FirmScore
from ratings.queries import firm_pages
from ratings.views import answering, finding, indicator_telling, speaking, telling
from ratings.views.finding import Found
from ratings.views.firms import firm_called, review_of
from ratings.views.indicator_telling import Line
from registry.models import Firm


@require_safe
def indicators(request: HttpRequest, code: str) -> HttpResponse:
    """Each indicator with its interval, and where the province stands."""
    firm, found, lines = _asked_for(request, code)

    def address(name: str) -> str:
        return telling.firm_address(code, found.review, found.shelf, name)

    told: dict[str, Any] = {
        "firm": {"name": firm.name, "url": address("firm")},
        "review": telling.review(found.review, found.shelf),
        "conclusion": indicator_telling.conclusion(lines),
        "rows": indicator_telling.rows(lines),
        "svg_url": speaking.in_language(address("firm_indicators_svg")),
        "csv_url": address("firm_indicators_csv"),
    }
    return answering.page(request, "ratings/indicators.html", told)


@require_safe
def indicators_svg(request: HttpRequest, code: str) -> HttpResponse:
    firm, _found, lines = _asked_for(request, code)
    with translation.override(speaking.asked_language(request)):
        spec = indicator_telling.chart(lines, firm=firm.name)
        return answering.drawing(request, spec)


@require_safe
def indicators_csv(request: HttpRequest, code: str) -> HttpResponse:
    firm, found, lines = _asked_for(request, code)
    rows = (
        {
            "period": found.review.period,
            "version": found.review.version,
            "credit_code": firm.credit_code,
        }
        | indicator_telling.figures(line)
        for line in lines
    )
    return answering.csv_file(request, indicator_telling.COLUMNS, rows)


def _asked_for(request: HttpRequest, code: str) -> tuple[Firm, Found, Sequence[Line]]:
    """
    The firm, the review and its lines.

    :raises Http404: if the firm is in no published review, or not in this one
    """
    firm = firm_called(code)
    found: finding.Found | None = review_of(request, firm_pages.history(firm))
    if found is None:
        raise Http404
    entry = (
        FirmScore.objects.filter(review=found.review, firm=firm)
        .values_list("entry", flat=True)
        .first()
    )
    if entry is None:
        raise Http404
    rules = telling.rules_of(found.review)
    mean = found.review.pools["firms"]["inspection"]["mean"]
    return firm, found, indicator_telling.lines(entry["lines"], mean, rules)
