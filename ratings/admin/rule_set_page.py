"""
The page of one rule set at the desk, and the addresses of what is done to it.

Each form is handed to one operation; what is refused comes back on the same page, at
its field where there is one, with everything that was typed.
"""

from collections.abc import Callable
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

from ratings.admin import rule_offers, rule_set_telling
from ratings.admin.access import reader_of_rules
from ratings.forms.ruling import (
    ActForm,
    ConsultForm,
    EndForm,
    IssueForm,
    LegalReviewForm,
    WithdrawForm,
)
from ratings.models import RuleSet
from ratings.operations import ruling
from ratings.queries import rule_history
from ratings.rule_refusals import MayNotRule, RulesRefused
from ratings.states import RuleSetState
from registry.actors import Officer
from registry.models import User

READ_WITH_A_RULE_SET = ("drafted_by", "reviewed_by", "issued_by", "withdrawn_by")


def address_of(rule_set: RuleSet) -> str:
    return reverse("admin:ratings_ruleset_change", args=[rule_set.pk])


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The rule set with its history and numbers, and what this person may do now."""
    return _show(request, reader_of_rules(request), read(pk), {})


def consult(request: HttpRequest, pk: int) -> HttpResponse:
    said = _("The draft is public. Opinions come to the address that you gave.")
    return _act(request, pk, "consult", ConsultForm, ruling.consult, said)


def review(request: HttpRequest, pk: int) -> HttpResponse:
    said = _("The legal opinion is kept. A second person may issue the rules.")
    return _act(request, pk, "review", LegalReviewForm, ruling.review, said)


def issue(request: HttpRequest, pk: int) -> HttpResponse:
    said = _("The rules are issued and published. They take effect on their day.")
    return _act(request, pk, "issue", IssueForm, ruling.issue, said)


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Of issued rules the day is typed, of others it is today."""
    form = EndForm if read(pk).state == RuleSetState.ISSUED else WithdrawForm
    return _act(request, pk, "withdraw", form, _withdraw, _("Withdrawn."))


def read(pk: int) -> RuleSet:
    """:raises Http404: if there is no such rule set"""
    return get_object_or_404(
        RuleSet.objects.select_related(*READ_WITH_A_RULE_SET), pk=pk
    )


def refuse(form: forms.Form, refused: RulesRefused) -> int:
    """Put the reason at its field, or above the form; the status that answers."""
    field = getattr(refused, "field", "")
    form.add_error(field if field in form.fields else None, str(refused))
    if isinstance(refused, MayNotRule):
        return HTTPStatus.FORBIDDEN
    return HTTPStatus.OK if field else HTTPStatus.CONFLICT


def _withdraw(*, rule_set: RuleSet, **said: Any) -> None:
    now = said["now"]
    ruling.withdraw(rule_set=rule_set, **{"from_day": timezone.localdate(now), **said})


def _act(
    request: HttpRequest,
    pk: int,
    name: str,
    asked: type[ActForm],
    act: Callable[..., None],
    said: str,
) -> HttpResponse:
    user, rule_set = reader_of_rules(request), read(pk)
    if request.method != "POST":
        return redirect(address_of(rule_set))
    form = asked(request.POST)
    if not form.is_valid():
        return _show(request, user, rule_set, {name: form})
    typed = dict(form.cleaned_data)
    rule_set.version = typed.pop("version")
    try:
        act(rule_set=rule_set, by=Officer(user), now=timezone.now(), **typed)
    except RulesRefused as refused:
        status = refuse(form, refused)
        return _show(request, user, read(pk), {name: form}, status)
    messages.success(request, said)
    return redirect(address_of(rule_set))


def _show(
    request: HttpRequest,
    user: User,
    rule_set: RuleSet,
    typed: dict[str, ActForm],
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    (form,) = typed.values() or (None,)
    offers = rule_offers.offers(user, rule_set, typed)
    is_offered = any(each.form is form for each in offers)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": rule_set.title,
        "opts": RuleSet._meta,
        "rule_set": rule_set,
        "page": rule_set_telling.page_of(rule_set, today=timezone.localdate()),
        "offers": offers,
        "lost": None if is_offered else form,
        "may_edit": rule_offers.may_edit(user, rule_set),
        "may_draft": rule_offers.may_draft(user),
        "nothing": rule_offers.nothing(rule_set),
        "form": form,
        "checked": _checked(request, rule_set),
    }
    return TemplateResponse(
        request, "admin/ratings/rule_set.html", context, status=status
    )


def _checked(request: HttpRequest, rule_set: RuleSet) -> dict[str, Any] | None:
    """The chain of its history computed again, where that was asked for."""
    if "verify" not in request.GET:
        return None
    return {"broken": rule_history.first_broken(rule_set)}
