"""The rule sets at the desk: read, with every number in words."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from ratings import wording
from ratings.admin.access import Overseen, overseer
from ratings.models import RuleSet
from ratings.rules import Rules


def page(request: HttpRequest, pk: int) -> HttpResponse:
    overseer(request)
    found = get_object_or_404(RuleSet, pk=pk)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": found.title,
        "opts": RuleSet._meta,
        "rule_set": found,
        "facts": _facts(found),
        "sections": wording.rules_in_words(Rules.from_document(found.content)),
    }
    return TemplateResponse(request, "admin/ratings/rule_set.html", context)


@admin.register(RuleSet)
class RuleSetAdmin(Overseen):
    list_display = (
        "number",
        "title",
        "document_number",
        "issuing_body",
        "effective_from",
        "valid_until",
    )
    ordering = ("-number",)

    def get_urls(self) -> list[URLPattern]:
        at_desk = self.admin_site.admin_view
        listed = at_desk(self.changelist_view)
        return [
            path("", listed, name="ratings_ruleset_changelist"),
            path("<int:pk>/change/", at_desk(page), name="ratings_ruleset_change"),
        ]


def _facts(found: RuleSet) -> list[tuple[str, object]]:
    until = found.valid_until
    named = (
        (_("Number"), found.number),
        (_("Document number"), found.document_number),
        (_("Issuing body"), found.issuing_body),
        (_("In force from"), wording.day(found.effective_from)),
        (_("In force until"), wording.day(until) if until else ""),
        (_("Filings are counted from"), wording.day(found.counts_from)),
    )
    return [(name, value) for name, value in named if value]
