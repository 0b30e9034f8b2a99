"""
What somebody is shown of cases that are likely about the same incident.

Texts are scrubbed of what we know of their reporters; number, office and steps stay
where they are.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from complaints.models import Case, Category, Contact, Follower, Photo
from complaints.queries.incidents import likely_same
from complaints.queries.particulars import scrubbed_for
from complaints.states import Kind, PhotoKind
from registry.models import Community


@dataclass(frozen=True)
class Alike:
    """
    One case as a stranger reads it; `photo` is its first, if it has one.

    `residents` are its reporter and who joined with a phone that is proved: whoever
    types a phone sees the same, whether it is with the case or not.
    """

    case: Case
    text: str
    photo: UUID | None
    residents: int


def alike(
    *, community: Community, category: Category, text: str, now: datetime
) -> list[Alike]:
    """At most three complaints of the community, the likeliest first."""
    found = likely_same(
        community=community,
        category=category,
        text=text,
        place="",
        now=now,
        among=Case.objects.filter(kind=Kind.COMPLAINT),
    )
    return as_alike([one.case for one in found])


def as_alike(cases: Sequence[Case]) -> list[Alike]:
    """These cases, as a stranger reads them."""
    ids = [case.pk for case in cases]
    contacts = {one.case_id: one for one in Contact.objects.filter(case__in=ids)}
    photos = Photo.objects.filter(case__in=ids, kind=PhotoKind.COMPLAINT)
    first = dict(photos.order_by("-pk").values_list("case_id", "file_id"))
    joined = Follower.objects.present().filter(case__in=ids, proved_at__isnull=False)
    followers = Counter(joined.values_list("case_id", flat=True))
    return [
        Alike(
            case=case,
            text=scrubbed_for(contacts.get(case.pk))(case.text.body),
            photo=first.get(case.pk),
            residents=1 + followers[case.pk],
        )
        for case in cases
    ]
