"""Who may see reviews and objections at the desk, and who brings them on."""

from django.db.models import QuerySet

from complaints.policies import visible_to
from ratings.models import Objection
from registry.models import User
from registry.roles import Right, Role

OVERSEERS = (Role.REGULATOR, Role.AUDITOR)


def may_see_reviews(user: User) -> bool:
    """Regulators and auditors, and whoever may publish; a firm has its own pages."""
    return user.role in OVERSEERS or may_publish(user)


def may_publish(user: User) -> bool:
    return _has(user, Right.PUBLISH)


def may_see_rules(user: User) -> bool:
    """Whoever sees reviews, and whoever has a part in making rules."""
    return may_see_reviews(user) or may_draft_rules(user) or may_review_rules(user)


def may_draft_rules(user: User) -> bool:
    return may_publish(user) or _has(user, Right.DECIDE)


def may_review_rules(user: User) -> bool:
    return _has(user, Right.LEGAL_REVIEW)


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


def _has(user: User, right: Right) -> bool:
    """A firm's people have none of these, whatever was granted by mistake."""
    return user.role != Role.FIRM and user.has_right(right)
