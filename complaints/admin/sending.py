"""Forms of the desk that are carried out once, and the photos that they carry along."""

import secrets
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest

from complaints.models import Photo
from registry.ledger import files, keys
from registry.ledger.images import CleanImage
from registry.ledger.keys import Reply
from registry.models import StoredFile, User

KEPT_PHOTOS = "kept_photos"
NOT_OF_THE_REQUEST = frozenset({"key", "csrfmiddlewaretoken"})


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
    fields = {
        name: request.POST.getlist(name)
        for name in request.POST
        if name not in NOT_OF_THE_REQUEST
    }
    uploads = [
        (name, upload)
        for name in request.FILES
        for upload in request.FILES.getlist(name)
    ]
    return keys.once(
        scope=f"desk {act} {user.pk}",
        key=request.POST.get("key") or secrets.token_urlsafe(),
        request_digest=keys.digest_of(fields, uploads),
        now=now,
        run=run,
    )


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
