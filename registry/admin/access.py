"""
Who may do what with a register at the desk.

Everybody of staff may read it, the administrator keeps it, and nobody deletes from it.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from unfold.admin import ModelAdmin

from registry.models import User
from registry.roles import Role


def person(request: HttpRequest) -> User | None:
    """The user who is logged in."""
    return request.user if isinstance(request.user, User) else None


def is_staff(request: HttpRequest) -> bool:
    """Somebody of an office or a department; a firm never enters the desk."""
    user = person(request)
    return user is not None and user.is_active and user.role != Role.FIRM


def is_administrator(request: HttpRequest) -> bool:
    user = person(request)
    return user is not None and user.is_active and user.is_superuser


class Listed(ModelAdmin):
    """Its list is called by what it lists, not by what to do with it."""

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = capfirst(str(self.opts.verbose_name_plural))
        context = {"title": title, **(extra_context or {})}
        answer: HttpResponse = super().changelist_view(request, context)
        return answer


class Register(Listed):
    """A table that staff read and the administrator keeps."""

    show_full_result_count = False
    list_per_page = 25
    compressed_fields = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_staff(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return is_administrator(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyRegister(Register):
    """A table that comes from somewhere else."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
