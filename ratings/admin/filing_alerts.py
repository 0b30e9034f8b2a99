"""Alerts of fallen filings, for the offices above the region that they are about."""

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ratings import policies
from ratings.models import FilingAlert
from registry.admin.access import ReadOnlyRegister, is_staff, person


@admin.register(FilingAlert)
class FilingAlertAdmin(ReadOnlyRegister):
    list_display = ("found_at", "region", "period", "in_words")
    fields = readonly_fields = list_display
    list_display_links = None
    list_filter = ("region__level",)
    list_select_related = ("region",)
    ordering = ("-found_at", "-pk")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who watches over regions; the region itself is not told."""
        user = person(request)
        return user is not None and is_staff(request) and policies.may_see_alerts(user)

    def get_queryset(self, request: HttpRequest) -> QuerySet[FilingAlert]:
        user = person(request)
        if user is None:
            return FilingAlert.objects.none()
        return policies.filing_alerts_visible_to(user)

    @admin.display(description=gettext_lazy("figures"))
    def in_words(self, alert: FilingAlert) -> str:
        told: str = (
            _(
                "Filings fell from %(before)s in %(days_before)s days to %(now)s in "
                "%(days_now)s days; cases from the 12345 hotline: %(hotline_before)s, "
                "then %(hotline_now)s."
            )
            % alert.figures
        )
        return f"{told} {_seen(alert.figures)}".strip()


def _seen(figures: Mapping[str, Any]) -> str:
    """What inspections found; alerts of before they were asked say nothing of it."""
    if not figures.get("visits_before") or not figures.get("visits_now"):
        return ""
    told: str = (
        _(
            "Inspections: %(points_before)s points on average of %(visits_before)s "
            "visits, then %(points_now)s of %(visits_now)s."
        )
        % figures
    )
    return told
