"""Whose photos a request brings: how many of them are taken depends on it."""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils import timezone

from complaints.operations import rationing
from complaints.operations.rationing import Sender
from complaints.views.proofs import session_of
from registry.models import User
from registry.views.origins import network_of


def sender_of(request: HttpRequest) -> Sender:
    user = request.user
    return Sender(
        browser=session_of(request),
        network=network_of(request),
        account=user.pk if isinstance(user, User) else None,
    )


def admission(request: HttpRequest) -> Callable[[], None]:
    """
    What a form asks before it looks at a photo of this request.

    It raises `PhotoRefused`, with a message for the sender, where none is taken now.
    """
    return lambda: rationing.check_photo(sender_of(request), now=timezone.now())
