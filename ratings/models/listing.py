"""Entries of the red and black lists. How each came where it is stands in its steps."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from complaints.models import Text
from ratings.models.legal_basis import LegalBasis
from ratings.models.review import Review
from ratings.states import (
    GRAVE_LEVELS,
    PROCEEDING,
    STANDING,
    BasisLevel,
    ListClass,
    ListingState,
    ListKind,
    ServiceWay,
)
from registry.models import Firm, Region, Tenure, User

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ENDED = (
    ListingState.EXPIRED,
    ListingState.REPAIRED,
    ListingState.REVOKED,
    ListingState.QUASHED,
)
BEFORE_THE_DECISION = (*PROCEEDING, ListingState.DROPPED, ListingState.LAPSED)
# In which the service and the time for a defence are part of the file.
AFTER_THE_SERVICE = (ListingState.SERVED, ListingState.DEFENDED, *STANDING, *ENDED)

IS_BLACK = Q(list_kind=ListKind.BLACK)
IS_RED = Q(list_kind=ListKind.RED)
NOT_DECIDED = Q(
    decided_at__isnull=True,
    decided_by__isnull=True,
    starts_on__isnull=True,
    ends_on__isnull=True,
)
DECIDED = Q(
    decided_at__isnull=False,
    decided_by__isnull=False,
    starts_on__isnull=False,
    ends_on__isnull=False,
)
NOT_PUBLISHED = Q(published_at__isnull=True, published_by__isnull=True)
IN_PUBLIC_ONCE = Q(published_at__isnull=False, published_by__isnull=False)


def _person(name: "StrOrPromise") -> "models.ForeignKey[User | None, User | None]":
    return models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=name
    )


def _moment(name: "StrOrPromise") -> "models.DateTimeField[Any, Any]":
    return models.DateTimeField(name, null=True, blank=True)


def _day(name: "StrOrPromise") -> "models.DateField[Any, Any]":
    return models.DateField(name, null=True, blank=True)


class ListingQuerySet(models.QuerySet["Listing"]):
    def black(self) -> Self:
        return self.filter(list_kind=ListKind.BLACK)

    def red(self) -> Self:
        return self.filter(list_kind=ListKind.RED)

    def shown_on(self, day: date) -> Self:
        """In public on a day: published, not suspended, and the term still runs."""
        return self.filter(state=ListingState.PUBLISHED, ends_on__gt=day)

    def ever_public(self) -> Self:
        return self.filter(published_at__isnull=False)

    def lapsed_at(self, moment: datetime) -> Self:
        return self.filter(state__in=PROCEEDING, lapses_at__lte=moment)

    def silent_at(self, moment: datetime) -> Self:
        """Served, and the time for a defence passed without one."""
        return self.filter(
            state=ListingState.SERVED,
            defence_ends_at__lte=moment,
            lapses_at__gt=moment,
        )

    def over_on(self, day: date) -> Self:
        """Decided, whose term is over and who has not ended yet, published or not."""
        return self.filter(state__in=STANDING, ends_on__lte=day)


class Listing(models.Model):
    """
    One entry of a list: a project (one tenure) or a firm, on what it stands, its terms.

    `firm` is the subject or the firm of the project. `basis_level` is the level of the
    article when it was proposed. `months` and `to_be_published` are as proposed, then
    as decided; the notice keeps what the firm was told. `ends_on` is the first day
    after the term, which runs from the day of the decision. `repair_from` is the first
    day for asking for a repair. `lapses_at` is when it lapses unserved, or undecided.
    `removed_at` is when it last left the public view: a public list says so. A black
    entry refers to no score. `state` is assigned in
    `ratings.operations.listings.moving` and nowhere else.
    """

    number = models.CharField(_("number"), max_length=16, unique=True)
    list_kind = models.CharField(_("list"), max_length=5, choices=ListKind)
    list_class = models.CharField(
        _("class"), max_length=7, choices=ListClass, blank=True
    )
    firm = models.ForeignKey(
        Firm, models.PROTECT, related_name="+", verbose_name=_("property firm")
    )
    tenure = models.ForeignKey(
        Tenure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tenure"),
    )
    office = models.ForeignKey(
        Region, models.PROTECT, related_name="+", verbose_name=_("office")
    )
    basis = models.ForeignKey(
        LegalBasis,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("legal basis"),
    )
    basis_level = models.CharField(
        _("level of the basis"), max_length=12, choices=BasisLevel, blank=True
    )
    review = models.ForeignKey(
        Review,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("half-month review"),
    )
    review_before = models.ForeignKey(
        Review,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("half-month review before"),
    )
    subject = models.OneToOneField(
        Text, models.PROTECT, related_name="+", verbose_name=_("name of the subject")
    )
    grounds = models.OneToOneField(
        Text, models.PROTECT, related_name="+", verbose_name=_("facts")
    )

    state = models.CharField(_("state"), max_length=16, choices=ListingState)
    version = models.PositiveIntegerField(default=1)
    steps_written = models.PositiveIntegerField(default=1)
    months = models.PositiveSmallIntegerField(_("months"))
    to_be_published = models.BooleanField(_("to be published"), default=True)

    proposed_at = models.DateTimeField(_("proposed at"))
    proposed_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    reviewed_by = _person(_("legally reviewed by"))
    notified_at = _moment(_("notice written at"))
    served_on = _day(_("served on"))
    served_by_way = models.CharField(
        _("way of service"), max_length=10, choices=ServiceWay, blank=True
    )
    defence_ends_at = _moment(_("defence until"))
    defended_at = _moment(_("defended at"))
    answer_by = _moment(_("defence to be answered by"))
    answered_at = _moment(_("defence answered at"))
    lapses_at = _moment(_("lapses at"))
    decided_at = _moment(_("decided at"))
    decided_by = _person(_("decided by"))
    starts_on = _day(_("starts on"))
    ends_on = _day(_("ends on"))
    repair_from = _day(_("may be repaired from"))
    published_at = _moment(_("published at"))
    published_by = _person(_("published by"))
    suspended_from = models.CharField(
        _("suspended from"), max_length=16, choices=ListingState, blank=True
    )
    removed_at = _moment(_("removed at"))
    correct_by = _moment(_("to be corrected by"))
    corrected_at = _moment(_("corrected at"))
    objected_at = _moment(_("objected at"))
    objection_by = _moment(_("objection to be answered by"))
    repair_asked_at = _moment(_("repair asked for at"))
    repair_by = _moment(_("repair to be taken on or decided by"))
    repair_accepted_by = _person(_("repair taken on by"))

    objects = ListingQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of a list")
        verbose_name_plural = _("entries of the lists")
        constraints = [
            models.CheckConstraint(
                condition=(
                    IS_BLACK
                    & Q(
                        list_class__in=ListClass.values,
                        basis__isnull=False,
                        basis_level__in=BasisLevel.values,
                        review__isnull=True,
                        review_before__isnull=True,
                    )
                )
                | (
                    IS_RED
                    & Q(
                        list_class="",
                        basis__isnull=True,
                        basis_level="",
                        tenure__isnull=True,
                        review__isnull=False,
                        review_before__isnull=False,
                    )
                ),
                name="black_stands_on_a_basis_and_red_on_two_reviews",
            ),
            models.CheckConstraint(
                condition=~Q(list_class=ListClass.SERIOUS)
                | Q(basis_level__in=GRAVE_LEVELS),
                name="a_serious_entry_stands_on_a_law_or_central_policy",
            ),
            models.CheckConstraint(
                condition=(IS_RED & Q(months__gte=1, to_be_published=True))
                | Q(list_class=ListClass.MINOR, months__range=(1, 3))
                | Q(
                    list_class=ListClass.GENERAL,
                    months__range=(3, 12),
                    to_be_published=True,
                )
                | Q(
                    list_class=ListClass.SERIOUS,
                    months__range=(12, 36),
                    to_be_published=True,
                ),
                name="the_term_of_an_entry_is_within_its_class",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True)
                | ~Q(reviewed_by=F("proposed_by")),
                name="who_proposed_an_entry_does_not_review_it",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | (
                    ~Q(decided_by=F("proposed_by"))
                    & (Q(reviewed_by__isnull=True) | ~Q(decided_by=F("reviewed_by")))
                ),
                name="who_decides_an_entry_neither_proposed_nor_reviewed_it",
            ),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True)
                | ~Q(published_by=F("proposed_by")),
                name="who_proposed_an_entry_does_not_publish_it",
            ),
            models.CheckConstraint(
                condition=Q(state__in=BEFORE_THE_DECISION) & NOT_DECIDED
                | Q(state__in=[*STANDING, *ENDED]) & DECIDED,
                name="a_standing_entry_was_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[*STANDING, *ENDED])
                | IS_RED
                | Q(reviewed_by__isnull=False),
                name="a_decided_black_entry_was_reviewed",
            ),
            models.CheckConstraint(
                condition=IS_RED
                | ~Q(state__in=AFTER_THE_SERVICE)
                | (
                    Q(
                        notified_at__isnull=False,
                        served_on__isnull=False,
                        defence_ends_at__isnull=False,
                    )
                    & ~Q(served_by_way="")
                ),
                name="a_served_entry_says_how_and_when",
            ),
            models.CheckConstraint(
                condition=IS_RED
                | Q(decided_at__isnull=True)
                | Q(decided_at__gte=F("defence_ends_at")),
                name="a_black_entry_is_decided_after_the_time_for_a_defence",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True)
                | Q(defended_at__isnull=True)
                | Q(answered_at__isnull=False),
                name="a_defence_is_answered_before_the_decision",
            ),
            models.CheckConstraint(
                condition=Q(defended_at__isnull=True)
                | Q(defended_at__lt=F("defence_ends_at")),
                name="a_defence_comes_in_its_time",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="an_entry_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=NOT_PUBLISHED
                | (
                    IN_PUBLIC_ONCE
                    & Q(to_be_published=True, published_at__gte=F("decided_at"))
                ),
                name="an_entry_is_published_after_its_decision",
            ),
            models.CheckConstraint(
                condition=(Q(state=ListingState.PUBLISHED) & IN_PUBLIC_ONCE)
                | (Q(state=ListingState.DECIDED) & NOT_PUBLISHED)
                | ~Q(state__in=[ListingState.PUBLISHED, ListingState.DECIDED]),
                name="a_published_entry_says_by_whom",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state=ListingState.SUSPENDED)
                    & Q(
                        suspended_from__in=[
                            ListingState.DECIDED,
                            ListingState.PUBLISHED,
                        ]
                    )
                )
                | (~Q(state=ListingState.SUSPENDED) & Q(suspended_from="")),
                name="a_suspended_entry_says_where_it_returns",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ListingState.SUSPENDED, *ENDED])
                | Q(published_at__isnull=True)
                | Q(removed_at__isnull=False),
                name="what_left_the_public_says_when",
            ),
            models.CheckConstraint(
                condition=IS_RED
                | ~Q(state__in=PROCEEDING)
                | Q(lapses_at__isnull=False),
                name="what_is_not_decided_lapses",
            ),
            models.UniqueConstraint(
                fields=["firm"],
                condition=IS_RED
                & Q(
                    state__in=[
                        ListingState.PROPOSED,
                        ListingState.DECIDED,
                        ListingState.PUBLISHED,
                    ]
                ),
                name="one_red_entry_per_firm",
            ),
        ]
        indexes = [
            models.Index(fields=["list_kind", "state"], name="entries_by_state"),
            models.Index(fields=["firm", "list_kind"], name="entries_of_a_firm"),
            models.Index(fields=["removed_at"], name="entries_by_removal"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def decided(self) -> "Decided":
        """:raises NotDecided: before the decision"""
        if self.decided_at is None or self.starts_on is None or self.ends_on is None:
            raise NotDecided(self.number)
        return Decided(self.decided_at, self.starts_on, self.ends_on)


class NotDecided(ValueError):
    """The entry has no term yet."""


class Decided(NamedTuple):
    """When an entry was decided, and its term: `ends_on` is the first day after it."""

    at: datetime
    starts_on: date
    ends_on: date
