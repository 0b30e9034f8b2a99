"""
What the steps of a suspected false rectification carry, set and write down.

As `intents`: nothing here reads or writes the database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from complaints.attempts import Carried
from complaints.operations.intents import Intent
from complaints.queries.suspicions import Question
from complaints.states import Action, Suspicion
from registry.actors import Actor, Officer
from registry.models import StoredFile


@dataclass(frozen=True)
class Doubt:
    """Why a rectification is suspected; `evidence` names photos or another case."""

    sort: Suspicion
    evidence: Mapping[str, str] = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True)
class Terms:
    """Until when the acting party is waited for, if there is one, and then decided."""

    hear_until: datetime | None
    decide_by: datetime


def suspect(*, doubt: Doubt, terms: Terms, by: Actor, now: datetime) -> Intent:
    heard = terms.hear_until
    until = {} if heard is None else {"hear_until": heard.isoformat()}
    return Intent(
        Action.SUSPECT,
        by,
        now,
        Carried(text=doubt.text, suspicion=doubt.sort),
        sets={"judge_by": terms.decide_by, "judge_chase_at": terms.decide_by},
        detail={
            "sort": str(doubt.sort),
            **doubt.evidence,
            **until,
            "decide_by": terms.decide_by.isoformat(),
        },
    )


def hear(
    *,
    question: Question,
    text: str,
    photos: Sequence[StoredFile],
    by: Actor,
    now: datetime,
) -> Intent:
    return Intent(
        Action.HEAR,
        by,
        now,
        Carried(text=text, photos=len(photos)),
        detail={
            "question": question.opened.number,
            "photos": [photo.sha256 for photo in photos],
        },
    )


def decide(
    *,
    action: Action,
    question: Question,
    next_one: Question | None,
    text: str,
    by: Officer,
    now: datetime,
) -> Intent:
    """
    FALSE_CONFIRMED or FALSE_DISMISSED, about the step that opened the question, so that
    the database keeps it from being decided twice. `next_one` is then to be decided.
    """
    judge_by = next_one.decide_by if next_one else None
    return Intent(
        action,
        by,
        now,
        Carried(text=text),
        sets={"judge_by": judge_by, "judge_chase_at": judge_by},
        about=question.opened.number,
    )
