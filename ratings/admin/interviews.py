"""Suggested interviews (约谈建议): firms far beyond what chance explains."""

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ratings import policies, wording
from ratings.admin.access import overseer
from ratings.canonical import rounded, shortest
from ratings.funnel import Law
from ratings.models import Review
from ratings.queries import funnels
from ratings.queries.enforcement import codes_served_within
from ratings.queries.funnels import Suggestion
from ratings.refusals import Refusal
from ratings.rules import Rules
from ratings.states import EnforcementMeasure, ReviewState
from registry.models import User


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """
    The firms of the regulator's city, or of the province, in the review in force.

    :raises PermissionDenied: for everybody else
    """
    user = overseer(request)
    if user.region is None or not policies.may_see_suggestions(user):
        raise PermissionDenied
    review = get_object_or_404(
        Review.objects.select_related("rule_set"), pk=pk, state=ReviewState.PUBLISHED
    )
    rules = Rules.from_document(review.rule_set.content)
    found = funnels.suggestions(review, rules, within=user.region.code)
    served = codes_served_within(user.region.code)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Suggested interviews"),
        "opts": Review._meta,
        "period": wording.title(review.period),
        "rows": [_row(each) | _way(each, review, user, served) for each in found],
        "back": reverse("admin:ratings_review_change", args=[review.pk]),
    }
    return TemplateResponse(request, "admin/ratings/interviews.html", context)


def _row(found: Suggestion) -> dict[str, str]:
    limits = found.funnel.limits(found.tally.n)
    is_density = found.funnel.law is Law.DENSITY
    limit = limits.far_high if is_density else limits.far_low
    return {
        "name": found.name,
        "code": found.code,
        "url": reverse("ratings:firm", args=[found.code]),
        "indicator": wording.set_beside_chance(found.indicator),
        "counted": _("%(part)s of %(whole)s")
        % {
            "part": _figure(found.tally.s),
            "whole": _figure(found.tally.n),
        },
        "value": wording.funnel_value(found.funnel, found.tally.s / found.tally.n),
        "target": wording.funnel_value(found.funnel, found.funnel.target),
        "limit": wording.funnel_value(found.funnel, limit),
    }


def _way(
    found: Suggestion, review: Review, user: User, served: frozenset[str]
) -> dict[str, str]:
    """Where this person records the interview, or why not."""
    if not policies.may_enforce(user):
        return {"record": "", "why_not": str(Refusal.NOT_YOURS.label)}
    if found.code not in served:
        return {"record": "", "why_not": str(Refusal.NOT_HERE.label)}
    named = {
        "firm": found.code,
        "measure": EnforcementMeasure.INTERVIEW.value,
        "review": review.pk,
    }
    address = reverse("admin:ratings_enforcement_add")
    return {"record": f"{address}?{urlencode(named)}", "why_not": ""}


def _figure(number: Decimal) -> str:
    return shortest(rounded(number, wording.SHOWN_PLACES))
