"""
Inspecting projects on site, and the checklists for it.

An inspection is written whole and once; what was wrong in it is put right by another
one of the same visit, with a reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from ratings import checklists, policies
from ratings.checklists import Item, NothingMarked
from ratings.models import (
    Checklist,
    InspectedItem,
    Inspection,
    InspectionPhoto,
)
from ratings.operations.enforcing import NotRecorded
from ratings.refusals import Refusal
from ratings.sanctions import is_short
from ratings.states import Mark
from registry.actors import Officer
from registry.models import StoredFile, Tenure

__all__ = [
    "Found",
    "NotRecorded",
    "Visit",
    "checklist_on",
    "inspect",
    "items_of",
    "publish_checklist",
]


@dataclass(frozen=True)
class Found:
    """What was found of one item, in the order of the checklist."""

    mark: Mark
    remark: str = ""
    photos: Sequence[StoredFile] = ()


@dataclass(frozen=True)
class Visit:
    """What an inspector brings home; `signed` is their word that it is so."""

    tenure: Tenure
    checklist: Checklist
    on: date
    found: Sequence[Found]
    remark: str = ""
    signed: bool = False
    corrects: Inspection | None = None
    reason: str = ""


def publish_checklist(
    *,
    title: str,
    number: str,
    items: Sequence[Item],
    effective_from: date,
    by: Officer,
    now: datetime,
    demo: bool = False,
) -> Checklist:
    """
    Put a version of the checklist in force from a day that is not over.

    :raises NotRecorded: if this is not the province's, too late, or the day is taken
    """
    if not policies.may_keep_bases(by.user):
        raise NotRecorded(Refusal.NOT_THE_PROVINCE)
    if effective_from < timezone.localtime(now).date():
        raise NotRecorded(Refusal.BACKWARDS)
    if sum(item.weight for item in items) != checklists.WHOLE:
        raise NotRecorded(Refusal.WEIGHTS)
    try:
        with transaction.atomic():
            return Checklist.objects.create(
                title=title,
                document_number=number,
                effective_from=effective_from,
                items=[item.as_document() for item in items],
                recorded_at=now,
                recorded_by=by.user,
                is_demo=demo,
            )
    except IntegrityError:
        raise NotRecorded(Refusal.DAY_TAKEN) from None


def checklist_on(day: date) -> Checklist | None:
    return Checklist.objects.in_force_on(day).first()


def items_of(checklist: Checklist) -> list[Item]:
    return [Item.from_document(each) for each in checklist.items]


def inspect(*, visit: Visit, by: Officer, now: datetime) -> Inspection:
    """
    Write down a signed inspection with its marks, remarks and photos, whole.

    :raises NotRecorded: with everything that is against it
    """
    against = [*_of_the_place(visit, by), *_of_the_visit(visit, now)]
    against += _of_the_correction(visit, by)
    if against:
        raise NotRecorded(*against)
    try:
        with transaction.atomic():
            return _write(visit, by, now)
    except IntegrityError:
        # somebody corrected the same inspection meanwhile
        raise NotRecorded(Refusal.CORRECTED) from None


def _of_the_place(visit: Visit, by: Officer) -> list[Refusal]:
    if policies.may_inspect_at(by.user, visit.tenure.community):
        return []
    return [Refusal.NOT_YOUR_PROJECT]


def _of_the_visit(visit: Visit, now: datetime) -> list[Refusal]:
    served = Tenure.objects.in_force_on(visit.on).filter(pk=visit.tenure.pk)
    marks = [each.mark for each in visit.found]
    right = visit.corrects.checklist if visit.corrects else checklist_on(visit.on)
    conditions = (
        (Refusal.LATER, visit.on <= timezone.localtime(now).date()),
        (Refusal.NOT_SERVED, served.exists()),
        (Refusal.MARKS, len(marks) == len(visit.checklist.items)),
        (Refusal.NOTHING_MARKED, set(marks) != {Mark.NOT_HERE}),
        (Refusal.SIGNED, visit.signed),
        (Refusal.NO_CHECKLIST, right is not None),
        (Refusal.OTHER_CHECKLIST, right in (None, visit.checklist)),
    )
    return [refusal for refusal, holds in conditions if not holds]


def _of_the_correction(visit: Visit, by: Officer) -> list[Refusal]:
    corrected = visit.corrects
    if corrected is None:
        return []
    same = (corrected.tenure_id, corrected.visited_on) == (visit.tenure.pk, visit.on)
    again = Inspection.objects.filter(corrects=corrected).exists()
    conditions = (
        (Refusal.NOT_YOUR_VISIT, policies.may_correct(by.user, corrected)),
        (Refusal.OTHER_VISIT, same),
        (Refusal.CORRECTED, not again),
        (Refusal.REASON, not is_short(visit.reason)),
    )
    return [refusal for refusal, holds in conditions if not holds]


def _write(visit: Visit, by: Officer, now: datetime) -> Inspection:
    items = items_of(visit.checklist)
    pairs = list(zip(items, visit.found, strict=True))
    try:
        points = checklists.points((item.weight, each.mark) for item, each in pairs)
    except NothingMarked:
        raise NotRecorded(Refusal.NOTHING_MARKED) from None
    assert by.user.region is not None  # may_inspect_at asked for one
    row = Inspection.objects.create(
        tenure=visit.tenure,
        checklist=visit.checklist,
        office=by.user.region,
        inspector=by.user,
        signed_as=str(by.user),
        visited_on=visit.on,
        at=now,
        points=points,
        remark=visit.remark.strip(),
        corrects=visit.corrects,
        correction_reason=visit.reason.strip() if visit.corrects else "",
    )
    written = InspectedItem.objects.bulk_create(
        InspectedItem(
            inspection=row,
            position=position,
            title=item.title,
            weight=item.weight,
            mark=each.mark,
            remark=each.remark.strip(),
        )
        for position, (item, each) in enumerate(pairs, start=1)
    )
    InspectionPhoto.objects.bulk_create(
        InspectionPhoto(item=item, file=photo)
        for item, each in zip(written, visit.found, strict=True)
        for photo in each.photos
    )
    return row
