"""
What stands for a resident: the digest of a phone, the receipt, the return-visit link.

The digest finds a phone that is sealed. The other two are secrets that are not stored:
the receipt is derived from the case's number with a key, so it can be printed again at
the counter; the link is signed and says which round it asks about.
"""

from typing import NamedTuple

from django.core import signing

from registry import sealing

RECEIPT_LENGTH = 12
_VISIT = "complaints.visit"


class Asked(NamedTuple):
    """Which round of which case a link asks about; whom, where it is a follower's."""

    case_id: int
    round: int
    follower_id: int | None = None


class LinkBroken(Exception):
    """The link was cut short or changed on its way."""


def receipt_for(number: str, *, turn: int = 1) -> str:
    """
    The receipt of a case, in three groups of four: `7KQM-4D2P-XR9T`.

    `turn` is that of its contact: who handed the case on keeps a receipt for nothing.
    """
    value = number if turn == 1 else f"{number} {turn}"
    code = sealing.derived_code(purpose="receipt", value=value, length=RECEIPT_LENGTH)
    return "-".join(code[at : at + 4] for at in range(0, RECEIPT_LENGTH, 4))


def receipt_fits(number: str, receipt: str, *, turn: int = 1) -> bool:
    """Whether a typed receipt is the case's; spaces, case and hyphens do not matter."""
    typed = "".join(receipt.split()).upper().replace("-", "")
    typed = typed.translate(str.maketrans("OIL", "011"))
    return sealing.same(typed, receipt_for(number, turn=turn).replace("-", ""))


def visit_token(
    *, case_id: int, round_number: int, follower_id: int | None = None
) -> str:
    follower = [] if follower_id is None else [follower_id]
    return signing.dumps([case_id, round_number, *follower], salt=_VISIT)


def read_visit_token(token: str) -> Asked:
    """
    The case and the round that a link asks about, and which follower.

    :raises LinkBroken: if the signature does not fit
    """
    try:
        return Asked(*map(int, signing.loads(token, salt=_VISIT)))
    except (signing.BadSignature, ValueError, TypeError) as broken:
        raise LinkBroken from broken


def phone_digest(phone: str) -> str:
    """How a phone is looked up; `phone` is in the one spelling of `registry.phones`."""
    return sealing.lookup_digest(phone, purpose="resident phone")
