"""The rows of reviews: rule sets, frozen counts, scores, objections, alerts."""

from ratings.models.counts import FirmCounts, ProjectCounts, RegionCounts
from ratings.models.filing_alert import FilingAlert
from ratings.models.objection import Objection
from ratings.models.review import Review
from ratings.models.rule_set import RuleSet
from ratings.models.scores import FirmScore, RegionScore

__all__ = [
    "FilingAlert",
    "FirmCounts",
    "FirmScore",
    "Objection",
    "ProjectCounts",
    "RegionCounts",
    "RegionScore",
    "Review",
    "RuleSet",
]
