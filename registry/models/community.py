"""Residential communities (住宅小区), the places that complaints are about."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.models.region import Region
from registry.models.searchable import Searchable, SearchableQuerySet
from registry.roles import CommitteeStanding

EXPIRES_SOON = timedelta(days=90)


class Community(Searchable):
    """
    A residential compound under one street.

    `code` is the short public code on the poster at its gate. Households are confirmed
    by the street once a year; a firm cannot edit them.
    """

    code = models.CharField(_("public code"), max_length=8, unique=True)
    name = models.CharField(_("name"), max_length=80)
    initials = models.CharField(_("pinyin initials"), max_length=40)
    address = models.CharField(_("address"), max_length=160)
    street = models.ForeignKey(
        Region, models.PROTECT, related_name="communities", verbose_name=_("street")
    )
    households = models.PositiveIntegerField(_("households"))
    households_confirmed_on = models.DateField(
        _("households confirmed on"), null=True, blank=True
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    party_branch = models.BooleanField(_("party branch"), default=False)
    committee_elected_on = models.DateField(
        _("owners' committee elected on"), null=True, blank=True
    )
    committee_term_ends_on = models.DateField(
        _("owners' committee term ends on"), null=True, blank=True
    )

    objects = SearchableQuerySet.as_manager()

    class Meta:
        verbose_name = _("community")
        verbose_name_plural = _("communities")
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="community_position_is_whole_or_absent",
            ),
            models.CheckConstraint(
                condition=Q(
                    committee_elected_on__isnull=True,
                    committee_term_ends_on__isnull=True,
                )
                | Q(
                    committee_elected_on__isnull=False,
                    committee_term_ends_on__isnull=False,
                    committee_term_ends_on__gt=F("committee_elected_on"),
                ),
                name="committee_term_ends_after_its_election",
            ),
        ]
        indexes = [
            models.Index(fields=["name"], name="community_by_name"),
            models.Index(fields=["initials"], name="community_by_initials"),
            models.Index(
                fields=["latitude", "longitude"], name="community_by_position"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def found_by(self) -> Iterable[str]:
        return (self.name, self.initials, self.address, self.code)

    def committee_on(self, day: date) -> CommitteeStanding:
        """How the owners' committee stands on a day; its last day is in office."""
        last = self.committee_term_ends_on
        if last is None:
            return CommitteeStanding.NONE
        if last < day:
            return CommitteeStanding.EXPIRED
        if last <= day + EXPIRES_SOON:
            return CommitteeStanding.EXPIRING
        return CommitteeStanding.IN_OFFICE
