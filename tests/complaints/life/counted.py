"""What a review would count now, against the event log told again."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from complaints.codes import phone_digest
from complaints.models import Contact, Step
from complaints.queries.own_phones import cases_filed_by_the_firm
from complaints.states import Action
from ratings.periods import HalfMonth
from ratings.queries import firm_work, office_work
from ratings.queries.founded import Spans
from registry.models import Tenure
from registry.queries import lineage
from tests.complaints.life.people import FIRMS_OWN_PHONE
from tests.ratings import case_logs, replay, replay_offices

Counts = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Window:
    starts: datetime
    ends: datetime


def half_month(now: datetime) -> Spans:
    """The half-month of `now` and the longer windows that end with it."""
    zone = timezone.get_default_timezone()
    period = HalfMonth.at(now, zone)
    before = period.previous()
    return Spans(
        starts=before.previous().start_moment(zone),
        six_from=before.start_moment(zone),
        half_from=period.start_moment(zone),
        ends=period.end_moment(zone),
    )


def cut(ends: datetime) -> Spans:
    """Windows that end in the middle of lives: what came later is not looked at."""
    return Spans(
        starts=ends - timedelta(days=90),
        six_from=ends - timedelta(days=30),
        half_from=ends - timedelta(days=8),
        ends=ends,
    )


def moments() -> list[datetime]:
    """When something was done and when it fell due, what firms had to do most often."""
    steps = list(Step.objects.order_by("at", "pk"))
    dues = [step.next_due_at for step in steps if step.next_due_at]
    handed = [step.next_due_at for step in steps if step.action == Action.DISPOSE]
    return [*(step.at for step in steps), *dues, *handed * 4]


def check_firms(spans: Spans) -> None:
    """:raises AssertionError: if a query counts something else than the log says"""
    own = cases_filed_by_the_firm()
    assert own == _by_the_firm_itself(), "other cases are the firm's own"
    counts, logs = _of_firms(spans, own), case_logs.read_logs()
    for span, window in _windows(spans).items():
        told = replay.firm_counts(window, within=spans, self_filed=own, logs=logs)
        assert counts[span] == told, _difference("firms", span, counts[span], told)


def check_regions(spans: Spans) -> None:
    """:raises AssertionError: if a query counts something else than the log says"""
    counts, logs = _of_regions(spans), case_logs.read_logs()
    for span, window in _windows(spans).items():
        told = replay_offices.region_counts(window, logs=logs)
        assert counts[span] == told, _difference("regions", span, counts[span], told)


def _difference(whose: str, span: str, counts: Counts, told: Counts) -> str:
    found = (
        f"{name}.{key}: {counts.get(name, {}).get(key)} counted,"
        f" {told.get(name, {}).get(key)} told"
        for name in sorted({*counts, *told})
        for key in sorted({*counts.get(name, {}), *told.get(name, {})})
        if counts.get(name, {}).get(key) != told.get(name, {}).get(key)
    )
    return f"the log tells other counts of {whose} in the {span}: {'; '.join(found)}"


def _windows(spans: Spans) -> dict[str, Window]:
    return {
        "window": Window(spans.starts, spans.ends),
        "last_six": Window(spans.six_from, spans.ends),
        "half_month": Window(spans.half_from, spans.ends),
    }


def _by_the_firm_itself() -> frozenset[int]:
    """Only the firm of the garden has told a phone that residents use, too."""
    own = Contact.objects.filter(
        phone_digest=phone_digest(FIRMS_OWN_PHONE), case__firm__isnull=False
    )
    return frozenset(own.values_list("case_id", flat=True))


def _of_firms(spans: Spans, own: frozenset[int]) -> dict[str, Counts]:
    codes = dict(Tenure.objects.values_list("pk", "firm__credit_code"))
    tallies = firm_work.count(spans, own=own, left_out=())
    return _summed(([codes[tenure]], tally.spans) for tenure, tally in tallies.items())


def _of_regions(spans: Spans) -> dict[str, Counts]:
    tallies = office_work.count(spans)
    return _summed((lineage(code), tally.spans) for code, tally in tallies.items())


def _summed(tallies) -> dict[str, Counts]:
    """By span and name, without what is nothing."""
    total: dict[str, dict[str, Counter[str]]] = {span: {} for span in firm_work.SPANS}
    for names, spans in tallies:
        for span, counts in spans.items():
            for name in names:
                total[span].setdefault(name, Counter()).update(counts)
    return {
        span: {name: dict(+counts) for name, counts in mine.items() if +counts}
        for span, mine in total.items()
    }
