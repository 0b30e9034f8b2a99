"""Regions, communities and departments."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from registry.admin.access import Register, is_administrator, person
from registry.areas import below
from registry.forms.communities import CommunityForm
from registry.forms.regions import RegionForm
from registry.models import Community, Department, Region
from registry.roles import Role


@admin.register(Region)
class RegionAdmin(Register):
    """
    Regions come from the official table (`load_regions`); the telephone and hours of
    an office are kept here, by the office itself, one above it or the administrator.
    """

    form = RegionForm
    list_display = ("code", "name", "name_en", "level", "parent", "phone")
    list_select_related = ("parent",)
    list_filter = ("level",)
    search_fields = ("code", "name", "name_en")
    ordering = ("code",)
    readonly_fields = ("code", "name", "name_en", "level", "parent")
    fields = (*readonly_fields, *RegionForm.Meta.fields)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: Region | None = None
    ) -> bool:
        if is_administrator(request):
            return True
        return obj is not None and _is_own_area(request, obj.code)


@admin.register(Community)
class CommunityAdmin(Register):
    """The administrator adds communities; an officer keeps those of the own area."""

    form = CommunityForm
    list_display = ("name", "street", "address", "households", "code")
    list_select_related = ("street",)
    search_fields = ("name", "initials", "address", "code")
    ordering = ("name", "pk")
    autocomplete_fields = ("street",)
    fields = CommunityForm.Meta.fields

    def has_change_permission(
        self, request: HttpRequest, obj: Community | None = None
    ) -> bool:
        if is_administrator(request):
            return True
        return obj is not None and _is_own_area(request, obj.street.code)

    def get_readonly_fields(
        self, request: HttpRequest, obj: Community | None = None
    ) -> tuple[str, ...]:
        """The code hangs printed at the gate; only the administrator moves a street."""
        if obj is None:
            return ()
        return ("code",) if is_administrator(request) else ("code", "street")


@admin.register(Department)
class DepartmentAdmin(Register):
    list_display = ("name", "kind", "region")
    list_select_related = ("region",)
    list_filter = ("kind",)
    search_fields = ("name",)
    ordering = ("region__code", "kind")
    autocomplete_fields = ("region",)
    fields: tuple[Any, ...] = ("name", "kind", "region")


def _is_own_area(request: HttpRequest, code: str) -> bool:
    """Whether an officer's region is this one, or lies above it."""
    user = person(request)
    if user is None or user.role != Role.OFFICER or user.region is None:
        return False
    low, high = below(user.region.code)
    return low <= code < high
