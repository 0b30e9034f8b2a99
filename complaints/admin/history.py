"""What was written about a case, step by step, as the desk shows it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints import wording
from complaints.admin.chips import Chip
from complaints.models import Photo, Step
from complaints.queries.particulars import Reading
from complaints.states import (
    Action,
    ActorKind,
    Channel,
    Closing,
    DeclineReason,
    Duty,
    Finding,
    How,
    Measure,
    Outcome,
    PhotoKind,
    Satisfied,
    Solved,
)

# The values of a step that are shown, with their names; the rest is for machines.
SHOWN: Mapping[str, tuple[Promise, type[TextChoices] | None]] = {
    "finding": (gettext_lazy("Finding"), Finding),
    "duty": (gettext_lazy("Whose duty"), Duty),
    "how": (gettext_lazy("How found out"), How),
    "measure": (gettext_lazy("Measure"), Measure),
    "department": (gettext_lazy("Acting department"), None),
    "outcome": (gettext_lazy("Result"), Outcome),
    "reason": (gettext_lazy("Reason"), DeclineReason),
    "way_on": (gettext_lazy("What the resident can do instead"), None),
    "no_photo_because": (gettext_lazy("No photo, because"), None),
    "solved": (gettext_lazy("Solved"), Solved),
    "satisfied": (gettext_lazy("Satisfied with the firm"), Satisfied),
    "satisfied_with_street": (gettext_lazy("Satisfied with the street"), Satisfied),
    "channel": (gettext_lazy("Channel"), Channel),
    "closing": (gettext_lazy("Closed because"), Closing),
}
# Of these, what people write in their own words.
WRITTEN = frozenset({"way_on", "no_photo_because"})
QUIET = frozenset({Action.LOOK, Action.REMIND, Action.URGE})


@dataclass(frozen=True)
class Line:
    """One step, ready to be shown; `is_quiet` for what moved nothing."""

    number: int
    name: str
    at: str
    who: str
    text: str
    values: tuple[tuple[str, str], ...]
    photos: tuple[UUID, ...]
    late: Chip | None
    round: int
    is_quiet: bool


def lines_of(
    history: Sequence[Step], photos: Iterable[Photo], *, today: date, read: Reading
) -> list[Line]:
    """The newest step first, its free texts as `read` gives them."""
    by_step: dict[int, list[UUID]] = {}
    for photo in photos:
        if photo.kind != PhotoKind.COMPLAINT:
            by_step.setdefault(photo.step_id, []).append(photo.file_id)
    return [
        _line(step, by_step.get(step.pk, []), today, read) for step in reversed(history)
    ]


def _line(step: Step, photos: Sequence[UUID], today: date, read: Reading) -> Line:
    is_quiet = step.action in QUIET
    return Line(
        number=step.number,
        name=_name(step),
        at=wording.moment_in_words(step.at, today=today),
        who=_who(step),
        text=read(step.text.body) if step.text else "",
        values=tuple(_values(step, read)),
        photos=tuple(photos),
        late=None if is_quiet else _late(step),
        round=step.round,
        is_quiet=is_quiet,
    )


def _name(step: Step) -> str:
    """Who joined a case answers in a step of the same sort."""
    if step.action == Action.FOLLOW and step.detail.get("solved"):
        return _("Answer of a resident who joined")
    return str(Action(step.action).label)


def _who(step: Step) -> str:
    """The place acted for, and the person; residents and jobs have no name here."""
    if step.actor is None:
        return str(ActorKind(step.actor_kind).label)
    return f"{step.actor_name} · {step.actor}"


def _values(step: Step, read: Reading) -> Iterator[tuple[str, str]]:
    for key, (name, words) in SHOWN.items():
        value = step.detail.get(key)
        if value:
            said = read(value) if key in WRITTEN else str(value)
            yield str(name), str(words(value).label) if words else said
    for promised in step.detail.get("commitments", []):
        day = wording.day_in_words(date.fromisoformat(promised["due_on"]))
        yield _("Commitment by %(day)s") % {"day": day}, read(promised["text"])


def _late(step: Step) -> Chip | None:
    if step.due_at is None or step.at <= step.due_at:
        return None
    by = timezone.localtime(step.at).date(), wording.due_day(step.due_at)
    word = _("Late") if by[0] != by[1] else _("Late by the hour")
    return Chip("overdue", "alarm-clock-off", word)
