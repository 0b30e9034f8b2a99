"""The rows of ratings: rule sets, reviews and their counts, and what follows."""

from ratings.models.counts import FirmCounts, ProjectCounts, RegionCounts
from ratings.models.credit import Credit
from ratings.models.document_step import DocumentStep
from ratings.models.enforcement import EnforcedCase, Enforcement
from ratings.models.inspection import (
    Checklist,
    InspectedItem,
    Inspection,
    InspectionPhoto,
)
from ratings.models.legal_basis import LegalBasis
from ratings.models.objection import Objection
from ratings.models.review import Review
from ratings.models.rule_set import RuleSet
from ratings.models.scores import FirmScore, RegionScore

__all__ = [
    "Checklist",
    "Credit",
    "DocumentStep",
    "EnforcedCase",
    "Enforcement",
    "FirmCounts",
    "FirmScore",
    "InspectedItem",
    "Inspection",
    "InspectionPhoto",
    "LegalBasis",
    "Objection",
    "ProjectCounts",
    "RegionCounts",
    "RegionScore",
    "Review",
    "RuleSet",
]
