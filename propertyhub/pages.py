"""Pages and switches of the house as a whole, which belong to no single app."""

from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from propertyhub.context import TEXT_SIZE_COOKIE

YEAR = 365 * 24 * 3600


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "propertyhub/home.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "propertyhub/privacy.html")


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


@require_POST
def text_size(request: HttpRequest) -> HttpResponse:
    """Remember for a year how large this browser shows text, and go back."""
    response = HttpResponseRedirect(_page_to_return_to(request))
    response.set_cookie(
        TEXT_SIZE_COOKIE,
        "large" if request.POST.get("size") == "large" else "normal",
        max_age=YEAR,
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
    return urlsplit(wanted)._replace(scheme="", netloc="").geturl() if ours else "/"
