"""The words for who a user is and what a user may do on top of it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(TextChoices):
    """What a user is. Residents have no account and so no role."""

    OFFICER = "OFFICER", _("Officer")
    DEPARTMENT = "DEPARTMENT", _("Department")
    FIRM = "FIRM", _("Property firm")
    REGULATOR = "REGULATOR", _("Regulator")
    AUDITOR = "AUDITOR", _("Auditor")


class Right(TextChoices):
    """What a user may do on top of the role, granted as Django permissions."""

    VISIT = "visit", _("Make return visits")
    LEGAL_REVIEW = "legal_review", _("Review the law of a listing")
    DECIDE = "decide", _("Decide on listings")
    PUBLISH = "publish", _("Publish reviews and bulletins")
    UNMASK = "unmask", _("See personal data of closed cases")
    MODERATE = "moderate", _("Moderate the message board")


class FirmStatus(TextChoices):
    ACTIVE = "ACTIVE", _("Active")
    CLOSED = "CLOSED", pgettext_lazy("of a firm", "Closed")


class CommitteeStanding(TextChoices):
    """How an owners' committee (业主委员会) stands on a day."""

    NONE = "NONE", _("No owners' committee is recorded")
    IN_OFFICE = "IN_OFFICE", pgettext_lazy("of a committee", "In office")
    EXPIRING = "EXPIRING", _("Term ends within 90 days")
    EXPIRED = "EXPIRED", _("Term is over")


class DepartmentKind(TextChoices):
    """The authorities that complaints about property management concern."""

    HOUSING = "HOUSING", _("Housing")
    FIRE = "FIRE", _("Fire and rescue")
    POLICE = "POLICE", pgettext_lazy("department", "Police")
    MARKET = "MARKET", _("Market supervision")
    URBAN = "URBAN", _("Urban management")
    PRICES = "PRICES", _("Development and reform")
