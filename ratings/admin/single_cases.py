"""A firm's score without each of the cases that matter most; at the desk alone."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from complaints.policies import visible_to
from ratings import wording
from ratings.admin.access import overseer
from ratings.models import FirmScore, Review
from ratings.models.review import SCORED_STATES
from ratings.queries import single_cases
from ratings.states import Grade
from ratings.without import Without
from registry.models import Firm, User


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked by credit code; a case that this person may not open is not named."""
    user = overseer(request)
    review = get_object_or_404(
        Review.objects.select_related("rule_set"), pk=pk, state__in=SCORED_STATES
    )
    code = request.GET.get("code", "").strip()
    firm = Firm.objects.filter(credit_code=code).first() if code else None
    score = FirmScore.objects.filter(review=review, firm=firm).first() if firm else None
    is_rated = score is not None and score.grade != Grade.NR
    found = (
        single_cases.those_that_matter_most(review, firm) if firm and is_rated else []
    )
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Without one case"),
        "opts": Review._meta,
        "period": wording.title(review.period),
        "code": code,
        "firm": firm.name if firm and score else "",
        "now": _told(score.grade, score.score) if score else "",
        "rows": _rows(found, user),
        "back": reverse("admin:ratings_review_change", args=[review.pk]),
    }
    return TemplateResponse(request, "admin/ratings/single_cases.html", context)


def _rows(found: Iterable[Without], user: User) -> list[dict[str, str]]:
    cases = [one.case for one in found]
    visible = visible_to(user).filter(pk__in=cases)
    numbers = dict(visible.values_list("pk", "number"))
    return [
        {
            "number": numbers[one.case],
            "url": reverse("admin:complaints_case_change", args=[one.case]),
            "score": _told(one.score.grade, one.score.score),
            "difference": f"{one.difference:+.2f}" if one.is_rated else "–",
        }
        for one in found
        if one.case in numbers
    ]


def _told(grade: str, score: Any) -> str:
    if grade == Grade.NR:
        return str(Grade.NR.label)
    return f"{score:.2f} · {Grade(grade).label}"
