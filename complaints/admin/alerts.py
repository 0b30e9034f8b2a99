"""Alerts of unusual answers to return visits, for the offices above the streets."""

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from complaints import policies
from complaints.models import AnswerAlert
from complaints.states import AlertSort
from registry.admin.access import ReadOnlyRegister, is_staff, person
from registry.areas import below
from registry.roles import Role

FIGURES: Mapping[str, Promise] = {
    AlertSort.PHONE: _("%(answers)s own answers came from one phone."),
    AlertSort.MINUTES: _(
        "%(answers)s own answers came within %(minutes)s minutes (%(times)s×)."
    ),
    AlertSort.TYPIST: _(
        "Of %(typist)s answers typed by one officer %(typist_solved)s%% are solved, of "
        "the others' %(others)s %(others_solved)s%%."
    ),
    AlertSort.APART: _(
        "Of %(own)s own answers %(own_solved)s%% are solved, of %(typed)s typed ones "
        "%(typed_solved)s%%."
    ),
    AlertSort.FIRM: _("%(times)s× a firm's own phone filed or joined a case."),
}


@admin.register(AnswerAlert)
class AnswerAlertAdmin(ReadOnlyRegister):
    list_display = (
        "found_at",
        "street",
        "sort",
        "in_words",
        "typist",
        "starts_on",
        "ends_on",
    )
    fields = readonly_fields = list_display
    list_display_links = None
    list_filter = ("sort",)
    list_select_related = ("street", "typist")
    ordering = ("-found_at", "-pk")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who watches over streets; the streets themselves are not told."""
        user = person(request)
        if user is None or not is_staff(request) or user.role == Role.DEPARTMENT:
            return False
        return policies.is_above_streets(user)

    def get_queryset(self, request: HttpRequest) -> QuerySet[AnswerAlert]:
        user = person(request)
        if user is None or user.region is None:
            return AnswerAlert.objects.none()
        low, high = below(user.region.code)
        return AnswerAlert.objects.filter(street__code__gte=low, street__code__lt=high)

    @admin.display(description=_("figures"))
    def in_words(self, alert: AnswerAlert) -> str:
        told: str = str(FIGURES[alert.sort]) % alert.figures
        return told
