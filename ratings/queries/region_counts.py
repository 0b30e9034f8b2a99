"""What a review freezes of each region: the sums of its own offices and all below."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from ratings.queries import beside_work
from ratings.queries.firm_counts import ANSWERS, BESIDE, REPLIES
from ratings.queries.office_work import OfficeTally
from ratings.small_numbers import FEW, Above, kept_back
from registry.areas import PUBLIC_LEVELS
from registry.models import Region
from registry.queries import lineage

Entry = dict[str, Any]
RATINGS = ("rated", "satisfied")


def of_regions(
    regions: Collection[Region],
    tallies: Mapping[str, OfficeTally],
    beside: Mapping[str, Entry],
) -> dict[str, Entry]:
    """
    Each by its code, with what is shown `beside` its evaluation and not scored.

    :param regions: in the order of their codes
    """
    totals: dict[str, dict[str, dict[str, int]]] = {}
    for office, tally in tallies.items():
        for code in lineage(office):
            mine = totals.setdefault(code, OfficeTally().spans)
            for span, counts in tally.spans.items():
                for name, value in counts.items():
                    mine[span][name] += value
    counted: dict[str, Entry] = {
        region.code: {
            "level": region.level,
            "name": region.name,
            **{
                span: {name: str(value) for name, value in counts.items()}
                for span, counts in totals.get(region.code, OfficeTally().spans).items()
            },
            "beside": beside.get(region.code, beside_work.document()),
        }
        for region in regions
    }
    public, _streets = parted(counted)
    codes: dict[int | None, str] = {region.pk: region.code for region in regions}
    above = {each.code: codes.get(each.parent_id) for each in regions}
    for span in BESIDE:
        _keep_back({code: entry[span] for code, entry in public.items()}, above)
    return counted


@dataclass(frozen=True)
class _Answers:
    own_answers: int
    rated: int

    @classmethod
    def of(cls, counts: Entry) -> "_Answers":
        own = sum(int(counts[name]) for name in REPLIES)
        return cls(own, int(counts["rated"]))


def _keep_back(counted: Mapping[str, Entry], above: Above) -> None:
    """
    Leave out the answers of a span from which nothing is scored, where they are few or
    would tell of few elsewhere: in a small county one of them is a person's.
    """
    answers = {code: _Answers.of(counts) for code, counts in counted.items()}
    kept = kept_back(answers, above)
    for code, each in answers.items():
        if code in kept.ratings or each.rated < FEW:
            counted[code].update(dict.fromkeys(RATINGS))
        if code in kept.answers or each.own_answers < FEW:
            counted[code].update(dict.fromkeys(ANSWERS))


def parted(regions: Mapping[str, Entry]) -> tuple[dict[str, Entry], dict[str, Entry]]:
    """The regions that are public, and the streets, which are not."""
    public = {
        code: entry
        for code, entry in regions.items()
        if entry["level"] in PUBLIC_LEVELS
    }
    streets = {code: entry for code, entry in regions.items() if code not in public}
    return public, streets
