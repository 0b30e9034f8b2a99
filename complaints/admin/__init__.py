"""The staff side of complaints: the desk of an office, and the catalogue."""

from complaints.admin.alerts import AnswerAlertAdmin
from complaints.admin.catalogue import CategoryAdmin, TimeLimitAdmin
from complaints.admin.desk import CaseAdmin

__all__ = ["AnswerAlertAdmin", "CaseAdmin", "CategoryAdmin", "TimeLimitAdmin"]
