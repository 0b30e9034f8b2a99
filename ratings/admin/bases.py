"""
Legal bases at the desk: kept by the regulator of the province, read by everybody.

What a document or an entry stands on stays as it is; only its end is written then.
"""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone

from ratings import policies
from ratings.forms.bases import LegalBasisForm
from ratings.models import LegalBasis
from ratings.operations import bases
from ratings.queries.bases import is_referred_to
from registry.actors import Officer
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
        """What nothing stands on may be put right; the rest may only end, and once."""
        if obj is None or not is_referred_to(obj):
            return ("is_demo",)
        if obj.in_force_until is not None:
            return tuple(self.fields)
        return tuple(name for name in self.fields if name != "in_force_until")

    def get_form(
        self,
        request: HttpRequest,
        obj: LegalBasis | None = None,
        *args: Any,
        **more: Any,
    ) -> Any:
        form = super().get_form(request, obj, *args, **more)
        is_used = obj is not None and is_referred_to(obj)
        form.today = timezone.localdate() if is_used else None
        return form

    def save_model(
        self, request: HttpRequest, obj: LegalBasis, form: Any, change: bool
    ) -> None:
        """The end of what something stands on is written by its operation."""
        if form.today is None:
            super().save_model(request, obj, form, change)
            return
        user, until = person(request), obj.in_force_until
        if user is None or until is None:
            return
        try:
            bases.end(basis=obj, from_day=until, by=Officer(user), now=timezone.now())
        except bases.NotRecorded as refused:
            self.message_user(request, str(refused), messages.ERROR)


def _keeps(request: HttpRequest) -> bool:
    user = person(request)
    return user is not None and user.is_active and policies.may_keep_bases(user)
