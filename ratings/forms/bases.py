"""What is typed about a legal basis."""

from datetime import date
from typing import Any

from django import forms

from ratings.models import LegalBasis
from ratings.operations.bases import against_end


class LegalBasisForm(forms.ModelForm[LegalBasis]):
    """
    The constraints of the table refuse what contradicts itself; `today` stands where
    something stands on the basis, which may only end then.
    """

    today: date | None = None

    class Meta:
        model = LegalBasis
        fields: tuple[Any, ...] = (
            "title",
            "number",
            "article",
            "level",
            "text",
            "measure",
            "at_once",
            "heaviest",
            "in_force_from",
            "in_force_until",
        )

    def clean_in_force_until(self) -> date | None:
        day: date | None = self.cleaned_data["in_force_until"]
        if day is not None and self.today is not None:
            for refusal in against_end(self.instance, day, self.today):
                raise forms.ValidationError(str(refusal.label))
        return day
