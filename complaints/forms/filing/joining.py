"""Joining a case that somebody else reported ("me too")."""

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.forms.phones import PhoneField


class JoinForm(forms.Form):
    use_required_attribute = False

    phone = PhoneField(
        label=_("Your phone"),
        help_text=_(
            "You get the result by SMS, and an answer of your own: is it solved? "
            "Neither the firm nor who reported it learns the number."
        ),
        error_messages={"required": _("Give a phone number.")},
    )
