"""Tenures at the desk: who opens one for a firm on the black list reads it at once."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from ratings.queries import listed
from ratings.states import ListKind
from registry.admin.firms import TenureAdmin
from registry.forms.firms import TenureForm
from registry.models import Tenure

# The register knows no lists, so its page is taken over here.
admin.site.unregister(Tenure)


@admin.register(Tenure)
class ListedTenureAdmin(TenureAdmin):
    """The register's page, with what the black list says of the firm."""

    def save_model(
        self, request: HttpRequest, obj: Tenure, form: TenureForm, change: Any
    ) -> None:
        super().save_model(request, obj, form, change)
        numbers = [
            line.number
            for line in listed.lines_of_firm(obj.firm, now=timezone.now())
            if line.list_kind == ListKind.BLACK
        ]
        if numbers and not change:
            messages.warning(request, _told(obj, numbers))


def _told(tenure: Tenure, numbers: list[str]) -> str:
    return _(
        "%(firm)s stands on the black list (%(numbers)s). The street office of "
        "%(community)s is told, so that the owners hear of it."
    ) % {
        "firm": tenure.firm.name,
        "community": tenure.community.name,
        "numbers": _(", ").join(numbers),
    }
