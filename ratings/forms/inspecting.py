"""What an inspector fills in on site, and how a checklist is written."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ratings import checklists
from ratings.checklists import Item, NotALine, WrongSum
from ratings.forms.documents import AskedTick, DocumentForm, day_field, text_field
from ratings.operations.inspecting import Found
from ratings.states import Mark
from registry.forms import uploads
from registry.ledger.images import CleanImage, PhotoRefused
from registry.models import StoredFile

MOST_PHOTOS = 3


class PhotoField(forms.FileField):
    """One photo, from the camera where there is one; what arrived is made anew."""

    def __init__(self, **options: Any) -> None:
        widget = forms.FileInput(
            attrs={"accept": "image/*", "capture": "environment"},
        )
        super().__init__(
            widget=widget, required=False, allow_empty_file=True, **options
        )

    def clean(self, data: Any, initial: Any = None) -> CleanImage | None:
        upload = super().clean(data, initial)
        if not upload:
            return None
        try:
            return uploads.photo_of(upload)
        except PhotoRefused as refusal:
            raise forms.ValidationError(str(refusal.message)) from None


class InspectionForm(DocumentForm):
    """
    A card for each item: its mark, a remark and a photo.

    `kept` are photos by position that arrived with earlier tries and are good; a try
    that is refused leaves its own in `arrived`, and the day that was typed in `day`.
    """

    on = day_field(gettext_lazy("Day of the visit"))
    remark = text_field(gettext_lazy("Remark on the whole"), rows=3, required=False)
    because = text_field(gettext_lazy("Reason for the correction"), rows=3)
    signed = AskedTick()

    def __init__(
        self,
        *args: Any,
        items: Sequence[Item],
        signer: str,
        corrects: bool = False,
        kept: Mapping[int, Sequence[StoredFile]] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.items, self.kept = items, dict(kept or {})
        self.day: date | None = None
        self.fields["signed"].label = _(
            "I was on site and sign this inspection as %(name)s."
        ) % {"name": signer}
        if corrects:
            # of the same visit as the one that is corrected
            del self.fields["on"]
        else:
            del self.fields["because"]
        for number, item in enumerate(items, start=1):
            self._add_card(number, item)

    def _add_card(self, number: int, item: Item) -> None:
        self.fields[f"mark_{number}"] = forms.ChoiceField(
            label=item.title,
            choices=Mark.choices,
            widget=forms.RadioSelect,
            error_messages={
                "required": _("Mark this item: %(item)s") % {"item": item.title}
            },
        )
        self.fields[f"remark_{number}"] = text_field(
            _("Remark"), rows=2, required=False
        )
        self.fields[f"photo_{number}"] = PhotoField(label=_("Take a photo"))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        self.day = typed.get("on")
        for number in range(1, len(self.items) + 1):
            if len(self.photos_of(number)) > MOST_PHOTOS:
                self.add_error(
                    f"photo_{number}",
                    _("Choose at most %(count)s photos.") % {"count": MOST_PHOTOS},
                )
        return typed

    @property
    def arrived(self) -> dict[int, CleanImage]:
        """The good photos of this request, by position."""
        found = {
            number: self.cleaned_data.get(f"photo_{number}")
            for number in range(1, len(self.items) + 1)
        }
        return {number: image for number, image in found.items() if image}

    def photos_of(self, number: int) -> list[object]:
        arrived = self.cleaned_data.get(f"photo_{number}")
        return [*self.kept.get(number, ()), *([arrived] if arrived else [])]

    def found(self, stored: Mapping[int, StoredFile]) -> list[Found]:
        """What a valid form found; `stored` are the photos of this request."""
        typed = self.cleaned_data
        return [
            Found(
                mark=Mark(typed[f"mark_{number}"]),
                remark=typed[f"remark_{number}"],
                photos=[
                    *self.kept.get(number, ()),
                    *([stored[number]] if number in stored else []),
                ],
            )
            for number in range(1, len(self.items) + 1)
        ]

    @property
    def cards(self) -> list[dict[str, Any]]:
        return [
            {
                "number": number,
                "title": item.title,
                "weight": item.weight,
                "mark": self[f"mark_{number}"],
                "remark": self[f"remark_{number}"],
                "photo": self[f"photo_{number}"],
                "kept": self.kept.get(number, ()),
            }
            for number, item in enumerate(self.items, start=1)
        ]


class ChecklistForm(DocumentForm):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=120)
    number = forms.CharField(
        label=gettext_lazy("Document number"), max_length=80, required=False
    )
    effective_from = day_field(gettext_lazy("In force from"))
    items = forms.CharField(
        label=gettext_lazy("Items"),
        help_text=gettext_lazy(
            "A line for each item: its weight, a space, and what is looked at. The "
            "weights sum to 100."
        ),
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": gettext_lazy("The weights have to sum to 100.")},
    )

    def clean_items(self) -> list[Item]:
        try:
            return checklists.parsed(self.cleaned_data["items"])
        except NotALine as wrong:
            words = _("Begin this line with its weight: %(line)s")
            raise forms.ValidationError(words % {"line": wrong.line}) from None
        except WrongSum as wrong:
            words = _("The weights sum to %(total)s, and have to sum to 100.")
            raise forms.ValidationError(words % {"total": wrong.total}) from None
