"""The firms: a search, and the page of one with its score and what made it."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ratings.forms.filters import FirmFilter
from ratings.queries import firm_pages, listed, public
from ratings.queries.firm_pages import CaseList, Past
from ratings.queries.public import Field, FirmRow
from ratings.queries.published import Shelf, opened
from ratings.views import (
    answering,
    enforcement,
    finding,
    firm_telling,
    list_telling,
    telling,
)
from ratings.views.drawing import tens_around
from ratings.views.finding import Found
from registry.models import Firm
from registry.views import leafing

A_PAGE = 25
CASES_A_PAGE = 50
TREND_COLUMNS = ("period", "grade", "score", "low", "high", "own_answers", "incidents")
CASE_COLUMNS = ("number", "month", "on_time", "late", "redone")


@require_safe
def firms(request: HttpRequest) -> HttpResponse:
    """Every firm of the register, by name or credit code."""
    through = FirmFilter(request.GET, queryset=Firm.objects.all())
    listed = Paginator(through.qs, A_PAGE).get_page(request.GET.get("page"))
    told = {
        "firms": [
            {
                "name": firm.name,
                "code": firm.credit_code,
                "url": reverse("ratings:firm", args=[firm.credit_code]),
            }
            for firm in listed
        ],
        "number": listed.paginator.count,
        "pages": leafing.pages(request, listed),
        "asked": bool(request.GET.get("q")),
    }
    return answering.page(request, "ratings/firms.html", told, form=through.form)


@require_safe
def firm(request: HttpRequest, code: str) -> HttpResponse:
    """Who it is, how it is rated and how that came about, line by line."""
    found_firm = firm_called(code)
    tenures = firm_pages.served_on(found_firm, timezone.localdate())
    history = firm_pages.history(found_firm)
    found = review_of(request, history)
    told: dict[str, Any] = {
        "firm": firm_telling.who(
            found_firm, firm_pages.branches_of(found_firm), tenures
        ),
        "rated_firm": None,
        "about_url": reverse("ratings:about"),
        "trend": _trend(code, history),
        "listed": [
            list_telling.line(each)
            for each in listed.lines_of_firm(found_firm, now=timezone.now())
        ],
        "documents": enforcement.of_firm(found_firm),
        "enforcement_url": reverse("ratings:enforcement"),
    }
    if found is not None:
        told |= _score(found, found_firm)
    return answering.page(request, "ratings/firm.html", told)


@require_safe
def trend_csv(request: HttpRequest, code: str) -> HttpResponse:
    """The firm's scores in the reviews in force."""
    history = firm_pages.history(firm_called(code))
    rows = [
        {
            "period": each.period,
            "grade": each.grade.value,
            "score": each.score,
            "low": each.low,
            "high": each.high,
            "own_answers": each.counts.answers,
            "incidents": each.counts.incidents,
        }
        for each in history
    ]
    return answering.csv_file(request, TREND_COLUMNS, rows)


@require_safe
def cases(request: HttpRequest, code: str) -> HttpResponse:
    """The numbers of the cases behind a score, and what each counted for."""
    found_firm = firm_called(code)
    found = _reviewed(request, found_firm)
    behind = CaseList(found.review, found_firm)
    listed = Paginator(behind, CASES_A_PAGE).get_page(request.GET.get("page"))
    told = {
        "firm": {
            "name": found_firm.name,
            "url": telling.firm_address(code, found.review, found.shelf),
        },
        "review": telling.review(found.review, found.shelf),
        "cases": [firm_telling.case_line(case) for case in behind.told(list(listed))],
        "number": len(behind),
        "pages": leafing.pages(request, listed),
        "csv_url": telling.firm_address(
            code, found.review, found.shelf, "firm_cases_csv"
        ),
    }
    return answering.page(request, "ratings/firm_cases.html", told)


@require_safe
def cases_csv(request: HttpRequest, code: str) -> HttpResponse:
    found_firm = firm_called(code)
    found = _reviewed(request, found_firm)
    behind = CaseList(found.review, found_firm)
    rows = [firm_telling.case_figures(case) for case in behind.told(behind[:])]
    return answering.csv_file(request, CASE_COLUMNS, rows)


def firm_called(code: str) -> Firm:
    """:raises Http404: if the register has no firm of this credit code"""
    found = firm_pages.firm_with(code)
    if found is None:
        raise Http404
    return found


def review_of(request: HttpRequest, history: list[Past]) -> Found | None:
    """
    The review that the address names, else the newest in force that has the firm.

    :raises Http404: if the address names one that is not published
    """
    period = request.GET.get("period", "")
    if period:
        return finding.published(request, period)
    return review_in_force(history)


def review_in_force(history: list[Past]) -> Found | None:
    """The newest review in force that has the firm with this history."""
    shelf = Shelf.read()
    review = shelf.of(history[-1].period) if history else None
    return Found(opened(review), shelf) if review else None


def card_of(found: Found, firm: Firm) -> dict[str, Any] | None:
    """The firm's score card in a review; nothing for a firm not in it."""
    score = public.scores(found.review, found.before).filter(firm=firm).first()
    if score is None:
        return None
    return _card(public.row_of(score), found, telling.rules_of(found.review))


def _reviewed(request: HttpRequest, found_firm: Firm) -> Found:
    found = review_of(request, firm_pages.history(found_firm))
    if found is None:
        raise Http404
    return found


def _score(found: Found, found_firm: Firm) -> dict[str, Any]:
    """The score card and all that stands behind it; nothing for a firm not in it."""
    review = found.review
    score = public.scores(review, found.before).filter(firm=found_firm).first()
    told = {"review": telling.review(review, found.shelf)}
    if score is None:
        return told
    row, rules = public.row_of(score), telling.rules_of(review)
    code = found_firm.credit_code
    return told | {
        "rated_firm": _card(row, found, rules),
        "lines": firm_telling.lines(row.results),
        "on_top": firm_telling.on_top(row.results),
        "signals": firm_telling.signals(row.frozen, rules),
        "unscored": firm_telling.unscored(row.counts),
        "answers": firm_telling.answers(row.counts),
        "cases_url": telling.firm_address(code, review, found.shelf, "firm_cases"),
        "indicators_url": telling.firm_address(
            code, review, found.shelf, "firm_indicators"
        ),
    }


def _card(row: FirmRow, found: Found, rules: Any) -> dict[str, Any]:
    if not row.is_rated:
        return {"rated": False} | telling.unrated_row(row, rules)
    field = Field.read(found.review)
    return {"rated": True, "scale": tens_around(field.bounds)} | telling.rated_row(
        row, field
    )


def _trend(code: str, history: list[Past]) -> dict[str, Any]:
    drawn = reverse("ratings:trend_svg", args=[code])
    return {
        "sentence": firm_telling.trend_sentence(history),
        "rows": firm_telling.past(history),
        "svg_url": f"{drawn}?language={get_language()}",
        "csv_url": reverse("ratings:trend_csv", args=[code]),
        "drawn": any(each.is_rated for each in history),
    }
