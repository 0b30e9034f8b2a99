"""What a resident adds to a case, or asks of it: one text, mostly free to leave out."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.forms.photos import PhotosForm
from complaints.refusals import Refusal

LONGEST_TEXT = 2000


def stranded(form: forms.Form | None, offered: Iterable[Mapping[str, Any]]) -> str:
    """What was typed into a form whose act is not possible any more."""
    if form is None or "text" not in form.fields or not form.is_bound:
        return ""
    if any(act["auto_id"] == form.auto_id for act in offered):
        return ""
    return str(form["text"].value() or "")


class ActForm(forms.Form):
    """`needed` says that the text cannot be left out."""

    key = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("In your own words"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": Refusal.TEXT.label},
    )

    def __init__(
        self, *args: Any, label: Any, needed: bool = False, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["text"].label = label
        self.fields["text"].required = needed


class AdditionForm(PhotosForm, ActForm):
    """What is added to a case: words, photos, or both."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["photos"].help_text = _(
            "Up to 3. Where they were taken is removed before anybody sees them."
        )

    def clean(self) -> None:
        super().clean()
        if self.errors or self.cleaned_data["text"].strip() or self.photo_count:
            return
        self.add_error("text", Refusal.ADDITION.label)
