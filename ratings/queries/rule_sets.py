"""What pages and the desk ask about rule sets: which holds, and what differs."""

from datetime import date

from ratings.models import RuleSet
from ratings.rules import Rules
from ratings.states import RuleSetStanding


def in_force(today: date) -> RuleSet | None:
    return RuleSet.objects.in_force_on(today).first()


def standing(
    rule_set: RuleSet, holding: RuleSet | None, today: date
) -> RuleSetStanding | None:
    """
    What an issued rule set is today; nothing of one that never was issued.

    :param holding: the one in force today
    """
    if rule_set.effective_from is None or rule_set.published_on is None:
        return None
    if rule_set == holding:
        return RuleSetStanding.IN_FORCE
    withdrawn = rule_set.withdrawn_from
    ended_before = withdrawn is not None and withdrawn <= rule_set.effective_from
    if today < rule_set.effective_from and not ended_before:
        return RuleSetStanding.AHEAD
    return RuleSetStanding.OVER


def compared_with(rule_set: RuleSet, holding: RuleSet | None) -> Rules | None:
    """The numbers in force that a rule set would replace; none, or its own: nothing."""
    if holding is None or holding == rule_set:
        return None
    return Rules.from_document(holding.content)
