"""What a firm objects to, and what is decided on it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ratings.operations.objecting import LEAST_TEXT, TextMissing
from ratings.states import ObjectionGround, ObjectionState

LONGEST_TEXT = 2000


def _long_enough(text: str) -> None:
    """The operation's own refusal, beside the other troubles of the form."""
    if len(text) < LEAST_TEXT:
        raise forms.ValidationError(str(TextMissing()))


class ObjectionForm(forms.Form):
    """Why a case should not have been counted."""

    use_required_attribute = False

    ground = forms.ChoiceField(
        label=_("Why it should not count"),
        choices=ObjectionGround.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the three reasons.")},
    )
    text = forms.CharField(
        label=_("The reasons, and what proves them"),
        help_text=_(
            "In at least 10 characters. Do not write who you think filed the case."
        ),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        validators=[_long_enough],
        error_messages={"required": _("Give the reasons in at least 10 characters.")},
    )


class DecisionForm(forms.Form):
    """Upheld or rejected, with reasons that the firm reads."""

    use_required_attribute = False

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (
                ObjectionState.UPHELD.value,
                _("Uphold: a corrected version leaves the case out"),
            ),
            (ObjectionState.REJECTED.value, _("Reject: the case stays counted")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether to uphold or to reject.")},
    )
    reasons = forms.CharField(
        label=_("Reasons"),
        help_text=_("The firm reads them. At least 10 characters."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[_long_enough],
        error_messages={"required": _("Give the reasons in at least 10 characters.")},
    )

    @property
    def upheld(self) -> bool:
        """What a valid form decides."""
        return bool(self.cleaned_data["decision"] == ObjectionState.UPHELD)
