"""Filing on behalf of somebody who called or came."""

import secrets
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints import codes, policies
from complaints.admin import searching, sending
from complaints.forms.on_behalf import OnBehalfForm
from complaints.models import Case
from complaints.operations import filing
from complaints.operations.filing import Filing, FilingIncomplete
from complaints.queries import catalogue
from complaints.states import Kind, Privacy
from registry.actors import Officer
from registry.admin.access import is_staff, person
from registry.ledger.keys import KeyReused, Reply
from registry.models import Region, User
from registry.roles import Role


def file_case(request: HttpRequest) -> HttpResponse:
    """The form; sent and complete, it becomes a case."""
    user, now = person(request), timezone.now()
    if user is None or user.role != Role.OFFICER or not is_staff(request):
        raise PermissionDenied
    if request.method != "POST":
        return _show(request, _form(user, now))
    form = _form(
        user,
        now,
        data=request.POST,
        files=request.FILES,
        kept=sending.photos_kept_for(request, user),
    )
    if not form.is_valid():
        return _show_again(request, form, user, now)
    return _send(request, form, user, now)


def _form(user: User, now: datetime, **filled: Any) -> OnBehalfForm:
    offices = Region.objects.filter(Q(pk=user.region_id) | Q(parent=user.region_id))
    return OnBehalfForm(
        now=now,
        categories=catalogue.leaves(),
        offices=offices.select_related("parent").order_by("code"),
        auto_id="file_%s",
        **filled,
    )


def _send(
    request: HttpRequest, form: OnBehalfForm, user: User, now: datetime
) -> HttpResponse:
    def run() -> Reply:
        entered = form.cleaned_data
        case = filing.file(
            filing=Filing(
                kind=Kind(entered["kind"]),
                category=entered["category"],
                text=entered["text"],
                place=form.placed(),
                reporter=form.reporter(),
                origin=form.origin(),
            ),
            by=Officer(user),
            now=now,
            photos=sending.keep_photos(form.arrived, form.kept, user=user, now=now),
        )
        return {"case": case.pk}

    try:
        reply = sending.once(request, act="file", user=user, now=now, run=run)
    except FilingIncomplete as missing:
        form.add_error(None, str(missing))
        return _show_again(request, form, user, now)
    except KeyReused as reused:
        form.add_error(None, str(reused))
        return _show_again(request, form, user, now, HTTPStatus.CONFLICT)
    return _filed(request, Case.objects.get(pk=reply["case"]), user)


def _filed(request: HttpRequest, case: Case, user: User) -> HttpResponse:
    said = _("Filed as %(number)s. %(office)s holds it.")
    messages.success(request, said % {"number": case.number, "office": case.office})
    if case.contact.privacy == Privacy.ANONYMOUS:
        receipt = _("Receipt for the anonymous reporter: %(receipt)s")
        words = {"receipt": codes.receipt_for(case.number)}
        messages.info(request, receipt % words)
    if policies.visible_to(user).filter(pk=case.pk).exists():
        return redirect("admin:complaints_case_change", case.pk)
    return redirect("admin:complaints_case_changelist")


def _show_again(
    request: HttpRequest,
    form: OnBehalfForm,
    user: User,
    now: datetime,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    form.kept = sending.keep_photos(form.arrived, form.kept, user=user, now=now)
    return _show(request, form, status)


def _show(
    request: HttpRequest, form: OnBehalfForm, status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        **searching.found(request.POST),
        "title": _("File for somebody"),
        "opts": Case._meta,
        "form": form,
        "kept": form.kept,
        "key": secrets.token_urlsafe(16),
    }
    return TemplateResponse(
        request, "admin/complaints/case/add.html", context, status=status
    )
