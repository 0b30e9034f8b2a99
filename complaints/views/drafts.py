"""
Photos that have arrived and belong to no case yet.

A token stands for each: signed, bound to the browser that sent the photo, good for a
week. The same token in a photo's address shows it to that browser. A photo that comes
by itself comes to the place that a page gave its form: what arrived there is found
again when the page is opened again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.core import signing
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.answers import MOST_PHOTOS
from complaints.forms.photos import PhotosForm
from complaints.models import DraftPhoto, Photo
from complaints.operations import rationing
from complaints.views import draft_cookie
from complaints.views.proofs import session_of
from complaints.views.senders import sender_of
from registry.ledger import files
from registry.ledger.images import CleanImage, PhotoRefused
from registry.models import StoredFile
from registry.sealing import lookup_digest

FIELD = "kept_photos"
PURPOSE = "photo of a case"
PLACE = "place"
# Several choices for each photo that a form takes; more is no person's.
MOST_AT_A_PLACE = 20
_SALT = "complaints.draft"
_LETTERS = 32


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


class TooManyAtAPlace(PhotoRefused):
    def __init__(self) -> None:
        super().__init__(
            gettext_lazy(
                "So many photos were sent for this form already that no more are "
                "taken. Send it with those that have arrived."
            )
        )


class PlaceUnknown(PhotoRefused):
    """No page of this browser sends photos there, or none does any more."""

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy(
                "This page is out of date. Open it again, then choose the photo again."
            )
        )


def upload_address(request: HttpRequest, form: str) -> str:
    """
    Where a page sends the photos of one form; `form` names it within this browser.

    Another browser, or the same one after logging in or out, has another address, and
    can send nothing to this one.
    """
    place = _signer(request).sign(_digest(request, form))
    return f"{reverse('complaints:photo_upload')}?{urlencode({PLACE: place})}"


def purpose_here(request: HttpRequest) -> str:
    """
    What a photo that was sent to the address of this request is kept for.

    :raises PlaceUnknown: if it is that of no form of this browser, and of no draft
    """
    place = request.GET.get(PLACE, "")
    draft = draft_cookie.draft_of(request)
    if draft is not None and place == draft.browser_digest:
        return f"draft {lookup_digest(place, purpose='draft')[:_LETTERS]}"
    try:
        return _purpose_of(request, _signer(request).unsign(place))
    except signing.BadSignature:
        raise PlaceUnknown from None


def check_number(purpose: str) -> None:
    """:raises TooManyAtAPlace: if more photos wait there than any form takes"""
    if _free(purpose).count() >= MOST_AT_A_PLACE:
        raise TooManyAtAPlace


def of_form(request: HttpRequest, form: PhotosForm | None, name: str) -> list[Draft]:
    """
    The photos of a form as its page shows them: what was sent with it; or, where the
    page is opened again or another form of it comes back, the newest that were sent
    for it and not used.
    """
    purpose = _purpose_of(request, _digest(request, name))
    if form is not None and form.is_bound:
        return keep(request, form.arrived, form.kept, purpose=purpose)
    newest = _free(purpose).order_by("-created_at", "-pk")[:MOST_PHOTOS]
    return _shown(request, reversed(newest))


def draft_of(request: HttpRequest, stored: StoredFile, number: int) -> Draft:
    """`number` is the photo's place in its form, from 1."""
    token = signing.dumps([stored.pk.hex, session_of(request)], salt=_SALT)
    return Draft(
        token=token,
        url=f"{reverse('complaints:photo', args=[stored.pk])}?draft={token}",
        alt=_("Photo %(number)s") % {"number": number},
    )


def kept(request: HttpRequest) -> Kept:
    """What the form carried, in its order; a photo that it names twice, once."""
    tokens = request.POST.getlist(FIELD)
    ids = list(dict.fromkeys(_read(request, token) for token in tokens))
    rows = {row.pk: row for row in StoredFile.objects.filter(pk__in=filter(None, ids))}
    found = tuple(rows[one] for one in ids if one in rows)
    return Kept(files=found, lost=len(found) < len(ids))


def keep(
    request: HttpRequest,
    images: Iterable[CleanImage],
    before: Sequence[StoredFile],
    *,
    purpose: str = PURPOSE,
) -> list[Draft]:
    """Keep the photos of a form that comes back, with those it carried already."""
    return _shown(request, [*before, *store(request, images, purpose=purpose)])


def store(
    request: HttpRequest, images: Iterable[CleanImage], *, purpose: str = PURPOSE
) -> list[StoredFile]:
    """Keep photos that the form took, and count them for their sender."""
    now = timezone.now()
    stored = [files.keep(one, now=now, purpose=purpose) for one in images]
    rationing.count_photos(sender_of(request), len(stored), now=now)
    return stored


def evidence(
    request: HttpRequest, carried: Sequence[StoredFile], images: Iterable[CleanImage]
) -> list[StoredFile]:
    """
    All photos of a form that goes through, stored; called inside its transaction.

    :raises PhotoGone: if one of them is another case's already, or goes with a draft
    """
    ids = [one.pk for one in carried]
    if any(
        model.objects.filter(file__in=ids).exists() for model in (Photo, DraftPhoto)
    ):
        raise PhotoGone
    return [*carried, *store(request, images)]


def is_own_draft(request: HttpRequest, file_id: UUID) -> bool:
    """Whether the address carries this photo's token, in the browser that sent it."""
    token = request.GET.get("draft", "")
    return bool(token) and _read(request, token) == file_id


def _read(request: HttpRequest, token: str) -> UUID | None:
    try:
        file_id, session = signing.loads(token, salt=_SALT, max_age=files.KEPT_UNUSED)
        return UUID(file_id) if session == session_of(request) else None
    except (signing.BadSignature, ValueError, TypeError):
        return None


def _shown(request: HttpRequest, stored: Iterable[StoredFile]) -> list[Draft]:
    return [draft_of(request, one, place) for place, one in enumerate(stored, start=1)]


def _free(purpose: str) -> QuerySet[StoredFile]:
    used = Photo.objects.filter(file=OuterRef("pk"))
    return StoredFile.objects.filter(~Exists(used), purpose=purpose)


def _signer(request: HttpRequest) -> signing.Signer:
    """Without the moment: a page that is opened again has the same address."""
    return signing.Signer(salt=f"{_SALT}.place {session_of(request)}")


def _purpose_of(request: HttpRequest, place: str) -> str:
    return f"draft {_digest(request, place)}"


def _digest(request: HttpRequest, name: str) -> str:
    return lookup_digest(f"{session_of(request)} {name}", purpose="draft")[:_LETTERS]
