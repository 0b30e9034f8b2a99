"""Simulations of rule sets: asked for at the desk, done by a worker, kept."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from ratings import policies, simulation
from ratings.models import RuleSet, RuleSimulation
from ratings.queries import simulating
from ratings.refusals import MayNotRule
from ratings.rules import Rules
from ratings.simulation import Compared
from registry.actors import Officer

__all__ = ["ask", "compare", "known", "run", "waits"]

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


def waits(asked: RuleSimulation, *, now: datetime) -> bool:
    """Whether a worker has to be told: nobody began it, or whoever did is gone."""
    if asked.finished_at is not None:
        return False
    return asked.started_at is None or asked.started_at < now - GIVEN_UP_AFTER


def run(*, pk: int, now: datetime) -> bool:
    """
    Compute what was asked for and keep it; False where it is done or in hand.

    Safe to run twice or after a kill: one at a time claims it.
    """
    gone = Q(started_at__isnull=True) | Q(started_at__lt=now - GIVEN_UP_AFTER)
    waiting = RuleSimulation.objects.filter(gone, pk=pk, finished_at__isnull=True)
    if not waiting.update(started_at=now):
        return False
    asked = RuleSimulation.objects.select_related("rule_set").get(pk=pk)
    found = compare(Rules.from_document(asked.rule_set.content))
    RuleSimulation.objects.filter(pk=pk, started_at=now).update(
        finished_at=now, result=[one.as_document() for one in found]
    )
    return True


def _key(rule_set: RuleSet) -> str:
    rules = Rules.from_document(rule_set.content)
    return simulating.key(rules, PERIODS, simulating.chosen(rules, PERIODS))
