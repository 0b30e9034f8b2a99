"""
What firms object to: the list, the page of one objection, and the decision on it.

Decided by whoever has the right to publish; everybody else reads.
"""

from http import HTTPStatus
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.policies import visible_to
from complaints.wording import moment_in_words
from ratings import policies, wording
from ratings.admin.access import Overseen, overseer, page_address
from ratings.admin.review_page import address_of
from ratings.forms.objecting import DecisionForm
from ratings.models import Objection
from ratings.operations import objecting
from ratings.operations.objecting import AlreadyDecided, MayNotPublish
from ratings.states import ObjectionState
from registry.actors import Officer
from registry.admin.access import person
from registry.models import User

READ_WITH_A_ROW = ("review", "firm", "case")
READ_WITH_AN_OBJECTION = (*READ_WITH_A_ROW, "by", "decided_by")


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One objection, and the form of the decision while it is open."""
    user = overseer(request)
    return _show(request, user, _read(user, pk))


def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide, or show the page again with the reason against it."""
    user = overseer(request)
    objection = _read(user, pk)
    if request.method != "POST":
        return redirect("admin:ratings_objection_change", pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _show(request, user, objection, form)
    try:
        objecting.decide(
            objection=objection,
            upheld=form.upheld,
            reasons=form.cleaned_data["reasons"],
            by=Officer(user),
            now=timezone.now(),
        )
    except MayNotPublish as refused:
        form.add_error(None, str(refused))
        return _show(request, user, objection, form, HTTPStatus.FORBIDDEN)
    except AlreadyDecided as decided_before:
        form.add_error(None, str(decided_before))
        decided = _read(user, pk)
        return _show(request, user, decided, form, HTTPStatus.CONFLICT)
    messages.success(request, _("Decided. The firm reads the reasons."))
    return redirect("admin:ratings_objection_changelist")


@admin.register(Objection)
class ObjectionAdmin(Overseen):
    """No change form: an objection has a page of its own."""

    list_display = ("case",)
    list_filter = ("state", "review")
    list_select_related = READ_WITH_A_ROW
    show_facets = admin.ShowFacets.NEVER
    change_list_template = "admin/ratings/objections.html"

    def get_urls(self) -> list[URLPattern]:
        at_desk = self.admin_site.admin_view
        listed = at_desk(self.changelist_view)
        return [
            path("", listed, name="ratings_objection_changelist"),
            path("<int:pk>/change/", at_desk(page), name="ratings_objection_change"),
            path("<int:pk>/decide/", at_desk(decide), name="ratings_objection_decide"),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Objection]:
        user = person(request)
        if user is None:
            return Objection.objects.none()
        found = policies.objections_visible_to(user)
        return found.defer("review__window", "review__pools")

    def get_ordering(self, request: HttpRequest) -> list[str]:
        return ["-review__period", "at", "pk"]

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
            context["states"] = _states(found)
            context["before"] = page_address(found, found.page_num - 1)
            context["behind"] = page_address(found, found.page_num + 1)
        answer: HttpResponse = response
        return answer


def _row(objection: Objection) -> dict[str, Any]:
    return {
        "address": reverse("admin:ratings_objection_change", args=[objection.pk]),
        "number": objection.case.number,
        "firm": objection.firm.name,
        "ground": objection.get_ground_display(),
        "review": wording.title(objection.review.period),
        "version": objection.review.version,
        "state": wording.objection_chip(ObjectionState(objection.state)),
    }


def _states(found: Any) -> list[dict[str, Any]]:
    """The parts of the list: each state, and all of them."""
    chosen = found.params.get("state__exact", "")
    entries = [*ObjectionState.choices, ("", _("All"))]
    return [
        {
            "label": label,
            "is_chosen": value == chosen,
            "address": found.get_query_string(
                {"state__exact": value} if value else {}, remove=["state__exact", "p"]
            ),
        }
        for value, label in entries
    ]


def _read(user: User, pk: int) -> Objection:
    """:raises Http404: if there is no such objection for this user"""
    found = policies.objections_visible_to(user).select_related(*READ_WITH_AN_OBJECTION)
    return get_object_or_404(found.defer("review__window", "review__pools"), pk=pk)


def _show(
    request: HttpRequest,
    user: User,
    objection: Objection,
    form: DecisionForm | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    case = objection.case
    may_open = visible_to(user).filter(pk=case.pk).exists()
    is_open = objection.state == ObjectionState.OPEN
    today = timezone.localdate()
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": case.number,
        "opts": Objection._meta,
        "objection": objection,
        "state": wording.objection_chip(ObjectionState(objection.state)),
        "review": wording.title(objection.review.period),
        "review_address": address_of(objection.review),
        "case_address": reverse("admin:complaints_case_change", args=[case.pk])
        if may_open
        else "",
        "at": moment_in_words(objection.at, today=today),
        "decided_at": moment_in_words(objection.decided_at, today=today)
        if objection.decided_at
        else "",
        "form": form or DecisionForm(),
        "decides": form is not None or (is_open and policies.may_publish(user)),
        "is_open": is_open,
    }
    return TemplateResponse(
        request, "admin/ratings/objection.html", context, status=status
    )
