"""What became of a commitment, with photos if there are any."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.forms.desk import DeskForm, words
from complaints.forms.photos import PhotosForm
from complaints.refusals import Refusal


class SettleForm(DeskForm, PhotosForm):
    """Kept or not kept is the button's to say; the resident reads the text."""

    commitment = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={"required": Refusal.COMMITMENT.label},
    )
    text = words(
        gettext_lazy("What you found, to the resident"),
        rows=3,
        error_messages={"required": Refusal.TEXT.label},
    )

    field_order = ("text", "photos")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["photos"].label = _("Photos taken on site")
        self.fields["photos"].help_text = _("Up to 3, of up to 10 MB each.")
