"""
Photos that have arrived and belong to no case yet.

A token stands for each: signed, bound to the browser that sent the photo, good for a
week. The same token in a photo's address shows it to that browser.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core import signing
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.models import Photo
from complaints.views.proofs import session_of
from registry.ledger import files
from registry.ledger.images import CleanImage
from registry.models import StoredFile

FIELD = "kept_photos"
PURPOSE = "photo of a case"
VALID_FOR = timedelta(days=7)
_SALT = "complaints.draft"


class PhotoGone(Exception):
    """A photo that was sent before belongs to another case by now."""

    def __str__(self) -> str:
        return _("A photo sent before is gone. Choose it again.")


@dataclass(frozen=True)
class Draft:
    """One photo as forms show it: what it is sent by, and where it is seen."""

    token: str
    url: str
    alt: str


@dataclass(frozen=True)
class Kept:
    """The photos that a form carried along; `lost` when a token was not good."""

    files: tuple[StoredFile, ...]
    lost: bool


def draft_of(request: HttpRequest, stored: StoredFile, number: int) -> Draft:
    """`number` is the photo's place in its form, from 1."""
    token = signing.dumps([stored.pk.hex, session_of(request)], salt=_SALT)
    return Draft(
        token=token,
        url=f"{reverse('complaints:photo', args=[stored.pk])}?draft={token}",
        alt=_("Photo %(number)s") % {"number": number},
    )


def kept(request: HttpRequest) -> Kept:
    """What the form carried, in its order."""
    ids = [_read(request, token) for token in request.POST.getlist(FIELD)]
    rows = {row.pk: row for row in StoredFile.objects.filter(pk__in=filter(None, ids))}
    found = tuple(rows[one] for one in ids if one in rows)
    return Kept(files=found, lost=len(found) < len(ids))


def keep(
    request: HttpRequest, images: Iterable[CleanImage], before: Sequence[StoredFile]
) -> list[Draft]:
    """Keep the photos of a form that comes back, with those it carried already."""
    now = timezone.now()
    stored = [*before, *(files.keep(one, now=now, purpose=PURPOSE) for one in images)]
    return [draft_of(request, one, place) for place, one in enumerate(stored, start=1)]


def evidence(
    carried: Sequence[StoredFile], images: Iterable[CleanImage]
) -> list[StoredFile]:
    """
    All photos of a form that goes through, stored; called inside its transaction.

    :raises PhotoGone: if one of them is another case's already
    """
    if Photo.objects.filter(file__in=[one.pk for one in carried]).exists():
        raise PhotoGone
    now = timezone.now()
    return [*carried, *(files.keep(one, now=now, purpose=PURPOSE) for one in images)]


def is_own_draft(request: HttpRequest, file_id: UUID) -> bool:
    """Whether the address carries this photo's token, in the browser that sent it."""
    token = request.GET.get("draft", "")
    return bool(token) and _read(request, token) == file_id


def _read(request: HttpRequest, token: str) -> UUID | None:
    try:
        file_id, session = signing.loads(token, salt=_SALT, max_age=VALID_FOR)
        return UUID(file_id) if session == session_of(request) else None
    except (signing.BadSignature, ValueError, TypeError):
        return None
