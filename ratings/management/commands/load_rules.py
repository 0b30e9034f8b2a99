"""`manage.py load_rules`: rule set 1, unless it is there."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from ratings.operations import ruling
from ratings.periods import HalfMonth


class Command(BaseCommand):
    help = "Load the rules of the reviews; a rule set that is there stays as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--counts-from",
            metavar="YYYY-MM-DD",
            help="first day on which all filings of the province arrive here; "
            "the first of this half-month unless it is given",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        rule_set = ruling.load(counts_from=_day(options["counts_from"]))
        self.stdout.write(
            f"rule set {rule_set.number}, counting from {rule_set.counts_from}"
        )


def _day(typed: str | None) -> date:
    if typed is None:
        return HalfMonth.containing(timezone.localdate()).first_day
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise CommandError("a day is written YYYY-MM-DD") from None
