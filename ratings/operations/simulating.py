"""Simulations of rule sets: asked for at the desk, done by a worker, kept."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from ratings import policies, simulation
from ratings.models import RuleSet, RuleSimulation
from ratings.queries import simulating
from ratings.rule_refusals import MayNotRule
from ratings.rules import Rules
from ratings.simulation import Compared
from registry.actors import Officer

__all__ = ["ask", "compare", "known", "run_waiting"]

PERIODS = 12
# Longer than a task may run: by then its worker is gone.
GIVEN_UP_AFTER = timedelta(minutes=15)


def compare(rules: Rules, *, periods: int = PERIODS) -> list[Compared]:
    """
    What these rules would have changed in the newest published reviews, the newest
    first. Seconds for each review of thousands of firms; nothing is written.
    """
    reviews = simulating.chosen(rules, periods)
    return simulation.compared(list(simulating.pairs(rules, reviews)), shown=periods)


def known(rule_set: RuleSet) -> RuleSimulation | None:
    """What was asked for of these rules and of the reviews that there are now."""
    return RuleSimulation.objects.filter(key=_key(rule_set)).first()


def ask(*, rule_set: RuleSet, by: Officer, now: datetime) -> RuleSimulation:
    """
    Ask for a simulation; asked for already, give that one back.

    :raises MayNotRule: if this person has no part in making rules
    """
    if not policies.may_draft_rules(by.user) and not policies.may_review_rules(by.user):
        raise MayNotRule(_("This needs a right to make or to review rules."))
    found, _is_new = RuleSimulation.objects.get_or_create(
        key=_key(rule_set),
        defaults={"rule_set": rule_set, "asked_at": now, "asked_by": by.user},
    )
    return found


def run_waiting(*, now: datetime) -> int:
    """
    Compute the oldest simulation that waits and keep it; how many were done.

    Safe to run twice, at once, or again after a kill: one at a time claims it, and
    what was begun long ago and not ended is begun anew.
    """
    gone = Q(started_at__isnull=True) | Q(started_at__lt=now - GIVEN_UP_AFTER)
    waiting = RuleSimulation.objects.filter(gone, finished_at__isnull=True)
    oldest = waiting.select_related("rule_set").order_by("asked_at", "pk").first()
    if oldest is None or not waiting.filter(pk=oldest.pk).update(started_at=now):
        return 0
    found = compare(Rules.from_document(oldest.rule_set.content))
    result = [one.as_document() for one in found]
    claimed = RuleSimulation.objects.filter(pk=oldest.pk, started_at=now)
    return claimed.update(finished_at=now, result=result)


def _key(rule_set: RuleSet) -> str:
    rules = Rules.from_document(rule_set.content)
    return simulating.key(rules, PERIODS, simulating.chosen(rules, PERIODS))
