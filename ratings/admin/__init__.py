"""The staff side of ratings: reviews and what follows, and what they stand on."""

from ratings.admin.bases import LegalBasisAdmin
from ratings.admin.bulletins import BulletinAdmin
from ratings.admin.campaigns import CampaignAdmin
from ratings.admin.checklists import ChecklistAdmin
from ratings.admin.credits import CreditAdmin
from ratings.admin.enforcement import EnforcementAdmin
from ratings.admin.filing_alerts import FilingAlertAdmin
from ratings.admin.inspections import InspectionAdmin
from ratings.admin.listings import ListingAdmin
from ratings.admin.objections import ObjectionAdmin
from ratings.admin.reviews import ReviewAdmin
from ratings.admin.rule_sets import RuleSetAdmin
from ratings.admin.tenures import ListedTenureAdmin

__all__ = [
    "BulletinAdmin",
    "CampaignAdmin",
    "ChecklistAdmin",
    "CreditAdmin",
    "EnforcementAdmin",
    "FilingAlertAdmin",
    "InspectionAdmin",
    "LegalBasisAdmin",
    "ListedTenureAdmin",
    "ListingAdmin",
    "ObjectionAdmin",
    "ReviewAdmin",
    "RuleSetAdmin",
]
