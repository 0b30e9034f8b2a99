"""Why a half-month is counted anew."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CorrectionForm(forms.Form):
    use_required_attribute = False

    reason = forms.CharField(
        label=_("Reason for the correction"),
        help_text=_("It is published with the corrected version."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why the half-month is counted anew.")},
    )
