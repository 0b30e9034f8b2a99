"""Authorities beside the street offices (责任部门): fire, police, housing, …"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.models.region import Region
from registry.roles import DepartmentKind


class Department(models.Model):
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=12, choices=DepartmentKind)
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="departments", verbose_name=_("region")
    )

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        constraints = [
            models.UniqueConstraint(
                fields=["region", "kind"], name="one_department_of_a_kind_per_region"
            )
        ]

    def __str__(self) -> str:
        return self.name
