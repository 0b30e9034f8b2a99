"""What is typed about a legal basis."""

from typing import Any

from django import forms

from ratings.models import LegalBasis


class LegalBasisForm(forms.ModelForm[LegalBasis]):
    """The constraints of the table refuse what contradicts itself."""

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
