"""Pages and switches of the house as a whole, which belong to no single app."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from complaints.queries import articles
from complaints.views import board
from complaints.views.filing import drafts
from propertyhub.context import TEXT_SIZE_COOKIE
from propertyhub.cookies import YEAR, all_cookies, kept_in_words
from ratings.views import answering, community_telling, glance
from registry import queries as registry_queries
from registry.views.form_addresses import sent_from

LONGEST_QUERY = 60
MOST_ANSWERS = 5
GROUPS = ("communities", "firms", "answers", "board")
SLASHES = "/\\"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What a resident needs first: to file, to track, to find; then what is newest."""
    told = {
        "unfinished": drafts.unfinished(request),
        **glance.newest(now=timezone.now()),
    }
    return answering.page(request, "propertyhub/home.html", told)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Communities, firms, answers and messages: one search for all."""
    asked = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    communities = registry_queries.communities_matching(asked)
    told: dict[str, Any] = {
        "q": asked,
        "communities": [community_telling.line(each) for each in communities],
        "firms": [
            {
                "name": firm.name,
                "code": firm.credit_code,
                "url": reverse("ratings:firm", args=[firm.credit_code]),
            }
            for firm in registry_queries.firms_matching(asked)
        ],
        "answers": [
            vars(each) for each in articles.searched(asked, limit=MOST_ANSWERS)
        ],
    }
    told["board"] = board.found(asked, limit=MOST_ANSWERS)
    told["found"] = any(told[name] for name in GROUPS)
    return answering.page(request, "propertyhub/search.html", told)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "propertyhub/privacy.html")


@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    """Each cookie by its name, why it is set, and how long it is kept."""
    told = {
        "cookies": [
            {
                "name": each.name,
                "why": each.why,
                "kept": kept_in_words(each.kept),
            }
            for each in all_cookies()
        ]
    }
    return render(request, "propertyhub/cookies.html", told)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "propertyhub/accessibility.html")


@require_safe
@login_required
def workplace(request: HttpRequest) -> HttpResponse:
    """Where a person works after logging in: a firm's clerk with the firm's cases."""
    return redirect("admin:index" if request.user.is_staff else "complaints:firm_cases")


def desk_login(request: HttpRequest) -> HttpResponse:
    """The desk's door; who is logged in but works elsewhere is told where."""
    if request.user.is_authenticated and not admin.site.has_permission(request):
        status = HTTPStatus.FORBIDDEN
        return render(request, "elsewhere.html", {"firms": False}, status=status)
    return admin.site.login(request)


@sent_from("home")
def text_size(request: HttpRequest) -> HttpResponse:
    """Remember for a year how large this browser shows text, and go back."""
    response = HttpResponseRedirect(_page_to_return_to(request))
    response.set_cookie(
        TEXT_SIZE_COOKIE,
        "large" if request.POST.get("size") == "large" else "normal",
        max_age=int(YEAR.total_seconds()),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _page_to_return_to(request: HttpRequest) -> str:
    """The page that the switch was on, if it is one of ours."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    if not ours:
        return "/"
    parts = urlsplit(wanted)
    # Two slashes of either sort at its start would name another host to browsers.
    path = f"/{parts.path.lstrip(SLASHES)}"
    return parts._replace(scheme="", netloc="", path=path).geturl()
