"""Stored photos become evidence of a step, within what a case and a phone may bring."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.models import Case, Photo, Step
from complaints.operations.incoming import FilingIncomplete
from complaints.refusals import Refusal
from complaints.states import PhotoKind
from complaints.workflow import MoveNotAllowed
from registry.days import midnight_before
from registry.models import StoredFile

# A case of two reopenings with three photos for each step that takes some has 40.
MOST_OF_A_CASE = 60
MOST_OF_A_PHONE_A_DAY = 30


def check_case(case: Case, photos: Sequence[StoredFile]) -> None:
    """
    Asked when the case's row is held, before a step of it is written.

    :raises MoveNotAllowed: if the case would have too many
    """
    if not photos:
        return
    before = Photo.objects.filter(case=case).count()
    if before + len(photos) > MOST_OF_A_CASE:
        raise MoveNotAllowed(Refusal.CASE_FULL)


def attach(
    case: Case,
    step: Step,
    photos: Sequence[StoredFile],
    kind: PhotoKind,
    *,
    round_number: int | None = None,
) -> None:
    """Make stored photos evidence of a step; of the case's round, unless it is said."""
    if photos:
        Photo.objects.bulk_create(
            photo_rows(case, step, photos, kind, round_number=round_number)
        )


def photo_rows(
    case: Case,
    step: Step,
    photos: Sequence[StoredFile],
    kind: PhotoKind,
    *,
    round_number: int | None = None,
) -> list[Photo]:
    """The same, not yet stored."""
    return [
        Photo(
            case=case, step=step, file=file, kind=kind, round=round_number or case.round
        )
        for file in photos
    ]


def check_phone(digest: str, photos: Sequence[StoredFile], now: datetime) -> None:
    """
    `digest` is that of the reporter's phone, empty for an anonymous one.

    :raises FilingIncomplete: if the phone would have brought too many in a day
    """
    if not digest or not photos:
        return
    today = midnight_before(now, timezone.get_default_timezone())
    brought = Photo.objects.filter(
        kind=PhotoKind.COMPLAINT,
        case__filed_at__gte=today,
        case__contact__phone_digest=digest,
    )
    if brought.count() + len(photos) > MOST_OF_A_PHONE_A_DAY:
        said = _(
            "At most %(count)s photos a day are taken from one phone. File without "
            "photos, or tomorrow."
        )
        raise FilingIncomplete(said % {"count": MOST_OF_A_PHONE_A_DAY})
