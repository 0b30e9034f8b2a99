"""
What a firm's people see of reviews: its own counts, score and cases, and no other's.

Of a case they learn what it counted for; what residents answered reaches them as sums.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from complaints.models import Case
from complaints.policies import visible_to
from ratings.models import FirmScore, Objection, Review
from ratings.queries.firm_pages import Behind, CaseList
from ratings.states import ObjectionState, ReviewState
from registry.models import Firm, User

SHOWN = (ReviewState.PREVIEWED, ReviewState.PUBLISHED)


@dataclass(frozen=True)
class Counted:
    """A case behind the firm's counts; `objection` is its state, where there is one."""

    case: Behind
    may_open: bool
    objection: ObjectionState | None


def scores_of(firm: Firm) -> QuerySet[FirmScore]:
    """The firm in the reviews that are in preview or in force, the newest first."""
    found = FirmScore.objects.filter(firm=firm, review__state__in=SHOWN)
    return (
        found.select_related("review")
        .defer("review__pools", "review__window")
        .order_by("-review__period", "-review__version")
    )


def score_in(firm: Firm, period: str, version: int | None) -> FirmScore | None:
    """The firm in one of them; without a version in the newest of the period."""
    found = FirmScore.objects.filter(
        firm=firm, review__period=period, review__state__in=SHOWN
    )
    if version is not None:
        found = found.filter(review__version=version)
    return (
        found.select_related("review__rule_set")
        .defer("review__pools")
        .order_by("-review__version")
        .first()
    )


def in_preview(firm: Firm, now: datetime) -> Review | None:
    """The review that the firm may object to now, the newest if there are several."""
    shown = FirmScore.objects.filter(firm=firm).values("review")
    return (
        Review.objects.filter(
            pk__in=shown, state=ReviewState.PREVIEWED, preview_ends_at__gt=now
        )
        .defer("pools", "window")
        .order_by("-period")
        .first()
    )


def objections_of(firm: Firm, period: str) -> list[Objection]:
    """Those of the firm to any version of the period, the newest first."""
    found = Objection.objects.filter(firm=firm, review__period=period)
    return list(found.select_related("review", "case__contact").order_by("-at", "-pk"))


def counted(
    behind: CaseList, ids: Sequence[int], *, user: User, objections: Sequence[Objection]
) -> list[Counted]:
    """These cases in their order, and whether this person still may open them."""
    cases = behind.told(ids)
    numbers = [case.number for case in cases]
    mine = visible_to(user).filter(number__in=numbers)
    may_open = set(mine.values_list("number", flat=True))
    states = {one.case.number: ObjectionState(one.state) for one in objections}
    return [
        Counted(case, case.number in may_open, states.get(case.number))
        for case in cases
    ]


def counted_case(behind: CaseList, number: str) -> tuple[Case, Behind] | None:
    """One of these cases by its number."""
    case = Case.objects.filter(number=number).first()
    if case is None or case.pk not in behind:
        return None
    return case, behind.told([case.pk])[0]
