"""
The page of one review at the desk, and the addresses of what is done to it.

Each form is handed to one operation; what is refused comes back on the same page as
the plain sentence, with everything that was typed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ratings import policies, wording
from ratings.admin import review_telling
from ratings.admin.access import overseer
from ratings.forms.correcting import CorrectionForm
from ratings.models import Review
from ratings.operations import publishing
from ratings.operations.publishing import (
    CorrectionDue,
    MayNotPublish,
    NotASecondPerson,
    PreviewNotOver,
    ReviewNotReady,
)
from ratings.operations.reviewing import InputsChanged
from ratings.queries import desk, documents
from ratings.states import ReviewState
from registry.actors import Officer
from registry.models import User

READ_WITH_A_REVIEW = ("rule_set", "previewed_by", "published_by", "ordered_by")
REFUSALS = (
    CorrectionDue,
    InputsChanged,
    MayNotPublish,
    NotASecondPerson,
    PreviewNotOver,
    ReviewNotReady,
)


@dataclass(frozen=True)
class Shown:
    """What one showing of the page holds beside the review itself."""

    refusal: str = ""
    form: forms.Form | None = None
    status: int = HTTPStatus.OK


def address_of(review: Review) -> str:
    return reverse("admin:ratings_review_change", args=[review.pk])


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The review with what came of it, and what this person may do now."""
    user = overseer(request)
    return _show(request, user, _read(pk), Shown())


def open_preview(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        lambda review, by: publishing.open_preview(
            review=review, by=by, now=timezone.now()
        ),
        said=_("The preview is open. The firms see their counts and may object."),
    )


def publish(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        lambda review, by: publishing.publish(review=review, by=by, now=timezone.now()),
        said=_("The review is published."),
    )


def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Count the half-month anew; the page of the new version follows."""
    user, review = overseer(request), _read(pk)
    if request.method != "POST":
        return redirect(address_of(review))
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return _show(request, user, review, Shown(form=form))
    try:
        corrected = publishing.correct(
            review=review,
            reason=form.cleaned_data["reason"],
            by=Officer(user),
            now=timezone.now(),
        )
    except REFUSALS as refused:
        shown = Shown(str(refused), form, _status(refused))
        return _show(request, user, _read(pk), shown)
    messages.success(
        request,
        _("Counted anew as version %(number)s. Open its preview next.")
        % {"number": corrected.version},
    )
    return redirect(address_of(corrected))


def _act(
    request: HttpRequest,
    pk: int,
    act: Callable[[Review, Officer], None],
    *,
    said: str,
) -> HttpResponse:
    user, review = overseer(request), _read(pk)
    if request.method == "POST":
        try:
            act(review, Officer(user))
        except REFUSALS as refused:
            shown = Shown(str(refused), status=_status(refused))
            return _show(request, user, _read(pk), shown)
        messages.success(request, said)
    return redirect(address_of(review))


def _status(refused: Exception) -> int:
    if isinstance(refused, MayNotPublish):
        return HTTPStatus.FORBIDDEN
    return HTTPStatus.CONFLICT


def _read(pk: int) -> Review:
    """:raises Http404: if there is no such review"""
    return get_object_or_404(
        Review.objects.select_related(*READ_WITH_A_REVIEW).defer("pools"), pk=pk
    )


def _show(
    request: HttpRequest, user: User, review: Review, shown: Shown
) -> HttpResponse:
    versions = desk.versions_of(review.period)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": wording.title(review.period),
        "opts": Review._meta,
        "review": review,
        "page": review_telling.page_of(review, now=timezone.now()),
        "versions": [
            {"number": each.version, "address": address_of(each)}
            for each in versions
            if each.pk != review.pk
        ],
        "offers": _offers(user, review, is_newest=versions[0].pk == review.pk),
        "nothing": _nothing(user, review),
        "interviews": _interviews(user, review),
        "refusal": shown.refusal,
        "form": shown.form,
        "correction": shown.form or CorrectionForm(),
        "checked": _checked(request, review),
    }
    return TemplateResponse(
        request, "admin/ratings/review.html", context, status=shown.status
    )


def _offers(user: User, review: Review, *, is_newest: bool) -> Mapping[str, bool]:
    """Which buttons the state allows; whether the moment has come is refused."""
    if not policies.may_publish(user) or not is_newest:
        return {}
    return {
        "preview": review.state == ReviewState.SCORED,
        "publish": review.state == ReviewState.PREVIEWED,
        "correct": review.state in (ReviewState.PREVIEWED, ReviewState.PUBLISHED),
    }


def _interviews(user: User, review: Review) -> str:
    """Where the suggestions stand; they are made from what is published."""
    if review.state != ReviewState.PUBLISHED or not policies.may_see_suggestions(user):
        return ""
    return reverse("admin:ratings_review_interviews", args=[review.pk])


def _nothing(user: User, review: Review) -> str:
    """What is said where there is no button."""
    if not policies.may_publish(user):
        return _("Nothing: this needs the right to publish reviews.")
    if review.scored_at is None:
        return _("Nothing: it is being counted and scored.")
    return _("Nothing: a newer version is worked on.")


def _checked(request: HttpRequest, review: Review) -> dict[str, Any] | None:
    """The review computed again, where that was asked for."""
    if "verify" not in request.GET or review.scored_at is None:
        return None
    return {"problems": list(documents.problems(_read(review.pk)))}
