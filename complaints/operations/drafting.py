"""
Drafts: what is typed is kept on the server from page to page, and filed once.

The device keeps nothing but a random value in a cookie. What a draft holds is sealed,
and goes after seven days, on being filed, or when its owner deletes it
(docs/adr/0030-drafts-lie-on-the-server.md).
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from complaints.answers import MOST_PHOTOS, Answers
from complaints.models import Case, Draft, DraftPhoto, Photo
from complaints.operations import filing, joining
from complaints.operations.incoming import (
    Concerned,
    Filing,
    FilingIncomplete,
    Joint,
    Place,
    Reporter,
)
from complaints.queries import catalogue
from complaints.queries.drafts import answers_of, photos_of
from complaints.states import FiledFor, Kind, Privacy
from registry.actors import Resident
from registry.ledger import files
from registry.models import Community, Region, StoredFile
from registry.sealing import seal

LIVES = timedelta(days=7)
TRIES = 5
AT_ONCE = 500

log = logging.getLogger(__name__)


class DraftGone(Exception):
    """The answers were filed or deleted meanwhile, or changed in another window."""

    def __str__(self) -> str:
        return _("Your answers changed in another window. Check them once more.")


def begin(*, browser_digest: str, answers: Answers, now: datetime) -> Draft:
    """A first answer; `browser_digest` is of a value that nobody had before."""
    with transaction.atomic():
        return Draft.objects.create(
            browser_digest=browser_digest,
            answers_sealed=seal(answers.as_json()),
            begun_at=now,
            expires_at=now + LIVES,
        )


def answer(*, draft: Draft, now: datetime, **answers: str) -> None:
    """
    Keep one page's answers beside the others, and the draft for seven days from now.

    :raises DraftGone: if it was filed or deleted meanwhile
    """
    for _try in range(TRIES):
        changed = answers_of(draft).changed(**answers)
        read = Draft.objects.filter(pk=draft.pk, version=draft.version)
        with transaction.atomic():
            written = read.update(
                answers_sealed=seal(changed.as_json()),
                version=draft.version + 1,
                expires_at=now + LIVES,
            )
        if written:
            draft.refresh_from_db()
            return
        try:
            draft.refresh_from_db()
        except Draft.DoesNotExist:
            break
    raise DraftGone


def keep_photos(*, draft: Draft, photos: Sequence[StoredFile]) -> None:
    """Let exactly these go with the draft; those that it had beside them are erased."""
    with transaction.atomic(durable=True):
        _count_change(draft)
        before = photos_of(draft)
        wanted = {photo.pk for photo in photos}
        known = {photo.pk for photo in before}
        unwanted = [photo for photo in before if photo.pk not in wanted]
        DraftPhoto.objects.bulk_create(
            DraftPhoto(draft=draft, file=one) for one in photos if one.pk not in known
        )
        paths = _drop(unwanted)
    files.erase(paths)


@transaction.atomic
def take_photo(*, draft: Draft, photo: StoredFile) -> None:
    """Let a photo that arrived by itself go with the draft."""
    _count_change(draft)
    DraftPhoto.objects.create(draft=draft, file=photo)


def _count_change(draft: Draft) -> None:
    """Photos are part of what is checked: a page that lacks them is an old one."""
    Draft.objects.filter(pk=draft.pk).update(version=F("version") + 1)
    draft.version += 1


@transaction.atomic
def file(
    *,
    draft: Draft,
    by: Resident,
    language: str,
    now: datetime,
    untold: frozenset[str] = frozenset(),
) -> Case:
    """
    File what was answered: the draft is gone, its photos are evidence. `untold` is what
    `rationing.count_filing` answers.

    :raises DraftGone: if it was filed, deleted or changed since it was read
    :raises FilingIncomplete: if something that every case needs is missing, or photos
        came together from several windows
    """
    # Claimed first: of two at the same time the second finds another version, or none.
    claimed = Draft.objects.filter(pk=draft.pk, version=draft.version)
    if not claimed.update(version=F("version") + 1):
        raise DraftGone
    answers, photos = answers_of(draft), photos_of(draft)
    if len(photos) > MOST_PHOTOS:
        raise FilingIncomplete(
            _("Choose at most %(count)s photos.") % {"count": MOST_PHOTOS}
        )
    Draft.objects.filter(pk=draft.pk).delete()
    filled = _filing(answers, language, untold)
    case = filing.file(filing=filled, by=by, now=now, photos=photos)
    joining.name_representatives(case=case, reporter=filled.reporter, now=now)
    return case


def delete(*, draft: Draft) -> None:
    """Take back all that was typed, with the photos."""
    with transaction.atomic(durable=True):
        paths = discard(draft=draft)
    files.erase(paths)


@transaction.atomic
def discard(*, draft: Draft) -> list[str]:
    """
    The same inside a caller's transaction, but for the bytes of the photos: their paths
    are for `files.erase`, once it is committed.
    """
    paths = _drop(photos_of(draft))
    Draft.objects.filter(pk=draft.pk).delete()
    return paths


def forget(*, now: datetime) -> int:
    """
    Delete the drafts that are over, with their files. Returns how many.

    One that cannot be deleted is logged, and holds up no other.
    """
    forgotten = 0
    for draft in Draft.objects.over(now).order_by("expires_at")[:AT_ONCE]:
        try:
            forgotten += _forget(draft, now)
        except DatabaseError:
            log.exception("the draft %s cannot be deleted", draft.pk)
    return forgotten


def _forget(draft: Draft, now: datetime) -> bool:
    with transaction.atomic(durable=True):
        # an answer may have given it another week since it was read
        still_over = Draft.objects.over(now).filter(pk=draft.pk)
        if not still_over.update(version=F("version") + 1):
            return False
        paths = discard(draft=draft)
    files.erase(paths)
    return True


def _drop(photos: Sequence[StoredFile]) -> list[str]:
    """Let go of photos; the paths of those that are nobody's evidence either."""
    ids = [photo.pk for photo in photos]
    DraftPhoto.objects.filter(file__in=ids).delete()
    used = set(Photo.objects.filter(file__in=ids).values_list("file_id", flat=True))
    dropped = [photo for photo in photos if photo.pk not in used]
    StoredFile.objects.filter(pk__in=[photo.pk for photo in dropped]).delete()
    return [photo.path for photo in dropped]


def _filing(answers: Answers, language: str, untold: frozenset[str]) -> Filing:
    category = catalogue.leaf(answers.category)
    if category is None:
        raise FilingIncomplete(_("Choose what it is about."))
    unit = answers.unit if category.needs_entry else ""
    return Filing(
        kind=Kind(answers.kind),
        category=category,
        text=answers.text,
        place=_place(answers),
        reporter=Reporter(
            privacy=Privacy(answers.privacy),
            phone=answers.phone,
            name=answers.name,
            unit=unit,
            language=language,
            concerned=_concerned(answers),
            joint=_joint(answers),
            untold=untold,
        ),
    )


def _joint(answers: Answers) -> Joint | None:
    """Complaints alone are joint: nobody else joins a question."""
    if answers.kind != Kind.COMPLAINT or answers.privacy == Privacy.ANONYMOUS:
        return None
    return Joint(
        households=int(answers.households) if answers.households else None,
        representatives=tuple(answers.representatives.split()),
    )


def _concerned(answers: Answers) -> Concerned | None:
    if answers.filed_for != FiledFor.OTHER:
        return None
    return Concerned(
        name=answers.concerned_name,
        phone=answers.concerned_phone,
        is_called=answers.calls == FiledFor.OTHER,
    )


def _place(answers: Answers) -> Place:
    if answers.community:
        streets = Community.objects.select_related("street")
        return Place(community=streets.filter(code=answers.community).first())
    region = Region.objects.filter(code=answers.region).first()
    return Place(region=region, description=answers.place)
