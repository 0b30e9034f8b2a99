"""What is typed about categories and time limits."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from complaints.models import Category, TimeLimit


class CategoryForm(forms.ModelForm[Category]):
    class Meta:
        model = Category
        fields = (
            "code",
            "parent",
            "name_zh",
            "name_en",
            "synonyms",
            "urgency",
            "department",
            "legal_duty",
            "needs_entry",
            "is_other",
            "position",
            "active",
        )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("active") and "position" in typed:
            self._check_position(typed.get("parent"), typed["position"])
        return typed

    def _check_position(self, parent: Category | None, position: int) -> None:
        beside = Category.objects.filter(parent=parent, position=position, active=True)
        if beside.exists():
            self.add_error(
                "position", _("Another category stands at this place already.")
            )


class TimeLimitForm(forms.ModelForm[TimeLimit]):
    """`now` is set by the admin, which reads the clock."""

    now: datetime

    class Meta:
        model = TimeLimit
        fields = (
            "stage",
            "track",
            "later_rounds",
            "unit",
            "amount",
            "in_force_from",
        )

    def clean_in_force_from(self) -> datetime:
        moment: datetime = self.cleaned_data["in_force_from"]
        if moment <= self.now:
            raise forms.ValidationError(
                _("A time limit holds from a coming moment on, never in the past.")
            )
        return moment

    def clean_amount(self) -> int:
        amount: int = self.cleaned_data["amount"]
        if amount < 1:
            raise forms.ValidationError(_("Give at least 1."))
        return amount
