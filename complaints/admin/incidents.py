"""Beside a case at the desk: who follows it, and what is likely the same incident."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from complaints import policies
from complaints.models import Case
from complaints.queries import followers
from complaints.queries.followers import Followers
from complaints.queries.incidents import Likely, likely_same
from registry.models import User
from registry.roles import Role

# From which similarity on it is called so; below the last one nothing is suggested.
IN_WORDS = (
    (0.6, gettext_lazy("very much alike")),
    (0.35, gettext_lazy("much alike")),
    (0.0, gettext_lazy("somewhat alike")),
)


@dataclass(frozen=True)
class Same:
    """One case that is likely about the same incident, as the desk shows it."""

    pk: int
    number: str
    filed: str
    text: str
    alike: str


@dataclass(frozen=True)
class Incident:
    """What the panel of one case holds."""

    followers: Followers
    visit_wanted: bool
    same: tuple[Same, ...]


def incident_of(case: Case, user: User, *, now: datetime) -> Incident | None:
    """For officers, of a case in a known community; None where there is nothing."""
    if user.role != Role.OFFICER or case.community is None:
        return None
    following = followers.followers_of(case)
    asked = bool(following.all) and followers.said_in_round(case).half_say_no
    same = tuple(_same(one, now) for one in _likely(case, user, now))
    if not (same or following.all):
        return None
    return Incident(following, asked, same)


def _likely(case: Case, user: User, now: datetime) -> list[Likely]:
    if not case.is_open or case.community is None:
        return []
    return likely_same(
        community=case.community,
        category=case.category,
        text=case.text.body,
        place=case.place,
        now=now,
        but=case,
        among=policies.visible_to(user),
    )


def _same(likely: Likely, now: datetime) -> Same:
    case = likely.case
    words = next(words for least, words in IN_WORDS if likely.similarity >= least)
    return Same(
        pk=case.pk,
        number=case.number,
        filed=_filed(case, now),
        text=case.text.body,
        alike=str(words),
    )


def _filed(case: Case, now: datetime) -> str:
    filed_on = timezone.localtime(case.filed_at).date()
    days = (timezone.localtime(now).date() - filed_on).days
    if days < 1:
        return _("filed today")
    words = ngettext("filed %(days)s day ago", "filed %(days)s days ago", days)
    return words % {"days": days}
