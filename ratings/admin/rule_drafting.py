"""Drafting a rule set at the desk: every number in its group, or a file of them."""

from http import HTTPStatus
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from ratings import policies
from ratings.admin import rule_set_page
from ratings.admin.access import reader_of_rules
from ratings.forms.ruling import DraftForm
from ratings.models import RuleSet
from ratings.operations import ruling
from ratings.periods import HalfMonth
from ratings.queries import rule_sets
from ratings.rule_refusals import RulesRefused
from ratings.rules import RULES_1, Rules
from registry.actors import Officer
from registry.models import User


def draft(request: HttpRequest) -> HttpResponse:
    """A new rule set that begins with other numbers: by default those in force."""
    user = _drafter(request)
    pattern = _pattern(request)
    form = _form(request, pattern)
    if request.method == "POST" and form.is_valid():
        try:
            made = ruling.draft(**_drafted(form), by=Officer(user), now=timezone.now())
        except RulesRefused as refused:
            return _show(request, form, None, rule_set_page.refuse(form, refused))
        messages.success(request, _("Drafted. Nobody but the desk sees it yet."))
        return redirect(rule_set_page.address_of(made))
    return _show(request, form, None)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft changed by who drafted it."""
    user = _drafter(request)
    found = rule_set_page.read(pk)
    form = _form(request, found)
    if request.method == "POST" and form.is_valid():
        found.version = form.cleaned_data["version"] or 0
        try:
            ruling.revise(
                rule_set=found, **_drafted(form), by=Officer(user), now=timezone.now()
            )
        except RulesRefused as refused:
            status = rule_set_page.refuse(form, refused)
            return _show(request, form, rule_set_page.read(pk), status)
        messages.success(request, _("The draft is changed."))
        return redirect(rule_set_page.address_of(found))
    return _show(request, form, found)


def _drafter(request: HttpRequest) -> User:
    user = reader_of_rules(request)
    if not policies.may_draft_rules(user):
        raise PermissionDenied
    return user


def _pattern(request: HttpRequest) -> RuleSet | None:
    """The rule set that is asked for to begin with, or the one in force."""
    like = request.GET.get("like", "")
    if like.isdecimal():
        return rule_set_page.read(int(like))
    return rule_sets.in_force(timezone.localdate())


def _form(request: HttpRequest, pattern: RuleSet | None) -> DraftForm:
    holding = rule_sets.in_force(timezone.localdate())
    in_force = Rules.from_document(holding.content) if holding else None
    if request.method == "POST":
        return DraftForm(request.POST, request.FILES, in_force=in_force)
    return DraftForm(initial=_initial(pattern), in_force=in_force)


def _initial(pattern: RuleSet | None) -> dict[str, Any]:
    if pattern is None:
        this_half_month = HalfMonth.containing(timezone.localdate()).first_day
        return {**RULES_1.as_document(), "counts_from": this_half_month}
    return {
        **pattern.content,
        "title": pattern.title,
        "counts_from": pattern.counts_from,
        "version": pattern.version,
    }


def _drafted(form: DraftForm) -> dict[str, Any]:
    assert form.rules is not None
    return {
        "title": form.cleaned_data["title"],
        "counts_from": form.cleaned_data["counts_from"],
        "content": form.rules.as_document(),
    }


def _show(
    request: HttpRequest,
    form: DraftForm,
    found: RuleSet | None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    title = _("Change rule set %(number)s") % {"number": found.number} if found else ""
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": title or _("Draft a rule set"),
        "opts": RuleSet._meta,
        "rule_set": found,
        "form": form,
        "sections": list(form.sections()),
    }
    return TemplateResponse(
        request, "admin/ratings/rule_draft.html", context, status=status
    )
