"""What permits a measure: the article of a law, in force from one day to another."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ratings.states import GRAVE_LEVELS, BasisLevel, ListClass, Measure


class LegalBasisQuerySet(models.QuerySet["LegalBasis"]):
    def in_force_on(self, day: date) -> Self:
        return self.filter(in_force_from__lte=day).filter(
            Q(in_force_until__isnull=True) | Q(in_force_until__gt=day)
        )

    def permitting(self, measure: Measure, *, on: date) -> Self:
        """Those that permit a measure on a day."""
        return self.in_force_on(on).filter(measure=measure)


class LegalBasis(models.Model):
    """
    One article that permits one measure.

    `in_force_until` is the first day it no longer holds. `heaviest` is the heaviest
    class of an entry that it permits; only a law, an administrative regulation or a
    central policy permits a serious one (2.3, after the central rules on lists of
    dishonesty of 2020).
    """

    title = models.CharField(_("title"), max_length=160)
    number = models.CharField(_("document number"), max_length=80, blank=True)
    article = models.CharField(_("article"), max_length=80)
    level = models.CharField(_("level"), max_length=12, choices=BasisLevel)
    in_force_from = models.DateField(_("in force from"))
    in_force_until = models.DateField(_("in force until"), null=True, blank=True)
    text = models.TextField(_("text"))
    measure = models.CharField(_("permitted measure"), max_length=10, choices=Measure)
    heaviest = models.CharField(
        _("heaviest class"), max_length=8, choices=ListClass, blank=True
    )
    at_once = models.BooleanField(
        _("permits a penalty at once"),
        default=False,
        help_text=_("Without an order to put right that was not complied with."),
    )
    is_demo = models.BooleanField(_("made up for the demo"), default=False)

    objects = LegalBasisQuerySet.as_manager()

    class Meta:
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")
        constraints = [
            models.CheckConstraint(
                condition=Q(in_force_until__isnull=True)
                | Q(in_force_until__gt=F("in_force_from")),
                name="legal_basis_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=(Q(measure=Measure.BLACK_LIST) & ~Q(heaviest=""))
                | (~Q(measure=Measure.BLACK_LIST) & Q(heaviest="")),
                name="a_basis_of_the_black_list_names_its_heaviest_class",
            ),
            models.CheckConstraint(
                condition=~Q(heaviest=ListClass.SERIOUS) | Q(level__in=GRAVE_LEVELS),
                name="a_serious_entry_needs_a_law_or_central_policy",
            ),
            models.CheckConstraint(
                condition=Q(at_once=False) | Q(measure=Measure.PENALTY),
                name="only_penalties_are_permitted_at_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.article}"
