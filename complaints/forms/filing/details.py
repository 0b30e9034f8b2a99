"""What happened, in the resident's words and photos."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.forms.photos import PhotosForm

LONGEST_TEXT = 2000


def _told(label: Any, help_text: Any, required: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": required},
    )


class DetailsForm(PhotosForm):
    use_required_attribute = False

    text = _told(
        _("What happened?"),
        _("Where, since when, and whom you have told. No names or phones."),
        _("Say what happened."),
    )
    field_order = ("text", "photos")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["photos"].help_text = _(
            "Up to 3, each of up to 10 MB. The place where they were taken is removed "
            "before anybody sees them."
        )


class ConsultationForm(DetailsForm):
    """The same for a question."""

    text = _told(
        _("What do you want to know?"),
        _("In a few sentences. No names or phones."),
        _("Say what you want to know."),
    )


class SuggestionForm(DetailsForm):
    """The same for an idea."""

    text = _told(
        _("What do you suggest?"),
        _("In a few sentences. No names or phones."),
        _("Say what you suggest."),
    )
