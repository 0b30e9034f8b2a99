"""
The page of one bulletin at the desk, and the addresses of what is done to it.

Each form is handed to one operation; what is refused comes back on the same page as
the plain sentence, with everything that was typed.
"""

from collections.abc import Callable, Iterator, Mapping
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

from complaints.wording import moment_in_words
from ratings import bulletin_wording, policies
from ratings.admin.access import overseer
from ratings.admin.review_page import address_of as address_of_review
from ratings.admin.review_telling import Stage
from ratings.forms.bulletins import SigningForm, WordsForm
from ratings.models import Bulletin
from ratings.operations import bulletins
from ratings.operations.bulletins import (
    BulletinNotReady,
    FiguresChanged,
    MayNotPublish,
    NamesAnEntry,
    SignedByItsEditor,
    TellsOfAPerson,
    WordsChanged,
)
from ratings.states import BulletinState
from registry.actors import Officer
from registry.models import User

READ_WITH_A_BULLETIN = ("edited_by", "signed_by", "published_by")
REFUSALS = (
    BulletinNotReady,
    FiguresChanged,
    MayNotPublish,
    NamesAnEntry,
    SignedByItsEditor,
    TellsOfAPerson,
    WordsChanged,
)


@dataclass(frozen=True)
class Shown:
    """What one showing of the page holds beside the bulletin itself."""

    refusal: str = ""
    form: forms.Form | None = None
    status: int = HTTPStatus.OK


def address_of(bulletin: Bulletin) -> str:
    return reverse("admin:ratings_bulletin_change", args=[bulletin.pk])


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The bulletin with its figures, and what this person may do now."""
    user = overseer(request)
    return _show(request, user, _read(pk), Shown())


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the editor's words; the figures are nobody's to write."""
    form = WordsForm(request.POST)
    return _act(
        request,
        pk,
        form,
        lambda bulletin, by: bulletins.edit(
            bulletin=bulletin,
            introduction=form.cleaned_data["introduction"],
            remarks=form.cleaned_data["remarks"],
            revision=form.cleaned_data["revision"],
            by=by,
            now=timezone.now(),
        ),
        said=_("The words are saved. A second person signs the bulletin next."),
    )


def sign(request: HttpRequest, pk: int) -> HttpResponse:
    form = SigningForm(request.POST)
    return _act(
        request,
        pk,
        form,
        lambda bulletin, by: bulletins.sign(
            bulletin=bulletin,
            revision=form.cleaned_data["revision"],
            by=by,
            now=timezone.now(),
        ),
        said=_("The bulletin is signed and can be published."),
    )


def publish(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        None,
        lambda bulletin, by: bulletins.publish(
            bulletin=bulletin, by=by, now=timezone.now()
        ),
        said=_("The bulletin is published."),
    )


def _act(
    request: HttpRequest,
    pk: int,
    form: forms.Form | None,
    act: Callable[[Bulletin, Officer], None],
    *,
    said: str,
) -> HttpResponse:
    user, bulletin = overseer(request), _read(pk)
    if request.method != "POST":
        return redirect(address_of(bulletin))
    if form is not None and not form.is_valid():
        return _show(request, user, bulletin, Shown(form=form))
    try:
        act(bulletin, Officer(user))
    except REFUSALS as refused:
        is_right = isinstance(refused, MayNotPublish)
        status = HTTPStatus.FORBIDDEN if is_right else HTTPStatus.CONFLICT
        return _show(request, user, _read(pk), Shown(str(refused), form, status))
    messages.success(request, said)
    return redirect(address_of(bulletin))


def _read(pk: int) -> Bulletin:
    """:raises Http404: if there is no such bulletin"""
    found = Bulletin.objects.select_related("review", *READ_WITH_A_BULLETIN)
    return get_object_or_404(found.defer("review__window", "review__pools"), pk=pk)


def _show(
    request: HttpRequest, user: User, bulletin: Bulletin, shown: Shown
) -> HttpResponse:
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": bulletin_wording.title(bulletin.period),
        "opts": Bulletin._meta,
        "bulletin": bulletin,
        "state": bulletin_wording.chip(BulletinState(bulletin.state)),
        "stages": list(_stages(bulletin)),
        "sentences": list(_sentences(bulletin.figures)),
        "sums": list(_sums(bulletin.figures)),
        "changes": bulletin_wording.changes(bulletin.changes, bulletin.figures),
        "review_address": address_of_review(bulletin.review),
        "public_address": _public_address(bulletin),
        "offers": _offers(user, bulletin),
        "nothing": _nothing(user, bulletin),
        "refusal": shown.refusal,
        "form": shown.form,
        "words": _words(bulletin, shown.form),
    }
    return TemplateResponse(
        request, "admin/ratings/bulletin.html", context, status=shown.status
    )


def _words(bulletin: Bulletin, typed: forms.Form | None) -> WordsForm:
    """
    The form with what was typed, or with the words as they stand.

    What was refused keeps the revision that it was read at, so that nobody overwrites
    by pressing again what somebody else wrote meanwhile.
    """
    if isinstance(typed, WordsForm):
        return typed
    return WordsForm(
        initial={
            "introduction": bulletin.introduction,
            "remarks": bulletin.remarks,
            "revision": bulletin.revision,
        }
    )


def _stages(bulletin: Bulletin) -> Iterator[Stage]:
    today = timezone.localdate()
    found = (
        (_("Drafted"), bulletin.drafted_at, None),
        (_("Edited"), bulletin.edited_at, bulletin.edited_by),
        (_("Signed"), bulletin.signed_at, bulletin.signed_by),
        (_("Published"), bulletin.published_at, bulletin.published_by),
    )
    for name, at, who in found:
        moment = moment_in_words(at, today=today) if at else ""
        yield Stage(name, moment, str(who or ""), at is not None)


def _sentences(figures: Mapping[str, Any]) -> Iterator[str]:
    yield from bulletin_wording.opening(figures)
    yield bulletin_wording.firms(figures)
    yield bulletin_wording.delayed(figures)
    yield bulletin_wording.without_filings(figures)


def _sums(figures: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    nobody = _("nobody")
    yield _("Praised"), bulletin_wording.names(figures["praised"]) or nobody
    yield _("Lagging behind"), bulletin_wording.names(figures["lagging"]) or nobody
    yield from bulletin_wording.enforcement(figures)


def _public_address(bulletin: Bulletin) -> str:
    if bulletin.published_at is None:
        return ""
    url = reverse("ratings:bulletin", args=[bulletin.period])
    if bulletin.state == BulletinState.PUBLISHED:
        return url
    return f"{url}?version={bulletin.review.version}"


def _offers(user: User, bulletin: Bulletin) -> Mapping[str, bool]:
    """Which forms the state allows; whether this is a second person is refused."""
    if not policies.may_publish(user):
        return {}
    return {
        "sign": bulletin.state == BulletinState.EDITED,
        "publish": bulletin.state == BulletinState.SIGNED,
        "edit": bulletin.state in bulletins.EDITABLE,
    }


def _nothing(user: User, bulletin: Bulletin) -> str:
    """What is said where there is no form."""
    if not policies.may_publish(user):
        return _("Nothing: this needs the right to publish reviews and bulletins.")
    if bulletin.state == BulletinState.PUBLISHED:
        return _("Nothing: it is published. A corrected review drafts a new bulletin.")
    return _("Nothing: a corrected version took its place.")
