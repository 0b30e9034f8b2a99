"""
Who proved in this browser to be a case's resident, and the browser itself.

Proofs lie in the session, by case, for two hours. A proof of the phone outweighs one
by receipt; what either may do is decided by the operations.
"""

from datetime import datetime, timedelta
from typing import TypedDict

from django.http import HttpRequest
from django.utils import timezone

from complaints.models import Case
from registry.actors import Resident
from registry.sealing import lookup_digest

PROOFS = "proofs"
VALID_FOR = timedelta(hours=2)


class Proof(TypedDict):
    phone_proved: bool
    until: str


def session_of(request: HttpRequest) -> str:
    """This browser, as a digest of its session; a session is begun if there is none."""
    if not request.session.session_key:
        request.session.create()
    key = request.session.session_key or ""
    return lookup_digest(key, purpose="session")


def remember(request: HttpRequest, case: Case, *, phone_proved: bool) -> None:
    """Let this browser be the case's resident for two hours from now."""
    now = timezone.now()
    proofs = _standing(request, now)
    before = proofs.get(str(case.pk))
    proved = phone_proved or (before is not None and before["phone_proved"])
    until = (now + VALID_FOR).isoformat()
    proofs[str(case.pk)] = {"phone_proved": proved, "until": until}
    request.session[PROOFS] = proofs


def proof_for(request: HttpRequest, case: Case) -> Resident | None:
    """The case's resident, if this browser proved to be theirs within two hours."""
    proof = _standing(request, timezone.now()).get(str(case.pk))
    return None if proof is None else Resident(phone_proved=proof["phone_proved"])


def _standing(request: HttpRequest, now: datetime) -> dict[str, Proof]:
    proofs: dict[str, Proof] = request.session.get(PROOFS, {})
    return {
        case: proof
        for case, proof in proofs.items()
        if datetime.fromisoformat(proof["until"]) > now
    }
