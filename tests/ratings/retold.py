"""The counts of the database beside those of the event log, told again."""

from dataclasses import replace

from django.utils import timezone

from ratings.periods import HalfMonth
from ratings.queries import firm_work, office_work, windows
from ratings.rules import RULES_1
from registry.models import Tenure
from registry.queries import lineage
from tests.ratings import replay, replay_offices
from tests.ratings.rows import COUNTS_FROM


def assert_retold(spans):
    """Each span as the log tells it; the two short ones are ends of the window."""
    starts = (spans.starts, spans.six_from, spans.half_from)
    for span, since in zip(firm_work.SPANS, starts, strict=True):
        part = replace(spans, starts=since)
        assert firms(spans, span) == replay.firm_counts(part, within=spans), span
        assert regions(spans, span) == replay_offices.region_counts(part), span


def spans_of(period: HalfMonth):
    window = windows.Window.of(period, RULES_1, counts_from=COUNTS_FROM)
    return window.spans(timezone.get_default_timezone())


def firms(spans, span="window"):
    """What the database counts of each firm, without what is nothing."""
    codes = dict(Tenure.objects.values_list("pk", "firm__credit_code"))
    tallies = firm_work.count(spans, own=[], left_out=[])
    counts = {codes[pk]: _plain(tally.spans[span]) for pk, tally in tallies.items()}
    return {code: mine for code, mine in counts.items() if mine}


def regions(spans, span="window"):
    """What the database counts of each region, without what is nothing."""
    totals: dict[str, dict[str, int]] = {}
    for office, tally in office_work.count(spans).items():
        for code in lineage(office):
            mine = totals.setdefault(code, {})
            for name, value in tally.spans[span].items():
                mine[name] = mine.get(name, 0) + value
    return {
        code: _plain(counts) for code, counts in totals.items() if any(counts.values())
    }


def _plain(counts):
    return {name: value for name, value in counts.items() if value}
