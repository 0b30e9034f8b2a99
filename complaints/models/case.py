"""The case: where it is now. How it came there stands in its steps."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from complaints.models.category import Category
from complaints.models.text import Text
from complaints.states import (
    OPEN_STATES,
    Channel,
    Closing,
    Duty,
    Finding,
    Kind,
    Measure,
    Outcome,
    Party,
    State,
    Urgency,
)
from registry.areas import below
from registry.models import Community, Department, Firm, Region, Tenure

IS_OPEN = Q(state__in=OPEN_STATES)
IS_DUE = Q(due_at__isnull=False)


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> Self:
        """
        A constraint makes "due" mean "open". A comparison with states would be the same
        to read, but SQLite finds no partial index by values that it is handed.
        """
        return self.filter(IS_DUE)

    def held_within(self, code: str) -> Self:
        """Held by the region with this code or by one below it: one index range."""
        low, high = below(code)
        return self.filter(office_code__gte=low, office_code__lt=high)

    def to_be_decided_by(self, code: str) -> Self:
        """
        What waits for a decision of an office; written so that SQLite, too, finds the
        partial index.
        """
        return self.filter(~Q(decides_code=""), decides_code=code)

    def overdue_at(self, moment: datetime) -> Self:
        return self.open().filter(due_at__lte=moment)

    def undecided_at(self, moment: datetime) -> Self:
        """An extension is asked for, and the time for deciding on it is over."""
        return self.filter(decide_by__lte=moment).order_by("decide_by", "pk")

    def unsafe_at(self, moment: datetime) -> Self:
        """A hazard that nobody made safe in time."""
        return self.filter(safe_by__lte=moment).order_by("safe_by", "pk")

    def unjudged_at(self, moment: datetime) -> Self:
        """A suspicion that nobody decided in time, and nobody was pressed for yet."""
        return self.filter(judge_chase_at__lte=moment).order_by("judge_chase_at", "pk")

    def to_be_chased_at(self, moment: datetime) -> Self:
        return self.filter(chase_at__lte=moment).order_by("chase_at", "pk")


class Case(models.Model):
    """
    One complaint, consultation, suggestion or report of retaliation.

    `version` is raised by moves only and guards every form; `steps_written` numbers the
    steps. `decides_code` is the office that something beside the next step waits for:
    an appeal, a second refusal, an extension, a second look, a suspicion. `judge_by` is
    set while a false rectification is suspected. `state` is assigned in
    `complaints.operations.moving` and nowhere else.
    """

    number = models.CharField(_("number"), max_length=16, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    urgency = models.CharField(
        _("urgency"), max_length=10, choices=Urgency, default=Urgency.ORDINARY
    )
    category = models.ForeignKey(
        Category, models.PROTECT, related_name="+", verbose_name=_("category")
    )
    text = models.OneToOneField(
        Text, models.PROTECT, related_name="+", verbose_name=_("text")
    )
    filed_at = models.DateTimeField(_("filed at"))
    channel = models.CharField(
        _("channel"), max_length=8, choices=Channel, default=Channel.WEB
    )
    external_number = models.CharField(
        _("number at the 12345 hotline"), max_length=40, blank=True
    )
    external_due_at = models.DateTimeField(
        _("deadline of the 12345 hotline"), null=True, blank=True
    )

    community = models.ForeignKey(
        Community,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("community"),
    )
    place = models.CharField(_("described place"), max_length=200, blank=True)
    office = models.ForeignKey(
        Region, models.PROTECT, related_name="+", verbose_name=_("office")
    )
    office_code = models.CharField(max_length=9)
    tenure = models.ForeignKey(
        Tenure, models.PROTECT, null=True, blank=True, related_name="+"
    )
    firm = models.ForeignKey(
        Firm,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answerable firm"),
    )

    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.FILED
    )
    version = models.PositiveIntegerField(default=1)
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    steps_written = models.PositiveIntegerField(default=1)
    entered_at = models.DateTimeField(_("in this state since"))
    entered_number = models.PositiveIntegerField(default=1)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    chase_at = models.DateTimeField(null=True, blank=True)
    paused_until = models.DateTimeField(
        _("clock stands still until"), null=True, blank=True
    )

    safe_by = models.DateTimeField(_("to be made safe by"), null=True, blank=True)
    decide_by = models.DateTimeField(
        _("extension to be decided by"), null=True, blank=True
    )
    judge_by = models.DateTimeField(
        _("suspicion to be decided by"), null=True, blank=True
    )
    judge_chase_at = models.DateTimeField(null=True, blank=True)
    decides_code = models.CharField(
        _("office that has to decide"), max_length=9, blank=True
    )

    finding = models.CharField(_("finding"), max_length=15, choices=Finding, blank=True)
    duty = models.CharField(_("whose duty"), max_length=10, choices=Duty, blank=True)
    measure = models.CharField(_("measure"), max_length=16, choices=Measure, blank=True)
    party = models.CharField(
        _("acting party"), max_length=10, choices=Party, blank=True
    )
    acting_firm = models.ForeignKey(
        Firm,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("acting firm"),
    )
    acting_department = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("acting department"),
    )
    outcome = models.CharField(_("result"), max_length=15, choices=Outcome, blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("merged into"),
    )
    closing = models.CharField(
        _("closed because"), max_length=16, choices=Closing, blank=True
    )

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            models.CheckConstraint(
                condition=(IS_OPEN & Q(due_at__isnull=False))
                | (
                    ~IS_OPEN
                    & Q(
                        due_at__isnull=True,
                        chase_at__isnull=True,
                        decide_by__isnull=True,
                        safe_by__isnull=True,
                    )
                ),
                name="case_is_due_while_it_is_open",
            ),
            models.CheckConstraint(
                condition=Q(paused_until__isnull=True)
                | Q(state__in=[State.ACCEPTED, State.VERIFIED, State.DISPOSED]),
                name="a_clock_stands_still_only_while_it_is_worked_on",
            ),
            models.CheckConstraint(
                condition=Q(community__isnull=False) | ~Q(place=""),
                name="case_says_where",
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.COMPLAINT) | Q(urgency=Urgency.ORDINARY),
                name="only_complaints_are_urgent",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.RETALIATION) | Q(office_code__endswith="000"),
                name="retaliation_is_held_by_a_county_or_higher",
            ),
            models.CheckConstraint(
                condition=Q(firm__isnull=True, tenure__isnull=True)
                | Q(firm__isnull=False, tenure__isnull=False),
                name="answerable_firm_comes_with_its_tenure",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DISPOSED)
                | Q(party=Party.FIRM, acting_firm__isnull=False)
                | Q(party=Party.DEPARTMENT, acting_department__isnull=False)
                | Q(party=Party.OFFICE),
                name="somebody_acts_on_a_disposed_case",
            ),
            models.CheckConstraint(
                condition=(Q(state=State.CLOSED) & ~Q(closing=""))
                | (~Q(state=State.CLOSED) & Q(closing="")),
                name="a_closed_case_says_why",
            ),
            models.CheckConstraint(
                condition=(Q(state=State.MERGED) & Q(merged_into__isnull=False))
                | (~Q(state=State.MERGED) & Q(merged_into__isnull=True)),
                name="a_merged_case_goes_on_as_another",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="no_case_goes_on_as_itself",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.DISPOSED, State.RECTIFIED])
                | Q(kind=Kind.COMPLAINT),
                name="only_complaints_are_rectified",
            ),
            models.CheckConstraint(
                condition=Q(safe_by__isnull=True)
                | (Q(kind=Kind.COMPLAINT) & ~Q(urgency=Urgency.ORDINARY)),
                name="only_hazards_are_made_safe",
            ),
            models.CheckConstraint(
                condition=Q(judge_by__isnull=True) | Q(kind=Kind.COMPLAINT),
                name="only_complaints_are_suspected",
            ),
            models.CheckConstraint(
                condition=Q(judge_chase_at__isnull=True) | Q(judge_by__isnull=False),
                name="only_what_is_suspected_is_chased_for_it",
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1)
                & Q(round__gte=1)
                & Q(steps_written__gte=F("entered_number")),
                name="case_counts_from_one",
            ),
        ]
        indexes = [
            models.Index(
                fields=["office_code", "due_at", "id"],
                condition=IS_DUE,
                name="open_by_office_and_due",
            ),
            models.Index(
                fields=["office_code", "id"],
                condition=IS_DUE & Q(community__isnull=True),
                name="open_and_not_located",
            ),
            models.Index(
                fields=["decides_code", "due_at", "id"],
                condition=~Q(decides_code=""),
                name="cases_to_decide_on",
            ),
            models.Index(
                fields=["chase_at"],
                condition=Q(chase_at__isnull=False),
                name="cases_to_chase",
            ),
            models.Index(
                fields=["decide_by"],
                condition=Q(decide_by__isnull=False),
                name="extensions_to_decide",
            ),
            models.Index(
                fields=["safe_by"],
                condition=Q(safe_by__isnull=False),
                name="hazards_to_make_safe",
            ),
            models.Index(
                fields=["judge_chase_at"],
                condition=Q(judge_chase_at__isnull=False),
                name="suspicions_to_chase",
            ),
            models.Index(
                fields=["acting_firm", "due_at", "id"],
                condition=Q(acting_firm__isnull=False),
                name="cases_by_acting_firm",
            ),
            models.Index(fields=["community", "filed_at"], name="cases_by_community"),
            models.Index(
                fields=["firm", "filed_at", "id"],
                condition=Q(firm__isnull=False),
                name="cases_by_answerable_firm",
            ),
            models.Index(fields=["filed_at"], name="cases_by_filing"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def where(self) -> str:
        """The community, or the place as it was described."""
        return self.community.name if self.community else self.place
