"""Which projects are to be inspected, and what inspections found of a firm's."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from ratings.models import InspectedItem, Inspection
from registry.models import Firm, Region, Tenure

MOST_FOUND = 30


@dataclass(frozen=True)
class Due:
    """A project of the office's region, and when it was last inspected."""

    tenure: Tenure
    visited_on: date | None


def projects_to_inspect(region: Region, words: str, day: date) -> list[Due]:
    """
    Projects of a region that are served on a day: those not inspected first, then the
    longest ago; by community or firm where words are given.
    """
    here = Tenure.objects.in_force_on(day).filter(
        community__street__in=Region.objects.within(region.code)
    )
    if words:
        here = here.filter(
            Q(community__name__icontains=words) | Q(firm__name__icontains=words)
        )
    last = Inspection.objects.filter(tenure=OuterRef("pk")).order_by("-visited_on")
    found = (
        here.select_related("community__street", "firm")
        .annotate(last=Subquery(last.values("visited_on")[:1]))
        .order_by(F("last").asc(nulls_first=True), "community__name", "pk")
    )
    rows: Any = found[:MOST_FOUND]
    return [Due(tenure, tenure.last) for tenure in rows]


def whole(inspections: QuerySet[Inspection]) -> QuerySet[Inspection]:
    """With all that a list of them shows; the newest visit first."""
    return inspections.select_related(
        "tenure__community", "tenure__firm", "office", "corrected_by"
    ).order_by("-visited_on", "-pk")


def of_firm(firm: Firm) -> QuerySet[Inspection]:
    return whole(Inspection.objects.filter(tenure__firm=firm))


def items_of(inspection: Inspection) -> list[InspectedItem]:
    return list(inspection.items.prefetch_related("photos").order_by("position"))
