"""The notice of low rating: the firms that the newest published review names."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from ratings.periods import HalfMonth
from ratings.queries import noticed
from ratings.queries.noticed import Noticed
from ratings.views import answering, finding, lists, telling, words
from ratings.views.finding import Found

COLUMNS = ("period", "version", "period_before", "credit_code", "name")


@require_safe
def low_ratings(request: HttpRequest) -> HttpResponse:
    """Whom the notice names, what it means, and what it does not."""
    found = finding.newest()
    firms = noticed.of_review(found.review) if found else []
    rules = telling.rules_of(found.review) if found else None
    told = {
        "tab": "low_rating",
        "review": telling.review(found.review, found.shelf) if found else None,
        "firms": [_row(each, found) for each in firms] if found else [],
        "rules": rules
        and {
            "below": words.exact(rules.notice_below),
            "answers": words.exact(rules.notice_answers),
            "apart": words.exact(rules.notice_apart),
        },
        "files": telling.files(
            request,
            ("CSV", reverse("ratings:low_ratings_csv")),
            ("JSON", reverse("ratings:low_ratings_json")),
        ),
        "about_url": reverse("ratings:about"),
    }
    return answering.page(request, "ratings/lists/low_rating.html", told)


@require_safe
def low_ratings_csv(request: HttpRequest) -> HttpResponse:
    return answering.csv_file(
        request, COLUMNS, _figures(_newest()), kept=lists.ASK_AGAIN
    )


@require_safe
def low_ratings_json(request: HttpRequest) -> HttpResponse:
    found = _newest()
    document = {
        "period": found.review.period,
        "version": found.review.version,
        "firms": list(_figures(found)),
    }
    return answering.json_file(request, document, kept=lists.ASK_AGAIN)


def _newest() -> Found:
    """:raises Http404: if no review is published yet"""
    found = finding.newest()
    if found is None:
        raise Http404
    return found


def _row(each: Noticed, found: Found) -> dict[str, str]:
    return {
        "name": each.name,
        "code": each.code,
        "url": telling.firm_address(each.code, found.review, found.shelf),
        "before": words.half_month(HalfMonth.named(each.before)),
        "before_url": reverse("ratings:ranking", args=[each.before]),
    }


def _figures(found: Found) -> Iterable[dict[str, object]]:
    for each in noticed.of_review(found.review):
        yield {
            "period": found.review.period,
            "version": found.review.version,
            "period_before": each.before,
            "credit_code": each.code,
            "name": each.name,
        }
