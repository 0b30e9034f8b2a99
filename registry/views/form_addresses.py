"""Addresses that only take a form, and what whoever opens one by itself is shown."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

View = Callable[..., HttpResponse]


def sent_from(page: str, *names: str) -> Callable[[View], View]:
    """
    Take forms alone; a reader is led to the page that the form stands on.

    What is shown after a form stands at the form's address. The switches of language
    and text size, a reload and the history lead there without the form. `names` are
    the parts of the address by which `page` is found.
    """

    def decorate(view: View) -> View:
        posted = require_POST(view)

        @wraps(view)
        def answer(request: HttpRequest, **values: str) -> HttpResponse:
            if request.method in ("GET", "HEAD"):
                return redirect(page, *(values[name] for name in names))
            return posted(request, **values)

        return answer

    return decorate
