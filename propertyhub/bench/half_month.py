"""The review of the last half-month: carried out in every round, and taken back."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from propertyhub.bench.plain_sql import WINDOW
from propertyhub.demo import rules
from ratings.models import Review
from ratings.operations import reviewing, ruling
from ratings.periods import HalfMonth
from ratings.queries.founded import Spans
from ratings.queries.windows import Window
from ratings.rules import Rules
from registry.actors import Officer

ONE_DAY = timedelta(days=1)


def count_a_year_back(*, now: datetime) -> None:
    """Let the rules of the demo count filings from before it, too."""
    first_day = (now - WINDOW - WINDOW / 2).date().replace(day=1)
    before = ruling.in_force_on(timezone.localtime(now).date())
    if before.effective_from is not None:
        rules.put_in_force(
            before.effective_from,
            counts_from=first_day,
            drafter=Officer(before.drafted_by),
            second=Officer(before.issued_by),
        )


def review(*, now: datetime) -> Callable[[], None]:
    """Freezing and scoring; what is written is rolled back."""
    period = _last_period(now)

    def act() -> None:
        with transaction.atomic():
            _reopen(period, now)
            reviewing.run(period=period, now=now)
            transaction.set_rollback(True)

    return act


def spans(*, now: datetime) -> Spans:
    """The windows of that review."""
    period = _last_period(now)
    rule_set = ruling.in_force_on(period.first_day)
    rules = Rules.from_document(rule_set.content)
    window = Window.of(period, rules, counts_from=rule_set.counts_from)
    return window.spans(timezone.get_default_timezone())


def _last_period(now: datetime) -> HalfMonth:
    return HalfMonth.at(now, timezone.get_default_timezone()).previous()


def _reopen(period: HalfMonth, now: datetime) -> None:
    """A new version, where the period was reviewed before."""
    earlier = Review.objects.filter(period=period.name)
    version = earlier.aggregate(newest=Max("version"))["newest"]
    if version is not None:
        Review.objects.create(
            period=period.name,
            version=version + 1,
            rule_set=ruling.in_force_on(period.end - ONE_DAY),
            opened_at=now,
            reason="measured",
        )
