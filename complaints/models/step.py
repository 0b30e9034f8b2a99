"""Steps: the history of a case, written once and never changed."""

from django.db import models
from django.db.models import F, Q
from django.db.models.fields.json import KeyTextTransform
from django.utils.translation import gettext_lazy as _

from complaints.models.case import Case
from complaints.models.text import Text
from complaints.states import Action, ActorKind, Stage, State
from registry.models import User


class Step(models.Model):
    """
    One thing that was done: by whom, when, from where to where, what was promised and
    due then, with which reason and evidence.

    `digest` links the step to the one before it; `detail` holds the structured values
    that the chain covers. `office_code` is the office that held the case before the
    step; `next_due_at` the due moment of the state that it entered, or the new one of a
    step that moved it; `measured_due_at` the first due moment that the acting party was
    given in the round, pauses added, on the steps that set or shift it; `spare_seconds`
    what a rectification had left until the first due moment that its party was given
    in the round, less than nothing when it came late. `about` is the step that began
    the waiting a chase step is about, or the suspicion that a decision is about, so
    that each is written once.
    """

    case = models.ForeignKey(
        Case, models.PROTECT, related_name="steps", verbose_name=_("case")
    )
    number = models.PositiveIntegerField(_("number"))
    action = models.CharField(_("step"), max_length=17, choices=Action)
    source = models.CharField(_("from"), max_length=10, choices=State, blank=True)
    target = models.CharField(_("to"), max_length=10, choices=State)
    round = models.PositiveSmallIntegerField(_("round"))
    actor_kind = models.CharField(_("by"), max_length=8, choices=ActorKind)
    actor = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
    )
    actor_name = models.CharField(_("acting for"), max_length=120)
    at = models.DateTimeField(_("at"))
    stage = models.CharField(_("waited for"), max_length=13, choices=Stage, blank=True)
    promised_at = models.DateTimeField(_("promised for"), null=True, blank=True)
    due_at = models.DateTimeField(_("was due"), null=True, blank=True)
    next_due_at = models.DateTimeField(_("is due next"), null=True, blank=True)
    office_code = models.CharField(_("office"), max_length=9, blank=True)
    measured_due_at = models.DateTimeField(_("is measured on"), null=True, blank=True)
    spare_seconds = models.BigIntegerField(_("seconds to spare"), null=True, blank=True)
    waited_seconds = models.PositiveBigIntegerField(default=0)
    about = models.PositiveIntegerField(null=True, blank=True)
    text = models.OneToOneField(
        Text,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("text"),
    )
    detail = models.JSONField(_("details"), default=dict)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "number"], name="one_step_per_number"
            ),
            models.UniqueConstraint(
                fields=["case", "action", "about"],
                condition=Q(about__isnull=False),
                name="each_chase_step_once",
            ),
            models.UniqueConstraint(
                F("case"),
                F("round"),
                KeyTextTransform("sort", "detail"),
                condition=Q(action=Action.SUSPECT),
                name="each_suspicion_once_in_a_round",
            ),
            models.CheckConstraint(
                condition=(
                    Q(actor_kind__in=[ActorKind.OFFICER, ActorKind.CLERK])
                    & Q(actor__isnull=False)
                )
                | (
                    Q(actor_kind__in=[ActorKind.RESIDENT, ActorKind.SYSTEM])
                    & Q(actor__isnull=True)
                ),
                name="staff_steps_name_their_user",
            ),
            models.CheckConstraint(
                condition=Q(spare_seconds__isnull=True) | Q(action=Action.RECTIFY),
                name="only_rectifications_have_time_to_spare",
            ),
        ]
        indexes = [
            models.Index(fields=["at", "action"], name="steps_by_moment"),
            models.Index(
                fields=["case", "action", "number"], name="steps_of_a_case_by_action"
            ),
            models.Index(fields=["stage", "due_at"], name="steps_by_due_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.number} {self.action}"
