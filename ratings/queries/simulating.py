"""The published reviews that a simulation reads, one at a time: they are large."""

from collections.abc import Iterator

from ratings import reckoning, simulation
from ratings.canonical import sha256_of
from ratings.models import Review
from ratings.queries import documents
from ratings.rules import Rules
from ratings.simulation import Seen


def chosen(rules: Rules, periods: int) -> list[Review]:
    """
    The newest published reviews: so many, and behind them those that notices and the
    red list look back on, the newest first; without counts.
    """
    back = int(max(rules.notice_apart, rules.red_apart))
    found = Review.objects.published().select_related("rule_set").defer("left_out")
    return list(found[: periods + back])


def key(rules: Rules, periods: int, reviews: list[Review]) -> str:
    """The SHA-256 of everything that the answer depends on."""
    return sha256_of(
        {
            "rules": rules.as_document(),
            "periods": periods,
            "reviews": [
                {
                    "period": review.period,
                    "inputs": review.inputs_sha256,
                    "results": review.results_sha256,
                }
                for review in reviews
            ],
        }
    )


def pairs(rules: Rules, reviews: list[Review]) -> Iterator[tuple[Seen, Seen]]:
    """Each review as it was published and as these rules have it: four queries each."""
    for review in reviews:
        inputs, results = documents.inputs(review), documents.results(review)
        yield (
            simulation.seen(inputs, results, reckoning.rules_of(inputs)),
            simulation.seen(inputs, simulation.again(inputs, rules), rules),
        )
