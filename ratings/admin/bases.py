"""
Legal bases at the desk: kept by the regulator of the province, read by everybody.

What a document or an entry stands on stays as it is; only its end is written then.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from ratings import policies
from ratings.forms.bases import LegalBasisForm
from ratings.models import LegalBasis
from ratings.queries.bases import is_referred_to
from registry.admin.access import Register, person


@admin.register(LegalBasis)
class LegalBasisAdmin(Register):
    form = LegalBasisForm
    list_display = (
        "title",
        "article",
        "level",
        "measure",
        "heaviest",
        "in_force_from",
        "in_force_until",
        "is_demo",
    )
    list_filter = ("measure", "level", "is_demo")
    search_fields = ("title", "number", "article")
    ordering = ("title", "article", "pk")
    fields = (*LegalBasisForm.Meta.fields, "is_demo")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _keeps(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _keeps(request)

    def get_readonly_fields(
        self, request: HttpRequest, obj: LegalBasis | None = None
    ) -> tuple[str, ...]:
        """What nothing stands on may be put right; the rest may only end."""
        if obj is None or not is_referred_to(obj):
            return ("is_demo",)
        return tuple(name for name in self.fields if name != "in_force_until")


def _keeps(request: HttpRequest) -> bool:
    user = person(request)
    return user is not None and user.is_active and policies.may_keep_bases(user)
