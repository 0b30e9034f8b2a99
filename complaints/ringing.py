"""
Messages to telephones: a text message, or a call that reads it aloud to a landline.
"""

from collections.abc import Mapping
from typing import Any

from complaints import notice_texts
from registry import phones
from registry.ledger.outbox import Message
from registry.models.notice import NoticeChannel


def written_to(
    phone: str, *, template: str, payload: Mapping[str, Any], **message: Any
) -> list[Message]:
    """One SMS; a landline is called about a result, in words without a link."""
    if not phones.gets_sms(phone):
        template = notice_texts.READ_ALOUD.get(template, "")
        payload = {"number": payload["number"]}
    if not template:
        return []
    return [ringing(phone, template=template, payload=payload, **message)]


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
