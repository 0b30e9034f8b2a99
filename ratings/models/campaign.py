"""Campaigns: what offices set out to do together, and what came of it day by day."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from complaints.models import Category
from ratings.states import CampaignMeasure, CampaignState
from registry.models import Region, User


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def public(self) -> Self:
        """Those that were published, the newest first."""
        return self.filter(state=CampaignState.PUBLISHED).order_by("-starts_on", "-pk")


class Campaign(models.Model):
    """
    A campaign of some days, in some regions, on some categories.

    `ends_on` is the first day after it. `categories` are of the upper level, each with
    all below it. `made_by` is who wrote it last; another person publishes it, and after
    that nobody changes it. `revision` counts what was done to it and guards every form.
    """

    title = models.CharField(_("title in Chinese"), max_length=80)
    title_en = models.CharField(_("title in English"), max_length=120)
    document_number = models.CharField(_("document number"), max_length=80)
    leader = models.CharField(_("led by"), max_length=80)
    about = models.TextField(_("what it is about"), blank=True)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends before"))
    regions = models.ManyToManyField(
        Region, related_name="+", verbose_name=_("regions")
    )
    categories = models.ManyToManyField(
        Category, related_name="+", verbose_name=_("categories")
    )
    state = models.CharField(
        _("state"), max_length=9, choices=CampaignState, default=CampaignState.DRAFT
    )
    revision = models.PositiveIntegerField(_("revision"), default=1)
    made_at = models.DateTimeField(_("written at"))
    made_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
    )

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        constraints = [
            models.UniqueConstraint(
                fields=["document_number"], name="one_campaign_per_document_number"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="a_campaign_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=CampaignState.DRAFT,
                    published_at__isnull=True,
                    published_by__isnull=True,
                )
                | Q(
                    state=CampaignState.PUBLISHED,
                    published_at__isnull=False,
                    published_by__isnull=False,
                )
                & ~Q(published_by=F("made_by")),
                name="a_campaign_is_published_by_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The title in the language of the reader."""
        return self.title if (get_language() or "").startswith("zh") else self.title_en


class CampaignTarget(models.Model):
    """What a campaign wants to reach: a rate of at least so much, between 0 and 1."""

    campaign = models.ForeignKey(
        Campaign, models.CASCADE, related_name="targets", verbose_name=_("campaign")
    )
    measure = models.CharField(_("measure"), max_length=9, choices=CampaignMeasure)
    at_least = models.DecimalField(_("at least"), max_digits=5, decimal_places=4)

    class Meta:
        verbose_name = _("target of a campaign")
        verbose_name_plural = _("targets of campaigns")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "measure"], name="one_target_per_measure"
            ),
            models.CheckConstraint(
                condition=Q(at_least__gt=0, at_least__lte=1), name="a_target_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign}: {self.measure} {self.at_least}"


class CampaignDay(models.Model):
    """
    What a campaign had come to at the end of one of its days, frozen the night after.

    `figures` hold the whole and its regions; numbers are strings.
    """

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="days", verbose_name=_("campaign")
    )
    day = models.DateField(_("day"))
    figures = models.JSONField(_("figures"))
    frozen_at = models.DateTimeField(_("frozen at"))

    class Meta:
        verbose_name = _("day of a campaign")
        verbose_name_plural = _("days of campaigns")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "day"], name="one_row_per_campaign_and_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign}: {self.day}"
