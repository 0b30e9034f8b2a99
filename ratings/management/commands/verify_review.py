"""`manage.py verify_review PERIOD`: score it again and compare everything."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ratings.management.periods import scored_review
from ratings.queries import documents


class Command(BaseCommand):
    help = "Compute a review again from its frozen counts; exit 1 on a difference."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("period", metavar="YYYY-MM-1")

    def handle(self, *args: Any, **options: Any) -> None:
        review = scored_review(options["period"])
        found = list(documents.problems(review))
        for problem in found:
            self.stderr.write(problem)
        if found:
            raise CommandError(f"{review.period}: {len(found)} differences")
        self.stdout.write(
            f"{review.period} version {review.version} ({review.state}): inputs "
            f"{review.inputs_sha256}, results {review.results_sha256}: as frozen"
        )
