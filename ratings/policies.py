"""Who may see what of ratings at the desk, and who records it and brings it on."""

from django.db.models import Q, QuerySet

from complaints.policies import is_above_streets, visible_to
from ratings.models import (
    Credit,
    Enforcement,
    FilingAlert,
    Inspection,
    Listing,
    Objection,
)
from registry.areas import Level, below
from registry.models import Community, Region, User
from registry.queries import lineage
from registry.roles import Right, Role

OVERSEERS = (Role.REGULATOR, Role.AUDITOR)
KEEP_LISTS = (Role.OFFICER, Role.REGULATOR)
READ_LISTS = (*KEEP_LISTS, Role.AUDITOR)


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


def region_of(user: User) -> Region | None:
    """The region that somebody of an office or a department acts for."""
    return user.department.region if user.department else user.region


def may_enforce(user: User) -> bool:
    """
    Whether this person records what an authority did: officers and regulators of a
    county or higher, and departments, which are authorities of their own.
    """
    region = region_of(user)
    return (
        user.role in (Role.OFFICER, Role.REGULATOR, Role.DEPARTMENT)
        and region is not None
        and region.level != Level.STREET
    )


def may_enforce_in(user: User, region: Region) -> bool:
    """The same for a document of this region: one's own, or one below it."""
    mine = region_of(user)
    if mine is None or not may_enforce(user):
        return False
    low, high = below(mine.code)
    return low <= region.code < high


def may_keep_bases(user: User) -> bool:
    """Legal bases are kept by the regulator of the province."""
    region = user.region
    return (
        user.role == Role.REGULATOR
        and region is not None
        and region.level == Level.PROVINCE
    )


def enforcement_visible_to(user: User) -> QuerySet[Enforcement]:
    """
    The documents that a user may read at the desk: of its own region and below, and
    those about projects there. Facts are not for everybody.
    """
    region = region_of(user)
    if user.role == Role.FIRM or region is None:
        return Enforcement.objects.none()
    here = Region.objects.within(region.code)
    return Enforcement.objects.filter(
        Q(region__in=here) | Q(tenure__community__street__in=here)
    )


def may_inspect(user: User) -> bool:
    """Streets and counties inspect; who is above them reads."""
    region = user.region
    return (
        user.role in (Role.OFFICER, Role.REGULATOR)
        and region is not None
        and region.level in (Level.STREET, Level.COUNTY)
    )


def may_inspect_at(user: User, community: Community) -> bool:
    """The same for the projects of one community: it lies in the office's region."""
    if user.region is None or not may_inspect(user):
        return False
    low, high = below(user.region.code)
    return low <= community.street.code < high


def may_correct(user: User, inspection: Inspection) -> bool:
    """Whoever inspects for the office that signed it, or for one above that."""
    if user.region is None or not may_inspect(user):
        return False
    low, high = below(user.region.code)
    return low <= inspection.office.code < high


def inspections_visible_to(user: User) -> QuerySet[Inspection]:
    """Staff read those of their region, a firm those of its own projects."""
    if user.role == Role.FIRM:
        return Inspection.objects.filter(tenure__firm=user.firm_id)
    region = region_of(user)
    if region is None:
        return Inspection.objects.none()
    here = Region.objects.within(region.code)
    return Inspection.objects.filter(tenure__community__street__in=here)


def credits_visible_to(user: User) -> QuerySet[Credit]:
    """The credits of one's own region and below."""
    region = region_of(user)
    if user.role == Role.FIRM or region is None:
        return Credit.objects.none()
    return Credit.objects.filter(region__in=Region.objects.within(region.code))


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
    return region.level != Level.STREET


def may_propose_listings(user: User) -> bool:
    return user.role in KEEP_LISTS and may_see_listings(user)
