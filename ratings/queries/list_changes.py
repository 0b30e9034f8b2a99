"""
Which entries came on the lists in a half-month and which left them, for its bulletin.

By their numbers alone. Whom an entry names is asked of `queries.listed` when a page is
made, so that a bulletin frozen long ago names nobody who has left the lists since.
"""

from django.db.models import Q
from django.utils import timezone

from ratings.bulletins import Document
from ratings.models import Listing, LowRating, Review
from ratings.states import ListKind


def list_changes(review: Review) -> Document:
    """What came and went by list, and how many firms the notice of low rating names."""
    period, zone = review.half_month, timezone.get_default_timezone()
    starts, ends = period.start_moment(zone), period.end_moment(zone)
    once_public = Listing.objects.ever_public().order_by("number")
    came = once_public.filter(published_at__gte=starts, published_at__lt=ends)
    # an entry whose term is over has left, whether or not the sweep has come by
    left = Q(removed_at__gte=starts, removed_at__lt=ends) | Q(
        removed_at__isnull=True, ends_on__gte=period.first_day, ends_on__lt=period.end
    )
    went = once_public.filter(left)
    named = LowRating.objects.filter(review_id=review.pk).count()
    return {
        "low_ratings": named,
        **{
            f"{kind.value.lower()}_{word}": [
                {"number": number}
                for number in entries.filter(list_kind=kind).values_list(
                    "number", flat=True
                )
            ]
            for kind in ListKind
            for word, entries in (("came", came), ("went", went))
        },
    }
