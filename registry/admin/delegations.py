"""Who stands in for whom, kept by hand."""

from django.contrib import admin

from registry.admin.access import Register
from registry.models import Delegation


@admin.register(Delegation)
class DelegationAdmin(Register):
    list_display = ("absent", "stand_in", "starts_on", "ends_on")
    list_select_related = ("absent", "stand_in")
    date_hierarchy = "starts_on"
    ordering = ("-starts_on", "pk")
    autocomplete_fields = ("absent", "stand_in")
    fields = ("absent", "stand_in", "starts_on", "ends_on")
