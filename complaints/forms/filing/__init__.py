"""The forms of the pages by which a resident files, one thing a page."""

import secrets


def new_key() -> str:
    """The idempotency key of one form, as it is first shown."""
    return secrets.token_urlsafe(16)
