"""Writing the history of an entry: numbered steps in a hash chain of its own."""

import secrets
from typing import Any

from complaints.models import Text
from complaints.states import ActorKind
from ratings.models import ListingStep
from registry.actors import Actor, Clerk, Officer, Resident, System, user_of
from registry.ledger import chain

SALT_BYTES = 16


def keep_text(body: str) -> Text | None:
    """Store a free text in its own erasable row; nothing for an empty one."""
    body = body.strip()
    if not body:
        return None
    salt = secrets.token_hex(SALT_BYTES)
    return Text.objects.create(
        salt=salt, body=body, digest=chain.text_digest(salt, body)
    )


def committed(body: str) -> Text:
    """The same for a text that is never empty, such as the name of a subject."""
    text = keep_text(body)
    assert text is not None
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
            # the firm is the subject, whose name the chain covers as a digest only
            return ActorKind.CLERK, ""
        case System(job):
            return ActorKind.SYSTEM, job
        case Resident():
            raise TypeError("no resident acts on an entry of a list")


def chained_fields(step: ListingStep) -> dict[str, object]:
    """What the hash chain covers of a step; of its free text only the digest."""
    return {
        "listing": step.listing.number,
        "list": str(step.listing.list_kind),
        "number": step.number,
        "action": str(step.action),
        "source": str(step.source),
        "target": str(step.target),
        "actor_kind": str(step.actor_kind),
        "actor": step.actor_id,
        "actor_name": step.actor_name,
        "at": step.at,
        "tried": str(step.tried),
        "refusal": str(step.refusal),
        "text": step.text.digest if step.text else None,
        "file": step.file.sha256 if step.file else None,
        "detail": step.detail,
    }


def write(step: ListingStep) -> ListingStep:
    """Number, link and store a step; the entry's row was claimed before."""
    last = (
        ListingStep.objects.filter(listing=step.listing)
        .order_by("-number")
        .values_list("number", "digest")
        .first()
    )
    number, digest = last or (0, chain.START)
    step.number = number + 1
    step.digest = chain.link(digest, chained_fields(step))
    step.save(force_insert=True)
    return step
