"""
A firm's own cases and its answers to them.

Pages are made from `queries.firm_cases` alone; no case, contact, text or step reaches
a template. Nobody but a firm's own account comes in here.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from complaints import policies
from complaints.answers import MOST_PHOTOS
from complaints.forms.acting import stranded
from complaints.forms.filing import new_key
from complaints.forms.firm_acts import FirmActForm
from complaints.forms.firms import AnswerForm, FirmCaseFilter
from complaints.models import Case
from complaints.operations import handling, looking
from complaints.operations.moving import MoveNotAllowed
from complaints.queries import firm_cases as facts
from complaints.queries.firm_cases import FirmCase
from complaints.states import Action, State
from complaints.views import drafts, firm_acts, firm_telling, replies
from complaints.views.firm_acts import FIRM_ACTS
from complaints.views.moments import moment_words
from complaints.views.senders import admission
from registry import queries as registry_queries
from registry.actors import Clerk
from registry.ledger.keys import Reply
from registry.views import leafing
from registry.views.firm_door import firm_of, firm_only, user_of
from registry.views.form_addresses import sent_from

A_PAGE = 25


@firm_only
@require_http_methods(["GET", "HEAD"])
def firm_cases(request: HttpRequest) -> HttpResponse:
    """What was handed over to the firm, what waits for it first."""
    mine = policies.visible_to(user_of(request))
    found = FirmCaseFilter(request.GET, queryset=facts.listed(mine))
    page = Paginator(found.qs, A_PAGE).get_page(request.GET.get("page"))
    rows = firm_telling.rows(
        facts.firm_rows(page), now=timezone.now(), calendar=registry_queries.calendar()
    )
    context = head(request) | {
        "cases": rows,
        "waiting": mine.filter(state=State.DISPOSED).count(),
        "filter_form": found.form,
        "filtered": any(request.GET.get(name) for name in found.form.fields),
        "pages": leafing.pages(request, page),
    }
    return render(request, "complaints/firms/cases.html", context)


@firm_only
@require_http_methods(["GET", "HEAD", "POST"])
def firm_case(request: HttpRequest, number: str) -> HttpResponse:
    """One case, and the firm's answer to it."""
    case = theirs(request, number)
    form = _answer_form(request, case)
    if request.method != "POST" or not form.is_valid():
        return _page(request, case, form)
    sent = replies.send(
        request,
        form,
        act="firm answer",
        actor=f"{case.pk} {user_of(request).pk}",
        run=lambda: _rectify(request, case, form),
    )
    if sent.reply is None:
        return _page(request, theirs(request, number), form, status=sent.status)
    messages.success(request, _("Your answer has arrived. The office checks it."))
    return redirect("complaints:firm_case", number)


@firm_only
@sent_from("complaints:firm_case", "number")
def firm_act(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """Refuse the order, ask for more time, or say that it is safe for now."""
    action = next((one for one in FIRM_ACTS if one.lower() == act), None)
    if action is None:
        raise Http404
    case = theirs(request, number)
    acted = firm_acts.form_of(action, request.POST, today=timezone.localdate())
    status: int = HTTPStatus.OK
    if acted.is_valid():
        sent = replies.send(
            request,
            acted,
            act=str(action),
            actor=f"{case.pk} {user_of(request).pk}",
            run=lambda: _act(request, action, case, acted),
        )
        if sent.reply is not None:
            messages.success(request, str(FIRM_ACTS[action].done))
            return redirect("complaints:firm_case", number)
        status = sent.status
    again = theirs(request, number)
    form = _new_form(request, again)
    return _page(request, again, form, acted=acted, agreed=[], status=status)


def _act(request: HttpRequest, action: Action, case: Case, form: FirmActForm) -> Reply:
    entered = form.cleaned_data
    case.version = entered["version"]
    until = {"until": entered["until"]} if "until" in entered else {}
    step = FIRM_ACTS[action].make(
        case=case,
        text=entered["text"],
        by=Clerk(user_of(request)),
        now=timezone.now(),
        **until,
    )
    return {"step": step.number}


@firm_only
@sent_from("complaints:firm_case", "number")
def firm_phone(request: HttpRequest, number: str) -> HttpResponse:
    """The phone, where the resident agreed: shown once, and written down."""
    return _look(request, number, looking.firm_phone, _("Phone of the resident"))


@firm_only
@sent_from("complaints:firm_case", "number")
def firm_unit(request: HttpRequest, number: str) -> HttpResponse:
    """The flat, where the firm has to come in: shown once, and written down."""
    return _look(request, number, looking.firm_unit, _("Building and flat"))


def _look(
    request: HttpRequest, number: str, look: Callable[..., str], question: str
) -> HttpResponse:
    case, agreed, status = theirs(request, number), [], HTTPStatus.OK
    try:
        shown = look(case=case, by=Clerk(user_of(request)), now=timezone.now())
        agreed = [{"question": question, "answer": shown}]
    except MoveNotAllowed as refusal:
        messages.warning(request, str(refusal))
        status = HTTPStatus.CONFLICT
    form = _new_form(request, case)
    return _page(request, case, form, agreed=agreed, status=status)


def theirs(request: HttpRequest, number: str) -> Case:
    """:raises Http404: if there is no such case for this firm"""
    cases = policies.visible_to(user_of(request)).select_related(
        "category", "community", "text"
    )
    return get_object_or_404(cases, number=number)


def _answer_form(request: HttpRequest, case: Case) -> AnswerForm:
    if request.method != "POST":
        return _new_form(request, case)
    carried = drafts.kept(request)
    return AnswerForm(
        request.POST,
        request.FILES,
        kept=carried.files,
        kept_lost=carried.lost,
        admission=admission(request),
        today=timezone.localdate(),
    )


def _new_form(request: HttpRequest, case: Case) -> AnswerForm:
    return AnswerForm(
        initial={"key": new_key(), "version": case.version},
        today=timezone.localdate(),
    )


def _rectify(request: HttpRequest, case: Case, form: AnswerForm) -> Reply:
    case.version = form.cleaned_data["version"]
    step = handling.rectify(
        case=case,
        text=form.cleaned_data["text"],
        photos=drafts.evidence(request, form.kept, form.arrived),
        no_photo_because=form.cleaned_data["no_photo_because"],
        commitments=form.commitments(),
        by=Clerk(user_of(request)),
        now=timezone.now(),
    )
    return {"step": step.number}


def _page(
    request: HttpRequest,
    case: Case,
    form: AnswerForm,
    *,
    agreed: list[dict[str, str]] | None = None,
    acted: FirmActForm | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    shown = facts.firm_case(case, firm_of(request))
    too_late = form.is_bound and not shown.waits_for_the_firm
    if too_late:
        form.come_too_late()
        status = HTTPStatus.CONFLICT
    elif form.is_bound:
        form.show_version(shown.version)
    offered = firm_acts.offered(
        case, firm_of(request), now=timezone.now(), today=timezone.localdate()
    )
    context = head(request) | _told(shown)
    context |= {
        "form": form if form.is_bound or shown.waits_for_the_firm else None,
        "answering": shown.waits_for_the_firm,
        "acts": offered,
        "acted": acted,
        "stranded": stranded(acted, offered),
        # What was typed is shown also where the case has moved on meanwhile.
        "typed": form.typed() if too_late else [],
        "agreed": agreed or [],
        # A page that was asked for something has an address of its own.
        "answer_url": "" if agreed is None else _case_url(case),
        "photo_limit": MOST_PHOTOS,
        "photo_upload_url": drafts.upload_address(request, _photos_of(case)),
        "kept_photos": (
            [] if too_late else drafts.of_form(request, form, _photos_of(case))
        ),
    }
    return render(request, "complaints/firms/case.html", context, status=status)


def _photos_of(case: Case) -> str:
    """The answer to what the case is now; after each move there is another one."""
    return f"answer {case.number} {case.version}"


def head(request: HttpRequest) -> dict[str, Any]:
    """Whose page it is, and the mark that says who looks at it and when."""
    firm = firm_of(request).name
    words = {
        "person": str(user_of(request)),
        "firm": firm,
        "moment": moment_words(timezone.now(), now=timezone.now()),
    }
    stamp = _("Seen by %(person)s, %(firm)s, %(moment)s") % words
    return {"firm": firm, "stamp": stamp}


def _told(shown: FirmCase) -> dict[str, Any]:
    calendar = registry_queries.calendar()
    return firm_telling.case(shown, now=timezone.now(), calendar=calendar)


def _case_url(case: Case) -> str:
    return reverse("complaints:firm_case", args=[case.number])
