"""What is typed about a community."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pypinyin import Style, lazy_pinyin

from registry.areas import Level
from registry.models import Community


class CommunityForm(forms.ModelForm[Community]):
    """Says in words what the constraints of the table would refuse."""

    class Meta:
        model = Community
        fields = (
            "name",
            "code",
            "initials",
            "street",
            "address",
            "households",
            "households_confirmed_on",
            "party_branch",
            "committee_elected_on",
            "committee_term_ends_on",
            "latitude",
            "longitude",
        )
        help_texts = {
            "initials": gettext_lazy("Left empty, they follow from the name."),
            "code": gettext_lazy("On the poster at the gate; it stays for ever."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "initials" in self.fields:
            self.fields["initials"].required = False

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        name = typed.get("name", "")
        if "initials" in self.fields and not typed.get("initials"):
            letters = lazy_pinyin(name, style=Style.FIRST_LETTER)
            typed["initials"] = "".join(letters).lower()[:40]
        self._check_street()
        self._check_committee()
        self._check_position()
        return typed

    def _check_street(self) -> None:
        street = self.cleaned_data.get("street")
        if street is not None and street.level != Level.STREET:
            self.add_error("street", _("Choose a street or town."))

    def _check_committee(self) -> None:
        elected = self.cleaned_data.get("committee_elected_on")
        ends = self.cleaned_data.get("committee_term_ends_on")
        if (elected is None) != (ends is None):
            self.add_error(
                "committee_term_ends_on",
                _("Give both days of the committee's term, or neither."),
            )
        elif elected and ends and ends <= elected:
            self.add_error(
                "committee_term_ends_on",
                _("The term ends after the day of the election."),
            )

    def _check_position(self) -> None:
        latitude = self.cleaned_data.get("latitude")
        longitude = self.cleaned_data.get("longitude")
        if (latitude is None) != (longitude is None):
            self.add_error(
                "longitude", _("Give latitude and longitude together, or neither.")
            )
        if latitude is not None and not -90 <= latitude <= 90:
            self.add_error("latitude", _("A latitude lies between -90 and 90."))
        if longitude is not None and not -180 <= longitude <= 180:
            self.add_error("longitude", _("A longitude lies between -180 and 180."))
