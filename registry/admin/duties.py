"""The duty rosters of the counties, kept by hand."""

from django.contrib import admin

from registry.admin.access import Register
from registry.models import Duty


@admin.register(Duty)
class DutyAdmin(Register):
    list_display = ("region", "starts_at", "ends_at", "name", "phone")
    list_select_related = ("region",)
    date_hierarchy = "starts_at"
    ordering = ("-starts_at", "pk")
    autocomplete_fields = ("region",)
    fields = ("region", "starts_at", "ends_at", "name", "phone")
