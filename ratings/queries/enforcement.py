"""Documents of enforcement: what they may stand on, and what is public of them."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet

from complaints.models import Case
from ratings.models import Credit, Enforcement, FirmScore, Review
from ratings.periods import HalfMonth
from ratings.queries import funnels
from ratings.queries.founded import charged_to_firms
from ratings.sanctions import THAT_ORDER
from ratings.states import EnforcementMeasure, Grade, ReviewState
from registry.areas import WIDTHS, Level
from registry.models import Firm, Region, Tenure

MOST_CASES = 60
MOST_FOUND = 20
SHOWN_HALF_MONTHS = 24


def served_within(firm: Firm, code: str) -> QuerySet[Tenure]:
    """The firm's tenures in a region, the ended ones too, the newest first."""
    found = Tenure.objects.filter(
        firm=firm, community__street__in=Region.objects.within(code)
    )
    return found.select_related("community__street").order_by("-starts_on", "-pk")


def firms_matching(words: str, code: str) -> list[Firm]:
    """Firms that served the region, by name, credit code or community."""
    here = Tenure.objects.filter(community__street__in=Region.objects.within(code))
    named = Q(name__icontains=words) | Q(credit_code__istartswith=words)
    by_community = here.filter(community__name__icontains=words).values("firm")
    found = Firm.objects.filter(named | Q(pk__in=by_community))
    return list(
        found.filter(pk__in=here.values("firm")).order_by("name", "pk")[:MOST_FOUND]
    )


def founded_cases(firm: Firm, now: datetime) -> QuerySet[Case]:
    """The founded complaints that the firm answers for, the newest first."""
    charged = charged_to_firms(now, without=()).filter(case__firm=firm)
    found = Case.objects.filter(pk__in=charged.values("case_id"))
    return found.select_related("community").order_by("-filed_at", "-pk")


def missed_orders(firm: Firm, day: date) -> QuerySet[Enforcement]:
    """The firm's orders, also to hand over, whose day to comply had passed in vain."""
    missed = Enforcement.objects.filter(
        firm=firm,
        measure__in=THAT_ORDER,
        due_on__lt=day,
        revoked_on__isnull=True,
        complied_on__isnull=True,
    )
    return missed.order_by("-issued_on", "-pk")


def clearly_below(firm: Firm) -> list[Review]:
    """The published reviews whose interval put the firm below the province."""
    scores = (
        FirmScore.objects.filter(firm=firm, review__state=ReviewState.PUBLISHED)
        .exclude(grade=Grade.NR)
        .select_related("review")
        .only("high", "entry", "review__period", "review__version", "review__state")
        .order_by("-review__period")[:SHOWN_HALF_MONTHS]
    )
    return [
        score.review
        for score in scores
        if score.high is not None and score.high < Decimal(score.entry["reference"])
    ]


def suggesting(firm: Firm, among: Iterable[Review]) -> list[Review]:
    """Those in force of these reviews that suggest an interview by their funnels."""
    return [review for review in among if funnels.suggests(review, firm)]


def codes_served_within(code: str) -> frozenset[str]:
    """The credit codes of the firms that serve or served a community of a region."""
    here = Tenure.objects.filter(community__street__in=Region.objects.within(code))
    return frozenset(here.values_list("firm__credit_code", flat=True).distinct())


def number_taken(number: str) -> bool:
    """Whether a document or a credit has this number."""
    return any(
        model.objects.filter(number=number).exists() for model in (Enforcement, Credit)
    )


@dataclass(frozen=True)
class Public:
    """What everybody may read of one document; nothing of it is personal."""

    measure: EnforcementMeasure
    number: str
    body: str
    issued_on: date
    revoked_on: date | None
    is_grave: bool
    community: str
    basis: str
    is_demo: bool
    deduction: Decimal | None
    address: str


def public_of(firm: Firm, day: date) -> list[Public]:
    """
    The firm's documents in force on a day, and those that were revoked, the newest
    first: one question.
    """
    rows = Enforcement.objects.filter(firm=firm, issued_on__lte=day).filter(
        Q(revoked_on__isnull=False)
        | Q(complied_on__isnull=True)
        | Q(complied_on__gt=day)
    )
    found = rows.select_related("basis", "tenure__community", "deduction_basis")
    return [_public(row) for row in found.order_by("-issued_on", "-pk")]


def _public(row: Enforcement) -> Public:
    bases = [basis for basis in (row.basis, row.deduction_basis) if basis is not None]
    return Public(
        measure=EnforcementMeasure(row.measure),
        number=row.number,
        body=row.body,
        issued_on=row.issued_on,
        revoked_on=row.revoked_on,
        is_grave=row.is_grave,
        community=row.tenure.community.name if row.tenure else "",
        basis=str(row.basis) if row.basis else "",
        is_demo=any(basis.is_demo for basis in bases),
        deduction=None if row.revoked_on else row.deduction,
        address=row.public_address,
    )


@dataclass(frozen=True)
class Line:
    """How many documents of a measure one city's authorities issued in a half-month."""

    period: str
    region: str
    measure: EnforcementMeasure
    issued: int
    revoked: int


def totals(day: date) -> list[Line]:
    """
    What was issued in the last two years up to a day, by half-month, city and measure.

    A city stands for its counties; what the province issued stands under its own code.
    """
    first = HalfMonth.containing(day)
    for _each in range(2 * SHOWN_HALF_MONTHS - 1):
        first = first.previous()
    rows = (
        Enforcement.objects.filter(issued_on__gte=first.first_day, issued_on__lte=day)
        .values_list("issued_on", "region__code", "measure")
        .annotate(issued=Count("pk"), revoked=Count("revoked_on"))
        .order_by()
    )
    issued: Counter[tuple[str, str, str]] = Counter()
    revoked: Counter[tuple[str, str, str]] = Counter()
    for issued_on, code, measure, number, taken_back in rows:
        key = (HalfMonth.containing(issued_on).name, _city(code), measure)
        issued[key] += number
        revoked[key] += taken_back
    return [
        Line(period, region, EnforcementMeasure(measure), number, revoked[key])
        for key, number in sorted(issued.items(), key=_newest_first)
        for period, region, measure in [key]
    ]


def names_of(codes: Collection[str]) -> dict[str, Region]:
    return {
        region.code: region for region in Region.objects.filter(code__in=list(codes))
    }


def by(lines: Iterable[Line], name: str) -> dict[str, Counter[EnforcementMeasure]]:
    """The sums of the lines by their `period` or `region`, in the lines' order."""
    sums: dict[str, Counter[EnforcementMeasure]] = {}
    for line in lines:
        sums.setdefault(getattr(line, name), Counter())[line.measure] += line.issued
    return sums


def _city(code: str) -> str:
    return code[: WIDTHS[Level.CITY]].ljust(len(code), "0")


def _newest_first(item: tuple[tuple[str, str, str], int]) -> tuple[Any, ...]:
    (period, region, measure), _number = item
    order = list(EnforcementMeasure).index(EnforcementMeasure(measure))
    return (-int(period.replace("-", "")), region, order)
