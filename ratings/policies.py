"""Who may see reviews, objections and campaigns at the desk, and bring them on."""

from django.db.models import QuerySet

from complaints.policies import is_above_streets, visible_to
from ratings.models import FilingAlert, Objection
from registry.areas import below
from registry.models import User
from registry.queries import lineage
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


def may_see_suggestions(user: User) -> bool:
    """Whom to talk to is the regulator's to decide, and nobody else's to know."""
    return user.role == Role.REGULATOR and user.region is not None


def may_see_alerts(user: User) -> bool:
    """Whether offices below answer to this person's office."""
    is_theirs = user.role not in (Role.FIRM, Role.DEPARTMENT)
    return is_theirs and is_above_streets(user)


def filing_alerts_visible_to(user: User) -> QuerySet[FilingAlert]:
    """Those about regions below the user's own, which is not told of itself."""
    if user.region is None or not may_see_alerts(user):
        return FilingAlert.objects.none()
    low, high = below(user.region.code)
    found = FilingAlert.objects.filter(region__code__gt=low, region__code__lt=high)
    return found.order_by("-found_at", "-pk")


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


def _has(user: User, right: Right) -> bool:
    """A firm's people have none of these, whatever was granted by mistake."""
    return user.role != Role.FIRM and user.has_right(right)
