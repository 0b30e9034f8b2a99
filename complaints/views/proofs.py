"""
Who proved in this browser to be a case's resident, and the browser itself.

Proofs lie in the session, by case, for two hours. A proof of the phone outweighs one
by receipt; what either may do is decided by the operations. Who follows a case proves
a phone, too, and is no resident of it.
"""

from datetime import datetime, timedelta
from typing import Any, TypedDict

from django.http import HttpRequest
from django.utils import timezone

from complaints.models import Case, Contact, Follower
from registry.actors import Resident
from registry.sealing import lookup_digest

PROOFS = "proofs"
FOLLOWING = "following"
VALID_FOR = timedelta(hours=2)


class Proof(TypedDict):
    phone_proved: bool
    until: str
    turn: int


class Following(TypedDict):
    follower: int
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
    proofs: dict[str, Proof] = _standing(request, PROOFS, now)
    before = _of_this_turn(proofs.get(str(case.pk)), case)
    proved = phone_proved or (before is not None and before["phone_proved"])
    until = (now + VALID_FOR).isoformat()
    proofs[str(case.pk)] = {
        "phone_proved": proved,
        "until": until,
        "turn": case.contact.turn,
    }
    request.session[PROOFS] = proofs


def proof_for(request: HttpRequest, case: Case) -> Resident | None:
    """
    The case's resident, if this browser proved to be theirs within two hours.

    Who handed the case on to a follower is its resident no more.
    """
    proofs: dict[str, Proof] = _standing(request, PROOFS, timezone.now())
    proof = _of_this_turn(proofs.get(str(case.pk)), case)
    return None if proof is None else Resident(phone_proved=proof["phone_proved"])


def remember_follower(request: HttpRequest, follower: Follower) -> None:
    """Let this browser be somebody who follows a case, for two hours from now."""
    now = timezone.now()
    until = (now + VALID_FOR).isoformat()
    known: dict[str, Following] = _standing(request, FOLLOWING, now)
    known[str(follower.case_id)] = {"follower": follower.pk, "until": until}
    request.session[FOLLOWING] = known


def follower_for(request: HttpRequest, case: Case) -> Follower | None:
    """
    Who follows the case, if this browser proved to be them within two hours: by a code,
    or by one for a case that was merged into it.
    """
    known: dict[str, Following] = _standing(request, FOLLOWING, timezone.now())
    present = Follower.objects.present().filter(case=case)
    if (proof := known.pop(str(case.pk), None)) is not None:
        return present.filter(pk=proof["follower"]).first()
    phones = [*_reported(request, case), *_followed(known, case)]
    return present.filter(phone_digest__in=phones).first() if phones else None


def _reported(request: HttpRequest, into: Case) -> list[str]:
    """The phones proved here of who reported what was merged into a case, digested."""
    held: dict[str, Proof] = _standing(request, PROOFS, timezone.now())
    proved = {int(case): one for case, one in held.items() if one["phone_proved"]}
    if not proved:
        return []
    merged = Contact.objects.filter(case__merged_into=into, case__in=proved)
    return [
        one.phone_digest for one in merged if proved[one.case_id]["turn"] == one.turn
    ]


def _followed(held: dict[str, Following], into: Case) -> list[str]:
    """The same of who followed what was merged."""
    if not held:
        return []
    proved = [one["follower"] for one in held.values()]
    merged = Follower.objects.present().filter(case__merged_into=into, pk__in=proved)
    return list(merged.values_list("phone_digest", flat=True))


def proved_cases(request: HttpRequest) -> list[int]:
    """The ids of the cases whose resident's phone this browser proved."""
    proofs: dict[str, Proof] = _standing(request, PROOFS, timezone.now())
    return [int(case) for case, proof in proofs.items() if proof["phone_proved"]]


def _of_this_turn(proof: Proof | None, case: Case) -> Proof | None:
    return proof if proof and proof["turn"] == case.contact.turn else None


def _standing(request: HttpRequest, name: str, now: datetime) -> dict[str, Any]:
    """What the session holds under a name, by case, and is not over yet."""
    held: dict[str, Any] = request.session.get(name, {})
    return {
        case: proof
        for case, proof in held.items()
        if datetime.fromisoformat(proof["until"]) > now
    }
