"""How a case is told to the firm that has to act: from the allow-list alone."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from complaints import wording
from complaints.queries.firm_cases import (
    FirmCase,
    FirmDecision,
    FirmReturn,
    FirmRow,
    FirmStep,
)
from complaints.queries.firm_suspicions import FirmSuspicion
from complaints.states import Action, Solved, State, Suspicion, Urgency
from complaints.views import promised
from complaints.views.moments import deadline, last_day, moment_words
from complaints.views.photos import photo_url
from registry.workdays import Calendar

Shown = dict[str, Any]

CHIPS = {
    State.DISPOSED: ("open", "wrench", gettext_lazy("Waits for you")),
    State.RECTIFIED: ("none", "eye", gettext_lazy("Being checked by the office")),
    State.REPORTED: ("none", "send", gettext_lazy("Result told to the resident")),
    State.CLOSED: ("done", "check", State.CLOSED.label),
}
BACK = {
    Solved.NO: gettext_lazy(
        "Round %(number)s: the resident says that it is not solved."
    ),
    Solved.PARTLY: gettext_lazy(
        "Round %(number)s: the resident says that it is partly solved."
    ),
}
DECISIONS = {
    Action.REFUSE: gettext_lazy("You refused the order"),
    Action.CONFIRM_DUTY: gettext_lazy(
        "The office above confirmed your duty; it cannot be refused again"
    ),
    Action.RELEASE: gettext_lazy("You were released from the duty"),
    Action.RECALL: gettext_lazy("The order was taken back"),
    Action.ASK_EXTENSION: gettext_lazy("You asked for time until %(day)s"),
    Action.EXTEND: gettext_lazy(
        "More time was given; you stay measured on the first due date"
    ),
    Action.DENY_EXTENSION: gettext_lazy("More time was not given"),
    Action.PAUSE: gettext_lazy("The clock stands still until %(day)s"),
    Action.RESUME: gettext_lazy("The clock runs again"),
    Action.PLAN: gettext_lazy("Long works were planned; their next milestone is due"),
    Action.HOLIDAY: gettext_lazy("Holidays were announced; dates moved behind them"),
    Action.MADE_SAFE: gettext_lazy("It was written down as safe for now"),
}
WHY = {
    Suspicion.REUSED_PHOTO: gettext_lazy(
        "A photo looks like one that was shown before, here or elsewhere."
    ),
    Suspicion.OUT_OF_TIME: gettext_lazy(
        "A photo says of itself that it was taken before the case was filed, or after "
        "you sent it."
    ),
    Suspicion.SAME_TROUBLE: gettext_lazy(
        "Within 30 days the same trouble was reported in this community."
    ),
    Suspicion.OBSERVED: gettext_lazy(
        "An officer has reason to doubt that it was put right."
    ),
}
TAKEN_UP_AGAIN = gettext_lazy("Round %(number)s: the case was taken up again.")
WITH_THE_OFFICE = ("none", "search", gettext_lazy("With the office"))


def rows(cases: Iterable[FirmRow], *, now: datetime, calendar: Calendar) -> list[Shown]:
    return [
        {
            "number": row.number,
            "category": row.category,
            "community": row.community,
            "urgency": _urgency(row.urgency),
            "url": _url("firm_case", row.number),
            "state": _chip(row.state),
            "deadline": _deadline(row.due_at, now, calendar),
        }
        for row in cases
    ]


def case(shown: FirmCase, *, now: datetime, calendar: Calendar) -> Shown:
    return {
        "number": shown.number,
        "category": shown.category,
        "community": shown.community,
        "address": shown.address,
        "urgency": _urgency(shown.urgency),
        "text": shown.text,
        "photos": _photos(shown.photos),
        "order": shown.instructions,
        "missing": shown.missing,
        "back": _back(shown.back, shown.round) if shown.back else None,
        "state": _chip(shown.state),
        "deadline": _deadline(shown.due_at, now, calendar),
        "given": [_given(step, now) for step in shown.answers],
        "refusing": _refusing(shown, now),
        "safe_by": moment_words(shown.safe_by, now=now) if shown.safe_by else "",
        "decisions": [_decision(one, now) for one in shown.decisions],
        "promised": [
            promised.shown(
                what=one.text,
                due_on=one.due_on,
                state=one.state,
                today=timezone.localtime(now).date(),
            )
            for one in shown.commitments
        ],
        "suspicions": [suspicion(one, now=now) for one in shown.suspicions],
        "hearing_url": _url("firm_hearing", shown.number),
        "phone_url": _url("firm_phone", shown.number) if shown.may_phone else "",
        "unit_url": _url("firm_unit", shown.number) if shown.may_see_unit else "",
    }


def _refusing(shown: FirmCase, now: datetime) -> str:
    """By when and how often the order can still be refused, or that it cannot."""
    if shown.refuse_by is None:
        return ""
    if not shown.refusals_left or now >= shown.refuse_by:
        return _("It cannot be refused any more.")
    words = ngettext(
        "It can be refused until %(moment)s, %(count)s more time in this round.",
        "It can be refused until %(moment)s, %(count)s more times in this round.",
        shown.refusals_left,
    )
    moment = last_day(shown.refuse_by, now=now)
    return words % {"moment": moment, "count": shown.refusals_left}


def suspicion(one: FirmSuspicion, *, now: datetime) -> Shown:
    """As `firms/suspicion.html` shows it."""
    words = {"since": moment_words(one.since, now=now)}
    since = _("Suspected %(since)s.") % words
    if one.waits_for_the_firm and one.answer_by is not None:
        words["day"] = wording.day_in_words(wording.due_day(one.answer_by))
        since = _("Suspected %(since)s. Answer by %(day)s.") % words
    return {
        "title": _title(one),
        "tone": "soon" if one.verdict is None else "none",
        "icon": "circle-question-mark",
        "since": since,
        "asks": one.waits_for_the_firm,
        "why": [str(WHY[sort]) for sort in one.sorts],
        "others": [
            {"number": number, "url": _url("firm_case", number)}
            for number in one.others
        ],
        "photos": _photos(one.photos),
        "words": [
            {
                "moment": moment_words(word.at, now=now),
                "text": word.text,
                "photos": _photos(word.photos),
            }
            for word in one.words
        ],
        "verdict": _verdict(one, now),
    }


def _title(one: FirmSuspicion) -> str:
    if one.verdict is not None:
        return _("It was suspected that this was not put right")
    if one.waits_for_the_firm:
        return _("It is suspected that this was not put right. You are heard.")
    return _("It is suspected that this was not put right. The office decides.")


def _verdict(one: FirmSuspicion, now: datetime) -> Shown | None:
    if one.verdict is None:
        return None
    found = (
        _("Decided: it was not put right")
        if one.verdict.is_false
        else _("Decided: the suspicion does not hold")
    )
    return {
        "words": found,
        "moment": moment_words(one.verdict.at, now=now),
        "reasons": one.verdict.reasons,
    }


def _decision(one: FirmDecision, now: datetime) -> Shown:
    day = wording.day_in_words(wording.due_day(one.until)) if one.until else ""
    return {
        "moment": moment_words(one.at, now=now),
        "words": str(DECISIONS[one.action]) % {"day": day},
        "reasons": one.reasons,
    }


def _urgency(urgency: Urgency) -> str:
    return "" if urgency == Urgency.ORDINARY else str(urgency.label)


def _url(name: str, number: str) -> str:
    return reverse(f"complaints:{name}", args=[number])


def _chip(state: State) -> Shown:
    tone, icon, word = CHIPS.get(state, WITH_THE_OFFICE)
    return {"tone": tone, "icon": icon, "word": word}


def _deadline(due: datetime | None, now: datetime, calendar: Calendar) -> Shown | None:
    return None if due is None else deadline(due, now=now, calendar=calendar)


def _back(back: FirmReturn, number: int) -> Shown:
    line = BACK.get(back.answer, TAKEN_UP_AGAIN) if back.answer else TAKEN_UP_AGAIN
    return {
        "title": str(line) % {"number": number},
        "why": back.why,
        "outcome": str(back.outcome.label) if back.outcome else "",
        "told": back.told,
    }


def _given(step: FirmStep, now: datetime) -> Shown:
    return {
        "moment": moment_words(step.at, now=now),
        "text": step.text,
        "no_photo_because": step.no_photo_because,
        "photos": _photos(step.photos),
    }


def _photos(ids: Iterable[UUID]) -> list[Shown]:
    return [
        {"url": photo_url(one), "alt": _("Photo %(number)s") % {"number": place}}
        for place, one in enumerate(ids, start=1)
    ]
