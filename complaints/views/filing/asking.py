"""
What all pages of the flow share: the draft behind them, and the way to the next one.

Each page shows one question (GET), keeps the answer (POST) and redirects to the first
page that lacks one; whoever skips ahead is brought back to it.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, wraps
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from complaints.answers import Answers, Page, may_open, next_page
from complaints.danger import Phrase, sounds_dangerous
from complaints.models import Category, Draft
from complaints.operations import drafting
from complaints.operations.drafting import DraftGone
from complaints.queries import catalogue
from complaints.queries.drafts import answers_of
from complaints.states import Kind, Urgency
from complaints.views import draft_cookie
from registry.models import Community, Region

ADDRESSES = {
    Page.PLACE: "complaints:start",
    Page.KIND: "complaints:file_kind",
    Page.CATEGORY: "complaints:file_category",
    Page.DETAILS: "complaints:file_details",
    Page.CONTACT: "complaints:file_contact",
    Page.CHECK: "complaints:file_check",
}


class Asked:
    """Who is asked: the draft of this browser, and what its answers stand for."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.draft: Draft | None = draft_cookie.draft_of(request)
        self.answers = answers_of(self.draft) if self.draft else Answers()

    @cached_property
    def category(self) -> Category | None:
        return catalogue.leaf(self.answers.category) if self.answers.category else None

    @cached_property
    def community(self) -> Community | None:
        return community_of(self.answers.community)

    @cached_property
    def region(self) -> Region | None:
        regions = Region.objects.select_related("parent")
        code = self.answers.region
        return regions.filter(code=code).first() if code else None

    @cached_property
    def at_gate(self) -> Community | None:
        """The community of the poster that somebody comes from."""
        return community_of(self.request.GET.get("community", ""))

    @cached_property
    def is_dangerous(self) -> bool:
        """Whether what was answered sounds as if people were in danger."""
        if self.category is not None and self.category.urgency == Urgency.EMERGENCY:
            return True
        text = self.answers.text
        return bool(text) and sounds_dangerous(text, self.phrases_of_danger)

    @cached_property
    def phrases_of_danger(self) -> Sequence[Phrase]:
        return catalogue.phrases_of_danger()

    @property
    def is_complaint(self) -> bool:
        return self.answers.kind == Kind.COMPLAINT

    @property
    def is_complete(self) -> bool:
        return next_page(self.answers) == Page.CHECK


View = Callable[[HttpRequest, Asked], HttpResponse]


def asks(
    page: Page, *, unless: Callable[[Asked], object] | None = None
) -> Callable[[View], Callable[[HttpRequest], HttpResponse]]:
    """
    For a page of the flow: opened once all pages before it are answered, or where
    `unless` finds that the request answers them itself.
    """

    def decorate(view: View) -> Callable[[HttpRequest], HttpResponse]:
        @never_cache
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def guarded(request: HttpRequest) -> HttpResponse:
            asked = Asked(request)
            answers_itself = unless is not None and unless(asked)
            if not answers_itself and not may_open(asked.answers, page):
                return redirect(address_after(asked.answers))
            try:
                return view(request, asked)
            except DraftGone as gone:
                messages.info(request, str(gone))
                return redirect("complaints:start")

        return guarded

    return decorate


def address_after(answers: Answers) -> str:
    """The first page that lacks an answer; the last one when none does."""
    return reverse(ADDRESSES[next_page(answers)])


def answered(asked: Asked, **answers: str) -> HttpResponse:
    """Keep the answers of a page, and go to the next one."""
    response = redirect(address_after(asked.answers.changed(**answers)))
    keep(asked, response, **answers)
    return response


def keep(asked: Asked, response: HttpResponse, **answers: str) -> None:
    """Keep the answers; the cookie that opens the draft goes with the response."""
    now = timezone.now()
    value = asked.request.COOKIES.get(draft_cookie.COOKIE, "")
    if asked.draft is None:
        value = draft_cookie.new_value()
        asked.draft = drafting.begin(
            browser_digest=draft_cookie.digest_of(value),
            answers=asked.answers.changed(**answers),
            now=now,
        )
    else:
        drafting.answer(draft=asked.draft, now=now, **answers)
    draft_cookie.keep(response, value)


def show(
    asked: Asked,
    page: Page,
    template: str,
    form: forms.Form,
    context: Mapping[str, Any],
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """A page of the flow, with what stands on each of them."""
    pages = list(Page)
    shown = {
        "form": form,
        "danger": asked.is_dangerous,
        "back_url": _back(asked, page),
        "place_in_flow": pages.index(page) + 1,
        "pages_in_flow": len(pages),
        "has_draft": asked.draft is not None,
        **context,
    }
    name = f"complaints/residents/filing/{template}.html"
    return render(asked.request, name, shown, status=status)


def community_of(code: str) -> Community | None:
    """A listed community by its public code, with street and county."""
    if not code or "\0" in code:  # PostgreSQL would not even compare it
        return None
    communities = Community.objects.select_related("street", "street__parent")
    return communities.filter(code__iexact=code).first()


def where_words(community: Community) -> str:
    """Its county and street, in the order of the reader's language."""
    street = community.street
    above = street.parent.label if street.parent else ""
    if (get_language() or "").startswith("zh"):
        return f"{above}{street.label}"
    return f"{street.label}, {above}"


def _back(asked: Asked, page: Page) -> str:
    """The page before; from a change, the page with all answers."""
    if asked.is_complete and page != Page.CHECK:
        return reverse(ADDRESSES[Page.CHECK])
    pages = list(Page)
    before = pages.index(page) - 1
    return reverse(ADDRESSES[pages[before]]) if before >= 0 else reverse("home")
