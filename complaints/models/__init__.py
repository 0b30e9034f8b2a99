"""The case and everything that is written about it."""

from complaints.models.answer import Answer
from complaints.models.answer_alert import AnswerAlert
from complaints.models.article import Article, ArticleQuerySet
from complaints.models.board import Message, MessageQuerySet, MessageStep
from complaints.models.case import Case, CaseQuerySet
from complaints.models.category import Category
from complaints.models.commitment import Commitment, CommitmentQuerySet
from complaints.models.contact import Contact
from complaints.models.draft import Draft, DraftPhoto
from complaints.models.feedback import Feedback
from complaints.models.follower import Follower, FollowerQuerySet
from complaints.models.number_series import NumberSeries
from complaints.models.phone_code import PhoneCode
from complaints.models.photo import Photo
from complaints.models.promise import Promise
from complaints.models.step import Step
from complaints.models.text import Text
from complaints.models.time_limit import TimeLimit

__all__ = [
    "Answer",
    "AnswerAlert",
    "Article",
    "ArticleQuerySet",
    "Case",
    "CaseQuerySet",
    "Category",
    "Commitment",
    "CommitmentQuerySet",
    "Contact",
    "Draft",
    "DraftPhoto",
    "Feedback",
    "Follower",
    "FollowerQuerySet",
    "Message",
    "MessageQuerySet",
    "MessageStep",
    "NumberSeries",
    "PhoneCode",
    "Photo",
    "Promise",
    "Step",
    "Text",
    "TimeLimit",
]
