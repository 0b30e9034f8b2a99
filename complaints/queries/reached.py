"""Who is told of what happens to a case: its reporter, and who follows it."""

from typing import NamedTuple

from django.db.models import F

from complaints.models import Case, Contact, Follower
from complaints.states import Kind

_READ = ("pk", "phone_sealed", "language", "proved_at", "tells_unproved", "left_at")


class Reached(NamedTuple):
    """The contact of a case, and of its followers those to whom messages go."""

    contact: Contact | None
    followers: list[Follower]


def reached(case: Case, *, with_followers: bool) -> Reached:
    """
    All in one query, since a step that tells them is one of few queries.

    Nobody follows what is confidential.
    """
    contacts = Contact.objects.filter(case=case)
    if not with_followers or case.kind == Kind.RETALIATION:
        return Reached(contacts.first(), [])
    theirs = {f"their_{name}": F(f"case__followers__{name}") for name in _READ}
    rows = list(contacts.annotate(**theirs).order_by("case__followers__pk"))
    followers = [
        Follower(case=case, **{name: getattr(row, f"their_{name}") for name in _READ})
        for row in rows
    ]
    return Reached(
        rows[0] if rows else None,
        [one for one in followers if one.pk and one.left_at is None and one.is_told],
    )
