"""The outbox: what is still to be told to somebody, and what became of it."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.sealing import SEALED


class NoticeChannel(models.TextChoices):
    SMS = "SMS", _("Text message")
    EMAIL = "EMAIL", _("E-mail")
    VOICE = "VOICE", _("Telephone call, read aloud")


class NoticeQuerySet(models.QuerySet["Notice"]):
    def waiting(self) -> Self:
        """Neither sent nor given up."""
        return self.filter(sent_at__isnull=True, failed_at__isnull=True)

    def given_up(self) -> Self:
        """The dead letters, which wait for a person."""
        return self.filter(failed_at__isnull=False)

    def free_at(self, moment: datetime) -> Self:
        """Waiting, due at `moment` and in nobody's hands."""
        return (
            self.waiting()
            .filter(not_before__lte=moment)
            .filter(Q(leased_until__isnull=True) | Q(leased_until__lte=moment))
        )


class Notice(models.Model):
    """
    One message to one address, written in the transaction of the fact it tells.

    `template` names the text and `payload_sealed` holds its values; address and values
    may be personal data and are stored sealed only. `attempts` counts the claims, so a
    worker that was killed while sending has used one up.
    """

    dedupe_key = models.CharField(_("dedupe key"), max_length=120)
    channel = models.CharField(_("channel"), max_length=8, choices=NoticeChannel)
    template = models.CharField(_("template"), max_length=60)
    language = models.CharField(_("language"), max_length=10)
    address_sealed = models.TextField(_("sealed address"))
    payload_sealed = models.TextField(_("sealed values"))
    created_at = models.DateTimeField(_("written at"))
    not_before = models.DateTimeField(_("not before"))
    leased_until = models.DateTimeField(_("in hand until"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    failed_at = models.DateTimeField(_("given up at"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=120, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.UniqueConstraint(
                fields=["dedupe_key"], name="one_notice_per_dedupe_key"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=NoticeChannel.values),
                name="notice_goes_by_a_known_channel",
            ),
            models.CheckConstraint(
                condition=Q(address_sealed__startswith=SEALED),
                name="notice_address_is_sealed",
            ),
            models.CheckConstraint(
                condition=Q(payload_sealed__startswith=SEALED),
                name="notice_payload_is_sealed",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(failed_at__isnull=True),
                name="notice_is_sent_or_given_up_not_both",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, failed_at__isnull=True)
                | Q(leased_until__isnull=True),
                name="notice_is_in_hand_only_while_waiting",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, failed_at__isnull=True)
                | Q(attempts__gte=1),
                name="notice_was_tried_before_it_ended",
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before"],
                condition=Q(sent_at__isnull=True, failed_at__isnull=True),
                name="waiting_notices_by_moment",
            )
        ]

    def __str__(self) -> str:
        return self.dedupe_key
