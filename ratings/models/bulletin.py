"""The bulletin of a half-month: frozen figures, and the words of its editor."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ratings.models.review import Review
from ratings.periods import HalfMonth
from ratings.states import BulletinState
from registry.models import User

WITH_AN_EDITOR = (BulletinState.EDITED, BulletinState.SIGNED, BulletinState.PUBLISHED)
SIGNED_STATES = (BulletinState.SIGNED, BulletinState.PUBLISHED)
NOT_SIGNED = Q(signed_by__isnull=True, signed_at__isnull=True)


class BulletinQuerySet(models.QuerySet["Bulletin"]):
    def public(self) -> Self:
        """Those that were published, superseded ones included, the newest first."""
        return self.filter(published_at__isnull=False).order_by(
            "-period", "-review__version"
        )

    def in_force(self) -> Self:
        return self.filter(state=BulletinState.PUBLISHED).order_by("-period")


class Bulletin(models.Model):
    """
    One for each published version of a review.

    `figures` are frozen when the review is published; nobody changes them after that,
    and their hash shows it. `introduction` and `remarks` are the editor's, plain text
    that no hash covers, so that they can be erased. `revision` counts what was done to
    it and guards every form. `changes` are the figures that a correction changed.
    """

    review = models.ForeignKey(
        Review, models.PROTECT, related_name="+", verbose_name=_("half-month review")
    )
    period = models.CharField(_("period"), max_length=9)
    number = models.CharField(_("document number"), max_length=60)
    state = models.CharField(
        _("state"), max_length=10, choices=BulletinState, default=BulletinState.DRAFT
    )
    revision = models.PositiveIntegerField(_("revision"), default=1)
    figures = models.JSONField(_("figures"))
    figures_sha256 = models.CharField(_("SHA-256 of the figures"), max_length=64)
    changes = models.JSONField(_("changed figures"), default=list)
    introduction = models.TextField(_("introduction"), blank=True)
    remarks = models.TextField(_("remarks"), blank=True)
    drafted_at = models.DateTimeField(_("drafted at"))
    edited_at = models.DateTimeField(_("edited at"), null=True, blank=True)
    edited_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("edited by"),
    )
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True)
    signed_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("signed by"),
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

    objects = BulletinQuerySet.as_manager()

    class Meta:
        verbose_name = _("half-month bulletin")
        verbose_name_plural = _("half-month bulletins")
        constraints = [
            models.UniqueConstraint(fields=["review"], name="one_bulletin_per_review"),
            models.UniqueConstraint(
                fields=["number"],
                condition=~Q(state=BulletinState.SUPERSEDED)
                | Q(published_at__isnull=False),
                name="one_bulletin_per_document_number",
            ),
            models.UniqueConstraint(
                fields=["period"],
                condition=Q(state=BulletinState.PUBLISHED),
                name="one_published_bulletin_per_period",
            ),
            models.CheckConstraint(
                condition=~Q(figures_sha256=""), name="a_bulletin_is_hashed"
            ),
            models.CheckConstraint(
                condition=Q(edited_by__isnull=True, edited_at__isnull=True)
                & ~Q(state__in=WITH_AN_EDITOR)
                | Q(edited_by__isnull=False, edited_at__isnull=False)
                & ~Q(state=BulletinState.DRAFT),
                name="an_edited_bulletin_says_by_whom",
            ),
            models.CheckConstraint(
                condition=NOT_SIGNED & ~Q(state__in=SIGNED_STATES)
                | Q(signed_by__isnull=False, signed_at__isnull=False)
                & Q(edited_by__isnull=False)
                & ~Q(signed_by=F("edited_by"))
                & ~Q(state__in=[BulletinState.DRAFT, BulletinState.EDITED]),
                name="a_bulletin_is_signed_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True, published_at__isnull=True)
                & ~Q(state=BulletinState.PUBLISHED)
                | Q(
                    published_by__isnull=False,
                    published_at__isnull=False,
                    signed_at__isnull=False,
                    published_at__gte=F("signed_at"),
                    state__in=[BulletinState.PUBLISHED, BulletinState.SUPERSEDED],
                ),
                name="a_bulletin_is_published_after_it_was_signed",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def half_month(self) -> HalfMonth:
        return HalfMonth.named(self.period)
