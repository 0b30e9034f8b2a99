"""
Writing history: numbered steps in a case's hash chain, its free texts, what is promised
and the commitments.
"""

import secrets
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from complaints.clocks import Clock
from complaints.models import Case, Commitment, Promise, Step, Text
from complaints.operations.intents import NewCommitment
from complaints.queries.commitments import made_in
from complaints.states import Action, ActorKind, CommitmentState, Party
from registry.actors import Actor, Clerk, Officer, Resident, System, user_of
from registry.ledger import chain

FIRST_DIGEST = chain.START
SALT_BYTES = 16
PROMISED = ("round", "stage", "revision", "promised_at", "workdays", "late_stage")


class Last(NamedTuple):
    """Where a case's chain ends."""

    number: int
    digest: str


def chain_end(case: Case) -> Last:
    """The last step of a case, read after the case's row was claimed."""
    last = (
        Step.objects.filter(case=case)
        .order_by("-number")
        .values_list("number", "digest")
        .first()
    )
    return Last(0, FIRST_DIGEST) if last is None else Last(*last)


def new_text(body: str) -> Text | None:
    """A free text with its salt, not yet stored; nothing for an empty one."""
    body = body.strip()
    if not body:
        return None
    salt = secrets.token_hex(SALT_BYTES)
    return Text(salt=salt, body=body, digest=chain.text_digest(salt, body))


def keep_text(body: str) -> Text | None:
    """Store a free text in its own erasable row; nothing for an empty one."""
    text = new_text(body)
    if text is not None:
        text.save(force_insert=True)
    return text


def actor_fields(by: Actor) -> dict[str, Any]:
    """How an actor stands in a step: sort, user, and the Chinese name of the place."""
    kind, name = _named(by)
    return {"actor_kind": kind, "actor": user_of(by), "actor_name": name}


def _named(by: Actor) -> tuple[ActorKind, str]:
    match by:
        case Officer(user):
            return ActorKind.OFFICER, user.region.name if user.region else ""
        case Clerk(user):
            place = user.firm or user.department
            return ActorKind.CLERK, place.name if place else ""
        case Resident():
            return ActorKind.RESIDENT, ""
        case System(job):
            return ActorKind.SYSTEM, job


def chained_fields(step: Step) -> dict[str, object]:
    """What the hash chain covers of a step; of its free text only the digest."""
    fields: dict[str, object] = {
        "case": step.case.number,
        "number": step.number,
        "action": str(step.action),
        "source": str(step.source),
        "target": str(step.target),
        "round": step.round,
        "actor_kind": str(step.actor_kind),
        "actor": step.actor_id,
        "actor_name": step.actor_name,
        "at": step.at,
        "stage": str(step.stage),
        "promised_at": step.promised_at,
        "due_at": step.due_at,
        "waited_seconds": step.waited_seconds,
        "about": step.about,
        "text": step.text.digest if step.text else None,
        "detail": step.detail,
    }
    # What steps did not have from the start is covered where it is there, so that
    # chains closed without it stay whole.
    later = {
        "next_due_at": step.next_due_at,
        "office_code": step.office_code or None,
        "spare_seconds": step.spare_seconds,
        "measured_due_at": step.measured_due_at,
    }
    return fields | {name: value for name, value in later.items() if value is not None}


def link(step: Step, previous_digest: str) -> Step:
    """Close the chain over a step that is about to be stored."""
    step.digest = chain.link(previous_digest, chained_fields(step))
    return step


def link_and_save(
    step: Step, previous_digest: str, promises: Sequence[Promise] = ()
) -> Step:
    """Store a step and what it promises, and before it its text if that is new."""
    cover(step, promises)
    if step.text is not None and step.text._state.adding:
        step.text.save(force_insert=True)
    link(step, previous_digest).save(force_insert=True)
    if promises:
        Promise.objects.bulk_create(promises)
    return step


def cover(step: Step, promises: Sequence[Promise]) -> None:
    """Let the chain cover what a step promises, before its link is closed."""
    if promises:
        step.detail["promises_digest"] = digest_of(promises)


def digest_of(promises: Iterable[Promise]) -> str:
    """Stands for all that the promises of one step say, however they are ordered."""
    by_stage = sorted(promises, key=attrgetter("stage"))
    said = [{name: getattr(one, name) for name in PROMISED} for one in by_stage]
    return chain.link(chain.START, {"promises": said})


def commit(
    step: Step, promised: Iterable[NewCommitment], history: Sequence[Step], clock: Clock
) -> list[Commitment]:
    """
    The commitments of a step that is about to be stored, numbered behind those before;
    its details take up what the chain covers of them.
    """
    rows = [
        Commitment(
            case=step.case,
            number=number,
            step=step,
            text=text,
            due_on=one.due_on,
            ask_at=clock.end_of(one.due_on),
            **_acting(step.case),
        )
        for number, one in enumerate(promised, start=len(made_in(history)) + 1)
        if (text := new_text(one.text)) is not None
    ]
    if rows:
        step.detail["commitments"] = [
            {
                "number": row.number,
                "due_on": row.due_on.isoformat(),
                "text": row.text.digest,
            }
            for row in rows
        ]
    return rows


def save_commitments(rows: Iterable[Commitment]) -> None:
    """Behind the step that made them."""
    made = list(rows)
    Text.objects.bulk_create(row.text for row in made)
    Commitment.objects.bulk_create(made)


def settlement(step: Step) -> dict[str, Any]:
    """What a step that says what became of a commitment sets on it."""
    kept = step.action == Action.COMMITMENT_KEPT
    return {
        "state": CommitmentState.KEPT if kept else CommitmentState.BROKEN,
        "settled_by": step,
        "ask_at": None,
    }


def _acting(case: Case) -> dict[str, Any]:
    """Whose commitment it is: of who has to act on the case."""
    match case.party:
        case Party.FIRM:
            return {"firm_id": case.acting_firm_id}
        case Party.DEPARTMENT:
            return {"department_id": case.acting_department_id}
        case _:
            return {"office_id": case.office_id}
