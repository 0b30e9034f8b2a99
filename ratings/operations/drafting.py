"""
Drafting the bulletin of a published review: once, in the transaction that publishes.

What was published before there were bulletins is made up for by the nightly job.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from ratings.bulletins import Document, differences, document_number
from ratings.canonical import sha256_of
from ratings.models import Bulletin, Review
from ratings.queries import bulletin as figures
from ratings.states import BulletinState, ReviewState

NOT_PUBLISHED = (BulletinState.DRAFT, BulletinState.EDITED, BulletinState.SIGNED)


@transaction.atomic
def draft(review: Review, *, now: datetime) -> Bulletin:
    """
    Draft the bulletin of a review in force; drafted already, read it.

    An earlier version's bulletin that was not published yet gives way at once; one that
    was stays in force until this one is published.
    """
    known = Bulletin.objects.filter(review=review).first()
    if known is not None:
        return known
    earlier = Bulletin.objects.filter(
        period=review.period, review__version__lt=review.version
    )
    earlier.filter(state__in=NOT_PUBLISHED).update(
        state=BulletinState.SUPERSEDED, revision=F("revision") + 1
    )
    corrected = list(earlier.filter(published_at__isnull=False).order_by("pk"))
    document = figures.figures_of(review)
    bulletin, _created = Bulletin.objects.get_or_create(
        review=review,
        defaults={
            "period": review.period,
            "number": document_number(
                review.half_month,
                corrections=len(corrected),
                province=document["province"]["code"],
            ),
            "figures": document,
            "figures_sha256": sha256_of(document),
            "changes": _changes(corrected[-1], document) if corrected else [],
            "drafted_at": now,
        },
    )
    return bulletin


def draft_missing(*, now: datetime) -> list[Bulletin]:
    """Draft what reviews in force have no bulletin, the oldest half-month first."""
    drafted = Bulletin.objects.filter(review=OuterRef("pk"))
    reviews = Review.objects.filter(~Exists(drafted), state=ReviewState.PUBLISHED)
    found = reviews.select_related("rule_set").order_by("period")
    return [draft(review, now=now) for review in found]


def _changes(before: Bulletin, document: Document) -> list[Document]:
    """What a correction changed, as it is told with it."""
    return [vars(change) for change in differences(before.figures, document)]
