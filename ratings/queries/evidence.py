"""The cases behind a firm's counts: which step of which case counted, and as what."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from complaints.models import Case
from ratings.models import ProjectCounts, Review
from registry.models import Firm


@dataclass
class CountedCase:
    """
    One case and what it was counted as; `steps` are the numbers of the steps.

    For offices only. Which case is an incident and which counts as answered would tell
    firms who answered, and which cases came from one phone.
    """

    number: str
    filed_at: datetime
    counted_as: list[str] = field(default_factory=list)
    steps: dict[str, int] = field(default_factory=dict)


def cases_of(review: Review, firm: Firm, *, told: Iterable[str]) -> list[CountedCase]:
    """The cases that were counted of a firm, the newest first: two queries."""
    pairs = [
        (name, case, step)
        for cases in _projects(review, firm)
        for name in told
        for case, step in cases.get(name, [])
    ]
    found = Case.objects.filter(pk__in={case for _name, case, _step in pairs})
    counted = {
        pk: CountedCase(number, filed_at)
        for pk, number, filed_at in found.values_list("pk", "number", "filed_at")
    }
    for name, case, step in pairs:
        counted[case].counted_as.append(name)
        counted[case].steps[name] = step
    return sorted(
        counted.values(), key=lambda one: (one.filed_at, one.number), reverse=True
    )


def is_counted(review: Review, firm: Firm, case: Case) -> bool:
    """Whether a case stands behind any of a firm's counts."""
    return any(
        case.pk == counted
        for cases in _projects(review, firm)
        for pairs in cases.values()
        for counted, _step in pairs
    )


def _projects(review: Review, firm: Firm) -> Iterable[dict[str, list[list[int]]]]:
    return ProjectCounts.objects.filter(review=review, tenure__firm=firm).values_list(
        "cases", flat=True
    )
