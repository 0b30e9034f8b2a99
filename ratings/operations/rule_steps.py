"""How an act on a rule set is written: the row claimed, its columns set, one step."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from ratings.models import RuleSet, RuleSetStep
from ratings.queries import rule_history
from ratings.rule_refusals import OutOfTurn
from ratings.states import RuleSetAction, RuleSetState
from registry.actors import Officer
from registry.ledger import chain


@dataclass(frozen=True)
class Act:
    """
    From which state to which, what it sets, and why where that is asked for.

    `signed` is the column that takes the person, if the act is signed in one.
    """

    action: RuleSetAction
    source: RuleSetState
    target: RuleSetState
    sets: Mapping[str, Any]
    signed: str = ""
    reason: str = ""


@transaction.atomic
def take(rule_set: RuleSet, act: Act, by: Officer, now: datetime) -> None:
    """
    Claim by state and version, so that of two at once one goes on; write the step.

    :raises OutOfTurn: if it is in another state, or was changed after it was read
    """
    signature = {act.signed: by.user} if act.signed else {}
    claimed = RuleSet.objects.filter(
        pk=rule_set.pk, state=act.source, version=rule_set.version
    ).update(state=act.target, version=rule_set.version + 1, **act.sets, **signature)
    if not claimed:
        raise OutOfTurn
    rule_set.refresh_from_db()
    write(rule_set, act.action, by, now, act.sets, reason=act.reason)


def write(
    rule_set: RuleSet,
    action: RuleSetAction,
    by: Officer,
    now: datetime,
    sets: Mapping[str, Any],
    *,
    reason: str = "",
) -> None:
    """Append a step to the history, in the transaction of the act."""
    last = rule_set.steps.order_by("-number").first()
    step = RuleSetStep(
        rule_set=rule_set,
        number=rule_set.version,
        action=action,
        actor=by.user,
        at=now,
        reason=reason,
        detail=rule_history.told(sets),
    )
    before = chain.START if last is None else last.digest
    step.digest = chain.link(before, rule_history.chained_fields(step))
    step.save(force_insert=True)
