"""
Messages to telephones: a text message, or a call that reads it aloud to a landline.
"""

from collections.abc import Mapping
from typing import Any

from complaints import notice_texts
from registry import phones
from registry.ledger.outbox import Message
from registry.models.notice import NoticeChannel


def written_to(phone: str, **message: Any) -> list[Message]:
    """One SMS; a landline gets none, since a link cannot be read aloud."""
    return [ringing(phone, **message)] if phones.gets_sms(phone) else []


def ringing(
    phone: str,
    *,
    key: str,
    template: str,
    payload: Mapping[str, Any],
    language: str,
    urgent: bool,
) -> Message:
    """One message to a phone; at night only what is urgent rings."""
    return Message(
        dedupe_key=key,
        channel=channel_of(phone),
        template=notice_texts.file_of(template),
        address=phone,
        payload=payload,
        language=language,
        is_urgent=urgent,
    )


def channel_of(phone: str) -> NoticeChannel:
    return NoticeChannel.SMS if phones.gets_sms(phone) else NoticeChannel.VOICE
