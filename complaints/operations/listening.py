"""Feedback on these pages: kept without who gave it, and bounded like the board."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from complaints.models import Feedback
from complaints.operations import rationing
from complaints.scrubbing import scrub
from complaints.states import Opinion


@dataclass(frozen=True)
class Given:
    """`network` is what `registry.views.origins.network_of` says; it is not kept."""

    easy: Opinion
    clear: Opinion
    comment: str
    language: str
    network: str


@transaction.atomic
def take_feedback(*, given: Given, now: datetime) -> Feedback:
    """
    Keep what somebody says of these pages; names, phones and flats are hidden first.

    :raises WrittenTooOften: if this network, or all together, wrote as much as is taken
    """
    rationing.count_feedback(network=given.network, now=now)
    return Feedback.objects.create(
        written_at=now,
        easy=given.easy,
        clear=given.clear,
        comment=scrub(given.comment.strip()),
        language=given.language,
    )
