"""Forms of the desk that are carried out once, and the photos that they carry along."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest

from complaints.models import Photo
from registry.forms import once as form_once
from registry.ledger import files
from registry.ledger.images import CleanImage
from registry.ledger.keys import Reply
from registry.models import StoredFile, User

KEPT_PHOTOS = "kept_photos"


def once(
    request: HttpRequest,
    *,
    act: str,
    user: User,
    now: datetime,
    run: Callable[[], Reply],
) -> Reply:
    """
    What the form came to, however often it is sent.

    :raises KeyReused: if its key came before with another content
    """
    return form_once.once(request, scope=f"desk {act} {user.pk}", now=now, run=run)


def photos_kept_for(request: HttpRequest, user: User) -> list[StoredFile]:
    """The photos that a form carries along: this user's, and of no case yet."""
    ids = [_read(text) for text in request.POST.getlist(KEPT_PHOTOS)]
    if not ids:
        return []
    known = [one for one in ids if one is not None]
    found = StoredFile.objects.filter(pk__in=known, purpose=_purpose(user))
    return list(found.exclude(pk__in=Photo.objects.values("file_id")))


def keep_photos(
    images: Iterable[CleanImage],
    before: Sequence[StoredFile],
    *,
    user: User,
    now: datetime,
) -> list[StoredFile]:
    """Store what has arrived, behind what was stored before."""
    stored = [files.keep(one, now=now, purpose=_purpose(user)) for one in images]
    return [*before, *stored]


def _purpose(user: User) -> str:
    return f"desk {user.pk}"


def _read(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
