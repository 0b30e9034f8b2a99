"""Who and where: the rows that every other room refers to."""

from registry.models.community import Community
from registry.models.dayoff import DayOff
from registry.models.delegation import Delegation
from registry.models.department import Department
from registry.models.duty import Duty
from registry.models.firm import Firm
from registry.models.idempotency_key import IdempotencyKey
from registry.models.job import Job
from registry.models.notice import Notice
from registry.models.region import Region
from registry.models.searchable import Searchable, SearchableQuerySet
from registry.models.stored_file import StoredFile
from registry.models.tenure import Tenure
from registry.models.use import Use
from registry.models.user import User

__all__ = [
    "Community",
    "DayOff",
    "Delegation",
    "Department",
    "Duty",
    "Firm",
    "IdempotencyKey",
    "Job",
    "Notice",
    "Region",
    "Searchable",
    "SearchableQuerySet",
    "StoredFile",
    "Tenure",
    "Use",
    "User",
]
