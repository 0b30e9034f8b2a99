"""The outbox: what is still to be told to somebody, and what became of it."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry import quiet
from registry.sealing import SEALED


class NoticeChannel(models.TextChoices):
    SMS = "SMS", _("Text message")
    EMAIL = "EMAIL", _("E-mail")
    VOICE = "VOICE", _("Telephone call, read aloud")


# What makes a phone ring, at night as well.
RINGING = (NoticeChannel.SMS, NoticeChannel.VOICE)


class NoticeQuerySet(models.QuerySet["Notice"]):
    def waiting(self) -> Self:
        """Neither sent nor given up."""
        return self.filter(sent_at__isnull=True, failed_at__isnull=True)

    def given_up(self) -> Self:
        """The dead letters, which wait for a person."""
        return self.filter(failed_at__isnull=False)

    def free_at(self, moment: datetime) -> Self:
        """
        Waiting, due at `moment`, in nobody's hands, and such as may reach somebody
        then: in quiet hours no phone rings but for what is urgent.
        """
        free = self.in_nobody_s_hands_at(moment)
        if quiet.is_quiet(moment, zone=timezone.get_default_timezone()):
            free = free.exclude(is_urgent=False, channel__in=RINGING)
        return free.filter(not_before__lte=moment)

    def too_late_at(self, moment: datetime) -> Self:
        """Waiting, and good for nothing any more."""
        return self.in_nobody_s_hands_at(moment).filter(good_until__lte=moment)

    def in_nobody_s_hands_at(self, moment: datetime) -> Self:
        """Waiting, and claimed by no worker, or by one that is gone."""
        free = Q(leased_until__isnull=True) | Q(leased_until__lte=moment)
        return self.waiting().filter(free)

    def in_turn(self) -> Self:
        """What is urgent first, and then what has waited longest."""
        return self.order_by("-is_urgent", "not_before", "pk")


class Notice(models.Model):
    """
    One message to one address, written in the transaction of the fact it tells.

    `template` names the text and `payload_sealed` holds its values; address and values
    may be personal data and are stored sealed only. `attempts` counts the claims, so a
    worker that was killed while sending has used one up. What `is_urgent` goes before
    the others and at any hour; what is `good_until` a moment, as a code is, is not sent
    after it.
    """

    dedupe_key = models.CharField(_("dedupe key"), max_length=120)
    channel = models.CharField(_("channel"), max_length=8, choices=NoticeChannel)
    template = models.CharField(_("template"), max_length=60)
    language = models.CharField(_("language"), max_length=10)
    address_sealed = models.TextField(_("sealed address"))
    payload_sealed = models.TextField(_("sealed values"))
    created_at = models.DateTimeField(_("written at"))
    not_before = models.DateTimeField(_("not before"))
    is_urgent = models.BooleanField(_("urgent"), default=False)
    good_until = models.DateTimeField(_("good until"), null=True, blank=True)
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
                | Q(attempts__gte=1)
                | Q(sent_at__isnull=True, good_until__isnull=False),
                name="notice_was_tried_or_too_late_before_it_ended",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-is_urgent", "not_before"],
                condition=Q(sent_at__isnull=True, failed_at__isnull=True),
                name="waiting_notices_in_turn",
            )
        ]

    def __str__(self) -> str:
        return self.dedupe_key
