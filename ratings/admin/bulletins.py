"""The bulletins at the desk: one of each published review, the newest first."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from ratings import bulletin_wording, wording
from ratings.admin import bulletin_page
from ratings.admin.access import Overseen, page_address
from ratings.models import Bulletin
from ratings.states import BulletinState


@admin.register(Bulletin)
class BulletinAdmin(Overseen):
    """No change form: a bulletin has a page of its own, with what its state allows."""

    list_display = ("number",)
    change_list_template = "admin/ratings/bulletins.html"

    def get_urls(self) -> list[URLPattern]:
        """These and no others: what is not here cannot be done to a bulletin."""
        at_desk = self.admin_site.admin_view
        acts = [
            path(f"<int:pk>/{address}/", at_desk(act), name=f"ratings_bulletin_{name}")
            for address, act, name in (
                ("change", bulletin_page.page, "change"),
                ("edit", bulletin_page.edit, "edit"),
                ("sign", bulletin_page.sign, "sign"),
                ("publish", bulletin_page.publish, "publish"),
            )
        ]
        listed = at_desk(self.changelist_view)
        return [path("", listed, name="ratings_bulletin_changelist"), *acts]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Bulletin]:
        found = Bulletin.objects.select_related("edited_by", "signed_by")
        return found.defer("figures", "changes")

    def get_ordering(self, request: HttpRequest) -> list[str]:
        return ["-period", "-pk"]

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
            context["rows"] = [_row(one) for one in found.result_list]
            context["before"] = page_address(found, found.page_num - 1)
            context["behind"] = page_address(found, found.page_num + 1)
        answer: HttpResponse = response
        return answer


def _row(bulletin: Bulletin) -> dict[str, Any]:
    return {
        "address": bulletin_page.address_of(bulletin),
        "number": bulletin.number,
        "title": wording.title(bulletin.period),
        "state": bulletin_wording.chip(BulletinState(bulletin.state)),
        "edited_by": bulletin.edited_by or "",
        "signed_by": bulletin.signed_by or "",
    }
