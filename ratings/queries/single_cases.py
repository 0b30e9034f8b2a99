"""
What a firm's score would be without one of its cases, from the frozen counts.

For offices only: the difference tells what the resident of that case answered.
"""

from decimal import Decimal

from ratings import without
from ratings.models import FirmCounts as CountsRow
from ratings.models import ProjectCounts, Review
from ratings.rules import Rules
from ratings.scoring import RATES, FirmCounts, FirmPools
from ratings.without import Field, Without
from registry.models import Firm


def those_that_matter_most(review: Review, firm: Firm) -> list[Without]:
    """Two queries; nothing for a firm that is not in the review."""
    rules = Rules.from_document(review.rule_set.content)
    rows = CountsRow.objects.filter(review=review)
    counts = {
        pk: FirmCounts.from_document(window)
        for pk, window in rows.values_list("firm", "entry__window")
    }
    if firm.pk not in counts:
        return []
    tallies = [each.tallies(rules) for each in counts.values()]
    field = Field(
        pools=FirmPools.from_document(review.pools["firms"]),
        tallies={rate: [tally[rate] for tally in tallies] for rate in RATES},
        days=Decimal(review.window["days"]),
        rules=rules,
    )
    projects = ProjectCounts.objects.filter(review=review, tenure__firm=firm)
    cases = list(projects.values_list("cases", flat=True))
    return without.those_that_matter_most(counts[firm.pk], cases, field)
