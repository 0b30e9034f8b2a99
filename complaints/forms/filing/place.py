"""Where it is: the position of the phone, or a place that is in no list."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.models import Region


class PositionForm(forms.Form):
    """What the phone says when its owner taps "use my position"."""

    latitude = forms.FloatField(min_value=-90, max_value=90)
    longitude = forms.FloatField(min_value=-180, max_value=180)


class UnlistedForm(forms.Form):
    """City and district of a list, and the place in one's own words."""

    use_required_attribute = False

    region = forms.ChoiceField(
        label=_("City and district"),
        error_messages={"required": _("Choose the city and the district.")},
    )
    place = forms.CharField(
        label=_("Name and address of the community"),
        help_text=_("As on the gate, or the crossing nearby. No flat number."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Say where it is.")},
    )

    def __init__(self, *args: Any, counties: Iterable[Region], **options: Any) -> None:
        super().__init__(*args, **options)
        groups: dict[str, list[tuple[str, str]]] = {}
        for county in counties:
            above = county.parent.label if county.parent else ""
            groups.setdefault(above, []).append((county.code, county.label))
        choices = [("", _("Choose")), *groups.items()]
        cast(forms.ChoiceField, self.fields["region"]).choices = choices
