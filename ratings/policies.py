"""Who may see reviews, objections and campaigns at the desk, and bring them on."""

from django.db.models import QuerySet

from complaints.policies import visible_to
from ratings.models import Objection
from registry.models import User
from registry.queries import lineage
from registry.roles import Right, Role

OVERSEERS = (Role.REGULATOR, Role.AUDITOR)


def may_see_reviews(user: User) -> bool:
    """Regulators and auditors, and whoever may publish; a firm has its own pages."""
    return user.role in OVERSEERS or may_publish(user)


def may_publish(user: User) -> bool:
    return user.role != Role.FIRM and user.has_right(Right.PUBLISH)


def objections_visible_to(user: User) -> QuerySet[Objection]:
    """
    The objections that a user may read.

    Who decides reads all of them; others those to cases that they may open, since a
    firm may write about a case what its own region alone should know.
    """
    objections = Objection.objects.all()
    if may_publish(user):
        return objections
    if user.role in OVERSEERS:
        return objections.filter(case__in=visible_to(user).values("pk"))
    return objections.none()


def may_campaign(user: User) -> bool:
    """Regulators write campaigns."""
    return user.role == Role.REGULATOR and user.region_id is not None


def is_own(user: User, code: str) -> bool:
    """Whether a region is the user's own or lies below it."""
    return user.region is not None and user.region.code in lineage(code)
