"""What is typed on the message board: by residents, and by who moderates."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.forms.phones import PhoneField
from complaints.moderation import LEAST_TEXT, act_of
from complaints.states import MessageAction, MessageReason

LONGEST_TEXT = 500
LONGEST_REPLY = 1000


class MessageForm(forms.Form):
    """A message to everybody, and the phone that bounds how much is written."""

    use_required_attribute = False

    text = forms.CharField(
        label=_("Your message"),
        help_text=_(
            "At most 500 characters. Leave out names, phones and flats; we hide what "
            "we find."
        ),
        min_length=LEAST_TEXT,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Write your message."),
            "min_length": _("Write at least %(limit_value)s characters."),
            "max_length": _("Write at most %(limit_value)s characters."),
        },
    )
    phone = PhoneField(
        label=_("Your phone"),
        help_text=_("Nobody sees it. It only limits how much one phone writes."),
        error_messages={"required": _("Give your phone number.")},
    )


class ModerationForm(forms.Form):
    """What is done with a message, as it was read."""

    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(ModerationForm):
    reason = forms.ChoiceField(
        label=_("Reason"),
        help_text=_("The resident reads it."),
        choices=MessageReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason; the resident reads it.")},
    )

    @property
    def chosen(self) -> MessageReason:
        return MessageReason(self.cleaned_data["reason"])


class ReplyForm(ModerationForm):
    reply = forms.CharField(
        label=_("Reply"),
        help_text=_("Everybody reads it, below the message."),
        min_length=LEAST_TEXT,
        max_length=LONGEST_REPLY,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Write the reply in at least 10 characters."),
            "min_length": _("Write the reply in at least 10 characters."),
            "max_length": _("Write at most %(limit_value)s characters."),
        },
    )


def form_of(action: MessageAction, data: Any = None, **initial: Any) -> ModerationForm:
    """The form of an act: with a reason, with a reply, or with nothing to type."""
    form = ReplyForm if action == MessageAction.REPLY else ModerationForm
    if act_of(action).with_reason:
        form = ReasonForm
    return form(data, initial=initial, prefix=None, auto_id=f"id_{action.lower()}_%s")
