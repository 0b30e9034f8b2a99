"""
The funnels of a review, from its frozen counts: limits, and the firms beside them.

How much firms differ is asked of every firm of the review, rated or not; counts that
are frozen do not change, so a process remembers the answer under their hash.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from ratings.canonical import ZERO, exactly, rounded
from ratings.funnel import Funnel, Law, funnel
from ratings.models import FirmCounts as CountsRow
from ratings.models import FirmScore, Review
from ratings.queries.public import FirmRow
from ratings.rules import Rules
from ratings.scoring import RATES, FirmCounts, FirmPools, exposure
from ratings.shrinkage import POOL_PLACES, Tally
from ratings.states import Control, Indicator, ReviewState
from registry.areas import WIDTHS, Level, level_of
from registry.models import Firm

INDICATORS = (*RATES, Indicator.DENSITY)
MOST_KEPT = 200


@dataclass(frozen=True)
class Shown:
    """A firm beside the limits of its own volume."""

    row: FirmRow
    tally: Tally
    control: Control

    @property
    def y(self) -> Decimal:
        """Its rate, or its density."""
        return self.tally.s / self.tally.n


@dataclass(frozen=True)
class Suggestion:
    """A firm far on the bad side of one indicator: a reason to talk to it."""

    name: str
    code: str
    indicator: Indicator
    tally: Tally
    funnel: Funnel


def read(review: Review, indicator: Indicator) -> Funnel | None:
    """The funnel of an indicator; nothing while there is no incident or exposure."""
    return _of_counts(review.inputs_sha256, indicator)


def tally_of(counts: FirmCounts, indicator: Indicator, rules: Rules) -> Tally:
    """What is counted of a firm, out of how much: answers, or exposure."""
    if indicator is Indicator.DENSITY:
        return Tally(counts.incidents, exposure(counts))
    return counts.tallies(rules)[indicator]


def beside(
    rows: list[FirmRow], found: Funnel, indicator: Indicator, rules: Rules
) -> list[Shown]:
    """The firms of which anything is known, those beyond most limits first."""
    shown = []
    for row in rows:
        tally = tally_of(row.counts, indicator, rules)
        if tally.n:
            shown.append(Shown(row, tally, found.control(tally)))
    return sorted(shown, key=lambda one: (-BEYOND[one.control], -one.tally.n))


def suggestions(review: Review, rules: Rules, *, within: str) -> list[Suggestion]:
    """
    The firms beyond 99.8 % on the bad side, of the cities within a region's code.

    Rated or not: exact limits allow for what few answers may do by chance.
    """
    counts = _counts(review)
    firms = _firms(review, within)
    found = []
    for indicator in INDICATORS:
        limits = read(review, indicator)
        if limits is None:
            continue
        for code, name in firms.items():
            tally = tally_of(counts[code], indicator, rules)
            if _is_far_worse(tally, limits, rules):
                found.append(Suggestion(name, code, indicator, tally, limits))
    return sorted(found, key=lambda one: one.name)


def suggests(review: Review, firm: Firm) -> bool:
    """Whether a review in force puts a firm beyond 99.8 % on the bad side."""
    if review.state != ReviewState.PUBLISHED:
        return False
    rows = CountsRow.objects.filter(review=review, firm=firm)
    entry = rows.values_list("entry__window", flat=True).first()
    if entry is None:
        return False
    counts = FirmCounts.from_document(entry)
    rules = Rules.from_document(review.rule_set.content)
    return any(
        _is_far_worse(tally_of(counts, indicator, rules), limits, rules)
        for indicator in INDICATORS
        for limits in [read(review, indicator)]
        if limits is not None
    )


BEYOND = {
    Control.WITHIN: 0,
    Control.BETTER: 1,
    Control.WORSE: 1,
    Control.FAR_BETTER: 2,
    Control.FAR_WORSE: 2,
}


def _is_far_worse(tally: Tally, limits: Funnel, rules: Rules) -> bool:
    """Of those alone of whom enough is known that chance has its say."""
    enough = tally.n * _expected(limits) >= rules.k_unit_answers
    return enough and limits.control(tally) is Control.FAR_WORSE


def _expected(limits: Funnel) -> Decimal:
    """What one of `n` amounts to: an answer, or so many expected incidents."""
    return limits.target if limits.law is Law.DENSITY else Decimal(1)


def _counts(review: Review) -> dict[str, FirmCounts]:
    rows = CountsRow.objects.filter(review=review)
    entries = rows.values_list("firm__credit_code", "entry__window")
    return {code: FirmCounts.from_document(entry) for code, entry in entries}


def _firms(review: Review, within: str) -> dict[str, str]:
    """Names by credit code; a region of a city or below looks at its city's firms."""
    rows = FirmScore.objects.filter(review=review)
    if level_of(within) != Level.PROVINCE:
        city = within[: WIDTHS[Level.CITY]].ljust(len(within), "0")
        rows = rows.filter(city__code=city)
    return dict(rows.values_list("firm__credit_code", "firm__name"))


@lru_cache(maxsize=MOST_KEPT)
def _of_counts(inputs_sha256: str, indicator: Indicator) -> Funnel | None:
    """The same hash is the same counts, pools and rules for ever."""
    frozen = Review.objects.select_related("rule_set")
    review = frozen.filter(inputs_sha256=inputs_sha256).earliest("pk")
    rules = Rules.from_document(review.rule_set.content)
    tallies = [
        tally
        for counts in _counts(review).values()
        for tally in [tally_of(counts, indicator, rules)]
        if tally.n
    ]
    is_density = indicator is Indicator.DENSITY
    target = _density(tallies) if is_density else _pool(review, indicator)
    if not target:
        return None
    return funnel(
        tallies,
        target=target,
        law=Law.DENSITY if is_density else Law.RATE,
        least=rules.k_unit_answers,
    )


def _pool(review: Review, indicator: Indicator) -> Decimal:
    return FirmPools.from_document(review.pools["firms"]).rates[indicator].m


@exactly()
def _density(tallies: list[Tally]) -> Decimal:
    """The incidents of all firms for all their exposure."""
    over = sum((tally.n for tally in tallies), start=ZERO)
    incidents = sum((tally.s for tally in tallies), start=ZERO)
    return rounded(incidents / over, POOL_PLACES) if over else ZERO
