"""What residents answered to "is it solved, are you satisfied?"."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.models.case import Case
from complaints.models.follower import Follower
from complaints.models.step import Step
from complaints.states import Channel, Satisfied, Solved


class Answer(models.Model):
    """
    One answer to the return visit of one round.

    `own` answers came from the resident by a link or code that reached the phone; the
    others were typed by an officer or given with a receipt and are never scored.
    Without a follower it is the reporter's.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="answers")
    round = models.PositiveSmallIntegerField(_("round"))
    step = models.OneToOneField(Step, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    follower = models.ForeignKey(
        Follower, models.PROTECT, null=True, blank=True, related_name="answers"
    )
    own = models.BooleanField(_("the resident's own"))
    channel = models.CharField(_("channel"), max_length=8, choices=Channel)
    solved = models.CharField(_("solved"), max_length=10, choices=Solved)
    satisfied = models.CharField(
        _("satisfied with the firm"), max_length=17, choices=Satisfied
    )
    satisfied_with_street = models.CharField(
        _("satisfied with the street"), max_length=17, choices=Satisfied, blank=True
    )

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "round"],
                condition=Q(follower__isnull=True),
                name="one_reporter_answer_per_round",
            ),
            models.UniqueConstraint(
                fields=["case", "round", "follower"],
                condition=Q(follower__isnull=False),
                name="one_follower_answer_per_round",
            ),
            models.CheckConstraint(
                condition=Q(follower__isnull=True) | Q(own=True),
                name="followers_answer_for_themselves",
            ),
            models.CheckConstraint(
                condition=Q(own=False) | Q(channel__in=[Channel.LINK, Channel.WEB]),
                name="own_answers_come_from_a_proved_phone",
            ),
        ]
        indexes = [models.Index(fields=["at"], name="answers_by_moment")]

    def __str__(self) -> str:
        return f"{self.case} {self.round}: {self.solved}"
