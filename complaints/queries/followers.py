"""Who follows a case, and what those who were asked answered."""

from dataclasses import dataclass

from django.db.models import Count, Q

from complaints.models import Answer, Case, Follower
from complaints.states import Solved


@dataclass(frozen=True)
class Followers:
    """How many follow a case, and how many of their phones are proved."""

    all: int
    proved: int


@dataclass(frozen=True)
class Said:
    """How many proved phones answered in a round, the reporter's among them."""

    answers: int
    no: int

    @property
    def half_say_no(self) -> bool:
        return self.answers > 0 and 2 * self.no >= self.answers


def followers_of(case: Case) -> Followers:
    counted = Follower.objects.present().filter(case=case)
    return Followers(
        **counted.order_by().aggregate(
            all=Count("pk"), proved=Count("pk", filter=Q(proved_at__isnull=False))
        )
    )


def said_in_round(case: Case) -> Said:
    """Own answers to the present round of the case."""
    answers = Answer.objects.filter(case=case, round=case.round, own=True)
    return Said(
        **answers.aggregate(
            answers=Count("pk"), no=Count("pk", filter=Q(solved=Solved.NO))
        )
    )
