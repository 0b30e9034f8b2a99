"""The notice of low rating: written down with the review that it belongs to."""

from ratings.models import LowRating, Review
from ratings.queries.two_results import low_ratings


def write(review: Review) -> int:
    """
    Keep whom a review that is being published puts on the notice of low rating.

    It stays as it was published; a corrected version has one of its own. Returns how
    many firms it names.
    """
    earlier = Review.objects.published().filter(period__lt=review.period)
    rows = [
        LowRating(review=review, firm_id=each.firm_id, before=each.older)
        for each in low_ratings(review, list(earlier))
    ]
    return len(LowRating.objects.bulk_create(rows))
