"""The staff side of ratings: reviews, objections, the rules behind them, the lists."""

from ratings.admin.listings import ListingAdmin
from ratings.admin.objections import ObjectionAdmin
from ratings.admin.reviews import ReviewAdmin
from ratings.admin.rule_sets import RuleSetAdmin

__all__ = ["ListingAdmin", "ObjectionAdmin", "ReviewAdmin", "RuleSetAdmin"]
