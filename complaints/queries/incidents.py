"""
Which cases of a community are likely about the incident that somebody tells of.

Candidates are those of the same group of categories that are open, or were closed a
short while ago: the newest of them, read by index, so that the cost does not grow with
what is stored. `complaints.similarity` decides which are alike, so every database says
the same. Where a community has more candidates than are read, PostgreSQL adds those
with nearly the same text by its trigram index.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.contrib.postgres.lookups import TrigramSimilar
from django.db import connection
from django.db.models import F, Q, Value

from complaints import similarity
from complaints.models import Case, CaseQuerySet, Category
from complaints.states import OPEN_STATES, Kind, State
from registry.models import Community

MOST = 3
STILL_FRESH = timedelta(days=30)
LOOKED_THROUGH = 1000
COMPARED = 200
NEAR_COPIES = 20


@dataclass(frozen=True)
class Likely:
    """One case that is likely about the same incident; `similarity` is 0 to 1."""

    case: Case
    similarity: float


class _Candidate(NamedTuple):
    pk: int
    body: str
    place: str
    category: str


def likely_same(
    *,
    community: Community,
    category: Category,
    text: str,
    place: str,
    now: datetime,
    limit: int = MOST,
    but: Case | None = None,
    among: CaseQuerySet | None = None,
) -> list[Likely]:
    """
    At most `limit` cases, the likeliest first, and none that is not likely.

    `but` is the case that is asked about, once it is filed; `among` narrows the cases
    to those that the reader may see.
    """
    cases = Case.objects.all() if among is None else among
    cases = _candidates(cases, community, category, now)
    if but is not None:
        cases = cases.exclude(pk=but.pk)
    found = _read(cases, community, text)
    alike = similarity.rank(
        similarity.features_of(f"{text}\n{place}", category.code),
        [
            similarity.features_of(f"{one.body}\n{one.place}", one.category)
            for one in found
        ],
    )[:limit]
    rows = Case.objects.select_related("text", "category", "community").in_bulk(
        [found[one.place].pk for one in alike]
    )
    return [Likely(rows[found[one.place].pk], one.similarity) for one in alike]


def is_known(now: datetime) -> Q:
    """
    Open, or closed a short while ago; never a report of retaliation.

    Of these only the open ones are joined: who has the trouble of a closed one again
    files it, since only a case that is accepted brings its rectification into doubt.
    """
    closed = Q(state=State.CLOSED, entered_at__gte=now - STILL_FRESH)
    return (Q(state__in=OPEN_STATES) | closed) & ~Q(kind=Kind.RETALIATION)


def _candidates(
    cases: CaseQuerySet, community: Community, category: Category, now: datetime
) -> CaseQuerySet:
    top = category.parent_id or category.pk
    return cases.filter(
        is_known(now),
        Q(category=top) | Q(category__parent=top),
        community=community,
        text__erased_at__isnull=True,
    )


def _read(cases: CaseQuerySet, community: Community, text: str) -> list[_Candidate]:
    newest = Case.objects.filter(community=community).order_by("-filed_at", "-pk")
    within = cases.filter(pk__in=newest.values("pk")[:LOOKED_THROUGH])
    found = _values(within, COMPARED)
    if len(found) < COMPARED or connection.vendor != "postgresql":
        return found
    copies = cases.filter(TrigramSimilar(F("text__body"), Value(text)))
    known = {one.pk for one in found}
    return [*found, *_values(copies.exclude(pk__in=known), NEAR_COPIES)]


def _values(cases: CaseQuerySet, limit: int) -> list[_Candidate]:
    rows = cases.order_by("-filed_at", "-pk").values_list(
        "pk", "text__body", "place", "category__code"
    )
    return [_Candidate(*row) for row in rows[:limit]]
