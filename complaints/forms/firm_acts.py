"""
What a firm asks of the office, or says about its order or a suspicion, beside its
answer.
"""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.forms.firms import DATES, LONGEST_TEXT
from complaints.forms.photos import PhotosForm
from complaints.guards import LEAST_TEXT
from complaints.refusals import Refusal


class FirmActForm(forms.Form):
    """`asks_for_a_day` adds until when; `today` is the last day that is too early."""

    key = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    until = forms.DateField(
        label=gettext_lazy("Until when"),
        help_text=gettext_lazy(
            "At most ten working days behind the first date, all extensions together."
        ),
        input_formats=DATES,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Choose a day."),
            "invalid": gettext_lazy("Give the date as 2026-11-30."),
        },
    )
    text = forms.CharField(
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": Refusal.TEXT.label},
    )

    def __init__(
        self,
        *args: Any,
        label: Any,
        today: date,
        asks_for_a_day: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.today = today
        self.fields["text"].label = label
        if not asks_for_a_day:
            del self.fields["until"]

    def clean(self) -> None:
        super().clean()
        day = self.cleaned_data.get("until")
        if day is not None and day <= self.today:
            self.add_error("until", _("Choose a day that lies ahead."))


class HearingForm(PhotosForm):
    """What speaks against a suspicion; photos may come with it."""

    key = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("What was done, and how it can be seen"),
        help_text=gettext_lazy("In at least 10 characters. The office reads it."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": Refusal.TEXT.label},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["photos"].label = _("Photos that show it")
        self.fields["photos"].help_text = _("Up to 3; they can be left out.")

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if len(text) < LEAST_TEXT:
            raise forms.ValidationError(Refusal.TEXT.label)
        return text
