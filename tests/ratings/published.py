"""
Published reviews of made firms, beside those that a town's own cases make.

The rows are written as freezing and scoring would write them, from counts that a test
chooses; the figures are the program's.
"""

from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

from django.utils import timezone

from ratings import reckoning
from ratings.canonical import sha256_of
from ratings.models import (
    FirmCounts,
    FirmScore,
    RegionCounts,
    RegionScore,
    Review,
)
from ratings.operations import publishing, reviewing
from ratings.periods import HalfMonth
from ratings.states import ReviewState
from registry.models import Firm, Region
from tests.ratings import ruled
from tests.ratings.counted import (
    a_firm,
    a_region,
    firm_counts,
    frozen,
    region_counts,
)
from tests.ratings.rows import COUNTS_FROM, PREVIEW_ENDS_AT, publisher

CITY = "340100000"
EARLIER, LATER = "2026-02-2", "2026-03-1"
OPENED_AT = datetime(2026, 3, 15, 18, 0, tzinfo=UTC)
ONE_DAY = timedelta(days=1)
REVIEW_HOUR = timedelta(hours=2)


def made(answers, good, *, incidents=None, households=1_500):
    """Counts of a firm: so many own answers, so many of them and of its work good."""
    incidents = answers if incidents is None else incidents
    return firm_counts(
        incidents=incidents,
        yes=good,
        no=answers - good,
        rated=answers,
        satisfied=good,
        asked=answers * 2,
        due=incidents,
        on_time=min(good, incidents),
        rectified=incidents,
        households=households,
        household_days=households * 365,
    )


def a_dozen():
    """Firms of every sort: a good and a bad one, alike ones, some with too few."""
    return {
        "优秀物业": made(400, 396),
        "糟糕物业": made(400, 120),
        **{f"相似物业{number}": made(12, 9) for number in range(6)},
        **{f"新来物业{number}": made(number, number) for number in range(4)},
    }


def credit_code(number):
    return f"9134{number:014}"


def firms_named(names):
    """The firms of these names, made where there are none; by name."""
    known = Firm.objects.count()
    for number, name in enumerate(names):
        Firm.objects.get_or_create(
            name=name, defaults={"credit_code": credit_code(known * 1000 + number)}
        )
    return {firm.name: firm for firm in Firm.objects.filter(name__in=list(names))}


def publish(town, counts, *, period=LATER, version=1, regions=None, **columns):
    """
    A published review of these counts by firm name, each as `made` makes them.

    `regions` are counts by region code; the town's own regions stand in if none are
    given. `columns` are set on the review instead of what they would be.
    """
    firms = firms_named(counts)
    inputs = _inputs(town, counts, firms, regions)
    inputs |= {"period": period, "version": str(version)}
    results = reckoning.results(inputs)
    review = Review.objects.create(
        period=period,
        version=version,
        rule_set=ruled.load(counts_from=COUNTS_FROM),
        window=inputs["window"],
        pools=inputs["pools"],
        evidence=inputs["evidence"],
        inputs_sha256=sha256_of(inputs),
        results_sha256=sha256_of(results),
        **{**_stages(town), **columns},
    )
    by_code = {firm.credit_code: firm for firm in firms.values()}
    _keep_firms(town, review, by_code, inputs, results)
    _keep_regions(review, inputs, results)
    return review


def publish_own(town, period=LATER):
    """The published review of what the town's own people did, counted and scored."""
    ruled.load(counts_from=COUNTS_FROM)
    half_month = HalfMonth.named(period)
    over = half_month.end_moment(timezone.get_default_timezone())
    review = reviewing.run(period=half_month, now=over + REVIEW_HOUR)
    publishing.open_preview(review=review, by=publisher(town, "gu"), now=over + ONE_DAY)
    publishing.publish(
        review=review, by=publisher(town, "han"), now=review.preview_ends_at
    )
    return review


def _inputs(town, counts, firms, regions):
    region_rows = regions or {region.code: region_counts() for region in _regions(town)}
    levels = {region.code: region for region in Region.objects.all()}
    return frozen(
        {
            firms[name].credit_code: a_firm(each, name=name, city=CITY)
            for name, each in counts.items()
        },
        {
            code: a_region(each, level=levels[code].level, name=levels[code].name)
            for code, each in region_rows.items()
        },
    )


def _regions(town):
    return [town.province, town.city, town.county]


def _stages(town):
    return {
        "state": ReviewState.PUBLISHED,
        "opened_at": OPENED_AT,
        "frozen_at": OPENED_AT,
        "scored_at": OPENED_AT,
        "previewed_at": OPENED_AT,
        "previewed_by": publisher(town, "gu").user,
        "preview_ends_at": PREVIEW_ENDS_AT,
        "published_at": OPENED_AT + 5 * ONE_DAY,
        "published_by": publisher(town, "han").user,
    }


def _keep_firms(town, review, firms, inputs, results):
    FirmCounts.objects.bulk_create(
        FirmCounts(review=review, firm=firms[code], entry=entry)
        for code, entry in inputs["firms"].items()
    )
    FirmScore.objects.bulk_create(
        FirmScore(
            review=review,
            firm=firms[code],
            city=town.city,
            size=entry["size"],
            grade=entry["grade"],
            score=entry["score"],
            low=entry["low"],
            high=entry["high"],
            entry=entry,
        )
        for code, entry in results["firms"].items()
    )


def _keep_regions(review, inputs, results):
    regions = {region.code: region for region in Region.objects.all()}
    RegionCounts.objects.bulk_create(
        RegionCounts(review=review, region=regions[code], entry=entry)
        for code, entry in inputs["regions"].items()
    )
    RegionScore.objects.bulk_create(
        RegionScore(
            review=review,
            region=regions[code],
            score=entry["score"],
            low=entry["low"],
            high=entry["high"],
            entry=entry,
        )
        for code, entry in results["regions"].items()
    )


class _Tables(HTMLParser):
    """The cells of every table of a page, as a person reads them."""

    def __init__(self):
        super().__init__()
        self.tables = []
        self.cell = None

    def handle_starttag(self, tag, attributes):
        if tag == "table":
            self.tables.append([])
        if tag == "tr":
            self.tables[-1].append([])
        if tag in ("td", "th"):
            self.cell = []

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.tables[-1][-1].append(" ".join(self.cell))
            self.cell = None

    def handle_data(self, data):
        if self.cell is not None and data.strip():
            self.cell.append(" ".join(data.split()))


def tables(response):
    """Every table: a list of rows, each a list of texts; the first row is the head."""
    reader = _Tables()
    reader.feed(response.content.decode())
    return reader.tables


def text_of(response):
    """The page as one line, to look for sentences in."""
    return " ".join(response.content.decode().split())
