"""
Each trick with real cases and a real review: the honest score, what the trick would
have gained were it believed, and what the rules make of it.

Taken back: no more than the honest score. Reported: what cannot be told from an honest
judgement by its figures is a count that everybody reads. One answer: who brings friends
shares the answer of the incident with them.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from complaints.models import AnswerAlert
from complaints.operations import watching
from complaints.states import AlertSort
from ratings import reckoning
from ratings.operations import reviewing
from ratings.queries import documents
from ratings.reckoning import pools_document
from ratings.rules import Rules
from tests.complaints import paths
from tests.ratings import ruled
from tests.ratings.gaming.tricks import BOUNDED, REPORTED, TAKEN_BACK, TRICKS
from tests.ratings.long_paths import phone_of
from tests.ratings.rows import COUNTS_FROM, PERIOD, REVIEWED_AT
from tests.town import Town

NEXT = PERIOD.next()
# two o'clock of the first of April
NEXT_AT = REVIEWED_AT.replace(day=31)
SIX = (paths.YES, paths.YES, paths.YES, paths.YES, paths.NO, paths.NO)


@pytest.fixture
def garden(town):
    """Six cases that nobody plays with; the door to a score stands open for so few."""
    open_door: dict[str, Any] = {"rated_answers": "1", "rated_incidents": "1"}
    ruled.load(counts_from=COUNTS_FROM, **open_door)
    for number, given in enumerate(SIX):
        paths.closed(town, given, reporter=phone_of(number))
    return town


@dataclass(frozen=True)
class Found:
    """The inputs and the score of the town's firm, where a path was gone."""

    town: Town
    inputs: dict[str, Any]
    alerts: list[str]

    @property
    def firm(self):
        return self.inputs["firms"][self.town.firm.credit_code]["window"]

    @property
    def office(self):
        return self.inputs["regions"][self.town.county.code]["window"]

    def score(self, changes=None):
        """With these added to the counts of the firm, whatever the rules say of it."""
        code = self.town.firm.credit_code
        counts = dict(self.firm)
        for name, more in (changes or {}).items():
            counts[name] = str(Decimal(counts[name]) + Decimal(more))
        firms = {code: {**self.inputs["firms"][code], "window": counts}}
        rules = Rules.from_document(
            {k: v for k, v in self.inputs["rules"].items() if k != "number"}
        )
        pools = pools_document(firms, self.inputs["regions"], rules)
        inputs = {**self.inputs, "firms": firms, "pools": pools}
        return Decimal(reckoning.results(inputs)["firms"][code]["score"])


def reviewed(town, path):
    """The review of the half-month as this path leaves it; all is taken back."""
    with transaction.atomic():
        path(town)
        review = reviewing.run(period=NEXT, now=NEXT_AT)
        watching.watch_answers(now=NEXT_AT)
        alerts = list(AnswerAlert.objects.values_list("sort", flat=True))
        found = Found(town, documents.inputs(review), alerts)
        transaction.set_rollback(True)
    town.firm.refresh_from_db()
    return found


# What each verdict says of the scores: the honest one, the believed and the ruled.
MEANS = {
    TAKEN_BACK: lambda fair, _believed, ruled: ruled <= fair,
    BOUNDED: lambda fair, believed, ruled: fair < ruled < believed,
    REPORTED: lambda fair, _believed, ruled: fair < ruled,
}


def told_by(found, shown):
    """What the count says that `shown` names; nothing where it names none."""
    if shown is None:
        return None
    whose, count, _says = shown
    return whose, count, round(Decimal(getattr(found, whose)[count]), 3)


@pytest.mark.parametrize("trick", TRICKS, ids=lambda trick: trick.name.split(":")[0])
def test_a_trick_is_taken_back_or_reported(garden, trick, capsys):
    honest, played = reviewed(garden, trick.honest), reviewed(garden, trick.played)
    figures = (honest.score(), played.score(trick.naive), played.score())
    with capsys.disabled():
        told = "  ".join(f"{figure:>6}" for figure in figures)
        print(f"\n{trick.name:<54} {told}  {trick.verdict}", end="")  # noqa: T201

    fair, believed, ruled = figures
    assert believed > fair
    assert MEANS[trick.verdict](fair, believed, ruled)
    assert told_by(played, trick.shown) == trick.shown
    assert (AlertSort.FIRM in played.alerts) == trick.alerts
    assert trick.verdict == TAKEN_BACK or trick.shown


@pytest.mark.parametrize("credits", ["3", "10"])
def test_credits_gain_no_more_than_the_most(garden, credits):
    """Whatever documents say: three points, and none for the red list."""
    found = reviewed(garden, lambda town: None)
    fair = found.score()
    assert found.score({"credits": credits}) == fair + 3
