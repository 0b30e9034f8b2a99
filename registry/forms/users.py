"""What is typed about the people of offices, departments and firms."""

from typing import Any

from django import forms
from django.contrib.auth.models import Permission
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from unfold.forms import UserChangeForm, UserCreationForm
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from registry.models import User
from registry.roles import Right, Role

PLACES = ("region", "department", "firm")
PLACE_OF: dict[str, str] = {
    Role.OFFICER: "region",
    Role.REGULATOR: "region",
    Role.AUDITOR: "region",
    Role.DEPARTMENT: "department",
    Role.FIRM: "firm",
}
MISSING: dict[str, Promise] = {
    "region": _("An account with this role acts for a region: choose it."),
    "department": _("A department's account acts for a department: choose it."),
    "firm": _("A firm's account acts for a firm: choose it."),
}
SUPERFLUOUS: dict[str, Promise] = {
    "region": _("An account with this role acts for no region: leave this empty."),
    "department": _(
        "An account with this role acts for no department: leave this empty."
    ),
    "firm": _("An account with this role acts for no firm: leave this empty."),
}


class RightsField(forms.ModelMultipleChoiceField[Permission]):
    """The rights on top of the role, by their names in the reader's language."""

    def label_from_instance(self, obj: Permission) -> str:
        return str(Right(obj.codename).label)


def _rights() -> RightsField:
    return RightsField(
        queryset=Permission.objects.filter(
            content_type__app_label="registry",
            content_type__model="user",
            codename__in=Right.values,
        ).order_by("pk"),
        required=False,
        label=_("rights on top of the role"),
        widget=UnfoldAdminCheckboxSelectMultipleWidget(),
    )


class StandsSomewhere(forms.ModelForm[User]):
    """Role and place have to fit; the constraint of the table would only say no."""

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        wanted = PLACE_OF.get(typed.get("role", ""))
        if wanted is None:
            return typed
        for place in PLACES:
            if place == wanted and not typed.get(place) and place not in self.errors:
                self.add_error(place, str(MISSING[place]))
            if place != wanted and typed.get(place):
                self.add_error(place, str(SUPERFLUOUS[place]))
        if typed["role"] == Role.FIRM and typed.get("is_superuser"):
            self.add_error(
                "is_superuser", str(_("A firm's account is never an administrator."))
            )
        return typed

    def save(self, commit: bool = True) -> User:
        """Staff enter the desk, firms do not: nobody has to tick it."""
        self.instance.is_staff = self.cleaned_data["role"] != Role.FIRM
        return super().save(commit=commit)


class NewUserForm(StandsSomewhere, UserCreationForm):
    class Meta:
        model = User
        fields = ("username", "role", *PLACES)


class UserForm(StandsSomewhere, UserChangeForm):
    user_permissions = _rights()

    class Meta:
        model = User
        fields = (
            "username",
            "password",
            "is_active",
            "last_name",
            "first_name",
            "email",
            "role",
            *PLACES,
            "user_permissions",
            "is_superuser",
        )
