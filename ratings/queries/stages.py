"""How far the reviews of a year are: the newest version of each half-month."""

from datetime import date

from ratings.models import Review, RuleSet
from ratings.periods import HalfMonth

MOMENTS = ("opened_at", "previewed_at", "preview_ends_at", "published_at")


def newest_versions(year: int) -> dict[str, Review]:
    """By period. A correction that is not published yet leaves the old one in force."""
    rows = (
        Review.objects.filter(period__startswith=f"{year:04}-")
        .only("period", "version", "state", *MOMENTS)
        .order_by("version")
    )
    found: dict[str, Review] = {}
    for review in rows:
        before = found.get(review.period)
        if before is None or review.is_public or not before.is_public:
            found[review.period] = review
    return found


def counts_from() -> date | None:
    """The first day that any review counts; nothing until rules were issued."""
    return (
        RuleSet.objects.issued()
        .order_by("counts_from")
        .values_list("counts_from", flat=True)
        .first()
    )


def half_months_of(year: int) -> list[HalfMonth]:
    periods = [HalfMonth(date(year, 1, 1))]
    while periods[-1].next().first_day.year == year:
        periods.append(periods[-1].next())
    return periods
