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
from complaints.queries.commitments import made_in
from complaints.queries.department_cases import Sight
from complaints.queries.facts import NOT_MOVES, moment_in
from complaints.queries.particulars import Reading
from complaints.states import (
    Action,
    ActorKind,
    AskedBy,
    CallOutcome,
    Channel,
    Closing,
    DeclineReason,
    Duty,
    Finding,
    How,
    Kind,
    Measure,
    Outcome,
    PauseReason,
    PhotoKind,
    Satisfied,
    Solved,
    Suspicion,
    Urgency,
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
    "call": (gettext_lazy("What became of the call"), CallOutcome),
    "solved": (gettext_lazy("Solved"), Solved),
    "satisfied": (gettext_lazy("Satisfied with the firm"), Satisfied),
    "satisfied_with_street": (gettext_lazy("Satisfied with the street"), Satisfied),
    "channel": (gettext_lazy("Channel"), Channel),
    "closing": (gettext_lazy("Closed because"), Closing),
    "kind": (gettext_lazy("Kind"), Kind),
    "urgency": (gettext_lazy("Urgency"), Urgency),
    "sort": (gettext_lazy("Suspected because"), Suspicion),
    "asked_by": (gettext_lazy("Asked by"), AskedBy),
    "document": (gettext_lazy("Document"), None),
    "days": (gettext_lazy("Working days"), None),
    "into": (gettext_lazy("Merged into"), None),
    "merged": (gettext_lazy("Merged from"), None),
    "unmerged": (gettext_lazy("Parted from"), None),
}
# What a reason is chosen from, where it is not that of a refusal to accept.
REASONS: Mapping[str, type[TextChoices]] = {Action.PAUSE: PauseReason}
DAYS: Mapping[str, Promise] = {
    "until": gettext_lazy("Until"),
    "refuse_by": gettext_lazy("May be refused until"),
    "hear_until": gettext_lazy("Who put it right is heard until"),
    "decide_by": gettext_lazy("To be decided by"),
}
# What a filing holds stands among the facts of the case.
FILED_AS = frozenset({"kind", "urgency"})
# Of these, what people write in their own words.
WRITTEN = frozenset({"way_on", "no_photo_because", "document"})
QUIET = NOT_MOVES
COMMITTED = gettext_lazy("Commitment by %(day)s")


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


@dataclass(frozen=True)
class _Known:
    """What each line is made with: see `lines_of`."""

    sight: Sight
    today: date
    read: Reading
    places: Mapping[str, str]
    promised: Mapping[int, str]


def lines_of(
    history: Sequence[Step],
    photos: Iterable[Photo],
    *,
    sight: Sight,
    today: date,
    read: Reading,
    places: Mapping[str, str],
    promised: Mapping[int, str],
) -> list[Line]:
    """
    What `sight` lets somebody see, the newest step first, its free texts as `read`
    gives them; `places` are the names of offices by their codes, `promised` the texts
    of commitments by their numbers.
    """
    by_step: dict[int, list[UUID]] = {}
    for photo in photos:
        if photo.kind != PhotoKind.COMPLAINT and sight.sees_photo(photo):
            by_step.setdefault(photo.step_id, []).append(photo.file_id)
    known = _Known(sight, today, read, places, promised)
    return [
        _line(step, by_step.get(step.pk, []), known)
        for step in reversed(history)
        if sight.sees(step)
    ]


def _line(step: Step, photos: Sequence[UUID], known: _Known) -> Line:
    is_quiet = step.action in QUIET
    words = step.text if known.sight.reads(step) else None
    return Line(
        number=step.number,
        name=_name(step),
        at=wording.moment_in_words(step.at, today=known.today),
        who=_who(step),
        text=known.read(words.body) if words else "",
        values=tuple(_values(step, known)),
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


def _values(step: Step, known: _Known) -> Iterator[tuple[str, str]]:
    for key, (name, words) in SHOWN.items():
        value = step.detail.get(key)
        if not value or (step.action == Action.FILE and key in FILED_AS):
            continue
        if not known.sight.sees_value(step, key):
            continue
        chosen_of = REASONS.get(step.action, words) if key == "reason" else words
        said = known.read(value) if key in WRITTEN else str(value)
        yield str(name), str(chosen_of(value).label) if chosen_of else said
    for key, name in DAYS.items():
        moment = moment_in(step, key)
        if moment is not None:
            yield str(name), wording.day_in_words(wording.due_day(moment))
    yield from _dated(step, known)
    office = step.detail.get("office")
    if office in known.places:
        yield _("Office"), known.places[office]


def _dated(step: Step, known: _Known) -> Iterator[tuple[str, str]]:
    """What is promised, or planned, for a day, and what it was that was settled."""
    name = _("Milestone by %(day)s") if step.action == Action.PLAN else COMMITTED
    for number, day in made_in([step]).items():
        what = known.read(known.promised[number])
        yield str(name) % {"day": wording.day_in_words(day)}, what
    settled = step.detail.get("commitment")
    if settled in known.promised:
        yield _("Commitment"), known.read(known.promised[settled])


def _late(step: Step) -> Chip | None:
    if step.due_at is None or step.at <= step.due_at:
        return None
    by = timezone.localtime(step.at).date(), wording.due_day(step.due_at)
    word = _("Late") if by[0] != by[1] else _("Late by the hour")
    return Chip("overdue", "alarm-clock-off", word)
