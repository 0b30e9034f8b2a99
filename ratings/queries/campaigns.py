"""The campaigns that the public may read, by their frozen days alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from ratings.models import Campaign, CampaignDay
from registry.areas import Level
from registry.models import Region, User


@dataclass(frozen=True)
class Opened:
    """A campaign with its parts and all its frozen days, the first one first."""

    campaign: Campaign
    regions: tuple[Region, ...]
    days: tuple[CampaignDay, ...]

    @property
    def newest(self) -> CampaignDay | None:
        return self.days[-1] if self.days else None


def listed() -> list[Campaign]:
    """Every published campaign with its newest frozen figures as `newest`."""
    days = CampaignDay.objects.filter(campaign=OuterRef("pk")).order_by("-day")
    return list(
        Campaign.objects.public().annotate(
            newest=Subquery(days.values("figures")[:1]),
            newest_day=Subquery(days.values("day")[:1]),
        )
    )


def running_on(day: date) -> Campaign | None:
    """The published campaign that began last of those that run on this day."""
    running = Campaign.objects.public().filter(starts_on__lte=day, ends_on__gt=day)
    return running.order_by("-starts_on", "-pk").first()


def opened(pk: int) -> Opened | None:
    """A published campaign; four queries, however many days it has."""
    campaign = (
        Campaign.objects.public()
        .prefetch_related("targets", "categories", "regions")
        .filter(pk=pk)
        .first()
    )
    if campaign is None:
        return None
    days = CampaignDay.objects.filter(campaign=campaign).order_by("day")
    regions = sorted(campaign.regions.all(), key=lambda region: region.code)
    return Opened(campaign, tuple(regions), tuple(days))


def offered_to(user: User) -> QuerySet[Region]:
    """The regions that a regulator may choose: the own one and those right below."""
    if user.region is None:
        return Region.objects.none()
    own = Region.objects.within(user.region.code)
    levels = _levels(Level(user.region.level))
    return own.filter(level__in=levels).order_by("code")


def _levels(level: Level) -> Iterable[Level]:
    """A level and the next one; streets are not told in public."""
    if level == Level.PROVINCE:
        return (Level.PROVINCE, Level.CITY)
    if level == Level.CITY:
        return (Level.CITY, Level.COUNTY)
    return (Level.COUNTY,)
