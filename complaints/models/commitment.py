"""Commitments (整改承诺): what was promised for a day, and what became of it."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.models.case import Case
from complaints.models.step import Step
from complaints.models.text import Text
from complaints.states import Action, CommitmentState
from registry.models import Department, Firm, Region


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def open(self) -> Self:
        """A constraint makes "open" mean "not settled", by which it is indexed."""
        return self.filter(settled_by__isnull=True)

    def past_on(self, today: date) -> Self:
        """Open ones whose day is over."""
        return self.open().filter(due_on__lt=today)

    def to_be_asked_about_at(self, moment: datetime) -> Self:
        """Open ones whose day is over and whose office was not asked about them yet."""
        return self.filter(ask_at__lte=moment).order_by("ask_at", "pk")


class Commitment(models.Model):
    """
    What the acting party of a case promised to have done by the end of a day.

    `step` made it: a RECTIFY, or a PLAN, whose commitments are the milestones of long
    works. Its text is erasable; the step's details hold number, day and the text's
    digest, so that the chain covers them. At `ask_at` the holding office is asked what
    became of it, once. `settled_by` is the step that says so.
    """

    case = models.ForeignKey(
        Case, models.PROTECT, related_name="commitments", verbose_name=_("case")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    step = models.ForeignKey(
        Step, models.PROTECT, related_name="commitments", verbose_name=_("made by")
    )
    text = models.OneToOneField(
        Text, models.PROTECT, related_name="+", verbose_name=_("text")
    )
    due_on = models.DateField(_("promised for"))
    firm = models.ForeignKey(
        Firm,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("firm"),
    )
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("department"),
    )
    office = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("office"),
    )
    state = models.CharField(
        _("state"),
        max_length=6,
        choices=CommitmentState,
        default=CommitmentState.OPEN,
    )
    ask_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.OneToOneField(
        Step,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="settles",
        verbose_name=_("settled by"),
    )

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "number"], name="one_commitment_per_number"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="commitments_count_from_one"
            ),
            models.CheckConstraint(
                condition=Q(state=CommitmentState.OPEN, settled_by__isnull=True)
                | Q(
                    state__in=[CommitmentState.KEPT, CommitmentState.BROKEN],
                    settled_by__isnull=False,
                    ask_at__isnull=True,
                ),
                name="a_step_settles_a_commitment",
            ),
            models.CheckConstraint(
                condition=Q(
                    firm__isnull=False, department__isnull=True, office__isnull=True
                )
                | Q(firm__isnull=True, department__isnull=False, office__isnull=True)
                | Q(firm__isnull=True, department__isnull=True, office__isnull=False),
                name="a_commitment_is_one_party_s",
            ),
        ]
        indexes = [
            models.Index(
                fields=["ask_at"],
                condition=Q(ask_at__isnull=False),
                name="commitments_to_ask_about",
            ),
            models.Index(
                fields=["due_on", "case"],
                condition=Q(settled_by__isnull=True),
                name="open_commitments_by_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.number}: {self.due_on}"

    @property
    def is_milestone(self) -> bool:
        """Whether it dates long works, and with them the clock."""
        return self.step.action == Action.PLAN

    @property
    def party(self) -> Firm | Department | Region | None:
        """Who promised it; a constraint makes it somebody's."""
        return self.firm or self.department or self.office
