"""
Telling a street that a firm on the black list begins to serve a community there.

Owners and their committee have no account; their street office tells them. A tenure
comes from the desk or with a register that is loaded, so it is found by its days.
"""

from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from ratings import notices
from ratings.models import Listing
from registry.models import Tenure

# A tenure may be recorded as late as this after its first day.
RECORDED_WITHIN = timedelta(days=90)


@transaction.atomic
def tell(*, now: datetime) -> int:
    """
    Tell of each tenure that begins while a black entry of its firm stands in public,
    each once. Returns how many tenures there are now to be told of.

    Rule: domain rules 2.3, information to owners when a tenure is opened.
    """
    day = timezone.localtime(now).date()
    of_firms: dict[int, list[Listing]] = defaultdict(list)
    for each in Listing.objects.black().shown_on(day).order_by("pk"):
        of_firms[each.firm_id].append(each)
    begun = Tenure.objects.filter(
        firm__in=of_firms, starts_on__gt=day - RECORDED_WITHIN
    ).select_related("community__street")
    told = 0
    for tenure in begun.order_by("pk"):
        of_its_firm = of_firms[tenure.firm_id]
        standing = [each for each in of_its_firm if _stands_before(each, tenure)]
        for listing in standing:
            notices.listed_firm_begins(listing=listing, tenure=tenure, now=now)
        told += bool(standing)
    return told


def _stands_before(listing: Listing, tenure: Tenure) -> bool:
    """Whether it was in public when the tenure began, and not over yet."""
    published = listing.published_at
    return (
        published is not None
        and timezone.localtime(published).date() <= tenure.starts_on
        and tenure.starts_on < listing.decided.ends_on
    )
