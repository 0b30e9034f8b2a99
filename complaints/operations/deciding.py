"""The final decision (终结) on a case that was reopened twice."""

from datetime import datetime

from django.db import transaction

from complaints import notices
from complaints.models import Case, Step
from complaints.operations import detours
from complaints.operations.detours import FinalReview
from complaints.operations.moving import MovedOn, MoveNotAllowed, take
from registry.actors import Officer

__all__ = ["FinalReview", "MoveNotAllowed", "MovedOn", "close_for_good"]


@transaction.atomic
def close_for_good(
    *, case: Case, review: FinalReview, by: Officer, now: datetime
) -> Step:
    """
    Close the case with a written review by the county or the higher holder.

    What the resident answered stays in the figures; the case is not reopened.
    """
    step = take(case, detours.final(review=review, by=by, now=now))
    notices.tell_resident(case=case, template="final", step=step, now=now)
    return step
