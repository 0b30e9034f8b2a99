"""
What speaks against a rectification: a photo that was used before, and the same trouble
soon after it. Nothing here writes.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from complaints.models import Case, Photo, Step
from complaints.queries.incidents import likely_same
from complaints.states import Action, Kind, PhotoKind, State
from registry.ledger.looks import ALIKE, COPIED, Bands, differing, neighbours
from registry.models import StoredFile
from registry.models.stored_file import LOOK

SOON = timedelta(days=30)
STANDS = (State.RECTIFIED, State.REPORTED, State.CLOSED)
COMPARED = 500


class Reused(NamedTuple):
    """A photo, and an older one that shows the same."""

    photo: StoredFile
    like: Photo


def used_before(
    case: Case, photos: Iterable[StoredFile], *, rectified: Step
) -> Reused | None:
    """
    The first of the photos of this rectification that was shown before: by the firm, or
    anybody in the community, after another one, or by anybody in the case itself.

    Of one round the trouble and its end are taken from the same spot on purpose: there
    a photo has to be a copy. At most 500 candidates are compared, found by the four
    indexes of looks.
    """
    for photo in photos:
        look = _look_of(photo)
        like = None if look is None else _like(case, look, but=rectified)
        if like is not None:
            return Reused(photo, like)
    return None


def put_right_before(case: Case) -> Case | None:
    """
    The case of the same community and category that is likely about the same trouble
    and was put right at most 30 days before this one was filed.
    """
    if case.community_id is None or case.kind != Kind.COMPLAINT:
        return None
    put_right = Step.objects.filter(
        case=OuterRef("pk"),
        round=OuterRef("round"),
        action=Action.RECTIFY,
        at__lt=case.filed_at,
        at__gte=case.filed_at - SOON,
    )
    among = Case.objects.filter(
        Exists(put_right),
        category=case.category_id,
        kind=Kind.COMPLAINT,
        state__in=STANDS,
    )
    there = among.filter(community=OuterRef("community"))
    asked = Case.objects.filter(Exists(there), pk=case.pk)
    told = asked.select_related("community", "category", "text").first()
    if told is None or told.community is None:
        return None
    likely = likely_same(
        community=told.community,
        category=told.category,
        text=told.text.body,
        place=case.place,
        now=case.filed_at,
        limit=1,
        but=case,
        among=among,
    )
    return next((one.case for one in likely), None)


def _like(case: Case, look: Bands, *, but: Step) -> Photo | None:
    whose = Q(case__community=case.community_id)
    if case.acting_firm_id is not None:
        whose |= Q(case__acting_firm=case.acting_firm_id)
    shown = (whose & Q(kind=PhotoKind.AFTER)) | Q(case=case.pk)
    candidates = (
        Photo.objects.filter(shown, file__in=_near(look))
        .exclude(step=but)
        .select_related("file", "case")
    )
    found = [one for one in candidates[:COMPARED] if _is_alike(one, look, case)]
    return max(found, key=lambda one: one.pk, default=None)


def _near(look: Bands) -> Iterable[StoredFile]:
    bands = zip(LOOK, look, strict=True)
    one_band = (Q(**{f"{name}__in": list(neighbours(band))}) for name, band in bands)
    return StoredFile.objects.filter(reduce(or_, one_band))


def _is_alike(one: Photo, look: Bands, case: Case) -> bool:
    other = _look_of(one.file)
    of_this_round = (one.case_id, one.round) == (case.pk, case.round)
    most = COPIED if of_this_round else ALIKE
    return other is not None and differing(look, other) <= most


def _look_of(file: StoredFile) -> Bands | None:
    bands = tuple(_bands(file))
    return None if len(bands) < len(LOOK) else (bands[0], bands[1], bands[2], bands[3])


def _bands(file: StoredFile) -> Iterator[int]:
    for name in LOOK:
        band = getattr(file, name)
        if band is not None:
            yield band
