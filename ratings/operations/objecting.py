"""What firms object to in a preview, and what is decided on it."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from complaints.models import Case
from ratings.models import Objection, Review
from ratings.operations.publishing import MayNotPublish
from ratings.queries.evidence import is_counted
from ratings.states import ObjectionGround, ObjectionState, ReviewState
from registry.actors import Clerk, Officer
from registry.roles import Right

__all__ = [
    "AlreadyDecided",
    "AlreadyObjected",
    "MayNotPublish",
    "NotCounted",
    "PreviewOver",
    "TextMissing",
    "decide",
    "object_to",
]

LEAST_TEXT = 10


class NotCounted(Exception):
    """The case is not among those that this review counts for the firm."""

    def __str__(self) -> str:
        return _("This review does not count that case for your firm.")


class PreviewOver(Exception):
    """The preview has not begun or is over."""

    def __str__(self) -> str:
        return _("Objections are taken during the preview of a review only.")


class AlreadyObjected(Exception):
    """This case was objected to before."""

    def __str__(self) -> str:
        return _("You objected to this case already; the answer will stand here.")


class AlreadyDecided(Exception):
    """Somebody was quicker."""

    def __str__(self) -> str:
        return _("Somebody decided on this objection before.")


class TextMissing(Exception):
    """Ground or reasons were not said."""

    def __str__(self) -> str:
        return _("Give the reasons in at least 10 characters.")


def object_to(
    *,
    review: Review,
    case: Case,
    ground: ObjectionGround,
    text: str,
    by: Clerk,
    now: datetime,
) -> Objection:
    """
    Object to the counting of a case, for the firm of the clerk.

    :raises PreviewOver, NotCounted, AlreadyObjected, TextMissing: see there
    """
    review.refresh_from_db()
    ends_at = review.preview_ends_at
    if review.state != ReviewState.PREVIEWED or ends_at is None or now >= ends_at:
        raise PreviewOver
    firm = by.user.firm
    if firm is None or not is_counted(review, firm, case):
        raise NotCounted
    if len(text.strip()) < LEAST_TEXT:
        raise TextMissing
    try:
        with transaction.atomic():
            return Objection.objects.create(
                review=review,
                firm=firm,
                case=case,
                ground=ground,
                text=text.strip(),
                at=now,
                by=by.user,
            )
    except IntegrityError:
        raise AlreadyObjected from None


@transaction.atomic
def decide(
    *, objection: Objection, upheld: bool, reasons: str, by: Officer, now: datetime
) -> None:
    """
    Decide on an objection; an upheld one leaves the case out of a corrected version.

    :raises MayNotPublish: if the person lacks the right
    :raises TextMissing: if there are no reasons
    :raises AlreadyDecided: if it was decided already
    """
    if not by.user.has_right(Right.PUBLISH):
        raise MayNotPublish
    if len(reasons.strip()) < LEAST_TEXT:
        raise TextMissing
    decided = Objection.objects.filter(
        pk=objection.pk, state=ObjectionState.OPEN
    ).update(
        state=ObjectionState.UPHELD if upheld else ObjectionState.REJECTED,
        decided_at=now,
        decided_by=by.user,
        reasons=reasons.strip(),
    )
    if not decided:
        raise AlreadyDecided
    objection.refresh_from_db()
