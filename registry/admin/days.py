"""Days that the packaged calendar does not know, or knows otherwise."""

from django.contrib import admin

from registry.admin.access import Register
from registry.models import DayOff


@admin.register(DayOff)
class DayOffAdmin(Register):
    list_display = ("day", "works", "reason")
    list_filter = ("works",)
    date_hierarchy = "day"
    ordering = ("-day",)
    fields = ("day", "works", "reason")
