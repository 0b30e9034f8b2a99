"""The rows of ratings: rule sets, reviews and their counts, and what follows."""

from ratings.models.bulletin import Bulletin
from ratings.models.campaign import Campaign, CampaignDay, CampaignTarget
from ratings.models.counts import FirmCounts, ProjectCounts, RegionCounts
from ratings.models.credit import Credit
from ratings.models.document_step import DocumentStep
from ratings.models.enforcement import EnforcedCase, Enforcement
from ratings.models.filing_alert import FilingAlert
from ratings.models.half_month_sum import HalfMonthSum
from ratings.models.inspection import (
    Checklist,
    InspectedItem,
    Inspection,
    InspectionPhoto,
)
from ratings.models.legal_basis import LegalBasis
from ratings.models.listing import Listing
from ratings.models.listing_file import (
    HeldDocument,
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
from ratings.models.rule_set_step import RuleSetStep
from ratings.models.scores import FirmScore, RegionScore
from ratings.models.simulation import RuleSimulation

__all__ = [
    "Bulletin",
    "Campaign",
    "CampaignDay",
    "CampaignTarget",
    "Checklist",
    "Credit",
    "DocumentStep",
    "EnforcedCase",
    "Enforcement",
    "FilingAlert",
    "FirmCounts",
    "FirmScore",
    "HalfMonthSum",
    "HeldDocument",
    "InspectedItem",
    "Inspection",
    "InspectionPhoto",
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
    "RuleSetStep",
    "RuleSimulation",
]
