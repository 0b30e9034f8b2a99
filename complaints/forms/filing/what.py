"""What somebody wants, and what it is about."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.models import Category
from complaints.states import Kind


class KindForm(forms.Form):
    use_required_attribute = False

    kind = forms.ChoiceField(
        label=_("What do you want to do?"),
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you want to do.")},
    )


class CategoryForm(forms.Form):
    use_required_attribute = False

    category = forms.ChoiceField(
        label=_("What is it about?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is about.")},
    )

    def __init__(self, *args: Any, leaves: Iterable[Category], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(leaf.code, leaf.label) for leaf in leaves]
        cast(forms.ChoiceField, self.fields["category"]).choices = choices
