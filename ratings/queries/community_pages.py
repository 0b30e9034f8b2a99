"""What the public page of a community shows beside its firm's score."""

from datetime import date

from registry.models import Community, Tenure

SHOWN_TENURES = 12


def community_with(code: str) -> Community | None:
    return (
        Community.objects.select_related("street__parent__parent")
        .filter(code__iexact=code)
        .first()
    )


def tenures_of(community: Community, day: date) -> list[Tenure]:
    """The newest of those that have begun by a day, with firm and community."""
    return list(
        Tenure.objects.filter(community=community, starts_on__lte=day)
        .select_related("firm", "community")
        .order_by("-starts_on")[:SHOWN_TENURES]
    )
