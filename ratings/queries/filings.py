"""Two reviews' frozen counts of each region's filings, and its inspections then."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from ratings.models import Inspection, RegionCounts, Review
from ratings.models.review import SCORED_STATES
from ratings.periods import HalfMonth
from ratings.queries.windows import Window
from ratings.rules import Rules
from ratings.suppression import Filings
from registry.areas import Level
from registry.days import midnight
from registry.queries import lineage

SPAN = "last_six"
Points = dict[str, list[float]]


@dataclass(frozen=True)
class Pair:
    """The newest review, and the newest whose last half-months end where its begin."""

    now: Review
    before: Review


def newest_pair() -> Pair | None:
    """Nothing before both reviews are scored and froze the hotline's cases."""
    now = _newest(Review.objects.all())
    if now is None:
        return None
    period = now.half_month
    for _each in range(_half_months(now)):
        period = period.previous()
    before = _newest(Review.objects.filter(period=period.name))
    return Pair(now, before) if before else None


def of_regions(pair: Pair) -> Iterator[tuple[int, Filings, Filings]]:
    """
    Each region below the province, its filings and inspections before and now: of each
    review a query to its counts and one to what was signed by its end.
    """
    earlier = dict(_counted(pair.before))
    for region, now in _counted(pair.now):
        if region in earlier:
            yield region, earlier[region], now


def periods_compared(review: Review) -> list[str]:
    """The half-months of the span that the review compares."""
    period, found = review.half_month, []
    for _each in range(_half_months(review)):
        found.append(period.name)
        period = period.previous()
    return found


def _newest(reviews: QuerySet[Review]) -> Review | None:
    scored = reviews.filter(state__in=SCORED_STATES, shape__gte=2)
    return scored.select_related("rule_set").order_by("-period", "-version").first()


def _half_months(review: Review) -> int:
    return int(_rules(review).recent_half_months)


def _rules(review: Review) -> Rules:
    return Rules.from_document(review.rule_set.content)


def _counted(review: Review) -> Iterator[tuple[int, Filings]]:
    window = Window.of(
        HalfMonth.named(review.period),
        _rules(review),
        counts_from=review.rule_set.counts_from,
    )
    rows = RegionCounts.objects.filter(review=review).exclude(
        region__level=Level.PROVINCE
    )
    seen, from_above = _visits(window)
    for region, code, entry in rows.values_list("region", "region__code", "entry"):
        cases = int(entry[SPAN]["cases"])
        # of shape 2 the hotline's have reports of retaliation among them
        hotline = min(int(entry["beside"][SPAN]["hotline"]), cases)
        yield (
            region,
            Filings(
                cases - hotline,
                hotline,
                window.days(SPAN),
                points=tuple(seen[code]),
                from_above=tuple(from_above[code]),
            ),
        )


def _visits(window: Window) -> tuple[Points, Points]:
    """
    The points of the span's visits by region code, and those by offices above it.

    As signed by the end of the window: rows are only appended to, so that this is the
    same whenever it is read. Of one visit the newest holds.
    """
    ends = midnight(window.ends, timezone.get_default_timezone())
    signed = Inspection.objects.filter(
        at__lt=ends,
        visited_on__gte=window.starts[SPAN],
        visited_on__lt=window.ends,
    ).exclude(corrected_by__at__lt=ends)
    seen: Points = defaultdict(list)
    from_above: Points = defaultdict(list)
    for street, office, points in signed.values_list(
        "tenure__community__street__code", "office__code", "points"
    ):
        for code in lineage(street):
            seen[code].append(float(points))
            if office != code and office in lineage(code):
                from_above[code].append(float(points))
    return seen, from_above
