"""How somebody comes back to a case: by its number and a code, or by the receipt."""

import math
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from complaints import codes, policies
from complaints.answers import MOST_PHOTOS
from complaints.forms.acting import ActForm, AdditionForm, stranded
from complaints.forms.filing import new_key
from complaints.forms.tracking import CodeForm, TrackingForm
from complaints.forms.visiting import ReopenForm
from complaints.models import Case
from complaints.operations import proving
from complaints.operations.proving import CodeWrong, Proved
from complaints.queries.commitments import commitments_of
from complaints.queries.places import region_names
from complaints.states import Action, Kind, PhotoKind, State
from complaints.views import (
    acts,
    cases,
    drafts,
    events,
    following,
    promised,
    steps,
    telling,
    typed,
)
from complaints.views.drafts import Draft
from complaints.views.moments import moment_words
from complaints.views.proofs import remember, remember_follower, session_of
from complaints.views.typed import Typed
from registry import queries as registry_queries
from registry.sealing import seal, unseal
from registry.views.offices import office_of
from registry.views.origins import network_of

ASKED = "tracking"
NO_TIME = timedelta(0)
NO_PAIR = gettext_lazy("No case fits this number and receipt. Look at both once more.")
ON_ITS_WAY = gettext_lazy(
    "If it fits, a code is on its way; one code a minute is sent."
)
ON_ITS_WAY_ALOUD = gettext_lazy(
    "If it fits, your telephone rings within a minute and the code is read to you."
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """
    Number and phone lead to the code; number and receipt to the case.

    Every pair that does not fit gets the same words, with the same status.
    """
    if request.method != "HEAD":
        # Begun before the form is shown: of two taps at once neither begins another,
        # in which the code of the first would not fit.
        session_of(request)
    number = {"number": request.GET.get("number", "")}
    form = TrackingForm(request.POST or None, initial=number)
    if request.method == "POST" and form.is_valid():
        if not form.cleaned_data["receipt"]:
            return _ask_for_code(request, form)
        case = _by_receipt(**form.cleaned_data)
        if case is not None:
            return _welcome(request, case, phone_proved=False)
        form.add_error(None, str(NO_PAIR))
    told = {"form": form, "typed": typed.kept(request, number["number"])}
    return render(request, "complaints/residents/track.html", told)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def track_code(request: HttpRequest) -> HttpResponse:
    """
    The code that was sent, or may have been: the page tells nobody.

    So it names the office of the province, whatever the case: who holds one would tell
    that there is one.
    """
    asked = request.session.get(ASKED)
    if asked is None:
        return redirect("complaints:track")
    if "again" in request.POST:
        return _send_again(request, asked)
    if "aloud" in request.POST:
        return _send_again(request, asked, aloud=True)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            proved = _prove(request, asked, form.cleaned_data["code"])
        except CodeWrong as wrong:
            form.add_error("code", str(wrong))
        else:
            del request.session[ASKED]
            return _let_in(request, proved)
    province = registry_queries.province()
    told = {"form": form, "office": province and office_of(province)}
    return render(request, "complaints/residents/track_code.html", told)


@never_cache
@require_safe
def case(request: HttpRequest, number: str) -> HttpResponse:
    """How the case stands, for whoever proved to be its resident, or to follow it."""
    if (mine := cases.proved(request, number)) is not None:
        return case_page(request, mine[0])
    if (followed := cases.followed(request, number)) is not None:
        return following.page(request, *followed)
    return to_tracking(number)


def to_tracking(number: str) -> HttpResponse:
    return redirect(tracking_address(number))


def tracking_address(number: str) -> str:
    """Where anybody may ask for the case; what opens it is not in the address."""
    return f"{reverse('complaints:track')}?{urlencode({'number': number})}"


def case_page(
    request: HttpRequest,
    case: Case,
    form: ReopenForm | ActForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """`form` is a reopening or an act that was refused, with what was typed."""
    told = cases.told(case, now=timezone.now())
    before = typed.kept(request, case.number) if form is None else None
    again = reopening(case, reverse("complaints:case_reopen", args=[case.number]))
    offered = acts.offered(case, told.timeline, before)
    context = _head(case, told) | {
        "first": telling.first_date(told),
        "now": telling.status(told),
        "goes_on": following.goes_on(request, case),
        "late": telling.late(told),
        "result": telling.result(told),
        "earlier": telling.earlier(told),
        "steps": steps.steps(told),
        "events": events.told(told, region_names(told.timeline.history)),
        "promised": promised.to_resident(
            commitments_of(case),
            told,
            today=timezone.localtime(told.now).date(),
        ),
        "acts": offered,
        "stranded": stranded(form, offered) or _homeless(before, offered, again),
        "reason": before.text if before and before.act == typed.REOPEN else "",
        "photo_limit": MOST_PHOTOS,
        "photo_upload_url": drafts.upload_address(request, _photos_of(case)),
        "kept_photos": _kept(request, case, form, offered),
        "looks": telling.looks(told),
        "photos": told.photos(PhotoKind.COMPLAINT),
        "is_complaint": telling.is_complaint(case),
        "visit_url": _visit_url(case),
        "reopen": again,
        "form": form,
    }
    return render(request, "complaints/residents/case.html", context, status=status)


def _homeless(
    before: Typed | None, offered: list[dict[str, Any]], again: dict[str, Any] | None
) -> str:
    """What was typed before the proof was over, where no form takes it any more."""
    if before is None or any(act["typed"] for act in offered):
        return ""
    return "" if again and before.act == typed.REOPEN else before.text


def _photos_of(case: Case) -> str:
    return f"addition {case.number}"


def _kept(
    request: HttpRequest,
    case: Case,
    form: ReopenForm | ActForm | None,
    offered: list[dict[str, Any]],
) -> list[Draft]:
    """The photos that have arrived for an addition, whichever form comes back."""
    if not any(act["photos"] for act in offered):
        return []
    sent = form if isinstance(form, AdditionForm) else None
    return drafts.of_form(request, sent, _photos_of(case))


def reopening(case: Case, url: str) -> dict[str, Any] | None:
    """The one tap that begins a new round, where the table allows it now."""
    if not policies.resident_may(Action.REOPEN, case, now=timezone.now()):
        return None
    return {"url": url, "key": new_key(), "version": case.version}


def _ask_for_code(request: HttpRequest, form: TrackingForm) -> HttpResponse:
    number, phone = form.cleaned_data["number"], form.cleaned_data["phone"]
    before = request.session.get(ASKED)
    if before and (before["number"], unseal(before["phone"])) == (number, phone):
        return _send_again(request, before)
    # The phone is sealed: sessions lie in the database.
    _send_code(request, {"number": number, "phone": seal(phone)})
    return redirect("complaints:track_code")


def _send_again(
    request: HttpRequest, asked: dict[str, str], *, aloud: bool = False
) -> HttpResponse:
    """By when this browser asked last, never by what was sent: that tells nobody."""
    asked_at = datetime.fromisoformat(asked["at"])
    wait = asked_at + proving.BETWEEN_CODES - timezone.now()
    if wait > NO_TIME:
        seconds = math.ceil(wait.total_seconds())
        words = ngettext(
            "One code a minute: ask again in %(seconds)s second.",
            "One code a minute: ask again in %(seconds)s seconds.",
            seconds,
        ) % {"seconds": seconds}
    else:
        _send_code(request, asked, aloud=aloud)
        words = str(ON_ITS_WAY_ALOUD if aloud else ON_ITS_WAY)
    messages.info(request, words)
    return redirect("complaints:track_code")


def _send_code(
    request: HttpRequest, asked: dict[str, str], *, aloud: bool = False
) -> None:
    now = timezone.now()
    request.session[ASKED] = asked | {"at": now.isoformat()}
    proving.send_code(
        number=asked["number"],
        phone=unseal(asked["phone"]),
        session=session_of(request),
        network=network_of(request),
        language=get_language() or "",
        aloud=aloud,
        now=now,
    )


def _prove(request: HttpRequest, asked: dict[str, str], code: str) -> Proved:
    return proving.prove(
        number=asked["number"],
        phone=unseal(asked["phone"]),
        session=session_of(request),
        code=code,
        now=timezone.now(),
    )


def _by_receipt(*, number: str, receipt: str, phone: str) -> Case | None:
    """Receipt and number are compared also where there is no such case."""
    case = Case.objects.select_related("contact").filter(number=number).first()
    turn = case.contact.turn if case else 1
    fits = codes.receipt_fits(number, receipt, turn=turn)
    return case if fits else None


def _let_in(request: HttpRequest, proved: Proved) -> HttpResponse:
    case, follower = proved
    if follower is None:
        return _welcome(request, case, phone_proved=True)
    request.session.cycle_key()
    remember_follower(request, follower)
    return redirect("complaints:case", case.number)


def _welcome(request: HttpRequest, case: Case, *, phone_proved: bool) -> HttpResponse:
    # A new key: whoever knew the old one gets no part in what was proved.
    request.session.cycle_key()
    remember(request, case, phone_proved=phone_proved)
    return redirect("complaints:case", case.number)


def _visit_url(case: Case) -> str:
    if case.state != State.REPORTED:
        return ""
    return reverse("complaints:case_answer", args=[case.number])


def _head(case: Case, told: telling.Telling) -> dict[str, Any]:
    return {
        "number": case.number,
        "kind": Kind(case.kind).label,
        "category": case.category.label,
        "place": case.where,
        "filed": moment_words(case.filed_at, now=told.now),
        "text": telling.reported(told),
        "state": telling.chip(case),
        "office": office_of(case.office),
        "retaliation_url": _retaliation_url(case),
    }


def _retaliation_url(case: Case) -> str:
    """Where a report begins, at the place of the case."""
    if case.kind == Kind.RETALIATION:
        return ""
    if case.community is None:
        return reverse("complaints:start")
    return reverse("complaints:gate", args=[case.community.code])
