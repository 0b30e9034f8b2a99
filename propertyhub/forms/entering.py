"""How people of offices, departments and firms log in: the forms and what they say."""

from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _
from unfold.forms import AuthenticationForm as ThemedAuthenticationForm

INACTIVE = _("This account is switched off. Your office can switch it on again.")


class EntryForm(AuthenticationForm):
    error_messages = {
        "invalid_login": _(
            "User name and password do not fit together. Capital letters count."
        ),
        "inactive": INACTIVE,
    }


class DeskEntryForm(ThemedAuthenticationForm):
    """The desk's own: a right password of somebody without a desk is not told apart."""

    error_messages = {
        "invalid_login": _(
            "User name and password do not fit together, or this account has no desk."
            " Capital letters count."
        ),
        "inactive": INACTIVE,
    }
