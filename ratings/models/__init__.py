"""The rows of ratings: rule sets, reviews and their counts, and what follows."""

from ratings.models.counts import FirmCounts, ProjectCounts, RegionCounts
from ratings.models.enforcement import EnforcedCase, Enforcement
from ratings.models.legal_basis import LegalBasis
from ratings.models.listing import Listing
from ratings.models.listing_file import (
    ListedCase,
    ListingFact,
    ListingStep,
    RefusedProposal,
)
from ratings.models.listing_terms import ListingTerms
from ratings.models.low_rating import LowRating
from ratings.models.objection import Objection
from ratings.models.review import Review
from ratings.models.rule_set import RuleSet
from ratings.models.scores import FirmScore, RegionScore

__all__ = [
    "EnforcedCase",
    "Enforcement",
    "FirmCounts",
    "FirmScore",
    "LegalBasis",
    "ListedCase",
    "Listing",
    "ListingFact",
    "ListingStep",
    "ListingTerms",
    "LowRating",
    "Objection",
    "ProjectCounts",
    "RefusedProposal",
    "RegionCounts",
    "RegionScore",
    "Review",
    "RuleSet",
]
