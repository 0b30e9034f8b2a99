"""The two public documents of a review, as their hashes cover them, and the check."""

from collections.abc import Iterator
from typing import Any

from ratings import reckoning
from ratings.canonical import sha256_of
from ratings.models import (
    FirmCounts,
    FirmScore,
    ProjectCounts,
    RegionCounts,
    RegionScore,
    Review,
)
from ratings.queries.counting import commitment, rules_document
from ratings.scoring import WrongCounts
from registry.areas import Level

Document = dict[str, Any]


def inputs(review: Review) -> Document:
    """The frozen counts of a review: three queries."""
    shape = {} if review.shape == 1 else {"shape": str(review.shape)}
    return {
        **shape,
        "period": review.period,
        "version": str(review.version),
        "window": review.window,
        "rules": rules_document(review.rule_set),
        "pools": review.pools,
        "firms": _by(FirmCounts.objects.filter(review=review), "firm__credit_code"),
        "regions": _by(
            RegionCounts.objects.filter(review=review).exclude(
                region__level=Level.STREET
            ),
            "region__code",
        ),
        "evidence": review.evidence,
    }


def results(review: Review) -> Document:
    """What was scored from them: two queries."""
    return {
        "period": review.period,
        "version": str(review.version),
        "inputs_sha256": review.inputs_sha256,
        "firms": _by(FirmScore.objects.filter(review=review), "firm__credit_code"),
        "regions": _by(RegionScore.objects.filter(review=review), "region__code"),
    }


def sizes(review: Review) -> dict[str, int]:
    """How many firms and public regions the results hold."""
    return {
        "firms": FirmScore.objects.filter(review=review).count(),
        "regions": RegionScore.objects.filter(review=review).count(),
    }


def problems(review: Review) -> Iterator[str]:
    """
    Compute a scored review again from its frozen counts and say what differs.

    Sentences for an engineer, in English; none when everything fits.
    """
    frozen, scored = inputs(review), results(review)
    if sha256_of(frozen) != review.inputs_sha256:
        yield "the frozen counts are not those that were hashed"
    if _evidence(review) != review.evidence:
        yield "the cases, projects or streets are not those that were committed to"
    if sha256_of(scored) != review.results_sha256:
        yield "the scores are not those that were hashed"
    try:
        again = reckoning.results(frozen)
    except WrongCounts as wrong:
        yield f"the frozen counts cannot be scored: {wrong}"
        return
    again["inputs_sha256"] = review.inputs_sha256
    for part in ("firms", "regions"):
        for code in sorted(again[part].keys() | scored[part].keys()):
            if again[part].get(code) != scored[part].get(code):
                yield f"{part} {code}: computed again, the result differs"
    yield from _differing_columns(review)


def _by(rows: Any, key: str) -> Document:
    return dict(rows.values_list(key, "entry"))


def _evidence(review: Review) -> str:
    projects = ProjectCounts.objects.filter(review=review).values_list(
        "tenure__firm__credit_code",
        "tenure__community__code",
        "tenure__starts_on",
        "entry",
        "cases",
    )
    streets = RegionCounts.objects.filter(review=review, region__level=Level.STREET)
    return commitment(
        review.period,
        review.version,
        projects={
            f"{firm} {community} {starts_on}": {**entry, "cases": cases}
            for firm, community, starts_on, entry, cases in projects
        },
        streets=_by(streets, "region__code"),
        left_out=review.left_out,
    )


def _differing_columns(review: Review) -> Iterator[str]:
    """The columns that pages order and filter by repeat what the entries say."""
    firms = FirmScore.objects.filter(review=review).select_related("firm", "city")
    counted = _by(FirmCounts.objects.filter(review=review), "firm__credit_code")
    for row in firms:
        code, entry = row.firm.credit_code, row.entry
        city = row.city.code if row.city else None
        if (row.grade, row.size, city, *_points(row)) != (
            entry["grade"],
            entry["size"],
            counted.get(code, {}).get("city"),
            *_points_of(entry),
        ):
            yield f"firms {code}: its row shows another score"
    regions = RegionScore.objects.filter(review=review).select_related("region")
    for each in regions:
        if _points(each) != _points_of(each.entry):
            yield f"regions {each.region.code}: its row shows another score"


def _points(row: FirmScore | RegionScore) -> list[str | None]:
    kept = (row.score, row.low, row.high)
    return [None if points is None else f"{points:.2f}" for points in kept]


def _points_of(entry: Document) -> list[str | None]:
    return [entry["score"], entry["low"], entry["high"]]
