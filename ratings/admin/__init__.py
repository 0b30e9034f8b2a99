"""The staff side of ratings: reviews, objections, bulletins, and their rules."""

from ratings.admin.bulletins import BulletinAdmin
from ratings.admin.objections import ObjectionAdmin
from ratings.admin.reviews import ReviewAdmin
from ratings.admin.rule_sets import RuleSetAdmin

__all__ = ["BulletinAdmin", "ObjectionAdmin", "ReviewAdmin", "RuleSetAdmin"]
