"""The staff side of ratings: reviews, objections, rules, enforcement, inspections."""

from ratings.admin.bases import LegalBasisAdmin
from ratings.admin.checklists import ChecklistAdmin
from ratings.admin.credits import CreditAdmin
from ratings.admin.enforcement import EnforcementAdmin
from ratings.admin.inspections import InspectionAdmin
from ratings.admin.objections import ObjectionAdmin
from ratings.admin.reviews import ReviewAdmin
from ratings.admin.rule_sets import RuleSetAdmin

__all__ = [
    "ChecklistAdmin",
    "CreditAdmin",
    "EnforcementAdmin",
    "InspectionAdmin",
    "LegalBasisAdmin",
    "ObjectionAdmin",
    "ReviewAdmin",
    "RuleSetAdmin",
]
