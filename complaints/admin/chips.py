"""State, urgency and deadline of a case as the desk shows them: a word and an icon."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from complaints import clocks, wording, workflow
from complaints.clocks import Clock
from complaints.models import Case
from complaints.states import ActorKind, Kind, LimitUnit, Party, State, Urgency
from registry.areas import Level, level_of

_OF_STATE = {
    State.FILED: ("open", "inbox"),
    State.ACCEPTED: ("open", "clipboard-check"),
    State.DECLINED: ("none", "ban"),
    State.APPEALED: ("open", "scale"),
    State.VERIFIED: ("open", "search-check"),
    State.DISPOSED: ("open", "send"),
    State.RECTIFIED: ("open", "wrench"),
    State.REPORTED: ("open", "message-square-text"),
    State.CLOSED: ("done", "circle-check"),
    State.WITHDRAWN: ("none", "undo-2"),
    State.MERGED: ("none", "merge"),
}
_OF_DEADLINE = {
    "done": "check",
    "soon": "alarm-clock",
    "overdue": "alarm-clock-off",
    "open": "calendar-days",
}


@dataclass(frozen=True)
class Chip:
    """`tone` is done, soon, overdue, open or none; `icon` a name of lucide."""

    tone: str
    icon: str
    word: str


def state_chip(case: Case) -> Chip:
    state = State(case.state)
    tone, icon = _OF_STATE[state]
    return Chip(tone, icon, str(state.label))


def urgency_chip(case: Case) -> Chip | None:
    """Nothing for what is ordinary, so that the others stand out."""
    match case.urgency:
        case Urgency.URGENT:
            return Chip("soon", "triangle-alert", pgettext("of a case", "Urgent"))
        case Urgency.EMERGENCY:
            return Chip("overdue", "siren", pgettext("of a case", "Emergency"))
        case _:
            return None


def marks_of(case: Case, *, clock: Clock) -> Iterator[Chip]:
    """
    What else is to be known at a glance: a clock at rest, a problem case, a date of a
    year whose holidays are not announced.
    """
    if case.paused_until is not None:
        day = wording.day_in_words(wording.due_day(case.paused_until))
        words = _("Clock stands still until %(day)s") % {"day": day}
        yield Chip("open", "pause", words)
    if case.judge_by is not None:
        words = _("Suspected false rectification")
        yield Chip("soon", "circle-question-mark", words)
    if is_raised(case):
        yield Chip("soon", "arrow-up-from-line", _("Problem case"))
    if case.due_at is not None and wording.preliminary(case.due_at, clock.calendar):
        yield Chip("open", "calendar-days", _("Date may become later"))


def is_raised(case: Case) -> bool:
    """Held above the street of its community: what was raised (疑难件)."""
    located = case.community_id is not None and case.kind != Kind.RETALIATION
    return located and level_of(case.office_code) != Level.STREET


def deadline_chip(case: Case, *, now: datetime, clock: Clock) -> Chip | None:
    """By when the holder is due, in words; a case that is over is not due."""
    if case.due_at is None:
        return None
    by_the_hour = runs_by_the_hour(case, clock)
    words = wording.deadline_in_words(
        due=case.due_at, now=now, calendar=clock.calendar, by_the_hour=by_the_hour
    )
    tone = wording.deadline_tone(
        due=case.due_at, now=now, calendar=clock.calendar, by_the_hour=by_the_hour
    )
    return Chip(tone, _OF_DEADLINE[tone], words)


def runs_by_the_hour(case: Case, clock: Clock) -> bool:
    """Whether the limit that an open case runs on counts minutes, not working days."""
    kind = Kind(case.kind)
    stage = workflow.stage_of(kind, State(case.state))
    track = clocks.track_of(kind, Urgency(case.urgency))
    return clock.limit(stage, track, case.round).unit == LimitUnit.MINUTES


def holder_of(case: Case) -> str:
    """Whom an open case waits for: the acting party, the resident, or the office."""
    if case.state == State.REPORTED:
        return str(ActorKind.RESIDENT.label)
    if case.state == State.DISPOSED and case.party == Party.FIRM:
        return str(case.acting_firm)
    if case.state == State.DISPOSED and case.party == Party.DEPARTMENT:
        return str(case.acting_department)
    return str(case.office)
