"""
Did somebody report it already? Up to three likely cases, and "me too" instead of
filing again: with a phone and an answer of one's own. What is closed is not joined but
filed again, with what was typed.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from complaints.answers import Page, may_open
from complaints.forms.filing import new_key
from complaints.forms.filing.joining import JoinForm
from complaints.models import Case
from complaints.operations import drafting, joining, rationing
from complaints.operations.incoming import Reporter
from complaints.operations.joining import AlreadyJoined, CannotJoin
from complaints.operations.rationing import FiledTooOften
from complaints.queries.alike import Alike, alike, as_alike
from complaints.states import Privacy, State
from complaints.views import alike_photos, draft_cookie, replies
from complaints.views.filing.asking import Asked, address_after, show
from complaints.views.moments import moment_words
from complaints.views.proofs import session_of
from complaints.views.replies import Sent
from complaints.views.tracking import tracking_address
from registry.actors import Resident
from registry.ledger import files
from registry.ledger.keys import KeyReused, Reply
from registry.phones import gets_sms
from registry.views.origins import network_of

VALID_FOR = timedelta(hours=2)
# Enough to see that another number was typed, too few to tell whose it is.
LAST_DIGITS = 4
_SALT = "complaints.join"
_JOINED = "complaints.joined"


def likely(asked: Asked, text: str) -> Sequence[Alike]:
    """
    The cases to ask about; none but for complaints of a listed community.

    Who tells of danger is not asked: their case has to run by the clock of danger, not
    by that of an older one.
    """
    if not asked.is_complaint or asked.community is None or asked.category is None:
        return ()
    if asked.is_dangerous:
        return ()
    return alike(
        community=asked.community,
        category=asked.category,
        text=text,
        now=timezone.now(),
    )


@never_cache
@require_safe
def same(request: HttpRequest) -> HttpResponse:
    """Is it one of these? If not, on with the next page."""
    asked = Asked(request)
    found = likely(asked, asked.answers.text)
    if not found or not may_open(asked.answers, Page.CONTACT):
        return redirect(address_after(asked.answers))
    context = {
        "incidents": [_shown(request, one) for one in found],
        "any_open": any(one.case.is_open for one in found),
        "any_closed": not all(one.case.is_open for one in found),
        "back_url": reverse("complaints:file_details"),
        "on_url": address_after(asked.answers),
    }
    return show(asked, Page.DETAILS, "alike", JoinForm(), context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """
    Join one of the cases that this browser was asked about.

    Not a page behind the draft: a second tap comes when the first has deleted it.
    """
    asked, case = Asked(request), _offered_case(request)
    form = JoinForm(request.POST if request.method == "POST" else None)
    sent = Sent(None)
    if form.is_valid():
        try:
            return _joined(asked, case, phone=form.cleaned_data["phone"])
        except (CannotJoin, KeyReused) as refusal:
            form.add_error(None, str(refusal))
            sent = Sent(None, HTTPStatus.CONFLICT)
        except FiledTooOften as refusal:
            form.add_error(None, str(refusal))
            sent = Sent(None, HTTPStatus.TOO_MANY_REQUESTS, refusal.seconds)
    context = {
        "incident": _shown(request, as_alike([case])[0]),
        "on_url": address_after(asked.answers),
        "key": request.POST.get("key") or new_key(),
        "back_url": reverse("complaints:file_alike"),
    }
    page = show(asked, Page.DETAILS, "join", form, context, status=sent.status)
    return sent.on(page)


@never_cache
@require_safe
def joined(request: HttpRequest) -> HttpResponse:
    """
    The case's number, and what it is good for to have joined; the same whoever's phone
    it was. Opened elsewhere it names neither.
    """
    context = {"number": "", "last": "", "is_mobile": True, "has_result": False}
    signed = request.GET.get("joined", "")
    with suppress(signing.BadSignature):
        told = signing.Signer(salt=_JOINED).unsign_object(signed)
        if told.pop("session") == session_of(request):
            context = told | {"tracking_url": tracking_address(told["number"])}
    return render(request, "complaints/residents/filing/joined.html", context)


def _joined(asked: Asked, case: Case, *, phone: str) -> HttpResponse:
    """Once, however often it is tapped; what was typed of a case of one's own goes."""
    paths: list[str] = []

    def run() -> Reply:
        untold = rationing.count_filing(
            phone=phone,
            browser=session_of(asked.request),
            network=network_of(asked.request),
            now=timezone.now(),
        )
        _follow(case, phone, untold)
        if asked.draft is not None:
            paths.extend(drafting.discard(draft=asked.draft))
        return {"joined": True}

    actor = f"{case.pk} {session_of(asked.request)}"
    replies.once(asked.request, act="join", actor=actor, run=run)
    files.erase(paths)
    response = redirect(_joined_url(asked.request, case, phone))
    draft_cookie.drop(response)
    return response


def _joined_url(request: HttpRequest, case: Case, phone: str) -> str:
    """Signed without a moment, so that a second tap leads to the same address."""
    told = {
        "number": case.number,
        "last": phone[-LAST_DIGITS:],
        "is_mobile": gets_sms(phone),
        "has_result": case.state == State.REPORTED,
        "session": session_of(request),
    }
    signed = signing.Signer(salt=_JOINED).sign_object(told)
    return f"{reverse('complaints:file_joined')}?{urlencode({'joined': signed})}"


def _follow(case: Case, phone: str, untold: frozenset[str]) -> None:
    reporter = Reporter(
        privacy=Privacy.HIDDEN,
        phone=phone,
        language=get_language() or "",
        untold=untold,
    )
    by = Resident(phone_proved=False)
    # Whose phone is with a case already is learned by nobody who types it.
    with suppress(AlreadyJoined):
        joining.follow(case=case, reporter=reporter, by=by, now=timezone.now())


def _offered_case(request: HttpRequest) -> Case:
    """The case of a token that was made for this browser."""
    try:
        token = request.GET.get("case", "")
        case_id, session = signing.loads(token, salt=_SALT, max_age=VALID_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        raise Http404 from None
    if session != session_of(request):
        raise Http404
    named = Case.objects.select_related("text", "category", "community")
    return named.get(pk=case_id)


def _shown(request: HttpRequest, one: Alike) -> dict[str, Any]:
    category = one.case.category.label
    return {
        "category": category,
        "when": moment_words(one.case.filed_at, now=timezone.now()),
        "is_open": one.case.is_open,
        "residents": one.residents,
        "text": one.text,
        "photo": one.photo and alike_photos.photo_url(request, one.photo),
        "alt": _("Photo of the case: %(category)s") % {"category": category},
        "join_url": _join_url(request, one.case) if one.case.is_open else "",
    }


def _join_url(request: HttpRequest, case: Case) -> str:
    token = signing.dumps([case.pk, session_of(request)], salt=_SALT)
    return f"{reverse('complaints:file_join')}?{urlencode({'case': token})}"
