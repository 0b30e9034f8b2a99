"""The entries of the lists at the desk: the list, and the addresses of its pages."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ratings import policies
from ratings.admin import (
    listing_files,
    listing_page,
    listing_proposing,
    listing_telling,
)
from ratings.admin.access import page_address
from ratings.listing_moves import Who, find
from ratings.models import Listing
from ratings.queries import listing_desk
from ratings.queries.listing_desk import STATES_OF, Part
from ratings.states import PROCEEDING, STANDING, ListingState, ListKind
from registry import queries as registry_queries
from registry.admin.access import ReadOnlyRegister, is_staff, person
from registry.models import User
from registry.roles import Right

PART = "part"


class PartFilter(admin.SimpleListFilter):
    """Going on, in force, ended."""

    title = gettext_lazy("part")
    parameter_name = PART

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return Part.choices

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Listing]
    ) -> QuerySet[Listing]:
        chosen = self.value()
        if chosen not in Part.values:
            return queryset
        return queryset.filter(state__in=STATES_OF[Part(str(chosen))])


@admin.register(Listing)
class ListingAdmin(ReadOnlyRegister):
    """No change form: an entry has a page of its own, with what its state allows."""

    list_display = ("number",)
    list_filter = (PartFilter, "list_kind")
    list_select_related = ("firm", "tenure__community", "office")
    search_fields = ("number", "firm__name", "firm__credit_code")
    sortable_by = ()
    actions = None
    show_facets = admin.ShowFacets.NEVER
    change_list_template = "admin/ratings/listings.html"

    def get_urls(self) -> list[URLPattern]:
        """These and no others: what is not here cannot be done to an entry."""
        at_desk = self.admin_site.admin_view
        pages = (
            ("", self.changelist_view, "changelist"),
            ("propose/", listing_proposing.black, "propose"),
            ("candidates/", listing_proposing.candidates, "candidates"),
            ("<int:pk>/change/", listing_page.page, "change"),
            ("<int:pk>/file/<int:number>/", listing_files.step_file, "file"),
            ("<int:pk>/<str:kind>.pdf", listing_files.paper, "paper"),
            ("<int:pk>/file.zip", listing_files.whole_file, "archive"),
            ("<int:pk>/<str:action>/", listing_page.act, "act"),
        )
        return [
            path(address, at_desk(view), name=f"ratings_listing_{name}")
            for address, view, name in pages
        ]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        user = person(request)
        return (
            user is not None and is_staff(request) and policies.may_see_listings(user)
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Listing]:
        user = person(request)
        if user is None:
            return Listing.objects.none()
        return policies.listings_visible_to(user)

    def get_ordering(self, request: HttpRequest) -> list[str]:
        return ["-proposed_at", "-pk"]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response = super().changelist_view(request, extra_context)
        context = getattr(response, "context_data", None)
        if context and "cl" in context:
            found = context["cl"]
            user = listing_page.reader(request)
            # the header would offer to show all at once
            found.full_result_count = found.result_count
            found.can_show_all = False
            context["title"] = _("Red and black lists")
            context["rows"] = _rows(list(found.result_list), user)
            context["parts"] = _parts(found)
            context["proposes"] = policies.may_propose_listings(user)
            context["before"] = page_address(found, found.page_num - 1)
            context["behind"] = page_address(found, found.page_num + 1)
        answer: HttpResponse = response
        return answer


def _rows(listings: Sequence[Listing], user: User) -> list[dict[str, Any]]:
    now, calendar = timezone.now(), registry_queries.calendar()
    found = [each for each in listings if each.state in (*PROCEEDING, *STANDING)]
    gone = listing_desk.with_a_document_gone(found, timezone.localdate(now))
    return [
        listing_telling.row(each, now, calendar)
        | {
            "document_gone": each.pk in gone,
            "next": _next_for(each, user, now, document_gone=each.pk in gone),
        }
        for each in listings
    ]


def _next_for(
    listing: Listing, user: User, now: datetime, *, document_gone: bool
) -> str:
    """
    The step that an entry waits for, where it may be this person's.

    From the row alone; the page of the entry asks everything.
    """
    action = (
        listing_desk.awaited_without(listing)
        if document_gone
        else listing_desk.awaited(listing, now)
    )
    if action is None or user.role not in policies.KEEP_LISTS:
        return ""
    kind, state = ListKind(listing.list_kind), ListingState(listing.state)
    move = find(kind, action, state, Who.STAFF)
    taken = {
        Right.LEGAL_REVIEW: (listing.proposed_by_id,),
        Right.DECIDE: (listing.proposed_by_id, listing.reviewed_by_id),
        Right.PUBLISH: (listing.proposed_by_id,),
    }
    if move.right is not None and (
        not user.has_right(move.right) or user.pk in taken[move.right]
    ):
        return ""
    return str(action.label)


def _parts(found: Any) -> list[dict[str, Any]]:
    chosen = found.params.get(PART, "")
    return [
        {
            "label": label,
            "is_chosen": value == chosen,
            "address": found.get_query_string(
                {PART: value} if value else {}, remove=[PART, "p"]
            ),
        }
        for value, label in (*Part.choices, ("", _("All")))
    ]
