"""What is typed about firms and their tenures."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminTextInputWidget

from registry.credit_code import WrongCreditCode, normalised
from registry.models import Firm, Tenure
from registry.operations import tenures
from registry.operations.tenures import TenureBackwards, TenuresOverlap


class CreditCodeField(forms.CharField):
    """Takes small letters, full-width ones and spaces; the model refuses the rest."""

    def to_python(self, value: Any) -> str:
        typed = str(super().to_python(value))
        try:
            return normalised(typed)
        except WrongCreditCode:
            return typed


class FirmForm(forms.ModelForm[Firm]):
    credit_code = CreditCodeField(
        label=gettext_lazy("Unified social credit code"),
        max_length=40,
        widget=UnfoldAdminTextInputWidget(),
    )

    class Meta:
        model = Firm
        fields = (
            "name",
            "credit_code",
            "head_office",
            "contact_name",
            "contact_phone",
            "duty_phone",
            "service_address",
            "status",
        )

    def clean_head_office(self) -> Firm | None:
        head_office: Firm | None = self.cleaned_data["head_office"]
        if head_office is not None and head_office == self.instance:
            raise forms.ValidationError(_("A firm is not its own head office."))
        return head_office


class TenureForm(forms.ModelForm[Tenure]):
    """Of a tenure that stands, only the end can be changed."""

    class Meta:
        model = Tenure
        fields = ("community", "firm", "starts_on", "ends_on", "contract")
        help_texts = {
            "ends_on": gettext_lazy("The first day on which it no longer serves."),
        }

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if self.instance.pk and not typed.get("ends_on"):
            self.add_error("ends_on", _("Give the day on which the tenure ends."))
        if not self.errors:
            self._check_dates()
        return typed

    def _check_dates(self) -> None:
        """
        The operation's own check, which says which firm is in the way.

        Its message stands at a field that the constraints of the table need, so that
        they do not repeat it in their words.
        """
        stands, typed = self.instance.pk, self.cleaned_data
        try:
            tenures.check_dates(
                community=self.instance.community if stands else typed["community"],
                starts_on=self.instance.starts_on if stands else typed["starts_on"],
                ends_on=typed.get("ends_on"),
                besides=self.instance if stands else None,
            )
        except TenuresOverlap as refusal:
            self.add_error("ends_on" if stands else "community", str(refusal))
        except TenureBackwards as refusal:
            self.add_error("ends_on", str(refusal))
