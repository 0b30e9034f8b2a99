"""
A province in one window: the demo copied to as many firms and cases as a review meets,
and the review of it beside the raw SQL aggregate of the same counts.

Each copy of the cases lies one to three seasons back, within the year that a review
counts, and goes to copies of the firms that answered for the originals.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from complaints.models import Case
from propertyhub.bench import half_month, same_counts
from propertyhub.bench.multiply import (
    AS_IT_WAS,
    SEASON,
    Original,
    Row,
    Service,
    copy_cases,
    look_again,
    numbers_for,
    originals,
    whole,
)
from propertyhub.bench.spread import MILLISECONDS, take_turns
from ratings.queries import firm_work, office_work
from registry.models import Community, Firm, Tenure

SEASONS_OF_A_WINDOW = 3
# what a review may take: so many raw aggregates, and so many seconds
AGGREGATES, SECONDS_ON_TOP = 2, 10
# by the tenure of an original, who serves in its place
Services = dict[int, Service]
AS_THEY_ARE: Services = {}


class Growing:
    """
    Copies the cases that are there when it is made; it may be asked again.

    :raises ValueError: if there is no closed case to copy
    """

    def __init__(self, *, firms: int) -> None:
        """Firms are copied until there are so many, give or take one copy of all."""
        self._closed = whole([each for each in originals() if not each.is_open])
        if not self._closed:
            raise ValueError("there is no closed case to copy")
        self._services = [AS_THEY_ARE, *_cloned(firms)]
        self._copies = 0

    def upto(self, cases: int) -> None:
        """Copy closed cases until there are `cases`."""
        missing = cases - Case.objects.count()
        while missing > 0:
            self._copies += 1
            chosen = whole(self._closed[:missing])
            there = self._services[self._copies % len(self._services)]
            back = SEASON * (1 + self._copies % SEASONS_OF_A_WINDOW)
            copy_cases(list(_rows(chosen, there, back)), copy=self._copies)
            missing -= len(self._closed)
        look_again()


def _rows(
    chosen: Sequence[Original], there: Services, back: timedelta
) -> Iterator[Row]:
    moments = [original.filed_at - back for original in chosen]
    for original, number in zip(chosen, numbers_for(moments), strict=True):
        service = there.get(original.tenure or 0, AS_IT_WAS)
        yield Row(original.pk, number, original.office, back.days, service)


def _cloned(firms: int) -> Iterator[Services]:
    """For each further copy, who serves in it."""
    tenures = list(Tenure.objects.select_related("firm", "community").order_by("pk"))
    serving = {tenure.firm for tenure in tenures}
    for turn in range(1, max(firms // len(serving), 1)):
        yield _clones(tenures, turn)


def _clones(tenures: Sequence[Tenure], turn: int) -> Services:
    """Firms of the same names and communities of the same size, in the same streets."""
    firms = {
        tenure.firm_id: Firm(
            credit_code=f"91{turn:06}{tenure.firm_id:010}",
            name=f"{tenure.firm.name} {turn}",
        )
        for tenure in tenures
    }
    communities = {
        tenure.community_id: Community(
            code=f"{turn:03x}{tenure.community_id:05x}",
            name=tenure.community.name,
            initials=tenure.community.initials,
            address=tenure.community.address,
            street_id=tenure.community.street_id,
            households=tenure.community.households,
        )
        for tenure in tenures
    }
    Firm.objects.bulk_create(firms.values())
    Community.objects.bulk_create(communities.values())
    made = Tenure.objects.bulk_create(
        Tenure(
            firm=firms[tenure.firm_id],
            community=communities[tenure.community_id],
            starts_on=tenure.starts_on,
            ends_on=tenure.ends_on,
        )
        for tenure in tenures
    )
    return {
        old.pk: Service(new.firm_id, new.pk, new.community_id, new.firm.credit_code)
        for old, new in zip(tenures, made, strict=True)
    }


@dataclass(frozen=True)
class Compared:
    """Seconds of a review, and of the raw SQL aggregate of the same counts."""

    cases: int
    firms: int
    review: float
    counted: float
    aggregate: float

    @property
    def allowed(self) -> float:
        return AGGREGATES * self.aggregate + SECONDS_ON_TOP

    def lines(self) -> Iterator[str]:
        kept = "kept" if self.review <= self.allowed else "MISSED"
        yield (
            f"review of {self.cases:,} cases of {self.firms:,} firms in the window:"
            f" {self.review:.1f} s, of which {self.counted:.1f} s count"
        )
        yield (
            f"raw SQL aggregate of the same counts: {self.aggregate:.1f} s; allowed are"
            f" {AGGREGATES} x {self.aggregate:.1f} + {SECONDS_ON_TOP} ="
            f" {self.allowed:.1f} s: {kept}"
        )


def compare(*, now: datetime, rounds: int) -> Compared:
    """The medians of as many rounds, in turns; the review is rolled back."""
    spans = half_month.spans(now=now)
    times = take_turns(
        {
            "review": half_month.review(now=now),
            "count": lambda: (
                firm_work.count(spans, own=[], left_out=[]),
                office_work.count(spans),
            ),
            "aggregate": same_counts.count(spans),
        },
        rounds=rounds,
        warm_up=0,
    )
    took = {name: each.median / MILLISECONDS for name, each in times.items()}
    return Compared(
        cases=Case.objects.filter(
            filed_at__gte=spans.starts, filed_at__lt=spans.ends
        ).count(),
        firms=Tenure.objects.values("firm").distinct().count(),
        review=took["review"],
        counted=took["count"],
        aggregate=took["aggregate"],
    )
