"""
The steps of a case, told one by one, as `parts/timeline.html` shows them.

Texts of the office are told as they are. What an acting party wrote is scrubbed, and
told together with the result: the office looks at it first.
"""

from django.utils.translation import gettext as _

from complaints import wording
from complaints.models import Step
from complaints.queries.timeline import Line, Pace, Promised
from complaints.scrubbing import scrub
from complaints.states import (
    Action,
    Closing,
    DeclineReason,
    Finding,
    How,
    Measure,
    PhotoKind,
    Stage,
)
from complaints.views import events
from complaints.views.moments import deadline, moment_words
from complaints.views.telling import (
    Shown,
    Telling,
    late,
    outcome_of,
    place_of,
)
from registry.sentences import in_a_row


def steps(told: Telling) -> list[Shown]:
    """One for each stage, up to the last that was or will be reached."""
    lines = list(told.timeline.lines)
    while lines and lines[-1].pace == Pace.NONE:
        lines.pop()
    before = [None, *(line.promised for line in lines)]
    return [
        _step(told, line, _moved(told, line, earlier))
        for line, earlier in zip(lines, before, strict=False)
    ]


def _step(told: Telling, line: Line, moved: str) -> Shown:
    shown: Shown = {
        "tone": str(line.pace),
        "name": line.stage.label,
        "plain_name": wording.plain_stage(line.stage),
        "promised": told.day(line.promised.at) if line.promised else "",
        "moved": moved,
        "preliminary": (
            told.preliminary(line.promised.at)
            if line.promised and line.ended is None
            else ""
        ),
    }
    if line.ended is not None:
        return shown | _ended(told, line.stage, line.ended)
    if line.pace in (Pace.NOW, Pace.LATE):
        return shown | _current(told, line)
    return shown


def _why(told: Telling, promised: Promised) -> str:
    """What moved a promise, with the reason that was given."""
    if promised.late_stage is not None:
        late_stage = wording.plain_stage(promised.late_stage)
        return _("It moved because this step was late: %(step)s.") % {
            "step": late_stage
        }
    step = promised.moved_by
    if step is None:
        return ""
    what, why = events.name_of(step), told.body(step)
    return _("%(what)s: %(why)s") % {"what": what, "why": why} if why else what


def _overdue_with_new_date(told: Telling, line: Line) -> str:
    """The first promise was missed, and there is a new one with its reason."""
    promised = line.promised
    if promised is None or not promised.first_at <= told.now < promised.at:
        return ""
    missed = deadline(promised.first_at, now=told.now, calendar=told.calendar)
    if promised.moved_by is not None:
        reason = told.body(promised.moved_by) or events.name_of(promised.moved_by)
    elif promised.late_stage is not None:
        reason = wording.plain_stage(promised.late_stage)
    else:
        return ""
    return wording.overdue_with_new_date(
        overdue=missed["words"], new_day=wording.due_day(promised.at), reason=reason
    )


def _current(told: Telling, line: Line) -> Shown:
    overdue, sent_back = late(told), told.timeline.sent_back
    shown: Shown = {"late": overdue["words"] if overdue else ""}
    if (missed := _overdue_with_new_date(told, line)) != "":
        shown |= {"late": missed, "tone": str(Pace.LATE), "moved": ""}
    if line.stage != Stage.VISIT:
        shown["holder"] = told.holder(line.stage)
    else:
        shown["word"] = _("Waiting for your answer")
    shown["next"] = _next(told, line)
    if line.stage == Stage.RECTIFICATION and sent_back is not None:
        shown["note"] = _("Sent back: it has to be put right again.")
        shown["reasons"] = told.body(sent_back)
    return shown


def _next(told: Telling, current: Line) -> str:
    """What comes behind the current step."""
    if current.stage == Stage.VISIT:
        return _("Then it is closed.")
    lines = told.timeline.lines
    behind = lines[lines.index(current) + 1]
    words = {"step": wording.plain_stage(behind.stage)}
    if behind.promised is None:
        return _("Then: %(step)s.") % words
    words["day"] = told.day(behind.promised.at)
    return _("Then: %(step)s, by %(day)s.") % words


def _ended(told: Telling, stage: Stage, step: Step) -> Shown:
    shown: Shown = {"actual": moment_words(step.at, now=told.now)}
    if stage != Stage.VISIT:
        shown["holder"] = place_of(step)
    match step.action:
        case Action.DECLINE:
            more = _declined(told, step)
        case Action.UPHOLD | Action.OVERTURN:
            more = _reviewed(told, step)
        case Action.VERIFY:
            more = {"note": _finding(step)}
        case Action.DISPOSE:
            more = {"note": _order(told, step)}
        case Action.RECTIFY:
            more = _rectified(told, step)
        case Action.CLOSE:
            more = {"note": Closing(step.detail["closing"]).label}
        case _:
            more = {"note": outcome_of(step)}
    return shown | more


def _declined(told: Telling, step: Step) -> Shown:
    reason = DeclineReason(step.detail["reason"]).label
    return {
        "word": _("Decided"),
        "note": _("Not accepted: %(reason)s") % {"reason": reason},
        "reasons": told.body(step),
        "you_can": [{"text": told.read(step.detail["way_on"]), "url": ""}],
    }


def _reviewed(told: Telling, step: Step) -> Shown:
    stands = step.action == Action.UPHOLD
    note = _("The refusal stands.") if stands else _("Accepted after all.")
    return {"word": _("Decided"), "note": note, "reasons": told.body(step)}


def _finding(step: Step) -> str:
    return _("%(finding)s. How it was found out: %(how)s.") % {
        "finding": Finding(step.detail["finding"]).label,
        "how": How(step.detail["how"]).label,
    }


def _order(told: Telling, step: Step) -> str:
    return _("%(measure)s: %(party)s") % {
        "measure": Measure(step.detail["measure"]).label,
        "party": told.holder(Stage.RECTIFICATION),
    }


def _rectified(told: Telling, step: Step) -> Shown:
    if told.timeline.rounds[step.round - 1].told is None:
        return {}
    return {
        "note": scrub(told.body(step)),
        "photos": told.photos(PhotoKind.AFTER, step),
    }


def _has_moved(promised: Promised) -> bool:
    return promised.first_at != promised.at


def _moved(told: Telling, line: Line, earlier: Promised | None) -> str:
    """
    Why a date is not the one of the first promise. Where the case is, and once for
    several dates that moved for one reason.
    """
    promised = line.promised
    if promised is None or not _has_moved(promised):
        return ""
    first = _("First promised by %(day)s.") % {"day": told.day(promised.first_at)}
    why = _why(told, promised)
    said = earlier is not None and _has_moved(earlier) and _why(told, earlier) == why
    if said and line.pace not in (Pace.NOW, Pace.LATE):
        return first
    return in_a_row([first, why])
