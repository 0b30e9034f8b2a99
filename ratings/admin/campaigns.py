"""Campaigns at the desk: drafts and published ones, the newest first."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone

from ratings import campaign_wording, policies
from ratings.admin import campaign_page
from ratings.admin.access import Overseen, page_address
from ratings.models import Campaign
from ratings.states import CampaignState
from registry.admin.access import person


@admin.register(Campaign)
class CampaignAdmin(Overseen):
    """No change form: a campaign has a page of its own, with what its state allows."""

    list_display = ("title",)
    change_list_template = "admin/ratings/campaigns.html"

    def get_urls(self) -> list[URLPattern]:
        """These and no others: what is not here cannot be done to a campaign."""
        at_desk = self.admin_site.admin_view
        acts = [
            path(f"<int:pk>/{address}/", at_desk(act), name=f"ratings_campaign_{name}")
            for address, act, name in (
                ("change", campaign_page.page, "change"),
                ("edit", campaign_page.edit, "edit"),
                ("publish", campaign_page.publish, "publish"),
            )
        ]
        listed, new = at_desk(self.changelist_view), at_desk(campaign_page.new)
        return [
            path("", listed, name="ratings_campaign_changelist"),
            path("add/", new, name="ratings_campaign_add"),
            *acts,
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Campaign]:
        return Campaign.objects.select_related("made_by", "published_by")

    def get_ordering(self, request: HttpRequest) -> list[str]:
        return ["-starts_on", "-pk"]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response = super().changelist_view(request, extra_context)
        context = getattr(response, "context_data", None)
        user = person(request)
        if context and "cl" in context and user is not None:
            found = context["cl"]
            # the header would offer to show all at once
            found.full_result_count = found.result_count
            found.can_show_all = False
            context["rows"] = [_row(one) for one in found.result_list]
            context["writes"] = policies.may_campaign(user)
            context["before"] = page_address(found, found.page_num - 1)
            context["behind"] = page_address(found, found.page_num + 1)
        answer: HttpResponse = response
        return answer


def _row(campaign: Campaign) -> dict[str, Any]:
    return {
        "address": campaign_page.address_of(campaign),
        "title": campaign.label,
        "number": campaign.document_number,
        "days": campaign_wording.span(campaign.starts_on, campaign.ends_on),
        "state": campaign_wording.chip(
            CampaignState(campaign.state),
            campaign.starts_on,
            campaign.ends_on,
            timezone.localdate(),
        ),
        "made_by": campaign.made_by,
        "published_by": campaign.published_by or "",
    }
