"""Joining a case that somebody else reported ("me too")."""

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.forms.phones import PhoneField


class JoinForm(forms.Form):
    use_required_attribute = False

    phone = PhoneField(
        label=_("Your phone"),
        help_text=_(
            "A mobile gets the number of the case and the result by SMS. With a "
            "landline you look in with number and phone. Either way you answer for "
            "yourself whether it is solved. Neither the firm nor who reported it "
            "learns your phone."
        ),
        error_messages={"required": _("Give a phone number.")},
    )
