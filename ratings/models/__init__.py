"""The rows of reviews: rule sets, frozen counts, scores, objections."""

from ratings.models.counts import FirmCounts, ProjectCounts, RegionCounts
from ratings.models.objection import Objection
from ratings.models.review import Review
from ratings.models.rule_set import RuleSet
from ratings.models.scores import FirmScore, RegionScore

__all__ = [
    "FirmCounts",
    "FirmScore",
    "Objection",
    "ProjectCounts",
    "RegionCounts",
    "RegionScore",
    "Review",
    "RuleSet",
]
