"""The one short form by which a resident files."""

import secrets
from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.forms.phones import PhoneField
from complaints.forms.photos import PhotosForm
from complaints.models import Category
from complaints.states import Kind, Privacy
from registry.models import Region

LONGEST_TEXT = 2000
OFFERED_KINDS = (Kind.COMPLAINT, Kind.CONSULTATION, Kind.SUGGESTION)


def new_key() -> str:
    """The idempotency key of one form, as it is first shown."""
    return secrets.token_urlsafe(16)


class FilingForm(PhotosForm):
    """
    Kind, category, what happened, photos, and how the resident can be reached.

    Where counties are given to choose from, the place is described as well; of a
    listed community the view knows it.
    """

    key = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("What do you want to do?"),
        choices=[(kind, kind.label) for kind in OFFERED_KINDS],
        initial=Kind.COMPLAINT,
        widget=forms.RadioSelect,
    )
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
    category = forms.ChoiceField(
        label=_("What is it about?"),
        error_messages={"required": _("Choose what it is about.")},
    )
    text = forms.CharField(
        label=_("What happened?"),
        help_text=_("Where, since when, and whom you have told. No names or phones."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Say what happened.")},
    )
    privacy = forms.ChoiceField(
        label=_("Who may know that it was you?"),
        choices=Privacy.choices,
        initial=Privacy.HIDDEN,
        widget=forms.RadioSelect,
    )
    phone = PhoneField(
        label=_("Your phone"),
        help_text=_(
            "A mobile gets the result by SMS. With a landline (and its area code) you "
            "follow the case with number and receipt, and the office calls. Leave it "
            "empty if you stay anonymous."
        ),
        error_messages={
            "required": _("Give a phone number, or file anonymously."),
        },
    )
    name = forms.CharField(
        label=_("Your name"),
        required=False,
        max_length=40,
        help_text=_("Seen by the office alone."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    unit = forms.CharField(
        label=_("Your building and flat"),
        required=False,
        max_length=60,
        help_text=_(
            "Needed where somebody has to come in, as with a leak. Only then does the "
            "firm see the flat, never name or phone with it."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(
        self,
        *args: Any,
        categories: Iterable[Category],
        counties: Iterable[Region] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.leaves = {leaf.code: leaf for leaf in categories}
        self.counties = {county.code: county for county in counties}
        self._offer("category", self.leaves.values())
        self._offer("region", self.counties.values())
        if not self.counties:
            del self.fields["region"], self.fields["place"]
        self.fields["phone"].required = self["privacy"].value() != Privacy.ANONYMOUS
        self.fields["photos"].help_text = _(
            "Up to 3, of up to 10 MB. Where they were taken is removed before anybody "
            "sees them."
        )

    def clean_category(self) -> Category:
        return self.leaves[self.cleaned_data["category"]]

    def clean_region(self) -> Region:
        return self.counties[self.cleaned_data["region"]]

    @property
    def chosen_category(self) -> Category | None:
        """What the reader chose so far, also in a form that comes back."""
        return self.leaves.get(self["category"].value() or "")

    def _offer(self, name: str, rows: Iterable[Category] | Iterable[Region]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = _grouped(rows)


def _grouped(rows: Iterable[Category] | Iterable[Region]) -> list[Any]:
    """An empty choice, then the rows in groups under their parents."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        above = row.parent.label if row.parent else ""
        groups.setdefault(above, []).append((row.code, row.label))
    return [("", _("Choose")), *groups.items()]
