"""What is typed about the office of a region."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.models import Region

# Landlines with their area code, mobiles and short numbers, with or without hyphens.
TELEPHONE = re.compile(r"[0-9][0-9 -]{3,18}[0-9]")


class RegionForm(forms.ModelForm[Region]):
    """Says in words what the constraints of the table would refuse."""

    class Meta:
        model = Region
        fields = ("phone", "opens_at", "closes_at", "break_from", "break_to")
        help_texts = {
            "phone": gettext_lazy(
                "Residents read it. Where it is empty, they read 12345 alone."
            ),
            "opens_at": gettext_lazy("On working days."),
            "break_from": gettext_lazy("Left empty where there is none."),
        }

    def clean_phone(self) -> str:
        typed: str = self.cleaned_data["phone"].strip()
        if typed and not TELEPHONE.fullmatch(typed):
            raise forms.ValidationError(_("Give digits, with or without hyphens."))
        return typed

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        opens, closes = typed.get("opens_at"), typed.get("closes_at")
        if (opens is None) != (closes is None):
            self.add_error("closes_at", _("Give both hours, or neither."))
        elif opens and closes and closes <= opens:
            self.add_error("closes_at", _("It closes after it opens."))
        else:
            self._check_break()
        return typed

    def _check_break(self) -> None:
        typed = self.cleaned_data
        names = ("opens_at", "break_from", "break_to", "closes_at")
        hours = [typed.get(name) for name in names]
        if hours[1] is None and hours[2] is None:
            return
        known = [hour for hour in hours if hour is not None]
        if len(known) < len(names) or known != sorted(set(known)):
            self.add_error(
                "break_to", _("Give the whole break, and within the office's hours.")
            )
