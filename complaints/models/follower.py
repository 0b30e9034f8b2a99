"""Who joined a case that somebody else reported ("me too")."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.models.case import Case
from complaints.states import Kind
from registry.sealing import SEALED


class FollowerQuerySet(models.QuerySet["Follower"]):
    def present(self) -> Self:
        """
        Those who still follow, in the order in which they joined: nobody but its
        reporter has part in a report of retaliation, whatever it was before.
        """
        present = self.filter(left_at__isnull=True)
        return present.exclude(case__kind=Kind.RETALIATION).order_by("pk")

    def told(self) -> Self:
        """Those to whose phones messages go."""
        return self.filter(Q(tells_unproved=True) | Q(proved_at__isnull=False))


class Follower(models.Model):
    """
    One phone that joined a case, sealed like the reporter's.

    A follower answers the return visit but neither closes nor reopens. `number` is the
    last step of the case when they joined, `round` its round. `came_from` is the case
    that was merged into this one and whose reporter or follower they are. Who leaves is
    forgotten, unless they answered: the answer stays, with `left_at`. `tells_unproved`
    is like that of `Contact`.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="followers")
    phone_sealed = models.TextField()
    phone_digest = models.CharField(max_length=64, db_index=True)
    language = models.CharField(max_length=10, default="zh-hans")
    proved_at = models.DateTimeField(null=True, blank=True)
    tells_unproved = models.BooleanField(default=True)
    household_confirmed_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(_("joined at"))
    number = models.PositiveIntegerField(_("number"))
    round = models.PositiveSmallIntegerField(_("round"))
    came_from = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="+"
    )
    left_at = models.DateTimeField(null=True, blank=True)

    objects = FollowerQuerySet.as_manager()

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "phone_digest"], name="one_follower_per_case_and_phone"
            ),
            models.CheckConstraint(
                condition=Q(phone_sealed__startswith=SEALED) & ~Q(phone_digest=""),
                name="follower_is_sealed",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1) & Q(round__gte=1),
                name="follower_joined_a_written_case",
            ),
            models.CheckConstraint(
                condition=Q(came_from__isnull=True) | ~Q(came_from=models.F("case")),
                name="follower_comes_from_another_case",
            ),
        ]

    def __str__(self) -> str:
        return f"follower of case {self.case_id}"

    @property
    def is_told(self) -> bool:
        """Whether messages go to the phone, as `FollowerQuerySet.told` asks it."""
        return self.tells_unproved or self.proved_at is not None
