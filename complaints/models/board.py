"""The message board (留言板): what residents write to everybody, and its moderation."""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.states import MessageAction, MessageReason, MessageState
from registry.areas import below
from registry.models import Community, Searchable, SearchableQuerySet, User

IS_HELD = Q(state=MessageState.HELD)
WAS_PUBLIC = (MessageState.PUBLISHED, MessageState.REMOVED)
ENDED = (MessageState.REFUSED, MessageState.REMOVED)


class MessageQuerySet(SearchableQuerySet["Message"]):
    def public(self) -> Self:
        """The newest first."""
        found = self.filter(state=MessageState.PUBLISHED)
        return found.order_by("-published_at", "-pk")

    def within(self, code: str) -> Self:
        low, high = below(code)
        return self.filter(office_code__gte=low, office_code__lt=high)


class Message(Searchable):
    """
    One message, without its writer: names, phones and flats were hidden before it was
    first written down, and nobody reads it before it was moderated.

    The writer's phone is not kept; `phone_proved` says that this browser had proved it.
    `office_code` is the region whose officers moderate: the street of the community, or
    the province.
    """

    body = models.TextField(_("message"))
    community = models.ForeignKey(
        Community,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("community"),
    )
    office_code = models.CharField(max_length=9)
    state = models.CharField(
        _("state"), max_length=9, choices=MessageState, default=MessageState.HELD
    )
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField(_("written at"))
    phone_proved = models.BooleanField(_("phone proved"))
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    reason = models.CharField(
        _("reason"), max_length=12, choices=MessageReason, blank=True
    )
    reply = models.TextField(_("reply"), blank=True)
    replied_at = models.DateTimeField(_("replied at"), null=True, blank=True)
    replied_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("replied by"),
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message of the board")
        verbose_name_plural = _("messages of the board")
        constraints = [
            models.CheckConstraint(
                condition=~Q(body=""), name="a_message_says_something"
            ),
            models.CheckConstraint(
                condition=Q(state__in=WAS_PUBLIC, published_at__isnull=False)
                | (~Q(state__in=WAS_PUBLIC) & Q(published_at__isnull=True)),
                name="a_message_is_public_by_its_publication_alone",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=ENDED) & ~Q(reason=""))
                | (~Q(state__in=ENDED) & Q(reason="")),
                name="a_message_that_is_not_shown_says_why",
            ),
            models.CheckConstraint(
                condition=Q(reply="", replied_at__isnull=True, replied_by__isnull=True)
                | (
                    ~Q(reply="")
                    & Q(replied_at__isnull=False, replied_by__isnull=False)
                    & Q(published_at__isnull=False)
                ),
                name="a_reply_is_somebody_s_and_to_a_published_message",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-published_at", "-id"],
                condition=Q(state=MessageState.PUBLISHED),
                name="public_messages_by_moment",
            ),
            models.Index(
                fields=["office_code", "written_at"],
                condition=IS_HELD,
                name="held_messages_by_office",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body[:30]}…" if len(self.body) > 30 else self.body

    def found_by(self) -> Iterable[str]:
        place = (self.community.name, self.community.initials) if self.community else ()
        return (self.body, self.reply, *place)


class MessageStep(models.Model):
    """One thing that was done with a message, written once and never changed."""

    message = models.ForeignKey(
        Message, models.PROTECT, related_name="steps", verbose_name=_("message")
    )
    number = models.PositiveIntegerField(_("number"))
    action = models.CharField(_("step"), max_length=8, choices=MessageAction)
    at = models.DateTimeField(_("at"))
    actor = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
    )
    reason = models.CharField(
        _("reason"), max_length=12, choices=MessageReason, blank=True
    )
    text = models.TextField(_("text"), blank=True)

    class Meta:
        verbose_name = _("step of a message")
        verbose_name_plural = _("steps of messages")
        constraints = [
            models.UniqueConstraint(
                fields=["message", "number"], name="one_message_step_per_number"
            ),
            models.CheckConstraint(
                condition=Q(action=MessageAction.WRITE, actor__isnull=True)
                | (~Q(action=MessageAction.WRITE) & Q(actor__isnull=False)),
                name="residents_write_and_officers_moderate",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.number}: {self.action}"
