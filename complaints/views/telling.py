"""
How a case is told to its resident: where it is, in one sentence and with one date.

Takes the facts of `queries.timeline` and makes what the templates show; the steps one
by one stand in `views.steps`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints import wording
from complaints.models import Case, Photo, Step
from complaints.queries.particulars import Reading
from complaints.queries.timeline import Line, Pace, Round, Timeline, own_from
from complaints.scrubbing import scrub
from complaints.states import (
    ANSWERED_ALONE,
    ActorKind,
    Closing,
    Kind,
    Outcome,
    Party,
    PhotoKind,
    Solved,
    Stage,
    State,
)
from complaints.views.moments import deadline, last_day, moment_words
from complaints.views.photos import photo_url
from registry.workdays import Calendar

Shown = dict[str, Any]

CHIPS: Mapping[State, tuple[str, str]] = {
    State.FILED: ("open", "inbox"),
    State.ACCEPTED: ("open", "search"),
    State.DECLINED: ("none", "ban"),
    State.APPEALED: ("open", "scale"),
    State.VERIFIED: ("open", "clipboard-check"),
    State.DISPOSED: ("open", "wrench"),
    State.RECTIFIED: ("open", "eye"),
    State.REPORTED: ("soon", "message-circle-question-mark"),
    State.CLOSED: ("done", "check"),
    State.WITHDRAWN: ("none", "undo-2"),
    State.MERGED: ("none", "merge"),
}
NOW = {
    Stage.ACCEPTANCE: gettext_lazy("Now %(who)s takes it on"),
    Stage.VERIFICATION: gettext_lazy("Now %(who)s checks the facts"),
    Stage.DISPOSAL: gettext_lazy("Now %(who)s says who must act"),
    Stage.RECTIFICATION: gettext_lazy("Now %(who)s puts it right"),
    Stage.REPORT: gettext_lazy("Now %(who)s checks the work and tells you the result"),
    Stage.APPEAL: gettext_lazy("Now the office above %(who)s looks at the refusal"),
}
NOW_ANSWERED = gettext_lazy("Now %(who)s writes the answer")
YOUR_TURN = gettext_lazy("There is a result. Say whether it is solved.")
YOUR_TURN_ANSWERED = gettext_lazy("There is an answer. Say whether it answers you.")
# Who acts says that it is done; whether it is, the office looks at first.
TOLD_OF = {State.RECTIFIED: gettext_lazy("Said to be done, being checked")}
OVER = {
    State.DECLINED: gettext_lazy("The office has not taken it on; see why below."),
    State.WITHDRAWN: gettext_lazy("You took the case back."),
    State.MERGED: gettext_lazy("It goes on together with another case."),
}
DECIDED_FOR_GOOD = gettext_lazy(
    "A final decision was made. It stands below, with its reasons."
)
UNANSWERED = gettext_lazy(
    "Closed without an answer from you. That is never counted as satisfaction."
)
LOOKED_AT = {
    "phone": gettext_lazy("To telephone with you"),
    "unit": gettext_lazy("To come to the flat"),
}


@dataclass(frozen=True)
class Telling:
    """
    One telling of one case at one moment.

    `link` is the return-visit token of a reader without a proof in the session; `read`
    is how the reader reads what people wrote: who is not the reporter reads nothing
    that tells who is.
    """

    case: Case
    timeline: Timeline
    shown_photos: Sequence[Photo]
    now: datetime
    calendar: Calendar
    link: str = ""
    read: Reading = str

    @property
    def place(self) -> str:
        """The community, or the place in somebody's words."""
        return self.case.where if self.case.community else self.read(self.case.where)

    def body(self, step: Step) -> str:
        """What was written with a step."""
        return self.read(step.text.body) if step.text else ""

    def is_own(self, step: Step) -> bool:
        """Whether it was taken since the present reporter has the case."""
        return step.number > own_from(self.timeline.history)

    def day(self, moment: datetime) -> str:
        return last_day(moment, now=self.now)

    def preliminary(self, moment: datetime) -> str:
        """What has to stand beside a day of a year that nobody announced yet."""
        return wording.preliminary(moment, self.calendar)

    def holder(self, stage: Stage) -> str:
        """Who has the case in hand while it waits for a stage."""
        case = self.case
        acting = case.party if stage == Stage.RECTIFICATION else ""
        if acting == Party.FIRM and case.acting_firm:
            return case.acting_firm.name
        if acting == Party.DEPARTMENT and case.acting_department:
            return case.acting_department.name
        return case.office.label

    def photos(self, kind: PhotoKind, step: Step | None = None) -> list[Shown]:
        """Those of a kind, or of one step, as `parts/photos.html` shows them."""
        photos = [
            photo
            for photo in self.shown_photos
            if photo.kind == kind and (step is None or photo.step_id == step.pk)
        ]
        return [
            {
                "url": photo_url(photo.file_id, link=self.link),
                "alt": _("Photo %(number)s") % {"number": place},
            }
            for place, photo in enumerate(photos, start=1)
        ]


def is_complaint(case: Case) -> bool:
    """Whether somebody has to act; questions and suggestions are answered alone."""
    return case.kind not in ANSWERED_ALONE


def chip(case: Case) -> Shown:
    state = State(case.state)
    tone, icon = CHIPS[state]
    return {"tone": tone, "icon": icon, "word": TOLD_OF.get(state, state.label)}


def first_date(told: Telling) -> Shown | None:
    """The one date that counts: the answer, or the last day to say a word."""
    case, answer = told.case, told.timeline.answer
    if case.due_at is None:
        return None
    if case.state == State.REPORTED:
        return {
            "label": _("You can answer until"),
            "day": told.day(case.due_at),
            "preliminary": told.preliminary(case.due_at),
        }
    by = answer.at if answer else case.due_at
    kept = by > told.now
    label = _("You have an answer by") if kept else _("You were promised an answer by")
    return {
        "label": label,
        "day": told.day(by),
        "preliminary": told.preliminary(by),
    }


def late(told: Telling) -> Shown | None:
    """How late the current stage is, when it is."""
    current = told.timeline.current
    by = _by(told, current) if current and current.pace == Pace.LATE else None
    return deadline(by, now=told.now, calendar=told.calendar) if by else None


def status(told: Telling) -> str:
    """Where the case is, in one sentence."""
    current, state = told.timeline.current, State(told.case.state)
    if current is not None:
        return _running(told, current)
    if told.case.closing == Closing.FINAL:
        return str(DECIDED_FOR_GOOD)
    if state == State.CLOSED:
        return answered(told.timeline.rounds[-1]) or str(UNANSWERED)
    return str(OVER.get(state, state.label))


def dates(told: Telling) -> list[Shown]:
    """The promises of its kind, one a stage."""
    return [
        {
            "label": wording.plain_stage(line.stage),
            "day": told.day(line.promised.at),
            "preliminary": told.preliminary(line.promised.at),
        }
        for line in told.timeline.lines
        if line.promised
    ]


def result(told: Telling) -> Shown | None:
    """What was told and shown at the end of the present round."""
    present = told.timeline.rounds[-1]
    if present.told is None:
        return None
    done = present.rectified
    before = told.photos(PhotoKind.COMPLAINT)
    after = told.photos(PhotoKind.AFTER, done) if done else []
    return {
        "title": outcome_of(present.told),
        "text": told.body(present.told),
        "before": before[0]["url"] if before else "",
        "before_alt": _("Before: photo sent with the case"),
        "after": after[0]["url"] if after else "",
        "after_alt": _("After: photo of the finished work"),
        "why_none": told.read(scrub(done.detail["no_photo_because"])) if done else "",
        "pair": done is not None,
    }


def earlier(told: Telling) -> list[Shown]:
    """The rounds before, each with its result and the resident's answer."""
    return [
        {
            "title": _("Round %(number)s: %(outcome)s")
            % {"number": one.number, "outcome": outcome_of(one.told)},
            "text": told.body(one.told),
            "answer": answered(one) if _is_answer_of_own(told, one) else "",
        }
        for one in told.timeline.rounds[:-1]
        if one.told
    ]


def _is_answer_of_own(told: Telling, one: Round) -> bool:
    return one.closed is None or told.is_own(one.closed)


def reported(told: Telling) -> str:
    """What the resident reported, if it was they."""
    if own_from(told.timeline.history):
        return _(
            "Somebody else reported it first, and withdrew. What they wrote stays with "
            "the office."
        )
    return told.case.text.body


def looks(told: Telling) -> list[Shown]:
    """Who saw name, phone or flat, when and why."""
    return [
        {
            "moment": moment_words(step.at, now=told.now),
            "office": place_of(step),
            "role": ActorKind(step.actor_kind).label,
            "why": LOOKED_AT.get(step.detail.get("what", ""), ""),
        }
        for step in told.timeline.looks
        if told.is_own(step)
    ]


def answered(one: Round) -> str:
    """With which answer a round was closed; nothing where there was none."""
    if one.closed is None or not one.closed.detail.get("solved"):
        return ""
    words = {"answer": Solved(one.closed.detail["solved"]).label}
    if one.closed.detail["closing"] == Closing.TYPED:
        return _("Closed with what you said by telephone: %(answer)s") % words
    return _("Closed with your answer: %(answer)s") % words


def outcome_of(step: Step) -> str:
    outcome = step.detail.get("outcome")
    return str(Outcome(outcome).label) if outcome else ""


def place_of(step: Step) -> str:
    """The office, firm or department that a step was made for."""
    actor = step.actor
    if actor is None:
        return ""
    place = actor.region or actor.firm or actor.department
    return str(place) if place else step.actor_name


def _running(told: Telling, current: Line) -> str:
    if current.stage == Stage.VISIT:
        turn = YOUR_TURN if is_complaint(told.case) else YOUR_TURN_ANSWERED
        return str(turn)
    sentence = NOW[current.stage]
    if current.stage == Stage.REPORT and told.case.kind != Kind.COMPLAINT:
        sentence = NOW_ANSWERED
    now, by = str(sentence) % {"who": told.holder(current.stage)}, _by(told, current)
    words = {"now": now, "day": told.day(by) if by else ""}
    if told.case.paused_until is not None:
        words["until"] = told.day(told.case.paused_until)
        return _("The clock stands still until %(until)s. %(now)s, by %(day)s.") % words
    if current.pace == Pace.LATE:
        return _("%(now)s. That was promised by %(day)s.") % words
    return _("%(now)s, by %(day)s.") % words


def _by(told: Telling, current: Line) -> datetime | None:
    return current.promised.at if current.promised else told.case.due_at
