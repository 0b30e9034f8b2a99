"""
A firm's own reviews: its counts and score, the cases behind them, and its objections.

Pages are made from plain values; no case, contact, answer or text of a resident reaches
a template. Nobody but a firm's own account comes in here.
"""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ratings.forms.objecting import ObjectionForm
from ratings.models import FirmScore
from ratings.operations import objecting
from ratings.operations.objecting import (
    AlreadyObjected,
    NotCounted,
    PreviewOver,
)
from ratings.queries import firm_reviews
from ratings.queries.firm_pages import CaseList, entry_of
from ratings.states import ObjectionGround
from ratings.views import preview_telling
from ratings.views.firm_portal import head
from registry import queries as registry_queries
from registry.actors import Clerk
from registry.views import leafing
from registry.views.firm_door import firm_of, firm_only, user_of

A_PAGE = 25


@firm_only
@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """The reviews in preview or in force that count this firm."""
    found = firm_reviews.scores_of(firm_of(request))
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = [
        preview_telling.row(
            score, now=timezone.now(), calendar=registry_queries.calendar()
        )
        for score in page
    ]
    told = {"reviews": rows, "pages": leafing.pages(request, page)}
    return render(request, "ratings/firms/reviews.html", head(request) | told)


@firm_only
@require_safe
def review(request: HttpRequest, period: str) -> HttpResponse:
    """One review: the firm's counts, its score, its cases and its objections."""
    score, now = _theirs(request, period), timezone.now()
    found, firm = score.review, firm_of(request)
    entry = entry_of(found, firm)
    assert entry is not None  # whoever is scored was counted
    objections = firm_reviews.objections_of(firm, period)
    behind = CaseList(found, firm)
    page = Paginator(behind, A_PAGE).get_page(request.GET.get("page"))
    cases = firm_reviews.counted(
        behind,
        list(page),
        user=user_of(request),
        objections=[one for one in objections if one.review_id == found.pk],
    )
    may_object = preview_telling.may_object(found, now)
    told = {
        "review": preview_telling.review(
            found, now=now, calendar=registry_queries.calendar()
        ),
        "card": preview_telling.card(score, entry),
        "counts": preview_telling.counts(entry),
        "cases": [
            preview_telling.case(one, found, may_object=may_object) for one in cases
        ],
        "case_count": len(behind),
        "objections": [
            preview_telling.objection(one, now=now, shown=found) for one in objections
        ],
        "pages": leafing.pages(request, page),
    }
    return render(request, "ratings/firms/review.html", head(request) | told)


@firm_only
@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: HttpRequest, period: str, number: str) -> HttpResponse:
    """Object to the counting of one case."""
    score = _theirs(request, period)
    firm = firm_of(request)
    found = firm_reviews.counted_case(CaseList(score.review, firm), number)
    if found is None:
        raise Http404
    case, behind = found
    form = ObjectionForm(request.POST if request.method == "POST" else None)
    status = HTTPStatus.OK
    if form.is_valid():
        try:
            objecting.object_to(
                review=score.review,
                case=case,
                ground=ObjectionGround(form.cleaned_data["ground"]),
                text=form.cleaned_data["text"],
                by=Clerk(user_of(request)),
                now=timezone.now(),
            )
        except (AlreadyObjected, NotCounted, PreviewOver) as refusal:
            form.add_error(None, str(refusal))
            status = HTTPStatus.CONFLICT
        else:
            messages.success(
                request, _("Your objection has arrived. The answer will stand here.")
            )
            return redirect(preview_telling.review_url(score.review))
    told: dict[str, Any] = {
        "review": preview_telling.review(
            score.review, now=timezone.now(), calendar=registry_queries.calendar()
        ),
        "case": preview_telling.behind(behind),
        "form": form,
    }
    context = head(request) | told
    return render(request, "ratings/firms/object.html", context, status=status)


def _theirs(request: HttpRequest, period: str) -> FirmScore:
    """:raises Http404: if no review of this name is shown to the firm"""
    version = request.GET.get("version")
    if version is not None and not (version.isascii() and version.isdigit()):
        raise Http404
    number = int(version[:4]) if version else None
    found = firm_reviews.score_in(firm_of(request), period, number)
    if found is None:
        raise Http404
    return found
