"""
The counts of a review, ready to be frozen: every firm, every project, every region.

A review asks the same number of questions for thirty firms as for three thousand.
Nothing here writes.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from complaints.queries.own_phones import (
    cases_filed_by_the_firm,
    followers_of_the_firm,
)
from ratings.canonical import sha256_of
from ratings.models import RuleSet
from ratings.periods import HalfMonth
from ratings.queries import (
    beside_work,
    firm_counts,
    firm_work,
    in_force,
    office_work,
    plain,
    project_counts,
    region_counts,
)
from ratings.queries.firm_counts import OnTop
from ratings.queries.founded import Spans
from ratings.queries.project_counts import Project
from ratings.queries.windows import Window
from ratings.reckoning import pools_document
from ratings.rules import Rules
from registry.models import Region
from registry.sealing import lookup_digest

SALT = "evidence of a review"
# Of the document of the inputs. 1 named no shape and had nothing beside the regions'
# evaluation; 1 and 2 told what was filed with a region, reports of retaliation too, and
# single answers of its half-month. Reviews of these shapes keep verifying.
SHAPE = 3

Entry = dict[str, Any]


@dataclass(frozen=True)
class Counted:
    """Everything that a review freezes."""

    inputs: Entry
    projects: list[Project]
    firm_ids: Mapping[str, int]
    region_ids: Mapping[str, int]
    regions: Mapping[str, Entry]
    left_out: list[int]


def count(
    period: HalfMonth,
    rule_set: RuleSet,
    *,
    version: int,
    zone: tzinfo,
    left_out: Collection[int] = (),
) -> Counted:
    """
    Count a period by a rule set; the cases with the ids `left_out` are passed over.

    :raises WrongRules: if the rule set's content is not a whole set of rules
    """
    rules = Rules.from_document(rule_set.content)
    window = Window.of(period, rules, counts_from=rule_set.counts_from)
    spans = window.spans(zone)
    all_regions = list(Region.objects.order_by("code"))
    with plain.over_many_rows():
        projects = _projects(spans, window, rules, left_out)
        regions = region_counts.of_regions(
            all_regions, office_work.count(spans), beside_work.count(spans)
        )
    on_top = OnTop.read(spans, window, rules)
    firms = firm_counts.of_firms(projects, firm_counts.sizes_before(period), on_top)
    public, streets = region_counts.parted(regions)
    return Counted(
        inputs={
            **_head(period, version, window, rule_set),
            "pools": pools_document(firms, public, rules),
            "firms": firms,
            "regions": public,
            "evidence": _evidence(period, version, projects, streets, left_out),
        },
        projects=projects,
        firm_ids={one.service.credit_code: one.service.firm_id for one in projects},
        region_ids={region.code: region.pk for region in all_regions},
        regions=regions,
        left_out=sorted(left_out),
    )


def _head(period: HalfMonth, version: int, window: Window, rule_set: RuleSet) -> Entry:
    """Of what, and by which rules, the document counts."""
    return {
        "shape": str(SHAPE),
        "period": period.name,
        "version": str(version),
        "window": window.as_document(),
        "rules": rules_document(rule_set),
    }


def rules_document(rule_set: RuleSet) -> Entry:
    return {"number": str(rule_set.number), **rule_set.content}


def _evidence(
    period: HalfMonth,
    version: int,
    projects: Iterable[Project],
    streets: Mapping[str, Any],
    left_out: Collection[int],
) -> str:
    return commitment(
        period.name,
        version,
        projects={one.name: one.as_document() for one in projects},
        streets=streets,
        left_out=sorted(left_out),
    )


def commitment(
    period: str,
    version: int,
    *,
    projects: Mapping[str, Any],
    streets: Mapping[str, Any],
    left_out: list[int],
) -> str:
    """
    The hash that binds the cases, projects and streets, which are not public, and the
    cases that were left out.

    It is salted, so that nobody can try out what a resident may have answered.
    """
    salt = lookup_digest(f"{period} {version}", purpose=SALT)
    return sha256_of(
        {"salt": salt, "projects": projects, "streets": streets, "left_out": left_out}
    )


def _projects(
    spans: Spans, window: Window, rules: Rules, left_out: Collection[int]
) -> list[Project]:
    tallies = firm_work.count(
        spans,
        own=cases_filed_by_the_firm(),
        own_followers=followers_of_the_firm(),
        left_out=left_out,
    )
    inspected = in_force.inspections(
        spans.ends, last_day=window.last_day, days=int(rules.inspection_days)
    )
    return project_counts.of_tenures(tallies, window, inspected)
