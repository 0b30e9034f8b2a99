"""What people say of these pages: two questions, and a comment if they like."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.states import Opinion

LONGEST_COMMENT = 500


def _asked(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=Opinion.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer. 'Cannot say' is one, too.")},
    )


class FeedbackForm(forms.Form):
    use_required_attribute = False

    easy = _asked(_("Was it easy to do what you came for?"))
    clear = _asked(_("Is it clear what happens next, and by when?"))
    comment = forms.CharField(
        label=_("What was hard, or missing?"),
        required=False,
        max_length=LONGEST_COMMENT,
        help_text=_("No names, phones or case numbers: nobody can answer you here."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": _("Write at most %(limit_value)s characters.")},
    )

    def opinions(self) -> dict[str, Any]:
        """What a valid form says."""
        said = self.cleaned_data
        return {
            "easy": Opinion(said["easy"]),
            "clear": Opinion(said["clear"]),
            "comment": said["comment"],
        }
