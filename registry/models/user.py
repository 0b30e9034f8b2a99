"""Staff and firms. Residents have no account."""

from typing import assert_never

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.models.department import Department
from registry.models.firm import Firm
from registry.models.region import Region
from registry.roles import Right, Role


class User(AbstractUser):
    """
    A person of an office, a department or a firm.

    Officers, regulators and auditors act for a region, departments for a department,
    firms for a firm: the database refuses an account that stands nowhere. Rights on
    top of the role are Django permissions, named in `Right`.
    """

    role = models.CharField(_("role"), max_length=12, choices=Role)
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("region"),
    )
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("department"),
    )
    firm = models.ForeignKey(
        Firm,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("property firm"),
    )

    REQUIRED_FIELDS = ["role", "region"]

    class Meta(AbstractUser.Meta):
        swappable = "AUTH_USER_MODEL"
        permissions = [(right.value, str(right.value)) for right in Right]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    role__in=[Role.OFFICER, Role.REGULATOR, Role.AUDITOR],
                    region__isnull=False,
                    department__isnull=True,
                    firm__isnull=True,
                )
                | Q(
                    role=Role.DEPARTMENT,
                    region__isnull=True,
                    department__isnull=False,
                    firm__isnull=True,
                )
                | Q(
                    role=Role.FIRM,
                    region__isnull=True,
                    department__isnull=True,
                    firm__isnull=False,
                ),
                name="user_stands_where_the_role_demands",
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.FIRM) | Q(is_staff=False, is_superuser=False),
                name="firm_users_are_not_staff",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    @property
    def full_name(self) -> str:
        """Surname first and together, as Chinese names are written; else as usual."""
        name = f"{self.last_name}{self.first_name}"
        return str(self.get_full_name()) if name.isascii() else name

    @property
    def stands_for(self) -> str:
        """The office, department or firm that this user acts for, as it is named."""
        match role := Role(self.role):
            case Role.OFFICER | Role.REGULATOR | Role.AUDITOR:
                return str(self.region)
            case Role.DEPARTMENT:
                return str(self.department)
            case Role.FIRM:
                return str(self.firm)
            case _:
                assert_never(role)

    def has_right(self, right: Right) -> bool:
        return self.has_perm(f"registry.{right.value}")
