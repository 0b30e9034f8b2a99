"""
Drawing some of many for a second look, so that anybody can repeat the draw.

Pure. Whether something is drawn follows from what it is about, by a hash: nobody
chooses, and nobody can draw again until it suits.
"""

from hashlib import sha256

SHARE_OF_DECLINED = 10
SHARE_OF_CLOSED = 10


def is_drawn(purpose: str, what: str, *, percent: int) -> bool:
    """Whether `what` is among the `percent` of all that are drawn for the purpose."""
    digest = sha256(f"{purpose}:{what}".encode()).digest()
    return int.from_bytes(digest[:8]) % 100 < percent
