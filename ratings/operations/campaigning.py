"""
Campaigns: written by a regulator, published by a second person, frozen day by day.

What a campaign came to enters no score: nothing of ratings reads these rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.models import Category
from ratings import policies
from ratings.campaigns import days_over
from ratings.models import Campaign, CampaignDay, CampaignTarget
from ratings.operations import public_words
from ratings.operations.public_words import NamesAnEntry, TellsOfAPerson
from ratings.operations.publishing import MayNotPublish
from ratings.queries import campaign_figures
from ratings.states import CampaignMeasure, CampaignState
from registry.actors import Officer
from registry.models import Region
from registry.queries import is_second_person

__all__ = [
    "CampaignChanged",
    "CampaignIncomplete",
    "CampaignNotReady",
    "MayNotCampaign",
    "MayNotPublish",
    "NamesAnEntry",
    "NumberTaken",
    "Plan",
    "PublishedByItsAuthor",
    "TellsOfAPerson",
    "edit",
    "freeze_days",
    "make",
    "publish",
]


@dataclass(frozen=True)
class Plan:
    """What is written of a campaign; `ends_on` is the first day after it."""

    title: str
    title_en: str
    document_number: str
    leader: str
    about: str
    starts_on: date
    ends_on: date
    regions: Sequence[Region]
    categories: Sequence[Category]
    targets: Mapping[CampaignMeasure, Decimal]


class MayNotCampaign(Exception):
    """The person is no regulator, or a region lies outside the person's own."""

    def __str__(self) -> str:
        return _("Regulators write campaigns, each for regions of their own.")


class CampaignNotReady(Exception):
    """It is published already."""

    def __str__(self) -> str:
        return _("The campaign is published and is not changed any more.")


class CampaignChanged(Exception):
    """Somebody changed it since this person read it."""

    def __str__(self) -> str:
        return _(
            "Somebody changed the campaign since you read it. Read it again; nothing "
            "of yours was saved."
        )


class CampaignIncomplete(Exception):
    """Without a region, a category or a day there is nothing to count."""

    def __str__(self) -> str:
        return _("A campaign needs a region, a category, and an end after its start.")


class NumberTaken(Exception):
    """Another campaign has this document number."""

    def __str__(self) -> str:
        return _("Another campaign has this document number.")


class PublishedByItsAuthor(Exception):
    """Who wrote it last, or a stand-in, wants to publish it."""

    def __str__(self) -> str:
        return _(
            "A second person has to publish: neither who wrote the campaign last nor "
            "anybody who stands in for them."
        )


def make(*, plan: Plan, by: Officer, now: datetime) -> Campaign:
    """
    Write a new campaign, as a draft.

    :raises MayNotCampaign, CampaignIncomplete, NumberTaken: see there
    :raises NamesAnEntry, TellsOfAPerson: see there
    """
    _check(plan, by, now)
    try:
        with transaction.atomic():
            campaign = Campaign.objects.create(
                **_columns(plan), made_at=now, made_by=by.user
            )
            _keep_parts(campaign, plan)
    except IntegrityError:
        raise NumberTaken from None
    return campaign


def edit(
    *, campaign: Campaign, plan: Plan, revision: int, by: Officer, now: datetime
) -> None:
    """
    Write a draft anew. `revision` is the one that the person read.

    :raises MayNotCampaign, CampaignIncomplete, NumberTaken: see there
    :raises CampaignNotReady, CampaignChanged: see there
    :raises NamesAnEntry, TellsOfAPerson: see there
    """
    _check(plan, by, now)
    _check_own(list(campaign.regions.all()), by)
    _check_draft(campaign)
    try:
        with transaction.atomic():
            _claim(campaign, revision, **_columns(plan), made_at=now, made_by=by.user)
            _keep_parts(campaign, plan)
    except IntegrityError:
        raise NumberTaken from None


@transaction.atomic
def publish(*, campaign: Campaign, revision: int, by: Officer, now: datetime) -> None:
    """
    Publish a draft as it was read; its days that are over are frozen at once.

    :raises MayNotPublish, CampaignNotReady, PublishedByItsAuthor: see there
    :raises CampaignChanged, NamesAnEntry, TellsOfAPerson: see there
    """
    if not policies.may_publish(by.user):
        raise MayNotPublish
    _check_draft(campaign)
    if not is_second_person(by.user, now, (campaign.made_by_id, campaign.made_at)):
        raise PublishedByItsAuthor
    public_words.check(campaign.title, campaign.title_en, campaign.about, now=now)
    _claim(
        campaign,
        revision,
        state=CampaignState.PUBLISHED,
        published_at=now,
        published_by=by.user,
    )
    _freeze(campaign, now)


def freeze_days(*, now: datetime) -> int:
    """
    Freeze every day of the published campaigns that is over and has no row yet.

    Each row is written once, so that a second run, or another at the same time, adds
    nothing; a day that was missed is read as of its own end. Returns how many there are
    more.
    """
    campaigns = Campaign.objects.public()
    return sum(_freeze(campaign, now) for campaign in campaigns)


def _freeze(campaign: Campaign, now: datetime) -> int:
    today = timezone.localtime(now).date()
    frozen = set(campaign.days.values_list("day", flat=True))
    over = days_over(campaign.starts_on, campaign.ends_on, today)
    written = 0
    for day in over:
        if day in frozen:
            continue
        _row, created = CampaignDay.objects.get_or_create(
            campaign=campaign,
            day=day,
            defaults={
                "figures": campaign_figures.figures_of(campaign, day),
                "frozen_at": now,
            },
        )
        written += created
    return written


def _columns(plan: Plan) -> dict[str, object]:
    return {
        "title": plan.title.strip(),
        "title_en": plan.title_en.strip(),
        "document_number": plan.document_number.strip(),
        "leader": plan.leader.strip(),
        "about": plan.about.strip(),
        "starts_on": plan.starts_on,
        "ends_on": plan.ends_on,
    }


def _keep_parts(campaign: Campaign, plan: Plan) -> None:
    campaign.regions.set(plan.regions)
    campaign.categories.set(plan.categories)
    campaign.targets.all().delete()
    CampaignTarget.objects.bulk_create(
        CampaignTarget(campaign=campaign, measure=measure, at_least=share)
        for measure, share in plan.targets.items()
    )


def _check(plan: Plan, by: Officer, now: datetime) -> None:
    if not policies.may_campaign(by.user):
        raise MayNotCampaign
    if not plan.regions or not plan.categories or plan.ends_on <= plan.starts_on:
        raise CampaignIncomplete
    _check_own(plan.regions, by)
    public_words.check(plan.title, plan.title_en, plan.about, now=now)


def _check_own(regions: Sequence[Region], by: Officer) -> None:
    if not all(policies.is_own(by.user, region.code) for region in regions):
        raise MayNotCampaign


def _check_draft(campaign: Campaign) -> None:
    campaign.refresh_from_db()
    if campaign.state != CampaignState.DRAFT:
        raise CampaignNotReady


def _claim(campaign: Campaign, revision: int, **sets: object) -> None:
    """Compare and set by the revision: of two at once, one goes on."""
    claimed = Campaign.objects.filter(
        pk=campaign.pk, revision=revision, state=CampaignState.DRAFT
    ).update(revision=revision + 1, **sets)
    if not claimed:
        raise CampaignChanged
    campaign.refresh_from_db()
