"""`manage.py run_review`: freeze and score a half-month, or whatever is due."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from ratings.management.periods import period_named
from ratings.models import Review
from ratings.operations import reviewing
from ratings.queries import documents


class Command(BaseCommand):
    help = (
        "Review a half-month: count, freeze, score. Safe to run again. Without "
        "--period, every half-month that is due, the oldest first."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--period", metavar="YYYY-MM-1", help="or YYYY-MM-2")
        parser.add_argument("--json", action="store_true", help="one object a line")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        try:
            if options["period"]:
                period = period_named(options["period"])
                reviews = [reviewing.run(period=period, now=now)]
            else:
                reviews = reviewing.run_due(now=now)
        except (
            reviewing.PeriodNotOver,
            reviewing.NoRulesInForce,
            reviewing.InputsChanged,
        ) as refusal:
            raise CommandError(str(refusal)) from refusal
        for review in reviews:
            told = _told(review)
            self.stdout.write(
                json.dumps(told)
                if options["json"]
                else " ".join(f"{name}={value}" for name, value in told.items())
            )


def _told(review: Review) -> dict[str, str | int]:
    return {
        "period": review.period,
        "state": review.state,
        "rule_version": review.rule_set.number,
        "inputs_sha256": review.inputs_sha256,
        "results_sha256": review.results_sha256,
        **documents.sizes(review),
    }
