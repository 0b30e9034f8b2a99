"""Checklists at the desk: every version to read, the next one to write."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from ratings import policies, wording
from ratings.admin import documents
from ratings.forms.inspecting import ChecklistForm
from ratings.models import Checklist
from ratings.operations import inspecting
from ratings.refusals import Refusal
from registry.actors import Officer
from registry.admin.access import ReadOnlyRegister, is_staff, person


def add(request: HttpRequest) -> HttpResponse:
    """The next version, with the items of the newest to begin with."""
    user = documents.reader(request)
    if not policies.may_keep_bases(user):
        raise PermissionDenied
    newest = Checklist.objects.order_by("-effective_from").first()
    items = inspecting.items_of(newest) if newest else []
    lines = [f"{item.weight} {item.title}" for item in items]
    form = ChecklistForm(
        request.POST if request.method == "POST" else None,
        initial={"items": "\n".join(lines), "title": newest.title if newest else ""},
    )
    refused: list[Refusal] = []
    if request.method == "POST":
        done = documents.try_to(
            form,
            lambda: inspecting.publish_checklist(
                title=form.cleaned_data["title"],
                number=form.cleaned_data["number"],
                items=form.cleaned_data["items"],
                effective_from=form.cleaned_data["effective_from"],
                by=Officer(user),
                now=timezone.now(),
            ),
            refused,
        )
        if done:
            messages.success(request, _("The checklist is written down."))
            return redirect("admin:ratings_checklist_changelist")
    context = {"title": _("Checklist"), "opts": Checklist._meta, "form": form}
    return documents.show(
        request, "checklist_form.html", context, documents.status_of(refused)
    )


def page(request: HttpRequest, pk: int) -> HttpResponse:
    documents.reader(request)
    row = get_object_or_404(Checklist, pk=pk)
    context = {
        "title": row.title,
        "opts": Checklist._meta,
        "checklist": row,
        "from": wording.day(row.effective_from),
        "items": inspecting.items_of(row),
    }
    return documents.show(request, "checklist.html", context)


@admin.register(Checklist)
class ChecklistAdmin(ReadOnlyRegister):
    list_display = ("title", "document_number", "effective_from", "is_demo")
    ordering = ("-effective_from",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        user = person(request)
        return user is not None and policies.may_keep_bases(user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_staff(request)

    def get_urls(self) -> list[URLPattern]:
        at_desk = self.admin_site.admin_view
        listed = at_desk(self.changelist_view)
        return [
            path("", listed, name="ratings_checklist_changelist"),
            path("add/", at_desk(add), name="ratings_checklist_add"),
            path("<int:pk>/change/", at_desk(page), name="ratings_checklist_change"),
        ]
