"""
What happened to a case beside its six steps, as its resident is told.

Each sort of step has a sentence here, is told with a stage, or is not for residents;
a test holds the three lists together. Reasons of offices are told as they are; what an
acting party wrote is not told before the office has looked at it.
"""

from collections.abc import Callable, Mapping
from itertools import pairwise

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints import wording
from complaints.models import Step
from complaints.queries.facts import NOT_MOVES, moment_in
from complaints.scrubbing import scrub
from complaints.states import (
    Action,
    ActorKind,
    Duty,
    Kind,
    PauseReason,
    PhotoKind,
    Stage,
    Urgency,
)
from complaints.views.moments import moment_words
from complaints.views.telling import Shown, Telling

# Told with the stage that they end, or as the result.
WITH_A_STAGE = frozenset(
    {
        Action.FILE,
        Action.ACCEPT,
        Action.DECLINE,
        Action.UPHOLD,
        Action.OVERTURN,
        Action.VERIFY,
        Action.EXPLAIN,
        Action.DISPOSE,
        Action.RECTIFY,
        Action.SEND_BACK,
        Action.REPORT,
        Action.ANSWER,
        Action.CLOSE,
        Action.REOPEN,
    }
)
# Looks are listed apart; the others are the office's own business.
NOT_FOR_RESIDENTS = frozenset(
    {
        Action.LOOK,
        Action.REMIND,
        Action.ALARM,
        Action.SECOND_VISIT,
        Action.SUSPECT,
        Action.HEAR,
    }
)
SENTENCES: Mapping[Action, Promise] = {
    Action.LOCATE: gettext_lazy("The community was found"),
    Action.APPEAL: gettext_lazy("You asked for a review"),
    Action.SECOND_LOOK: gettext_lazy("The office above looked at the refusal, too"),
    Action.RECLASSIFY: gettext_lazy("Corrected to: %(class)s"),
    Action.TRANSFER: gettext_lazy("Handed on to %(office)s"),
    Action.RAISE: gettext_lazy("Taken a level up, to %(office)s"),
    Action.REFUSE: gettext_lazy(
        "Who was asked to act says that it is not theirs; the office decides"
    ),
    Action.CONFIRM_DUTY: gettext_lazy("The duty was confirmed: they have to act"),
    Action.RELEASE: gettext_lazy("It is somebody else's duty: %(duty)s"),
    Action.RECALL: gettext_lazy("The order was taken back; somebody else will act"),
    Action.ASK_EXTENSION: gettext_lazy("More time is asked for, until %(day)s"),
    Action.EXTEND: gettext_lazy("More time was given"),
    Action.DENY_EXTENSION: gettext_lazy("More time was not given"),
    Action.PAUSE: gettext_lazy("The clock stands still until %(day)s: %(reason)s"),
    Action.RESUME: gettext_lazy("The clock runs again"),
    Action.PLAN: gettext_lazy("Long works are planned"),
    Action.HOLIDAY: gettext_lazy(
        "Holidays were announced; dates behind them are as much later"
    ),
    Action.MADE_SAFE: gettext_lazy("It was made safe for now"),
    Action.URGE: gettext_lazy("Pressed for, since it is overdue"),
    Action.SUPERVISE: gettext_lazy("An office above presses for it"),
    Action.BULLETIN: gettext_lazy("Named as overdue in the half-month bulletin"),
    Action.NOTE: gettext_lazy("You added"),
    Action.HIDE: gettext_lazy("You hid your phone from the firm"),
    Action.FOLLOW: gettext_lazy("Another resident reported the same"),
    Action.HAND_ON: gettext_lazy("Who reported it first withdrew; it goes on"),
    Action.VISIT_TRY: gettext_lazy("We tried to call you"),
    Action.COMMITMENT_KEPT: gettext_lazy("A promise of the party was kept"),
    Action.COMMITMENT_BROKEN: gettext_lazy("A promise of the party was not kept"),
    Action.FALSE_CONFIRMED: gettext_lazy("It was found not to have been put right"),
    Action.FALSE_DISMISSED: gettext_lazy("It was found to have been put right"),
    Action.FINAL: gettext_lazy("Final decision"),
    Action.WITHDRAW: gettext_lazy("You took it back"),
    Action.MERGE: gettext_lazy("Joined with another report of the same trouble"),
    Action.UNMERGE: gettext_lazy("Worked on by itself again"),
}
# Reports of retaliation enter the bulletin as a number only.
BULLETIN_OF_RETALIATION = gettext_lazy(
    "Counted as overdue in the half-month bulletin, without a name"
)
# Of what moves a date, the sentences that stand as its reason, too.
REASONS: Mapping[Action, Promise] = {
    action: SENTENCES[action]
    for action in (Action.EXTEND, Action.RESUME, Action.PLAN, Action.UNMERGE)
} | {Action.RECLASSIFY: gettext_lazy("Its kind or its urgency was corrected")}
# Whose words are the party's, or a colleague's, and not told here at once: which later
# step shows that the office has gone on.
GONE_ON: Mapping[str, Callable[[Step], bool]] = {
    Action.REFUSE: lambda later: later.action not in NOT_MOVES,
    Action.ASK_EXTENSION: lambda later: later.action == Action.EXTEND,
    Action.FOLLOW: lambda _later: False,
}
WITHOUT_TEXT = frozenset(GONE_ON)


def told(telling: Telling, places: Mapping[str, str]) -> list[Shown]:
    """
    The events of a case, the newest first; `places` are names of offices by code.

    What would read the same twice in a row, as when several representatives of one
    case were written down together, is told once.
    """
    events = [
        {
            "moment": moment_words(step.at, now=telling.now),
            "words": _sentence(step, places, Kind(telling.case.kind)),
            "text": _text(step, telling),
            "photos": telling.photos(PhotoKind.ADDED, step),
        }
        for step in reversed(telling.timeline.history)
        if _is_told(step)
    ]
    return [one for above, one in pairwise([None, *events]) if one and one != above]


def _text(step: Step, telling: Telling) -> str:
    """
    What a party writes is told once the office has looked at it and gone on; what the
    reporter before wrote is not told to who came after.
    """
    if step.actor_kind == ActorKind.RESIDENT and not telling.is_own(step):
        return ""
    if step.action not in WITHOUT_TEXT:
        return telling.body(step)
    later = [one for one in telling.timeline.history if one.number > step.number]
    return scrub(telling.body(step)) if any(map(GONE_ON[step.action], later)) else ""


def name_of(step: Step) -> str:
    """What a step is called where it is the reason of something."""
    return str(REASONS.get(Action(step.action), Action(step.action).label))


def _is_told(step: Step) -> bool:
    if step.action == Action.NOTE:
        return step.actor_kind == ActorKind.RESIDENT
    if step.action == Action.FOLLOW:
        return not step.detail.get("solved")
    if step.detail.get("stage") == Stage.SUSPICION:
        return False
    return step.action in SENTENCES


def _sentence(step: Step, places: Mapping[str, str], kind: Kind) -> str:
    if step.action == Action.BULLETIN and kind == Kind.RETALIATION:
        return str(BULLETIN_OF_RETALIATION)
    until = moment_in(step, "until")
    detail = step.detail
    return str(SENTENCES[Action(step.action)]) % {
        "class": _class(detail) if step.action == Action.RECLASSIFY else "",
        "office": places.get(detail.get("office", ""), ""),
        "duty": Duty(detail["duty"]).label if detail.get("duty") else "",
        "day": wording.day_in_words(wording.due_day(until)) if until else "",
        "reason": (
            PauseReason(detail["reason"]).label if step.action == Action.PAUSE else ""
        ),
    }


def _class(detail: Mapping[str, str]) -> str:
    kind = Kind(detail["kind"])
    if kind != Kind.COMPLAINT:
        return str(kind.label)
    urgency = Urgency(detail["urgency"])
    return _("%(kind)s, %(urgency)s") % {"kind": kind.label, "urgency": urgency.label}
