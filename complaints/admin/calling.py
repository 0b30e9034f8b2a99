"""
Whom an office calls: the phone list of today (回访名单), and the closed cases that were
drawn for a second visit (二次回访).

Reads only. "Call" and the outcome are sent to the page of the case, where the answer of
who picks up is written down as well.
"""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints import policies, visiting_hours, wording
from complaints.admin import chips
from complaints.admin.chips import Chip
from complaints.admin.queue import PER_PAGE, BoundedPaginator
from complaints.forms.calling import CallForm
from complaints.models import Case, Step
from complaints.queries import desk as desk_queries
from complaints.queries import visits
from complaints.queries.visits import Call
from complaints.states import Action, CallOutcome
from registry.admin.access import is_staff, person
from registry.models import User


@dataclass(frozen=True)
class CallRow:
    """One line of the phone list, ready to be shown."""

    number: str
    address: str
    category: str
    where: str
    urgency: Chip | None
    told: str
    until: str
    tries: tuple[str, ...]
    missing: tuple[Chip, ...]
    is_handled: bool
    call_url: str
    write_url: str
    form: CallForm
    version: int
    key: str


def caller(request: HttpRequest) -> User:
    """:raises PermissionDenied: to whoever makes no return visits"""
    user = person(request)
    if user is None or not is_staff(request) or not policies.may_call(user):
        raise PermissionDenied
    return user


def phone_list(request: HttpRequest) -> HttpResponse:
    """Whom the office calls today, those first whose window closes first."""
    user, now = caller(request), timezone.now()
    calls = visits.calls_of(policies.visible_to(user), user, now=now)
    page: Page[Any] = Paginator(calls, PER_PAGE).get_page(request.GET.get("p"))
    local = timezone.localtime(now)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Phone list"),
        "opts": Case._meta,
        "page": page,
        "rows": [_row(call, local.date()) for call in page],
        "rings": visiting_hours.is_calling_hour(local),
    }
    return TemplateResponse(request, "admin/complaints/case/calls.html", context)


@dataclass(frozen=True)
class DrawnRow:
    """One closed case to call about once more; what was answered first is left out."""

    number: str
    address: str
    category: str
    where: str
    closed: str
    tries: tuple[str, ...]


def second_visits(request: HttpRequest) -> HttpResponse:
    """Closed cases below the office that were drawn, the first ones first."""
    user, now = caller(request), timezone.now()
    drawn = desk_queries.to_visit_again(policies.visible_to(user), user)
    found = drawn.select_related(*visits.READ_WITH_A_CALL).order_by("pk")
    page: Page[Any] = BoundedPaginator(found, PER_PAGE).get_page(request.GET.get("p"))
    tries = visits.second_tries(page)
    today = timezone.localtime(now).date()
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Second visits"),
        "opts": Case._meta,
        "page": page,
        "rows": [_drawn_row(case, tries.get(case.pk, ()), today) for case in page],
    }
    template = "admin/complaints/case/second_visits.html"
    return TemplateResponse(request, template, context)


def _drawn_row(case: Case, tries: Iterable[Step], today: date) -> DrawnRow:
    return DrawnRow(
        number=case.number,
        address=reverse("admin:complaints_case_change", args=[case.pk]),
        category=case.category.label,
        where=case.where,
        closed=_day(case.entered_at, today),
        tries=tuple(_try(step, today) for step in tries),
    )


def _row(call: Call, today: date) -> CallRow:
    case = call.case
    assert case.due_at is not None  # who was told is asked until then
    return CallRow(
        number=case.number,
        address=reverse("admin:complaints_case_change", args=[case.pk]),
        category=case.category.label,
        where=case.where,
        urgency=chips.urgency_chip(case),
        told=_day(case.entered_at, today),
        until=wording.day_in_words(wording.due_day(case.due_at), today=today),
        tries=tuple(_try(step, today) for step in call.steps),
        missing=tuple(_missing(call)),
        is_handled=call.is_handled,
        call_url=reverse("admin:complaints_case_call", args=[case.pk]),
        write_url=reverse(
            "admin:complaints_case_move",
            args=[case.pk, Action.VISIT_TRY.lower()],
        ),
        form=CallForm(auto_id=f"call_{case.pk}_%s"),
        version=case.version,
        key=secrets.token_urlsafe(16),
    )


def _day(moment: datetime, today: date) -> str:
    return wording.day_in_words(timezone.localtime(moment).date(), today=today)


def _try(step: Step, today: date) -> str:
    return _("%(moment)s: %(outcome)s") % {
        "moment": wording.moment_in_words(step.at, today=today),
        "outcome": CallOutcome(step.detail["call"]).label,
    }


def _missing(call: Call) -> Iterator[Chip]:
    """What silence still needs, to be called no reply."""
    left = visiting_hours.DAYS_WITH_A_TRY - call.tries.days
    if left > 1:
        yield Chip("open", "phone-call", _("Needs calls on two days"))
    elif left == 1:
        yield Chip("soon", "phone-call", _("Needs another day"))
    if call.tries.is_evening_missing:
        yield Chip("open", "moon", _("Needs one after 18:00"))
