"""The rule sets at the desk: every version with its state, and where each is made."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone

from ratings import policies, wording
from ratings.admin import rule_drafting, rule_set_page, rule_simulation
from ratings.admin.access import Ruled, page_address
from ratings.models import RuleSet
from ratings.queries import rule_sets
from ratings.states import RuleSetState
from registry.admin.access import person


@admin.register(RuleSet)
class RuleSetAdmin(Ruled):
    """No change form: a rule set has pages of its own, with what its state allows."""

    list_display = ("number",)
    change_list_template = "admin/ratings/rule_sets.html"

    def get_urls(self) -> list[URLPattern]:
        """These and no others: what is not here cannot be done to a rule set."""
        at_desk = self.admin_site.admin_view
        acts = [
            path(f"<int:pk>/{address}/", at_desk(act), name=f"ratings_ruleset_{name}")
            for address, act, name in (
                ("change", rule_set_page.page, "change"),
                ("edit", rule_drafting.edit, "edit"),
                ("consult", rule_set_page.consult, "consult"),
                ("review", rule_set_page.review, "review"),
                ("issue", rule_set_page.issue, "issue"),
                ("withdraw", rule_set_page.withdraw, "withdraw"),
                ("simulation", rule_simulation.page, "simulation"),
            )
        ]
        return [
            path("", at_desk(self.changelist_view), name="ratings_ruleset_changelist"),
            path("draft/", at_desk(rule_drafting.draft), name="ratings_ruleset_draft"),
            path(
                "<int:pk>/simulation.csv",
                at_desk(rule_simulation.as_csv),
                name="ratings_ruleset_simulation_csv",
            ),
            *acts,
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[RuleSet]:
        return RuleSet.objects.defer("content")

    def get_ordering(self, request: HttpRequest) -> list[str]:
        return ["-number"]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response = super().changelist_view(request, extra_context)
        context = getattr(response, "context_data", None)
        if context and "cl" in context:
            found = context["cl"]
            # the header would offer to show all at once
            found.full_result_count = found.result_count
            found.can_show_all = False
            user = person(request)
            context["rows"] = _rows(list(found.result_list))
            context["may_draft"] = user is not None and policies.may_draft_rules(user)
            context["before"] = page_address(found, found.page_num - 1)
            context["behind"] = page_address(found, found.page_num + 1)
        answer: HttpResponse = response
        return answer


def _rows(found: list[RuleSet]) -> list[dict[str, Any]]:
    today = timezone.localdate()
    holding = rule_sets.in_force(today)
    return [
        {
            "address": rule_set_page.address_of(one),
            "number": one.number,
            "title": one.title,
            "state": wording.rule_set_chip(
                RuleSetState(one.state), rule_sets.standing(one, holding, today)
            ),
            "document": one.document_number,
            "from": wording.day(one.effective_from) if one.effective_from else "",
            "until": wording.day(one.valid_until) if one.valid_until else "",
        }
        for one in found
    ]
