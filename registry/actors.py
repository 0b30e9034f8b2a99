"""
Who acts: the four sorts of people and machines that write history.

An edge makes the actor from its request; operations never look at a request.
"""

from dataclasses import dataclass

from registry.models import User
from registry.roles import Role


@dataclass(frozen=True)
class Officer:
    """Staff of an office: a street, or a higher one."""

    user: User


@dataclass(frozen=True)
class Clerk:
    """A firm's or a department's person."""

    user: User


@dataclass(frozen=True)
class Resident:
    """
    Somebody who proved to be a case's resident; residents are no users.

    `phone_proved` is true for a code or a link that reached the phone, false for a
    receipt.
    """

    phone_proved: bool


@dataclass(frozen=True)
class System:
    """A job, by its name."""

    job: str


Actor = Officer | Clerk | Resident | System


def office_of(actor: Actor) -> str | None:
    """The code of the office that somebody acts for; only officers act for one."""
    if not isinstance(actor, Officer) or actor.user.role != Role.OFFICER:
        return None
    return actor.user.region.code if actor.user.region else None


def user_of(actor: Actor) -> User | None:
    return actor.user if isinstance(actor, Officer | Clerk) else None
