"""
The resident's last word: two questions, by the link or from the case's page.

Opening a link changes nothing, however often and by whatever; only a tap does. Who
joined a case has a link of their own: it takes an answer, and neither closes nor
reopens.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from complaints import codes
from complaints.codes import LinkBroken
from complaints.forms.filing import new_key
from complaints.forms.visiting import ReopenForm, VisitForm, solved_words
from complaints.models import Answer, Case, Follower
from complaints.operations import joining, visiting
from complaints.operations.joining import NotAwaited
from complaints.operations.moving import MovedOn
from complaints.states import Channel, Kind, Satisfied, Solved, State
from complaints.views import cases, replies, telling, tracking, typed
from complaints.views.moments import last_day
from complaints.views.proofs import session_of
from registry.actors import Resident
from registry.ledger.keys import Reply
from registry.views.form_addresses import sent_from

GOES_ON = gettext_lazy("Your case is being worked on again.")
ARRIVED = gettext_lazy("Your answer has arrived")
IS_OVER = gettext_lazy("This case is closed already.")


@dataclass(frozen=True)
class Visit:
    """Who answers about which round of a case, and by which way."""

    case: Case
    round: int
    by: Resident
    channel: Channel
    actor: str
    url: str
    reopen_url: str
    link: str = ""
    follower: Follower | None = None

    @property
    def case_url(self) -> str:
        """Where they see how it goes on, once they have proved their phone."""
        return reverse("complaints:case", args=[self.case.number])

    @property
    def is_awaited(self) -> bool:
        if self.follower is not None:
            return joining.is_awaited(self.follower, self.round, now=timezone.now())
        return self.case.state == State.REPORTED and self.case.round == self.round


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the message: asks, thanks, or explains why it is too late."""
    try:
        return _ask(request, _by_link(token))
    except LinkBroken:
        return _broken(request)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case_answer(request: HttpRequest, number: str) -> HttpResponse:
    """The same two questions, for whoever proved to be the case's resident."""
    mine = _by_proof(request, number)
    return tracking.to_tracking(number) if mine is None else _ask(request, mine)


@never_cache
@sent_from("complaints:visit", "token")
def visit_reopen(request: HttpRequest, token: str) -> HttpResponse:
    """One tap after a no."""
    try:
        asked = _by_link(token)
    except LinkBroken:
        return _broken(request)
    if asked.follower is not None:
        return redirect(asked.url)
    form = ReopenForm(request.POST)
    status = _reopen(request, asked, form)
    if status is None:
        return redirect(asked.url)
    return _page(request, _read_again(asked), form, status)


@never_cache
@sent_from("complaints:case", "number")
def case_reopen(request: HttpRequest, number: str) -> HttpResponse:
    mine = _by_proof(request, number)
    if mine is None or mine.follower is not None:
        typed.keep(request, number, typed.REOPEN, request.POST.get("reason", ""))
        return tracking.to_tracking(number)
    form = ReopenForm(request.POST)
    status = _reopen(request, mine, form)
    if status is None:
        typed.forget(request)
        return redirect("complaints:case", mine.case.number)
    return tracking.case_page(request, _read_again(mine).case, form, status)


def _by_link(token: str) -> Visit:
    """:raises LinkBroken: if the link names no case, or nobody who follows it"""
    case_id, round_number, follower_id = codes.read_visit_token(token)
    case = cases.by_id(case_id)
    if case is None:
        raise LinkBroken
    follower = None
    if follower_id is not None:
        follower = Follower.objects.filter(case=case, pk=follower_id).first()
        if follower is None or case.kind == Kind.RETALIATION:
            raise LinkBroken
    return Visit(
        case=case,
        round=round_number,
        by=Resident(phone_proved=True),
        channel=Channel.LINK,
        actor=f"link {case_id} {round_number}"
        + (f" {follower_id}" if follower_id else ""),
        url=reverse("complaints:visit", args=[token]),
        reopen_url=reverse("complaints:visit_reopen", args=[token]),
        link=token,
        follower=follower,
    )


def _by_proof(request: HttpRequest, number: str) -> Visit | None:
    found = cases.proved(request, number)
    if found is None:
        return _by_following(request, number)
    case, resident = found
    return Visit(
        case=case,
        round=case.round,
        by=resident,
        channel=Channel.WEB if resident.phone_proved else Channel.RECEIPT,
        actor=f"{case.pk} {session_of(request)}",
        url=reverse("complaints:case_answer", args=[case.number]),
        reopen_url=reverse("complaints:case_reopen", args=[case.number]),
    )


def _by_following(request: HttpRequest, number: str) -> Visit | None:
    found = cases.followed(request, number)
    if found is None:
        return None
    case, follower = found
    return Visit(
        case=case,
        round=case.round,
        by=Resident(phone_proved=True),
        channel=Channel.WEB,
        actor=f"{case.pk} {session_of(request)}",
        url=reverse("complaints:case_answer", args=[case.number]),
        reopen_url="",
        follower=follower,
    )


def _ask(request: HttpRequest, asked: Visit) -> HttpResponse:
    new = {"key": new_key(), "version": asked.case.version}
    form = VisitForm(request.POST or None, initial=new, kind=asked.case.kind)
    if request.method != "POST" or not form.is_valid():
        return _page(request, asked, form, HTTPStatus.OK)
    sent = replies.send(
        request,
        form,
        act="rating",
        actor=asked.actor,
        run=lambda: _write(asked, form),
    )
    if sent.reply is not None:
        return redirect(asked.url)
    return _page(request, _read_again(asked), form, sent.status)


def _write(asked: Visit, form: VisitForm) -> Reply:
    return _close(asked, form) if asked.follower is None else _answer_too(asked, form)


def _answer_too(asked: Visit, form: VisitForm) -> Reply:
    """:raises MovedOn: if no answer of the follower is awaited any more"""
    assert asked.follower is not None  # asked before
    try:
        step = joining.answer(
            follower=asked.follower,
            round_number=asked.round,
            given=form.given(),
            channel=asked.channel,
            by=asked.by,
            now=timezone.now(),
        )
    except NotAwaited as refused:
        raise MovedOn from refused
    return {"step": step.number}


def _close(asked: Visit, form: VisitForm) -> Reply:
    case = _as_read(asked, form.cleaned_data["version"])
    step = visiting.close(
        case=case,
        given=form.given(),
        channel=asked.channel,
        by=asked.by,
        now=timezone.now(),
    )
    return {"step": step.number}


def _reopen(request: HttpRequest, asked: Visit, form: ReopenForm) -> int | None:
    """Reopen once; the status of the page that refuses it, or None."""
    if not form.is_valid():
        return HTTPStatus.OK
    sent = replies.send(
        request,
        form,
        act="reopen",
        actor=asked.actor,
        run=lambda: _begin_again(asked, form),
    )
    if sent.reply is None:
        return sent.status
    messages.success(request, _("It is worked on again. Another officer takes it up."))
    return None


def _begin_again(asked: Visit, form: ReopenForm) -> Reply:
    case = _as_read(asked, form.cleaned_data["version"])
    reason = form.cleaned_data["reason"]
    step = visiting.reopen(case=case, by=asked.by, now=timezone.now(), text=reason)
    return {"step": step.number}


def _as_read(asked: Visit, version: int) -> Case:
    """
    The case as the form showed it.

    :raises MovedOn: if the link asks about a round that is over
    """
    case = Case.objects.get(pk=asked.case.pk)
    if case.round != asked.round:
        raise MovedOn
    case.version = version
    return case


def _read_again(asked: Visit) -> Visit:
    case = cases.by_id(asked.case.pk)
    assert case is not None  # cases are never deleted
    return replace(asked, case=case)


def _page(
    request: HttpRequest, asked: Visit, form: VisitForm | ReopenForm, status: int
) -> HttpResponse:
    """The questions, the thanks for an answer, or why there is nothing to answer."""
    if asked.is_awaited and isinstance(form, VisitForm):
        template, context = "visit", _questions(asked)
    elif (answer := _answer(asked)) is not None:
        template, context = "visit_done", _thanks(asked, answer, form)
    else:
        template, context = "visit_over", _explanation(asked)
    context = {
        "form": form,
        "number": asked.case.number,
        "follows": asked.follower is not None,
    } | context
    return render(
        request, f"complaints/residents/{template}.html", context, status=status
    )


def _answer(asked: Visit) -> Answer | None:
    return Answer.objects.filter(
        case=asked.case, round=asked.round, follower=asked.follower
    ).first()


def _questions(asked: Visit) -> dict[str, Any]:
    case, now = asked.case, timezone.now()
    tell = cases.told if asked.follower is None else cases.told_to_follower
    told = tell(case, now=now, link=asked.link)
    return {
        "category": case.category.label,
        "place": told.place,
        "result": telling.result(told),
        "until": _until(asked, now),
    }


def _until(asked: Visit, now: datetime) -> str:
    """The reporter answers until the case is closed; who follows may do so later."""
    due_at = asked.case.due_at
    if due_at is None or asked.follower is not None:
        return ""
    return last_day(due_at, now=now)


def _thanks(
    asked: Visit, answer: Answer, form: VisitForm | ReopenForm
) -> dict[str, Any]:
    """A second answer is no error: it is told the first one, which stays."""
    again = isinstance(form, VisitForm)
    solved = solved_words(Solved(answer.solved), asked.case.kind)
    unsolved = answer.solved in (Solved.NO, Solved.PARTLY)
    current = asked.case.round == asked.round
    offered = unsolved and current and asked.follower is None
    return {
        "title": _already(solved) if again and form.is_bound else ARRIVED,
        "form": None if again else form,
        "answers": _given(asked.case, answer, solved),
        "is_complaint": telling.is_complaint(asked.case),
        "solved": answer.solved == Solved.YES,
        "again": asked.case.is_open,
        "reopen": tracking.reopening(asked.case, asked.reopen_url) if offered else None,
        "case_url": asked.case_url,
    }


def _already(solved: str) -> str:
    return _("You have answered already: %(answer)s") % {"answer": solved}


def _given(case: Case, answer: Answer, solved: str) -> list[dict[str, Any]]:
    """Each question that was answered, in its own words."""
    fields = VisitForm(kind=case.kind).fields
    given = {"solved": solved, "satisfied": Satisfied(answer.satisfied).label}
    if answer.satisfied_with_street:
        street = Satisfied(answer.satisfied_with_street)
        given["satisfied_street"] = street.label
    return [
        {"question": fields[name].label, "answer": words}
        for name, words in given.items()
        if name in fields
    ]


def _explanation(asked: Visit) -> dict[str, Any]:
    return {
        "title": GOES_ON if asked.case.is_open else IS_OVER,
        "goes_on": asked.case.is_open,
        "case_url": asked.case_url,
    }


def _broken(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "complaints/residents/link_broken.html",
        status=HTTPStatus.NOT_FOUND,
    )
