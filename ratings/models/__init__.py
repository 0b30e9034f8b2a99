"""The rows of reviews: rule sets, frozen counts, scores, objections."""

from ratings.models.counts import FirmCounts, ProjectCounts, RegionCounts
from ratings.models.objection import Objection
from ratings.models.review import Review
from ratings.models.rule_set import RuleSet
from ratings.models.rule_set_step import RuleSetStep
from ratings.models.scores import FirmScore, RegionScore
from ratings.models.simulation import RuleSimulation

__all__ = [
    "FirmCounts",
    "FirmScore",
    "Objection",
    "ProjectCounts",
    "RegionCounts",
    "RegionScore",
    "Review",
    "RuleSet",
    "RuleSetStep",
    "RuleSimulation",
]
