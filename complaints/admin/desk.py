"""
The queue of an office: the open cases, the first due first, and what is done to many.

The admin is an edge like any other: it starts from what the user may see, writes
through operations only, and shows what they refuse.
"""

from typing import Any

from django.contrib import admin, messages
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from complaints import numbers, policies
from complaints.admin import calling, case_page, filing, searching, texts
from complaints.admin.queue import PER_PAGE, READ_WITH_A_ROW, BoundedPaginator, rows_of
from complaints.models import Case, CaseQuerySet
from complaints.operations import handling
from complaints.operations.moving import MovedOn, MoveNotAllowed
from complaints.queries import desk as desk_queries
from complaints.queries.desk import Tab
from complaints.queries.limits import clock_at
from complaints.states import Kind, Urgency
from registry.actors import Officer
from registry.admin.access import Listed, is_staff, person
from registry.models import User
from registry.roles import Role


class TabFilter(admin.SimpleListFilter):
    """Which part of the queue is shown; a search looks at everything visible."""

    title = _("queue")
    parameter_name = "queue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(tab.value, str(tab.label)) for tab in _tabs(request)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        user = person(request)
        searches = bool(request.GET.get("q"))
        if user is None or searches or not isinstance(queryset, CaseQuerySet):
            return queryset
        tab = tab_of(request, self.value())
        return desk_queries.in_tab(queryset, tab, user=user, now=timezone.now())


def tab_of(request: HttpRequest, wanted: str | None) -> Tab:
    """The tab that is asked for, or the user's first one."""
    tabs = _tabs(request)
    return next((tab for tab in tabs if tab.value == wanted), tabs[0])


@admin.register(Case)
class CaseAdmin(Listed):
    """No change form, no delete: a case has a page of its own, and moves."""

    list_display = ("number",)
    list_filter = (TabFilter, "kind", "urgency")
    list_select_related = READ_WITH_A_ROW
    list_per_page = PER_PAGE
    list_max_show_all = PER_PAGE
    list_disable_select_all = True
    search_fields = ("number",)
    sortable_by = ()
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    paginator = BoundedPaginator
    actions = ("accept_selected",)
    change_list_template = "admin/complaints/case/queue.html"

    def get_urls(self) -> list[URLPattern]:
        """These and no others: what is not here cannot be done to a case."""
        at_desk = self.admin_site.admin_view
        return [
            path("", at_desk(self.changelist_view), name="complaints_case_changelist"),
            path("add/", at_desk(filing.file_case), name="complaints_case_add"),
            path("calls/", at_desk(calling.phone_list), name="complaints_case_calls"),
            path(
                "second-visits/",
                at_desk(calling.second_visits),
                name="complaints_case_second_visits",
            ),
            path(
                "communities/",
                at_desk(searching.communities),
                name="complaints_case_communities",
            ),
            path(
                "<int:pk>/change/",
                at_desk(case_page.case_page),
                name="complaints_case_change",
            ),
            path(
                "<int:pk>/move/<str:action>/",
                at_desk(case_page.make_move),
                name="complaints_case_move",
            ),
            path(
                "<int:pk>/call/", at_desk(case_page.call), name="complaints_case_call"
            ),
            path("texts/", at_desk(texts.texts), name="complaints_texts"),
        ]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return is_staff(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_staff(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _is_officer(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_act_permission(self, request: HttpRequest) -> bool:
        return _is_officer(request)

    def get_queryset(self, request: HttpRequest) -> CaseQuerySet:
        user = person(request)
        return Case.objects.none() if user is None else policies.visible_to(user)

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        """Open ones by their due moment; a search also finds those that are over."""
        return [F("due_at").asc(nulls_last=True), "pk"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        words = search_term.strip()
        if not words:
            return queryset, False
        try:
            return queryset.filter(number=numbers.normalised(words)), False
        except numbers.WrongNumber:
            found = (
                Q(number__contains=words)
                | Q(community__name__icontains=words)
                | Q(community__initials__istartswith=words)
                | Q(place__icontains=words)
            )
            return queryset.filter(found), False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response = super().changelist_view(request, extra_context)
        context = getattr(response, "context_data", None)
        user = person(request)
        if context and "cl" in context and user is not None:
            context.update(_queue(request, user, context["cl"]))
        answer: HttpResponse = response
        return answer

    @admin.action(description=_("Accept the selected"), permissions=["act"])
    def accept_selected(self, request: HttpRequest, cases: CaseQuerySet) -> None:
        """Each for itself: one that is refused does not hold up the others."""
        user = person(request)
        if user is None:
            return
        accepted, now = 0, timezone.now()
        for case in cases:
            try:
                handling.accept(case=case, by=Officer(user), now=now)
            except (MovedOn, MoveNotAllowed) as refusal:
                messages.warning(request, f"{case.number}: {refusal}")
            else:
                accepted += 1
        if accepted:
            words = ngettext(
                "%(count)s case accepted.", "%(count)s cases accepted.", accepted
            )
            messages.success(request, words % {"count": accepted})


def _queue(request: HttpRequest, user: User, found: Any) -> dict[str, Any]:
    """What the queue's own template shows beside what the admin hands it."""
    now = timezone.now()
    # Nothing is counted in full, so the header has no total to compare with.
    found.full_result_count = found.result_count
    tabs = desk_queries.tabs_of(user)
    visible = policies.visible_to(user)
    counts = desk_queries.counts_of(visible, tabs, user=user, now=now)
    chosen = None if found.query else tab_of(request, request.GET.get("queue"))
    return {
        "rows": rows_of(found.result_list, now=now, clock=clock_at(now)),
        "tabs": [(tab, counts[tab], tab == chosen) for tab in tabs],
        "chosen": chosen,
        "kinds": Kind.choices,
        "urgencies": Urgency.choices,
        "kind": request.GET.get("kind__exact", ""),
        "urgency": request.GET.get("urgency__exact", ""),
        "may_accept": _is_officer(request),
        "before": _page(found, found.page_num - 1),
        "behind": _page(found, found.page_num + 1),
    }


def _page(found: Any, number: int) -> str:
    """The address of a page of the same queue, empty where there is none."""
    if not 1 <= number <= found.paginator.num_pages:
        return ""
    return str(found.get_query_string({"p": number}))


def _tabs(request: HttpRequest) -> tuple[Tab, ...]:
    user = person(request)
    return desk_queries.tabs_of(user) if user else (Tab.BELOW,)


def _is_officer(request: HttpRequest) -> bool:
    user = person(request)
    return user is not None and is_staff(request) and user.role == Role.OFFICER
