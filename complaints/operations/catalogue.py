"""Rule set 1: the categories in residents' words, and the first time limits."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction

from complaints.models import Category, TimeLimit
from complaints.operations.categories import CATEGORIES, Leaf, Top
from complaints.states import LimitUnit, Stage, Track, Urgency

IN_FORCE_FROM = datetime(2022, 11, 1, tzinfo=UTC)
DAYS, MINUTES = LimitUnit.WORKING_DAYS, LimitUnit.MINUTES
HOUR = 60

# Waiting for: ordinary, urgent, emergency (specification, domain rules 2.2, Clocks).
COMPLAINT_LIMITS = {
    Stage.ACCEPTANCE: ((DAYS, 1), (MINUTES, 2 * HOUR), (MINUTES, 30)),
    Stage.VERIFICATION: ((DAYS, 2), (MINUTES, 24 * HOUR), (MINUTES, HOUR)),
    Stage.DISPOSAL: ((DAYS, 1), (MINUTES, 4 * HOUR), (MINUTES, 30)),
    Stage.RECTIFICATION: ((DAYS, 7), (MINUTES, 72 * HOUR), (MINUTES, 24 * HOUR)),
    Stage.REPORT: ((DAYS, 1), (MINUTES, 24 * HOUR), (MINUTES, 12 * HOUR)),
    Stage.VISIT: ((DAYS, 7), (DAYS, 5), (DAYS, 3)),
    Stage.APPEAL: ((DAYS, 5), (DAYS, 5), (DAYS, 5)),
    Stage.REDO: ((DAYS, 2), (DAYS, 2), (DAYS, 2)),
}
# Beside the six steps: refusing an order, deciding on an extension, making it safe,
# deciding on a suspicion.
BESIDE_LIMITS = {
    Stage.REFUSAL: ((DAYS, 1), (DAYS, 1), (DAYS, 1)),
    Stage.EXTENSION: ((DAYS, 1), (DAYS, 1), (DAYS, 1)),
    Stage.SAFETY: (None, (MINUTES, 2 * HOUR), (MINUTES, 2 * HOUR)),
    Stage.SUSPICION: ((DAYS, 5), (DAYS, 5), (DAYS, 5)),
}
# Waiting for: consultation, suggestion, report of retaliation.
OTHER_LIMITS = {
    Stage.ACCEPTANCE: (1, 1, 1),
    Stage.REPORT: (3, 10, 10),
    Stage.VISIT: (7, 7, 7),
    Stage.APPEAL: (5, 5, 5),
    Stage.EXTENSION: (1, 1, 1),
}
LATER_ROUNDS = {(Stage.RECTIFICATION, Track.ORDINARY): (DAYS, 5)}


@dataclass(frozen=True)
class Loaded:
    categories: int
    limits: int


@transaction.atomic
def load() -> Loaded:
    """Add what is missing of rule set 1; what is there stays as it is."""
    return Loaded(categories=_load_categories(), limits=_load_limits())


def _load_categories() -> int:
    known = {row.code: row for row in Category.objects.all()}
    before = len(known)
    for place, top in enumerate(CATEGORIES, start=1):
        parent = known.get(top.code) or _category(top, None, place)
        known[top.code] = parent
        for position, leaf in enumerate(top.leaves, start=1):
            code = f"{top.code}-{leaf.code}"
            if code not in known:
                known[code] = _leaf(top, leaf, parent, position)
    return len(known) - before


def _category(top: Top, parent: Category | None, position: int) -> Category:
    return Category.objects.create(
        code=top.code,
        parent=parent,
        name_zh=top.zh,
        name_en=top.en,
        department=top.department,
        is_other=top.code == "other",
        position=position,
    )


def _leaf(top: Top, leaf: Leaf, parent: Category, position: int) -> Category:
    return Category.objects.create(
        code=f"{top.code}-{leaf.code}",
        parent=parent,
        name_zh=leaf.zh,
        name_en=leaf.en,
        synonyms="\n".join(leaf.synonyms),
        urgency=leaf.urgency,
        department=leaf.department or top.department,
        needs_entry=leaf.needs_entry,
        is_other=leaf.code == "other",
        position=position,
    )


def first_limits() -> Iterator[TimeLimit]:
    """The rows of rule set 1, unsaved."""
    for stage, by_urgency in (*COMPLAINT_LIMITS.items(), *BESIDE_LIMITS.items()):
        for urgency, limit in zip(Urgency, by_urgency, strict=True):
            if limit is not None:
                yield _limit(stage, Track(urgency.value), *limit)
    others = (Track.CONSULTATION, Track.SUGGESTION, Track.RETALIATION)
    for stage, days in OTHER_LIMITS.items():
        for track, amount in zip(others, days, strict=True):
            yield _limit(stage, track, DAYS, amount)
    for (stage, track), (unit, amount) in LATER_ROUNDS.items():
        yield _limit(stage, track, unit, amount, later_rounds=True)


def _limit(
    stage: Stage,
    track: Track,
    unit: LimitUnit,
    amount: int,
    *,
    later_rounds: bool = False,
) -> TimeLimit:
    return TimeLimit(
        stage=stage,
        track=track,
        later_rounds=later_rounds,
        unit=unit,
        amount=amount,
        in_force_from=IN_FORCE_FROM,
    )


def _load_limits() -> int:
    known = set(
        TimeLimit.objects.filter(in_force_from=IN_FORCE_FROM).values_list(
            "stage", "track", "later_rounds"
        )
    )
    missing = [
        row
        for row in first_limits()
        if (row.stage, row.track, row.later_rounds) not in known
    ]
    TimeLimit.objects.bulk_create(missing)
    return len(missing)
