"""What had to be done again (specification, domain rules 2.3, What is counted)."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from complaints.models import Step
from complaints.states import Action

# What speaks against a rectification of the case, in this or an earlier round.
AGAINST_A_ROUND = (Action.SEND_BACK, Action.REOPEN, Action.FALSE_CONFIRMED)


def is_redone(ends: datetime) -> Q:
    """
    Of a step of a round: that the round was sent back, opened again, or found false, as
    it was known at `ends`; however often, it is redone once.
    """
    sent_back = _steps(ends, Action.SEND_BACK).filter(round=OuterRef("round"))
    reopened = _steps(ends, Action.REOPEN).filter(round=OuterRef("round") + 1)
    return Q(Exists(sent_back) | Exists(reopened) | Exists(_found_false(ends)))


def _found_false(ends: datetime) -> QuerySet[Step]:
    """The suspicion of the round that was confirmed, in whatever round that was."""
    confirmed = _steps(ends, Action.FALSE_CONFIRMED).filter(about=OuterRef("number"))
    suspected = _steps(ends, Action.SUSPECT).filter(round=OuterRef("round"))
    return suspected.filter(Exists(confirmed))


def _steps(ends: datetime, action: Action) -> QuerySet[Step]:
    return Step.objects.filter(case=OuterRef("case"), action=action, at__lt=ends)
