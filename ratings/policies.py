"""Who may see reviews, objections and entries of lists, and who brings them on."""

from django.db.models import QuerySet

from complaints.policies import visible_to
from ratings.models import Listing, Objection
from registry.areas import Level, below, level_of
from registry.models import User
from registry.roles import Right, Role

OVERSEERS = (Role.REGULATOR, Role.AUDITOR)
KEEP_LISTS = (Role.OFFICER, Role.REGULATOR)
READ_LISTS = (*KEEP_LISTS, Role.AUDITOR)


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


def listings_visible_to(user: User) -> QuerySet[Listing]:
    """
    The entries of lists, with their files, that a user may read.

    Staff of the office that holds an entry and of those above it; of a firm those about
    it, from the notice on.
    """
    if user.role == Role.FIRM and user.firm is not None:
        found = Listing.objects.filter(firm=user.firm, notified_at__isnull=False)
        return found.black()
    if user.role not in READ_LISTS or user.region is None:
        return Listing.objects.none()
    low, high = below(user.region.code)
    return Listing.objects.filter(office__code__gte=low, office__code__lt=high)


def may_see_listings(user: User) -> bool:
    """From the county upwards: no street holds an entry."""
    region = user.region
    if user.role not in READ_LISTS or region is None:
        return False
    return level_of(region.code) != Level.STREET


def may_propose_listings(user: User) -> bool:
    return user.role in KEEP_LISTS and may_see_listings(user)
