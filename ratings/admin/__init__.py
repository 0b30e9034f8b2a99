"""The staff side of ratings: reviews, objections, bulletins, campaigns, rules."""

from ratings.admin.bulletins import BulletinAdmin
from ratings.admin.campaigns import CampaignAdmin
from ratings.admin.filing_alerts import FilingAlertAdmin
from ratings.admin.objections import ObjectionAdmin
from ratings.admin.reviews import ReviewAdmin
from ratings.admin.rule_sets import RuleSetAdmin

__all__ = [
    "BulletinAdmin",
    "CampaignAdmin",
    "FilingAlertAdmin",
    "ObjectionAdmin",
    "ReviewAdmin",
    "RuleSetAdmin",
]
