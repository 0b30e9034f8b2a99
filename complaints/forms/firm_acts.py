"""What a firm asks of the office, or says about its order, beside its answer."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.forms.firms import DATES, LONGEST_TEXT
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
