"""How the resident can be reached, and who may know it."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.forms.phones import PhoneField, PhonesField
from complaints.operations.incoming import MOST_REPRESENTATIVES
from complaints.states import FiledFor, Privacy

MOST_HOUSEHOLDS = 9999
NOBODY_ELSE = {
    "concerned_name": "",
    "concerned_phone": "",
    "concerned_phone_typed": "",
    "calls": "",
}


class OneOfTwo(forms.ChoiceField):
    """One of both is always chosen: oneself, where nothing was."""

    def clean(self, value: Any) -> Any:
        return super().clean(value or FiledFor.MYSELF)


class ContactForm(forms.Form):
    """
    The choice of privacy, phone and name; the flat only where somebody has to come in;
    for whom it is filed, if not for oneself; and of a complaint, who complains as well.

    Whoever stays anonymous leaves phone and name behind: what was typed into them is
    not kept.
    """

    use_required_attribute = False

    privacy = forms.ChoiceField(
        label=_("Who may know that it was you?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who may know that it was you.")},
    )
    phone = PhoneField(
        label=_("Your phone"),
        help_text=_(
            "A mobile gets the result by SMS, a landline (with its area code) by a "
            "call. Leave it empty if you stay anonymous."
        ),
        error_messages={
            "required": _("Give a phone number, or file anonymously."),
        },
    )
    name = forms.CharField(
        label=_("Your name"),
        required=False,
        max_length=40,
        help_text=_("Seen by the office alone."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    unit = forms.CharField(
        label=_("Your building and flat"),
        required=False,
        max_length=60,
        help_text=_(
            "Needed where somebody has to come in, as with a leak. Only then does the "
            "firm see the flat, never name or phone with it."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    filed_for = OneOfTwo(
        label=_("You file for"),
        choices=FiledFor.choices,
        widget=forms.RadioSelect,
        help_text=_("An elderly or disabled person, a family member, a neighbour."),
    )
    concerned_name = forms.CharField(
        label=_("Name of the person you file for"),
        required=False,
        max_length=40,
        help_text=_("Seen by the office alone."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    concerned_phone = PhoneField(
        label=_("Phone of the person you file for"),
        required=False,
        help_text=_(
            "Seen by the office alone. A mobile is told by SMS, a landline by a call, "
            "that you filed, and when there is a result."
        ),
    )
    calls = OneOfTwo(
        label=_("Whom does the office call about the result?"),
        choices=[
            (FiledFor.MYSELF.value, _("Me")),
            (FiledFor.OTHER.value, _("The person I file for")),
        ],
        widget=forms.RadioSelect,
        help_text=_(
            "The answer by link or code stays yours: it belongs to your phone."
        ),
    )

    households = forms.IntegerField(
        label=_("Households that complain together"),
        required=False,
        min_value=2,
        max_value=MOST_HOUSEHOLDS,
        help_text=_(
            "Seen by the office alone, and counted in nothing: every household can "
            "join and answer by itself."
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": _("Give the number of households, 2 or more."),
            "min_value": _("Give the number of households, 2 or more."),
            "max_value": _("Give the number of households, 2 or more."),
        },
    )
    representatives = PhonesField(
        label=_("Phones of representatives"),
        required=False,
        most=MOST_REPRESENTATIVES,
        help_text=_(
            "At most five, one on a line. Each follows the case with its number and "
            "this phone, and answers for themselves; a mobile gets number and result "
            "by SMS. Seen by nobody."
        ),
    )

    def __init__(
        self,
        *args: Any,
        offered: Sequence[Privacy],
        asks_for_unit: bool,
        may_be_joint: bool,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        choices = [(one.value, one.label) for one in offered]
        cast(forms.ChoiceField, self.fields["privacy"]).choices = choices
        self.fields["phone"].required = self["privacy"].value() != Privacy.ANONYMOUS
        if not asks_for_unit:
            del self.fields["unit"]
        if not may_be_joint:
            del self.fields["households"]
            del self.fields["representatives"]

    def clean(self) -> None:
        entered = self.cleaned_data
        is_for_other = entered.get("filed_for") == FiledFor.OTHER
        theirs = entered.get("calls") == FiledFor.OTHER
        has_phone = entered.get("concerned_phone") or "concerned_phone" in self.errors
        if is_for_other and theirs and not has_phone:
            self.add_error(
                "concerned_phone", _("Give their phone, or choose to be called.")
            )
        if not is_for_other and "concerned_phone" in self.errors:
            # of a field that is not asked nothing is said
            del self.errors["concerned_phone"]

    def answers(self) -> dict[str, str]:
        """What a valid form says, as it is kept."""
        entered = {
            "unit": "",
            **self.cleaned_data,
            **self._about_others(),
            **self._joint(),
        }
        if entered["privacy"] == Privacy.ANONYMOUS:
            return {**entered, "phone": "", "phone_typed": "", "name": ""}
        return {**entered, "phone_typed": self["phone"].value() or ""}

    def _joint(self) -> dict[str, str]:
        entered = self.cleaned_data
        if entered["privacy"] == Privacy.ANONYMOUS or "households" not in self.fields:
            return {
                "households": "",
                "representatives": "",
                "representatives_typed": "",
            }
        return {
            "households": str(entered["households"] or ""),
            "representatives": " ".join(entered["representatives"]),
            "representatives_typed": self["representatives"].value() or "",
        }

    def _about_others(self) -> dict[str, str]:
        """Who files for nobody else, or stays anonymous, leaves nobody behind."""
        entered = self.cleaned_data
        is_for_other = entered["filed_for"] == FiledFor.OTHER
        if entered["privacy"] == Privacy.ANONYMOUS or not is_for_other:
            return {**NOBODY_ELSE, "filed_for": entered["filed_for"]}
        return {
            "concerned_phone_typed": self["concerned_phone"].value() or "",
        }
