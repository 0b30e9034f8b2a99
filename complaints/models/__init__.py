"""The case and everything that is written about it."""

from complaints.models.answer import Answer
from complaints.models.answer_alert import AnswerAlert
from complaints.models.case import Case, CaseQuerySet
from complaints.models.category import Category
from complaints.models.commitment import Commitment, CommitmentQuerySet
from complaints.models.contact import Contact
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
    "Case",
    "CaseQuerySet",
    "Category",
    "Commitment",
    "CommitmentQuerySet",
    "Contact",
    "Follower",
    "FollowerQuerySet",
    "NumberSeries",
    "PhoneCode",
    "Photo",
    "Promise",
    "Step",
    "Text",
    "TimeLimit",
]
