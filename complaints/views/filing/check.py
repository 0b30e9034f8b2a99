"""All answers once more, each with a way to change it and with who will see it."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from complaints.answers import Answers, Page
from complaints.models import Case, Category, Draft
from complaints.operations import drafting, rationing
from complaints.operations.drafting import DraftGone
from complaints.operations.filing import FilingIncomplete
from complaints.operations.rationing import FiledTooOften
from complaints.queries import articles
from complaints.queries.drafts import photos_of
from complaints.states import FiledFor, Kind, Privacy
from complaints.views import draft_cookie, drafts, replies
from complaints.views.filing.asking import ADDRESSES, Asked, address_after, show
from complaints.views.proofs import remember, session_of
from complaints.views.replies import Sent
from complaints.views.seen_by import seen_by
from registry.actors import Resident
from registry.ledger.keys import KeyReused, Reply
from registry.views.origins import network_of

KEY, VERSION = "key", "version"

Line = dict[str, Any]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Show what was answered; sent, it is filed, and sent again it is filed already."""
    asked = Asked(request)
    form = forms.Form(request.POST if request.method == "POST" else None)
    sent = Sent(None)
    if form.is_valid():
        try:
            return _to_confirmation(asked, _file_once(asked))
        except (DraftGone, FilingIncomplete) as refusal:
            form.add_error(None, str(refusal))
        except FiledTooOften as refusal:
            form.add_error(None, str(refusal))
            sent = Sent(None, HTTPStatus.TOO_MANY_REQUESTS, refusal.seconds)
        except KeyReused:
            name = "complaints/residents/filing/sent_before.html"
            return render(request, name, status=HTTPStatus.CONFLICT)
    if asked.draft is None or not asked.is_complete:
        return redirect(address_after(asked.answers))
    if asked.category is None:
        # It was taken out of the catalogue meanwhile.
        return redirect(ADDRESSES[Page.CATEGORY])
    return sent.on(_page(asked, asked.draft, asked.category, form, sent.status))


def _file_once(asked: Asked) -> Reply:
    """
    The reply to the page's key, which is its draft's: however often it is sent.

    :raises DraftGone: if nothing was filed by it, and the draft is not what was shown
    :raises KeyReused: if it was filed with other answers
    """
    return replies.once(
        asked.request,
        act="file",
        actor=session_of(asked.request),
        run=lambda: _file(asked),
    )


def _file(asked: Asked) -> Reply:
    """:raises FiledTooOften: if this phone, or this network, filed very often"""
    if asked.draft is None or not _is_as_shown(asked.request, asked.draft):
        raise DraftGone
    now = timezone.now()
    untold = rationing.count_filing(
        phone=asked.answers.phone,
        others=[
            asked.answers.concerned_phone,
            *asked.answers.representatives.split(),
        ],
        browser=session_of(asked.request),
        network=network_of(asked.request),
        now=now,
    )
    case = drafting.file(
        draft=asked.draft,
        by=Resident(phone_proved=False),
        language=get_language() or "",
        now=now,
        untold=untold,
    )
    return {"number": case.number}


def _is_as_shown(request: HttpRequest, draft: Draft) -> bool:
    shown = (request.POST.get(KEY), request.POST.get(VERSION))
    return shown == (draft.browser_digest, str(draft.version))


def _to_confirmation(asked: Asked, reply: Reply) -> HttpResponse:
    number = reply["number"]
    remember(asked.request, Case.objects.get(number=number), phone_proved=False)
    response = redirect("complaints:filed", number)
    if asked.draft is None or _is_as_shown(asked.request, asked.draft):
        draft_cookie.drop(response)
    return response


def _page(
    asked: Asked, draft: Draft, category: Category, form: forms.Form, status: int
) -> HttpResponse:
    photos = photos_of(draft)
    # The page's key holds in this session: begun now, so that two taps share it.
    session_of(asked.request)
    context = {
        "key": draft.browser_digest,
        "version": draft.version,
        "answers": [
            *_about_the_case(asked, category, photos=len(photos)),
            *_about_the_resident(asked, category),
        ],
        "photos": [
            drafts.draft_of(asked.request, photo, number)
            for number, photo in enumerate(photos, start=1)
        ],
        "articles": _articles(asked),
        "is_complaint": asked.is_complaint,
        # the form asks nothing itself: what speaks against it holds it back
        "not_sent": True,
    }
    return show(asked, Page.CHECK, "check", form, context, status=status)


def _articles(asked: Asked) -> Any:
    if asked.answers.kind != Kind.CONSULTATION:
        return ()
    return articles.matching(asked.answers.text, category=asked.category, limit=3)


def _about_the_case(asked: Asked, category: Category, *, photos: int) -> list[Line]:
    answers, kind = asked.answers, Kind(asked.answers.kind)
    facts, text = seen_by(kind)
    place = asked.community.name if asked.community else _described(asked)
    return [
        _line(_("Place"), place, facts, Page.PLACE),
        _line(_("Kind"), kind.label, facts, Page.KIND),
        _line(_("What it is about"), category.label, facts, Page.CATEGORY),
        _line(_("What happened"), answers.text, text, Page.DETAILS),
        _line(_("Photos"), _photos_words(photos), text, Page.DETAILS),
    ]


def _about_the_resident(asked: Asked, category: Category) -> list[Line]:
    answers = asked.answers
    privacy = Privacy(answers.privacy)
    office = _("Seen by the office alone")
    by_phone = (
        _("Seen by the office, and by the firm while it works on this case")
        if privacy == Privacy.FIRM_MAY_PHONE
        else office
    )
    lines = [
        _line(_("Who may know that it was you"), privacy.label, office, Page.CONTACT),
        _line(_("Your phone"), answers.phone_typed, by_phone, Page.CONTACT),
        _line(_("Your name"), answers.name, office, Page.CONTACT),
    ]
    if category.needs_entry:
        unit = _("Seen by the office, and by the firm that has to come in")
        seen = unit if asked.is_complaint else office
        lines.append(
            _line(_("Your building and flat"), answers.unit, seen, Page.CONTACT)
        )
    return [
        *lines,
        *_about_the_concerned(answers, office),
        *_about_the_others(asked, office),
    ]


def _about_the_others(asked: Asked, office: str) -> list[Line]:
    """Of a joint complaint; who stays anonymous speaks for nobody."""
    answers = asked.answers
    if not asked.is_complaint or answers.privacy == Privacy.ANONYMOUS:
        return []
    name, phones = _("Households that complain together"), answers.representatives_typed
    lines = [_line(name, answers.households, office, Page.CONTACT)]
    if phones:
        nobody = _("Seen by nobody; each follows the case")
        name = _("Phones of representatives")
        lines.append(_line(name, phones, nobody, Page.CONTACT))
    return lines


def _about_the_concerned(answers: Answers, office: str) -> list[Line]:
    for_whom = FiledFor(answers.filed_for or FiledFor.MYSELF)
    lines = [_line(_("You file for"), for_whom.label, office, Page.CONTACT)]
    if for_whom == FiledFor.MYSELF or answers.privacy == Privacy.ANONYMOUS:
        return lines
    called = _("Me") if answers.calls != FiledFor.OTHER else _("The person I file for")
    told = (
        (_("Name of the person you file for"), answers.concerned_name),
        (_("Phone of the person you file for"), answers.concerned_phone_typed),
        (_("Called about the result"), called),
    )
    return lines + [_line(name, said, office, Page.CONTACT) for name, said in told]


def _line(question: str, answer: Any, seen: str, page: Page) -> Line:
    return {
        "question": question,
        "answer": answer,
        "seen_by": seen,
        "change_url": reverse(ADDRESSES[page]),
    }


def _described(asked: Asked) -> str:
    region = asked.region
    above = region.parent.label if region and region.parent else ""
    named = [above, region.label if region else "", asked.answers.place]
    return " · ".join(filter(None, named))


def _photos_words(count: int) -> str:
    words = ngettext("%(count)s photo", "%(count)s photos", count)
    return words % {"count": count} if count else ""
