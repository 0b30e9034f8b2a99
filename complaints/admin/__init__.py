"""The staff side of complaints: the desk of an office, and the catalogue."""

from complaints.admin.alerts import AnswerAlertAdmin
from complaints.admin.articles import ArticleAdmin
from complaints.admin.board import MessageAdmin
from complaints.admin.catalogue import CategoryAdmin, TimeLimitAdmin
from complaints.admin.desk import CaseAdmin
from complaints.admin.feedback import FeedbackAdmin

__all__ = [
    "AnswerAlertAdmin",
    "ArticleAdmin",
    "CaseAdmin",
    "CategoryAdmin",
    "FeedbackAdmin",
    "MessageAdmin",
    "TimeLimitAdmin",
]
