"""The history of a rule set as its chain of hashes covers it, and the check of it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ratings.canonical import sha256_of
from ratings.models import RuleSet, RuleSetStep
from ratings.states import RuleSetAction
from registry.ledger import chain
from registry.ledger.chain import Head, Row

NUMBERS = "content_sha256"
# the column that each of these acts is signed in
SIGNED = {
    RuleSetAction.DRAFT: "drafted_by_id",
    RuleSetAction.REVIEW: "reviewed_by_id",
    RuleSetAction.ISSUE: "issued_by_id",
    RuleSetAction.WITHDRAW: "withdrawn_by_id",
}


def chained_fields(step: RuleSetStep) -> dict[str, object]:
    """What the chain covers of a step."""
    return {
        "rule_set": step.rule_set.number,
        "number": step.number,
        "action": str(step.action),
        "actor": step.actor_id,
        "at": step.at,
        "reason": step.reason,
        "detail": step.detail,
    }


def told(values: Mapping[str, Any]) -> dict[str, Any]:
    """What a step keeps of the columns that it set: days as text, numbers by hash."""
    kept: dict[str, Any] = {}
    for name, value in values.items():
        if name == "content":
            kept[NUMBERS] = sha256_of(value)
        else:
            kept[name] = value.isoformat() if isinstance(value, date) else value
    return kept


def moments_of(rule_set: RuleSet, *actions: RuleSetAction) -> list[datetime]:
    """When these acts were done."""
    found = rule_set.steps.filter(action__in=actions)
    return list(found.values_list("at", flat=True))


def steps_of(rule_set: RuleSet) -> list[RuleSetStep]:
    found = rule_set.steps.select_related("actor").order_by("number")
    return list(found)


def first_broken(rule_set: RuleSet, head: Head | None = None) -> int | None:
    """
    The number of the first step that is not what was written, or that set what the row
    no longer says; None where everything fits. `head` is what an anchor knows.
    """
    steps = steps_of(rule_set)
    for step in steps:
        step.rule_set = rule_set
    rows = (Row(step.number, chained_fields(step), step.digest) for step in steps)
    broken = chain.first_broken(rows, head=head)
    if broken is None and len(steps) != rule_set.version:
        broken = min(len(steps), rule_set.version) + 1
    return broken or _first_denied(rule_set, steps)


def _first_denied(rule_set: RuleSet, steps: list[RuleSetStep]) -> int | None:
    """Of each column the last step that set it says what stands there."""
    said_by: dict[str, RuleSetStep] = {}
    for step in steps:
        said_by.update(dict.fromkeys(step.detail, step))
    denied = [
        step.number
        for name, step in said_by.items()
        if _stands(rule_set, name) != step.detail[name]
    ]
    signed = [
        step.number
        for step in steps
        if step.action in SIGNED
        and getattr(rule_set, SIGNED[RuleSetAction(step.action)]) != step.actor_id
    ]
    return min([*denied, *signed], default=None)


def _stands(rule_set: RuleSet, name: str) -> Any:
    column = "content" if name == NUMBERS else name
    return told({column: getattr(rule_set, column)})[name]
