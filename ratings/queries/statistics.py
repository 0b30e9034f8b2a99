"""The frozen sums of half-months, added up over spans for the pages of statistics."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

from django.db.models import F, Q, Sum

from ratings.models import HalfMonthSum
from ratings.periods import HalfMonth
from ratings.statistics import Document, Span, Sums, curve, documents
from registry.areas import PUBLIC_LEVELS
from registry.models import Region

SHOWN_HALF_MONTHS = 24
NAMES = tuple(asdict(Sums()))


@dataclass(frozen=True)
class Spell:
    """The half-months that are taken together, and those right before them."""

    span: Span
    now: tuple[str, ...]
    before: tuple[str, ...]

    @classmethod
    def newest(cls, span: Span) -> Self | None:
        """The newest frozen ones; nothing before the first is frozen."""
        length = span.half_months
        periods = HalfMonthSum.objects.order_by("-period").values_list(
            "period", flat=True
        )
        found = list(periods.distinct()[: 2 * length])
        if not found:
            return None
        before = found[length:]
        whole = len(before) == length
        return cls(span, tuple(found[:length]), tuple(before if whole else ()))

    @property
    def first(self) -> HalfMonth:
        return HalfMonth.named(self.now[-1])

    @property
    def last(self) -> HalfMonth:
        return HalfMonth.named(self.now[0])


@dataclass(frozen=True)
class Table:
    """Every public region with its figures over a spell, in the order of codes."""

    regions: Mapping[str, Region]
    figures: Mapping[str, Document]

    @classmethod
    def read(cls, spell: Spell) -> Self:
        """Two queries, for one page or file as for another: all say the same."""
        now, before = _summed(spell)
        public = Region.objects.filter(level__in=PUBLIC_LEVELS).select_related("parent")
        regions = {each.code: each for each in public.order_by("code")}
        sums = {code: now.get(code, Sums()) for code in regions}
        above = {
            code: each.parent.code if each.parent else None
            for code, each in regions.items()
        }
        return cls(regions, documents(sums, before, above))

    @property
    def province(self) -> Region | None:
        return next(iter(self.regions.values()), None)

    def parts_of(self, region: Region) -> list[Region]:
        """The cities of a province, or the counties of a city."""
        return [each for each in self.regions.values() if each.parent == region]


def region_with(code: str) -> Region | None:
    """A public region by its code."""
    public = Region.objects.filter(level__in=PUBLIC_LEVELS).select_related("parent")
    return public.filter(code=code).first()


def history(region: Region) -> list[tuple[str, Document]]:
    """Each of the newest half-months by itself, the oldest first."""
    newest = HalfMonthSum.objects.filter(region=region).order_by("-period")
    periods = list(newest.values_list("period", flat=True)[:SHOWN_HALF_MONTHS])
    above = _beside(region)
    by_period = {period: dict.fromkeys(above, Sums()) for period in periods}
    rows = HalfMonthSum.objects.filter(period__in=periods, region__code__in=above)
    for row in rows.values("period", *NAMES, code=F("region__code")):
        period, code = row.pop("period"), row.pop("code")
        by_period[period][code] = Sums(**row)
    told = curve(by_period, above, region.code)
    return list(reversed(told.items()))


def _beside(region: Region) -> dict[str, str | None]:
    """Where a region stands: it, its neighbours and those above, each with its own."""
    wholes = [region.parent_id, region.parent.parent_id if region.parent else None]
    beside = Region.objects.filter(level__in=PUBLIC_LEVELS).filter(
        Q(parent=None) | Q(parent__in=[each for each in wholes if each])
    )
    return dict(beside.order_by("code").values_list("code", "parent__code"))


def _summed(spell: Spell) -> tuple[dict[str, Sums], dict[str, Sums] | None]:
    """By region code: now, and before where that is known as a whole."""
    together = {"now": spell.now, "before": spell.before}
    rows: Any = (
        HalfMonthSum.objects.filter(period__in=[*spell.now, *spell.before])
        .order_by()
        .values(code=F("region__code"))
        .annotate(
            **{
                f"{when}_{name}": Sum(name, filter=_counted(name, periods))
                for when, periods in together.items()
                for name in NAMES
            }
        )
    )
    now: dict[str, Sums] = {}
    before: dict[str, Sums] = {}
    for row in rows:
        now[row["code"]] = _sums(row, "now")
        before[row["code"]] = _sums(row, "before")
    return now, before if spell.before else None


def _counted(name: str, periods: Sequence[str]) -> Q:
    """What waits is what waited at the end of the last half-month."""
    return Q(period__in=periods[:1] if name == "waiting" else periods)


def _sums(row: dict[str, Any], when: str) -> Sums:
    return Sums(**{name: row[f"{when}_{name}"] or 0 for name in NAMES})
