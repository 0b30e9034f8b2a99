"""The facts of a case in words, for its page at the desk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from complaints import wording, workflow
from complaints.admin import chips, history, moves
from complaints.admin.chips import Chip
from complaints.admin.history import Line
from complaints.attempts import Facts
from complaints.clocks import Clock
from complaints.models import Case, Commitment, Contact, Photo
from complaints.operations.making import who
from complaints.queries.department_cases import sight_of
from complaints.queries.particulars import OTHER_SIDE, reading_of
from complaints.queries.places import region_names
from complaints.queries.timeline import Line as Stretch
from complaints.queries.timeline import Pace, Timeline
from complaints.states import (
    Action,
    Channel,
    Closing,
    Duty,
    Finding,
    Kind,
    Outcome,
    PhotoKind,
    Privacy,
    State,
)
from complaints.workflow import MoveNotAllowed
from registry.models import User
from registry.roles import Role

SHOWN_AT_ONCE = 3


@dataclass(frozen=True)
class Promise:
    """One dated step: its name, its day, and where it stands."""

    name: str
    pace: str
    day: str
    moved: bool
    preliminary: str


@dataclass(frozen=True)
class Page:
    state: Chip
    urgency: Chip | None
    due: Chip | None
    marks: tuple[Chip, ...]
    holder: str
    waits_for: str
    in_short: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    promises: tuple[Promise, ...]
    text: str
    photos: tuple[UUID, ...]
    history: tuple[Line, ...]

    @property
    def newest(self) -> tuple[Line, ...]:
        return self.history[:SHOWN_AT_ONCE]

    @property
    def earlier(self) -> tuple[Line, ...]:
        return self.history[SHOWN_AT_ONCE:]


@dataclass(frozen=True)
class Calling:
    """
    Whether the reporter can be called from this page, or why not; and whether messages
    reach them, or a call is all that does (docs/adr/0033).
    """

    is_possible: bool
    why_not: str = ""
    is_told: bool = True


def page_of(
    case: Case,
    timeline: Timeline,
    user: User,
    *,
    promised: Sequence[Commitment],
    now: datetime,
    clock: Clock,
) -> Page:
    """What stands on the page of this user: to an acting party, what is for it."""
    read = reading_of(case, user)
    today = timezone.localtime(now).date()
    photos = list(Photo.objects.filter(case=case).order_by("pk"))
    return Page(
        state=chips.state_chip(case),
        urgency=chips.urgency_chip(case),
        due=chips.deadline_chip(case, now=now, clock=clock),
        marks=tuple(chips.marks_of(case, clock=clock)),
        holder=chips.holder_of(case),
        waits_for=_waits_for(case),
        in_short=tuple(_in_short(case, today)),
        facts=tuple(_facts(case, user, today)),
        promises=tuple(_promise(line, today, clock) for line in timeline.lines),
        text=read(case.text.body),
        photos=tuple(
            photo.file_id for photo in photos if photo.kind == PhotoKind.COMPLAINT
        ),
        history=tuple(
            history.lines_of(
                timeline.history,
                photos,
                sight=sight_of(user),
                today=today,
                read=read,
                places=region_names(timeline.history),
                promised={one.number: one.text.body for one in promised},
            )
        ),
    )


def calling_of(case: Case, user: User, *, visits: bool) -> Calling | None:
    """
    An officer of the office that holds an open case calls its reporter, or who makes
    its return visit: as a stand-in, or the second one, of a closed case.
    """
    holds = user.region is not None and user.region.code == case.office_code
    calls = user.role == Role.OFFICER and (holds or visits)
    if not calls or not (case.is_open or visits):
        return None
    contact = Contact.objects.filter(case=case).first()
    if contact is not None and contact.privacy == Privacy.ANONYMOUS:
        return Calling(False, _("Filed anonymously: there is no phone to call."))
    return Calling(True, is_told=contact is None or contact.reporter_is_told)


def refusal_of(action: Action, facts: Facts, user: User) -> str:
    """What the table says when this user tries a move that the desk has no form for."""
    by = moves.actor_of(user)
    assert by is not None  # readers were turned away before
    try:
        workflow.find_move(action, facts, who(by))
    except MoveNotAllowed as refused:
        return str(refused)
    return _("This step is not taken at the desk.")


def _waits_for(case: Case) -> str:
    if not case.is_open:
        return ""
    return str(workflow.stage_of(Kind(case.kind), State(case.state)).label)


def _in_short(case: Case, today: date) -> Iterator[str]:
    """Beside the title: what sort of case, since when, and who answers for it."""
    yield str(Kind(case.kind).label)
    if case.firm is not None:
        yield case.firm.name
    yield _filed(case, today)


def _facts(case: Case, user: User, today: date) -> Iterator[tuple[str, str]]:
    """Name and value of each; what there is nothing to say about is left out."""
    found = (
        (_("Kind"), Kind(case.kind).label),
        (_("Category"), _category(case)),
        (_("Where"), _where(case)),
        (_("Answerable firm"), case.firm or ""),
        (_("Came in"), _filed(case, today)),
        (_("12345 hotline"), _hotline(case, user, today)),
        (_("Households, as the reporter says"), _households(case, user)),
        (_("Office"), case.office),
        (_("Round"), case.round if case.round > 1 else ""),
        (_("To be made safe by"), _moment(case.safe_by, today)),
        (_("Finding"), Finding(case.finding).label if case.finding else ""),
        (_("Whose duty"), Duty(case.duty).label if case.duty else ""),
        (_("Acting party"), _party(case)),
        (_("Result"), Outcome(case.outcome).label if case.outcome else ""),
        (_("Closed because"), Closing(case.closing).label if case.closing else ""),
    )
    for name, value in found:
        if str(value):
            yield name, str(value)


def _moment(moment: datetime | None, today: date) -> str:
    return "" if moment is None else wording.moment_in_words(moment, today=today)


def _category(case: Case) -> str:
    top = case.category.parent
    return f"{top.label} · {case.category.label}" if top else case.category.label


def _where(case: Case) -> str:
    if case.community is None:
        return _("%(place)s (not located yet)") % {"place": case.place}
    return _("%(community)s, %(address)s") % {
        "community": case.community.name,
        "address": case.community.address,
    }


def _filed(case: Case, today: date) -> str:
    return _("%(moment)s, by %(channel)s") % {
        "moment": wording.moment_in_words(case.filed_at, today=today),
        "channel": Channel(case.channel).label,
    }


def _households(case: Case, user: User) -> str:
    if user.role in OTHER_SIDE:
        return ""
    told = Contact.objects.filter(case=case).values_list("households", flat=True)
    return str(told.first() or "")


def _hotline(case: Case, user: User, today: date) -> str:
    """Under its number the hotline has the reporter's name: not for acting parties."""
    if user.role in OTHER_SIDE:
        return ""
    if case.external_due_at is None:
        return case.external_number
    moment = wording.moment_in_words(case.external_due_at, today=today)
    words = {"number": case.external_number, "moment": moment}
    return _("%(number)s, answer wanted by %(moment)s") % words


def _party(case: Case) -> str:
    return chips.holder_of(case) if case.state == State.DISPOSED else ""


def _promise(line: Stretch, today: date, clock: Clock) -> Promise:
    ended, promised = line.ended, line.promised
    if ended is not None:
        by_the_hour = promised is not None and _counts_hours(promised.at)
        day = _when(ended.at, today, by_the_hour=by_the_hour)
    elif promised is not None and line.pace != Pace.NONE:
        day = _promised(promised.at, today)
    else:
        day = ""
    return Promise(
        name=str(line.stage.label),
        pace=line.pace.value,
        day=day,
        moved=promised is not None and promised.late_stage is not None,
        preliminary=(
            wording.preliminary(promised.at, clock.calendar)
            if day and promised is not None and ended is None
            else ""
        ),
    )


def _counts_hours(due: datetime) -> bool:
    """Working days end at midnight; what ends at another time counts by the hour."""
    return timezone.localtime(due).time() != wording.MIDNIGHT


def _promised(due: datetime, today: date) -> str:
    if _counts_hours(due):
        return wording.moment_in_words(due, today=today)
    return wording.day_in_words(wording.due_day(due), today=today)


def _when(moment: datetime, today: date, *, by_the_hour: bool) -> str:
    if by_the_hour:
        return wording.moment_in_words(moment, today=today)
    return wording.day_in_words(timezone.localtime(moment).date(), today=today)
