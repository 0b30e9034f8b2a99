"""Firms, and who serves which community from when to when."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from registry.admin.access import Register
from registry.forms.firms import FirmForm, TenureForm
from registry.models import Firm, Tenure
from registry.operations import tenures


@admin.register(Firm)
class FirmAdmin(Register):
    form = FirmForm
    list_display = ("name", "credit_code", "head_office", "duty_phone", "status")
    list_select_related = ("head_office",)
    list_filter = ("status",)
    search_fields = ("name", "credit_code")
    ordering = ("name", "pk")
    autocomplete_fields = ("head_office",)
    fields = FirmForm.Meta.fields

    def get_readonly_fields(
        self, request: HttpRequest, obj: Firm | None = None
    ) -> tuple[str, ...]:
        """Histories and published reviews name a firm by its code: it stays."""
        return () if obj is None else ("credit_code",)


@admin.register(Tenure)
class TenureAdmin(Register):
    """Opened and ended by the operations; community, firm and start stay as written."""

    form = TenureForm
    list_display = ("community", "firm", "starts_on", "ends_on", "contract")
    list_select_related = ("community", "firm")
    search_fields = ("community__name", "firm__name", "contract")
    ordering = ("-starts_on", "-pk")
    autocomplete_fields = ("community", "firm")

    def get_readonly_fields(
        self, request: HttpRequest, obj: Tenure | None = None
    ) -> tuple[str, ...]:
        return () if obj is None else ("community", "firm", "starts_on", "contract")

    def save_model(
        self, request: HttpRequest, obj: Tenure, form: TenureForm, change: Any
    ) -> None:
        if change:
            tenures.end_tenure(tenure=obj, ends_on=form.cleaned_data["ends_on"])
            return
        opened = tenures.open_tenure(
            community=obj.community,
            firm=obj.firm,
            starts_on=obj.starts_on,
            ends_on=obj.ends_on,
            contract=obj.contract,
        )
        obj.pk = opened.pk
