"""
Categories and time limits: rows with a date, added and never rewritten.

Who looks at an old case has to find the limits that it ran on, so nothing here is
changed or deleted; the administrator adds the rows that hold from a coming day on.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from complaints.forms.catalogue import CategoryForm, TimeLimitForm
from complaints.models import Category, TimeLimit
from registry.admin.access import Register


class AddedOnly(Register):
    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Category)
class CategoryAdmin(AddedOnly):
    form = CategoryForm
    list_display = ("name_zh", "name_en", "parent", "urgency", "department", "active")
    list_select_related = ("parent",)
    list_filter = ("urgency", "active")
    search_fields = ("code", "name_zh", "name_en", "synonyms")
    ordering = ("parent__position", "position", "pk")
    list_per_page = 100
    fields = CategoryForm.Meta.fields


@admin.register(TimeLimit)
class TimeLimitAdmin(AddedOnly):
    form = TimeLimitForm
    list_display = (
        "stage",
        "track",
        "later_rounds",
        "amount",
        "unit",
        "in_force_from",
    )
    list_filter = ("stage", "track")
    ordering = ("stage", "track", "later_rounds", "-in_force_from")
    list_per_page = 100
    fields = TimeLimitForm.Meta.fields

    def get_form(
        self,
        request: HttpRequest,
        obj: TimeLimit | None = None,
        change: bool = False,
        **options: Any,
    ) -> type[TimeLimitForm]:
        # The factory makes a class for each request, which may know the moment.
        form: type[TimeLimitForm] = super().get_form(request, obj, change, **options)
        form.now = timezone.now()
        return form
