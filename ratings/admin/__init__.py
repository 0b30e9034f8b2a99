"""The staff side of ratings: reviews, objections to them, and the rules behind them."""

from ratings.admin.filing_alerts import FilingAlertAdmin
from ratings.admin.objections import ObjectionAdmin
from ratings.admin.reviews import ReviewAdmin
from ratings.admin.rule_sets import RuleSetAdmin

__all__ = ["FilingAlertAdmin", "ObjectionAdmin", "ReviewAdmin", "RuleSetAdmin"]
