"""The notice of low rating as a published review gives it."""

from collections.abc import Iterable
from dataclasses import dataclass

from ratings.models import LowRating, Review


@dataclass(frozen=True)
class Noticed:
    """A firm on the notice of a review, and the half-month of the result before."""

    name: str
    code: str
    before: str


def of_review(review: Review) -> list[Noticed]:
    """The firms that the notice of this version names, by name."""
    found: Iterable[LowRating] = (
        LowRating.objects.filter(review=review)
        .select_related("firm", "before")
        .defer("before__window", "before__pools")
        .order_by("firm__name", "pk")
    )
    return [
        Noticed(each.firm.name, each.firm.credit_code, each.before.period)
        for each in found
    ]
