"""E-mails of the outbox to people of offices and firms, to each who has an address."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from registry.ledger.outbox import Message
from registry.models import User
from registry.models.notice import NoticeChannel


def mails(
    people: QuerySet[User],
    *,
    key: str,
    template: str,
    payload: Mapping[str, Any],
    urgent: bool = False,
) -> list[Message]:
    """
    One message for each of the people who is active and has an address.

    `key` says once and for all what is told, `template` is the file of its text and
    `payload` what this is filled with.
    """
    return [
        Message(
            dedupe_key=f"{key}:{person.pk}",
            channel=NoticeChannel.EMAIL,
            template=template,
            address=person.email,
            payload=payload,
            language="zh-hans",
            is_urgent=urgent,
        )
        for person in people.filter(is_active=True).exclude(email="").order_by("pk")
    ]
