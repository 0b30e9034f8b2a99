"""Accounts of offices, departments and firms."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.forms import AdminPasswordChangeForm

from registry.admin.access import Register, is_administrator
from registry.forms.users import NewUserForm, UserForm
from registry.models import User

# Roles and rights say everything; groups would be a second way to say it.
admin.site.unregister(Group)


@admin.register(User)
class UserAdmin(Register, DjangoUserAdmin[User]):
    """Only the administrator sees and keeps accounts; they are closed, not deleted."""

    form = UserForm
    add_form = NewUserForm
    change_password_form = AdminPasswordChangeForm
    list_display = ("username", "first_name", "role", "place", "is_active")
    list_select_related = ("region", "department", "firm")
    list_filter = ("role", "is_active")
    search_fields = ("username", "first_name", "last_name")
    ordering = ("username",)
    filter_horizontal = ()
    autocomplete_fields = ("region", "department", "firm")
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password", "is_active")}),
        (_("Person"), {"fields": ("last_name", "first_name", "email")}),
        (_("Acts for"), {"fields": ("role", "region", "department", "firm")}),
        (_("Rights"), {"fields": ("user_permissions", "is_superuser")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "password1", "password2")}),
        (_("Acts for"), {"fields": ("role", "region", "department", "firm")}),
    )

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_administrator(request)

    @admin.display(description=_("acts for"))
    def place(self, user: User) -> str:
        return user.stands_for
