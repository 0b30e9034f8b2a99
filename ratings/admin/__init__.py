"""The staff side of ratings: reviews, objections, rules, enforcement and credits."""

from ratings.admin.bases import LegalBasisAdmin
from ratings.admin.credits import CreditAdmin
from ratings.admin.enforcement import EnforcementAdmin
from ratings.admin.objections import ObjectionAdmin
from ratings.admin.reviews import ReviewAdmin
from ratings.admin.rule_sets import RuleSetAdmin

__all__ = [
    "CreditAdmin",
    "EnforcementAdmin",
    "LegalBasisAdmin",
    "ObjectionAdmin",
    "ReviewAdmin",
    "RuleSetAdmin",
]
