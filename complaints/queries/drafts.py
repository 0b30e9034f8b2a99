"""What was answered so far in a browser, and the photos that go with it."""

from collections.abc import Sequence
from datetime import datetime

from complaints.answers import Answers
from complaints.models import Draft, DraftPhoto, Photo
from registry.models import StoredFile
from registry.sealing import unseal


def draft_of(browser_digest: str, *, now: datetime) -> Draft | None:
    """The draft of a browser, while it may go on with it."""
    drafts = Draft.objects.filter(browser_digest=browser_digest)
    return drafts.filter(expires_at__gt=now).first()


def answers_of(draft: Draft) -> Answers:
    return Answers.from_json(unseal(draft.answers_sealed))


def photos_of(draft: Draft) -> list[StoredFile]:
    """In the order in which they arrived."""
    rows = DraftPhoto.objects.filter(draft=draft).select_related("file")
    return [row.file for row in rows.order_by("pk")]


def free_for(draft: Draft, files: Sequence[StoredFile]) -> list[StoredFile]:
    """Those that are no evidence yet and belong to no other draft."""
    ids = [file.pk for file in files]
    used = Photo.objects.filter(file__in=ids).values_list("file_id", flat=True)
    others = DraftPhoto.objects.filter(file__in=ids).exclude(draft=draft)
    taken = {*used, *others.values_list("file_id", flat=True)}
    return [file for file in files if file.pk not in taken]
