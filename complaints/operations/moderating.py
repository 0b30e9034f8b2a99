"""Messages of the board: written by residents, moderated and answered by officers."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from complaints import policies
from complaints.models import Message, MessageStep
from complaints.moderation import LEAST_TEXT, act_of
from complaints.operations import rationing
from complaints.scrubbing import scrub
from complaints.states import MessageAction, MessageReason
from registry.actors import Officer
from registry.models import Community
from registry.queries import province_code


class MayNotModerate(Exception):
    """The person has not the right, or the message is another region's."""

    def __str__(self) -> str:
        return _("Messages are moderated by whoever has the right in this region.")


class MessageMovedOn(Exception):
    """Somebody did something with it since this person read it."""

    def __str__(self) -> str:
        return _("Somebody moderated this message since you read it. Read it again.")


class ReasonMissing(Exception):
    """It leaves or never enters the public without a reason of the catalogue."""

    def __str__(self) -> str:
        return _("Choose a reason; the resident reads it.")


class ReplyMissing(Exception):
    """The reply is too short to be one."""

    def __str__(self) -> str:
        return _("Write the reply in at least 10 characters.")


@dataclass(frozen=True)
class Written:
    """
    What a resident writes; without a `community` it is about no single one.

    The phone is counted and looked for in the text, and not kept. `network` is what
    `registry.views.origins.network_of` says.
    """

    text: str
    phone: str
    network: str
    phone_proved: bool
    community: Community | None = None


@transaction.atomic
def write(*, written: Written, now: datetime) -> Message:
    """
    Keep a message, held until somebody moderates it.

    What could tell who wrote it is hidden before it is first written down.

    :raises WrittenTooOften: if the phone, or the network, wrote as much as it may
    """
    rationing.count_message(phone=written.phone, network=written.network, now=now)
    place = written.community
    message = Message.objects.create(
        body=scrub(written.text.strip(), known=[written.phone]),
        community=place,
        office_code=place.street.code if place else province_code(),
        written_at=now,
        phone_proved=written.phone_proved,
    )
    _step(message, MessageAction.WRITE, now)
    return message


def publish(*, message: Message, version: int, by: Officer, now: datetime) -> None:
    """
    Let everybody read it.

    :raises MayNotModerate, MessageMovedOn: see there
    """
    _act(MessageAction.PUBLISH, message, version, by, now, published_at=now)


def refuse(
    *,
    message: Message,
    reason: MessageReason | None,
    version: int,
    by: Officer,
    now: datetime,
) -> None:
    """
    Leave it unpublished; the resident reads the reason.

    :raises MayNotModerate, MessageMovedOn, ReasonMissing: see there
    """
    _act(MessageAction.REFUSE, message, version, by, now, reason=reason)


def remove(
    *,
    message: Message,
    reason: MessageReason | None,
    version: int,
    by: Officer,
    now: datetime,
) -> None:
    """
    Take down what was published.

    :raises MayNotModerate, MessageMovedOn, ReasonMissing: see there
    """
    _act(MessageAction.REMOVE, message, version, by, now, reason=reason)


def reply(
    *, message: Message, text: str, version: int, by: Officer, now: datetime
) -> None:
    """
    Answer in public; another reply takes the place of the first, which the trail keeps.

    :raises MayNotModerate, MessageMovedOn, ReplyMissing: see there
    """
    said = scrub(text.strip())
    if len(said) < LEAST_TEXT:
        raise ReplyMissing
    _act(
        MessageAction.REPLY,
        message,
        version,
        by,
        now,
        reply=said,
        replied_at=now,
        replied_by=by.user,
    )


@transaction.atomic
def _act(
    action: MessageAction,
    message: Message,
    version: int,
    by: Officer,
    now: datetime,
    **sets: object,
) -> None:
    """Compare and set by the version: of two at once, one goes on."""
    act = act_of(action)
    if not policies.messages_moderated_by(by.user).filter(pk=message.pk).exists():
        raise MayNotModerate
    reason = sets.get("reason") or ""
    if act.with_reason and not reason:
        raise ReasonMissing
    claimed = Message.objects.filter(
        pk=message.pk, version=version, state=act.source
    ).update(version=version + 1, state=act.target, **sets)
    if not claimed:
        raise MessageMovedOn
    message.refresh_from_db()
    # saved once more for its words: a reply is found, too
    message.save(update_fields=["search"])
    text = message.reply if action == MessageAction.REPLY else ""
    _step(message, action, now, by=by, reason=str(reason), text=text)


def _step(
    message: Message,
    action: MessageAction,
    now: datetime,
    *,
    by: Officer | None = None,
    reason: str = "",
    text: str = "",
) -> None:
    MessageStep.objects.create(
        message=message,
        number=message.version,
        action=action,
        at=now,
        actor=by.user if by else None,
        reason=reason,
        text=text,
    )
