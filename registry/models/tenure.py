"""Which firm serves which community, and when (服务项目)."""

from datetime import date
from typing import Any, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from registry.models.community import Community
from registry.models.firm import Firm


class DateRange(Func):
    function = "DATERANGE"
    output_field = DateRangeField()


class PostgresExclusion(ExclusionConstraint):
    """An exclusion constraint that other databases pass over in silence."""

    def constraint_sql(
        self, model: type[models.Model] | None, schema_editor: Any
    ) -> str:
        if not _is_postgresql(schema_editor):
            return ""
        return super().constraint_sql(model, schema_editor)

    def create_sql(self, model: type[models.Model] | None, schema_editor: Any) -> Any:
        if not _is_postgresql(schema_editor):
            return None
        return super().create_sql(model, schema_editor)

    def remove_sql(self, model: type[models.Model] | None, schema_editor: Any) -> Any:
        if not _is_postgresql(schema_editor):
            return None
        return super().remove_sql(model, schema_editor)

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: Any = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        if connections[using].vendor == "postgresql":
            super().validate(model, instance, exclude=exclude, using=using)


def _is_postgresql(schema_editor: BaseDatabaseSchemaEditor) -> bool:
    return schema_editor.connection.vendor == "postgresql"


class TenureQuerySet(models.QuerySet["Tenure"]):
    def in_force_on(self, day: date) -> Self:
        return self.filter(starts_on__lte=day).filter(
            Q(ends_on__isnull=True) | Q(ends_on__gt=day)
        )

    def meeting(self, starts_on: date, ends_on: date | None) -> Self:
        """Those that share at least one day with [starts_on, ends_on)."""
        met = self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=starts_on))
        return met if ends_on is None else met.filter(starts_on__lt=ends_on)


class Tenure(models.Model):
    """A firm's time at a community; `ends_on` is the first day it no longer serves."""

    community = models.ForeignKey(
        Community,
        models.PROTECT,
        related_name="tenures",
        verbose_name=_("community"),
    )
    firm = models.ForeignKey(
        Firm, models.PROTECT, related_name="tenures", verbose_name=_("property firm")
    )
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    contract = models.CharField(_("contract"), max_length=80, blank=True)

    objects = TenureQuerySet.as_manager()

    class Meta:
        verbose_name = _("tenure")
        verbose_name_plural = _("tenures")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="tenure_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["community"],
                condition=Q(ends_on__isnull=True),
                name="one_open_tenure_per_community",
            ),
            PostgresExclusion(
                name="tenures_of_a_community_do_not_overlap",
                expressions=[
                    ("community", RangeOperators.EQUAL),
                    (
                        DateRange("starts_on", "ends_on", Value("[)")),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.community}: {self.firm} ({self.starts_on})"
