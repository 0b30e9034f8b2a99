"""The rules that a review scores by: versioned, each in force from a day on."""

from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import ExtractDay, ExtractMonth, ExtractYear
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from ratings.rule_terms import CONSULTED_DAYS, PUBLISHED_DAYS, VALID_YEARS
from ratings.states import RuleSetState
from registry.models import User

NOT_ISSUED = [RuleSetState.DRAFT, RuleSetState.CONSULTED, RuleSetState.REVIEWED]
AFTER_CONSULTATION = [RuleSetState.REVIEWED, RuleSetState.ISSUED]
AFTER_A_YEAR = 10_000


def _person(name: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=name
    )


def _day(name: Any) -> "models.DateField[Any, Any]":
    return models.DateField(name, null=True, blank=True)


def _as_number(field: str) -> Any:
    """A day as the number YYYYMMDD, so that years can be added in the database."""
    years = ExtractYear(field) * AFTER_A_YEAR
    return years + ExtractMonth(field) * 100 + ExtractDay(field)


class RuleSetQuerySet(models.QuerySet["RuleSet"]):
    def issued(self) -> Self:
        """Those that were issued at some time, later withdrawn ones included."""
        return self.filter(published_on__isnull=False)

    def in_force_on(self, day: date) -> Self:
        """Those that hold on this day; the first of them supersedes the others."""
        return (
            self.issued()
            .filter(effective_from__lte=day, valid_until__gt=day)
            .filter(Q(withdrawn_from__isnull=True) | Q(withdrawn_from__gt=day))
            .order_by("-effective_from", "-number")
        )

    def public(self) -> Self:
        """Those that anybody may read: from the consultation on, whatever follows."""
        return self.filter(
            Q(consulted_from__isnull=False) | Q(effective_from__isnull=False)
        )


class RuleSet(models.Model):
    """
    One version of the rules, and how it came into force.

    `content` is what `ratings.rules.Rules` reads; `counts_from` is the first day on
    which filings everywhere in the province reached this platform: no window reaches
    back before it. `consulted_to` is the last day of the consultation; `valid_until`
    and `withdrawn_from` are the first days on which the rules no longer hold.
    `version` counts the steps of its history. What people write here is public.
    """

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    title = models.CharField(_("title"), max_length=120)
    state = models.CharField(
        _("state"), max_length=9, choices=RuleSetState, default=RuleSetState.DRAFT
    )
    version = models.PositiveIntegerField(default=0)
    counts_from = models.DateField(_("counts from"))
    content = models.JSONField(_("rules"))
    is_demo = models.BooleanField(_("made up for the demo"), default=False)
    drafted_by = _person(_("drafted by"))
    consulted_from = _day(_("consultation from"))
    consulted_to = _day(_("consultation to"))
    opinions_to = models.TextField(_("where opinions are sent"), blank=True)
    reviewed_by = _person(_("legally reviewed by"))
    reviewed_on = _day(_("legally reviewed on"))
    opinion_number = models.CharField(
        _("number of the legal opinion"), max_length=80, blank=True
    )
    opinion_date = _day(_("date of the legal opinion"))
    opinions_answered = models.TextField(_("how opinions were taken up"), blank=True)
    document_number = models.CharField(_("document number"), max_length=80, blank=True)
    issuing_body = models.CharField(_("issuing body"), max_length=80, blank=True)
    issued_by = _person(_("issued by"))
    published_on = _day(_("published on"))
    effective_from = _day(_("in force from"))
    valid_until = _day(_("in force until"))
    withdrawn_by = _person(_("withdrawn by"))
    withdrawn_from = _day(_("withdrawn from"))

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule set")
        verbose_name_plural = _("rule sets")
        constraints = [
            models.CheckConstraint(
                condition=Q(number__gte=1), name="rule_sets_count_from_one"
            ),
            models.CheckConstraint(
                condition=Q(state=RuleSetState.WITHDRAWN) | Q(drafted_by__isnull=False),
                name="a_rule_set_says_who_drafted_it",
            ),
            models.CheckConstraint(
                condition=Q(state=RuleSetState.DRAFT, consulted_from__isnull=True)
                | Q(state=RuleSetState.WITHDRAWN)
                | (
                    Q(consulted_from__isnull=False, consulted_to__isnull=False)
                    & ~Q(state=RuleSetState.DRAFT)
                    & ~Q(opinions_to="")
                ),
                name="rules_are_consulted_on_from_a_day_to_a_day",
            ),
            models.CheckConstraint(
                condition=Q(consulted_from__isnull=True)
                | Q(
                    consulted_to__gte=F("consulted_from")
                    + timedelta(days=CONSULTED_DAYS - 1)
                ),
                name="rules_are_consulted_on_for_thirty_days",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True, reviewed_on__isnull=True)
                & ~Q(state__in=AFTER_CONSULTATION)
                | (
                    Q(reviewed_by__isnull=False, opinion_date__isnull=False)
                    & Q(state__in=[*AFTER_CONSULTATION, RuleSetState.WITHDRAWN])
                    & Q(reviewed_on__gt=F("consulted_to"))
                    & ~Q(opinion_number="")
                ),
                name="rules_are_legally_reviewed_after_their_consultation",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("drafted_by")),
                name="who_drafted_rules_does_not_review_them",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=NOT_ISSUED,
                    published_on__isnull=True,
                    issued_by__isnull=True,
                    effective_from__isnull=True,
                    valid_until__isnull=True,
                )
                | Q(state=RuleSetState.WITHDRAWN)
                | (
                    Q(
                        state=RuleSetState.ISSUED,
                        published_on__isnull=False,
                        issued_by__isnull=False,
                        effective_from__isnull=False,
                        valid_until__isnull=False,
                        published_on__gte=F("reviewed_on"),
                    )
                    & ~Q(document_number="")
                    & ~Q(issuing_body="")
                ),
                name="issued_rules_name_their_document",
            ),
            models.CheckConstraint(
                condition=Q(issued_by__isnull=True) | ~Q(issued_by=F("drafted_by")),
                name="rules_are_issued_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(published_on__isnull=True)
                | Q(
                    effective_from__gte=F("published_on")
                    + timedelta(days=PUBLISHED_DAYS)
                ),
                name="rules_are_published_thirty_days_before_effect",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_until__gt=F("effective_from")),
                name="rule_set_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(published_on__isnull=True)
                | Q(
                    LessThanOrEqual(
                        _as_number("valid_until"),
                        _as_number("effective_from") + VALID_YEARS * AFTER_A_YEAR,
                    )
                ),
                name="rules_are_valid_for_five_years_at_most",
            ),
            models.CheckConstraint(
                condition=Q(state=RuleSetState.WITHDRAWN, withdrawn_from__isnull=False)
                | (
                    Q(withdrawn_from__isnull=True, withdrawn_by__isnull=True)
                    & ~Q(state=RuleSetState.WITHDRAWN)
                ),
                name="a_withdrawn_rule_set_says_from_when",
            ),
            models.CheckConstraint(
                condition=Q(issued_by__isnull=True)
                | Q(withdrawn_by__isnull=True)
                | ~Q(withdrawn_by=F("issued_by")),
                name="issued_rules_are_withdrawn_by_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.title}"

    def holds_on(self, day: date) -> bool:
        """Whether it is in force then, unless a newer one supersedes it."""
        return (
            self.published_on is not None
            and self.effective_from <= day < self.valid_until
            and (self.withdrawn_from is None or day < self.withdrawn_from)
        )
