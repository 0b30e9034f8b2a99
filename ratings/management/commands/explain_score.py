"""`manage.py explain_score CREDIT_CODE PERIOD`: the sum, line by line."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ratings.management.periods import scored_review
from ratings.models import FirmCounts, FirmScore, Review
from ratings.queries import evidence
from ratings.queries.firm_work import COUNTED
from ratings.states import Grade
from registry.models import Firm


class Command(BaseCommand):
    help = "Explain a firm's score: counts, shrunk values, weights, points, cases."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("credit_code")
        parser.add_argument("period", metavar="YYYY-MM-1")
        parser.add_argument("--cases", action="store_true", help="list the cases, too")

    def handle(self, *args: Any, **options: Any) -> None:
        review = scored_review(options["period"])
        firm = Firm.objects.filter(credit_code=options["credit_code"]).first()
        if firm is None:
            raise CommandError("no firm has this credit code")
        scores = FirmScore.objects.filter(review=review, firm=firm)
        if not scores.exists():
            raise CommandError(f"{firm.name} has no counts in {review.period}")
        for line in _lines(review, scores.get()):
            self.stdout.write(line)
        if options["cases"]:
            for line in _cases(review, firm):
                self.stdout.write(line)


def _lines(review: Review, score: FirmScore) -> Iterator[str]:
    entry, counts = score.entry, FirmCounts.objects.get(review=review, firm=score.firm)
    yield (
        f"{score.firm.name} {score.firm.credit_code}, {review.period} "
        f"version {review.version} ({review.state})"
    )
    yield "counted: " + ", ".join(
        f"{name} {value}" for name, value in counts.entry["window"].items()
    )
    for name, line in entry["lines"].items():
        told = "none" if line is None else " ".join(f"{k}={v}" for k, v in line.items())
        yield f"{name}: {told}"
    yield f"credits +{entry['credits']}, deductions -{entry['deductions']}"
    if score.grade == Grade.NR:
        yield "too few to rate: no score"
    else:
        yield (
            f"score {entry['score']} ({entry['low']}-{entry['high']}), grade "
            f"{entry['grade']}, standard error {entry['se']}, "
            f"the pool's {entry['reference']}"
        )
    yield f"places: {entry['places']}"


def _cases(review: Review, firm: Firm) -> Iterator[str]:
    """Which step of which case was counted as what; for offices: with the answers."""
    for case in evidence.cases_of(review, firm, told=COUNTED):
        steps = ", ".join(
            f"{name} (step {case.steps[name]})" for name in case.counted_as
        )
        yield f"{case.number} filed {case.filed_at:%Y-%m-%d}: {steps}"
