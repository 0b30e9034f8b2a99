"""
What somebody typed for a case after their proof was over: theirs still, and kept.

It lies sealed in the session of this browser alone, the newest in place of the one
before it, and as long as a proof is good.
"""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone

from complaints.forms.acting import LONGEST_TEXT
from complaints.views.proofs import VALID_FOR
from registry.sealing import seal, unseal

TYPED = "typed"
REOPEN = "reopen"


@dataclass(frozen=True)
class Typed:
    """`act` is the last part of the address that it was sent to."""

    act: str
    text: str


def keep(request: HttpRequest, number: str, act: str, text: str) -> None:
    """Remember what was sent for the case of this number, proved or not."""
    if not text.strip():
        return
    request.session[TYPED] = {
        "number": number,
        "act": act,
        "text": seal(text[:LONGEST_TEXT]),
        "until": (timezone.now() + VALID_FOR).isoformat(),
    }


def kept(request: HttpRequest, number: str) -> Typed | None:
    """What this browser sent for the case of this number and nobody took."""
    held = request.session.get(TYPED)
    if held is None or held["number"] != number:
        return None
    if datetime.fromisoformat(held["until"]) <= timezone.now():
        return None
    return Typed(act=held["act"], text=unseal(held["text"]))


def forget(request: HttpRequest) -> None:
    """It has arrived by now, or is not wanted any more."""
    request.session.pop(TYPED, None)
