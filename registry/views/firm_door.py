"""The doorkeeper of a firm's pages, whatever room they lie in."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from registry.models import Firm, User
from registry.roles import Role

View = Callable[..., HttpResponse]


def firm_only(view: View) -> View:
    """
    For people of a firm, logged in.

    Everybody else is told at a list whose place this is; of one row not even that.
    """

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        if not isinstance(user, User) or user.role != Role.FIRM:
            if kwargs:
                raise Http404
            context = {"firms": True}
            status = HTTPStatus.FORBIDDEN
            return render(request, "elsewhere.html", context, status=status)
        return view(request, *args, **kwargs)

    return guarded


def user_of(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # firm_only lets nobody else in
    return request.user


def firm_of(request: HttpRequest) -> Firm:
    firm = user_of(request).firm
    assert firm is not None  # the database keeps people of firms at a firm
    return firm
