"""The communities: a search, and who manages one and what is open there."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from complaints.queries.open_cases import open_in
from ratings.forms.filters import CommunityFilter
from ratings.queries import community_pages, firm_pages, listed
from ratings.views import answering, community_telling, firms, list_telling, telling
from registry.models import Community, Tenure
from registry.views import leafing
from registry.views.offices import office_of

A_PAGE = 25


@require_safe
def communities(request: HttpRequest) -> HttpResponse:
    """Every community of the register, by name, initials, address or code."""
    everyone = Community.objects.select_related("street__parent__parent")
    through = CommunityFilter(request.GET, queryset=everyone)
    found = Paginator(through.qs, A_PAGE).get_page(request.GET.get("page"))
    told = {
        "communities": [community_telling.line(each) for each in found],
        "number": found.paginator.count,
        "pages": leafing.pages(request, found),
        "asked": bool(request.GET.get("q")),
    }
    return answering.page(request, "ratings/communities.html", told, form=through.form)


@require_safe
def community(request: HttpRequest, code: str) -> HttpResponse:
    """Who manages it, whom its owners elected, and how many cases are open."""
    found = community_pages.community_with(code)
    if found is None:
        raise Http404
    today = timezone.localdate()
    tenures = community_pages.tenures_of(found, today)
    now_served = next((each for each in tenures if _covers(each, today)), None)
    earlier = [each for each in tenures if each != now_served]
    told: dict[str, Any] = {
        "community": community_telling.who(found, today),
        "tenure": community_telling.tenure(now_served) if now_served else None,
        "earlier": [community_telling.past_tenure(each) for each in earlier],
        "open": community_telling.open_cases(*open_in(found)),
        "office": office_of(found.street),
        "filing_url": reverse("complaints:gate", args=[found.code]),
        "rated_firm": None,
        "listed": _listed(found),
    }
    if now_served is not None:
        told |= _rated(request, now_served)
    return answering.page(request, "ratings/community.html", told)


def _covers(tenure: Tenure, day: date) -> bool:
    return tenure.ends_on is None or tenure.ends_on > day


def _listed(community: Community) -> list[dict[str, Any]]:
    """What the lists say of the firms here."""
    entries = listed.lines_of_community(community, now=timezone.now())
    return [list_telling.line(each) for each in entries]


def _rated(request: HttpRequest, tenure: Tenure) -> dict[str, Any]:
    """The newest score of the firm, if it has one."""
    firm = tenure.firm
    found = firms.review_in_force(firm_pages.history(firm))
    card = firms.card_of(found, firm) if found else None
    if found is None or card is None:
        return {}
    review = telling.review(found.review, found.shelf)
    return {"rated_firm": card, "review": review}
