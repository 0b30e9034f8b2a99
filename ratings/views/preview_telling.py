"""A firm's own review as plain values: its counts with what each means, its cases."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints import wording as days
from complaints.queries.particulars import scrubbed_for
from ratings import wording
from ratings.models import FirmScore, Objection, Review
from ratings.queries.firm_pages import Behind
from ratings.queries.firm_reviews import Counted
from ratings.rules import Rules
from ratings.scoring import FirmCounts
from ratings.states import Grade, ObjectionState, ReviewState
from ratings.views import words
from ratings.views.count_meanings import MEANINGS
from ratings.views.drawing import Scale, tens_around
from registry.workdays import Calendar

Shown = dict[str, Any]

SPANS = ("window", "last_six", "half_month")


def review_url(review: Review) -> str:
    """The page of this very version: a period may be in force and in preview again."""
    return _url("review", review, review.period)


def may_object(review: Review, now: datetime) -> bool:
    ends_at = review.preview_ends_at
    previewed = review.state == ReviewState.PREVIEWED
    return previewed and ends_at is not None and now < ends_at


def row(score: FirmScore, *, now: datetime, calendar: Calendar) -> Shown:
    """One line of the list."""
    told = review(score.review, now=now, calendar=calendar)
    return told | {"grade": str(Grade(score.grade).label)}


def review(found: Review, *, now: datetime, calendar: Calendar) -> Shown:
    """What every page says of the review."""
    is_open = may_object(found, now)
    return {
        "title": wording.title(found.period),
        "version": found.version,
        "reason": found.reason,
        "url": review_url(found),
        "state": wording.review_chip(ReviewState(found.state)),
        "preliminary": found.state == ReviewState.PREVIEWED,
        "deadline": deadline(found, now=now, calendar=calendar) if is_open else None,
    }


def deadline(found: Review, *, now: datetime, calendar: Calendar) -> Shown:
    """Until when the firm may object: words and tone."""
    assert found.preview_ends_at is not None  # the database: a preview has an end
    when: dict[str, Any] = {
        "due": found.preview_ends_at,
        "now": now,
        "calendar": calendar,
        "by_the_hour": False,
    }
    return {
        "words": days.deadline_in_words(**when),
        "tone": days.deadline_tone(**when),
    }


def card(score: FirmScore, entry: Mapping[str, Any]) -> Shown:
    """Grade, score and interval; for a firm with too few, what it lacks."""
    rules = Rules.from_document(score.review.rule_set.content)
    counted = FirmCounts.from_document(entry["window"])
    told: Shown = {
        "grade": str(Grade(score.grade).label),
        "rated": score.grade != Grade.NR,
        "answers": words.figure(counted.answers),
        "answers_needed": words.figure(rules.rated_answers),
        "incidents": words.figure(counted.incidents),
        "incidents_needed": words.figure(rules.rated_incidents),
        "window": _window(score.review),
    }
    if score.score is None or score.low is None or score.high is None:
        return told
    scale = tens_around([score.low, score.high])
    return told | {
        "score": f"{score.score:.2f}",
        "interval": words.interval(score.low, score.high),
        "scale": scale,
        "bar": Scale(*scale).bar(
            score=score.score,
            low=score.low,
            high=score.high,
            reference=Decimal(score.entry["reference"]),
        ),
    }


def counts(entry: Mapping[str, Any]) -> list[Shown]:
    """Each count with its name, what it means, and its three spans."""
    return [
        {
            "name": str(one.name),
            "means": str(one.means),
            "window": _figure(entry["window"].get(one.key)),
            "last_six": _figure(entry["last_six"].get(one.key)),
            "half_month": _figure(entry["half_month"].get(one.key)),
        }
        for one in MEANINGS
    ]


def case(one: Counted, found: Review, *, may_object: bool) -> Shown:
    """Number, day and what it counted for; the link only where the firm may open it."""
    number = one.case.number
    told = behind(one.case)
    told["url"] = reverse("complaints:firm_case", args=[number]) if one.may_open else ""
    told["object_url"] = (
        _url("object", found, found.period, number)
        if may_object and one.objection is None
        else ""
    )
    told["objection"] = wording.objection_chip(one.objection) if one.objection else None
    return told


def behind(found: Behind) -> Shown:
    filed = timezone.localtime(found.filed_at).date()
    return {
        "number": found.number,
        "filed": wording.day(filed),
        "marks": _marks(found),
    }


def objection(one: Objection, *, now: datetime, shown: Review) -> Shown:
    """
    An objection of the firm with its answer; the version where it is another.

    Who answers may have quoted the case: the firm reads both as it reads the case.
    """
    today = timezone.localtime(now).date()
    read = scrubbed_for(getattr(one.case, "contact", None))
    return {
        "number": one.case.number,
        "version": one.review.version if one.review_id != shown.pk else "",
        "ground": one.get_ground_display(),
        "text": read(one.text),
        "moment": days.moment_in_words(one.at, today=today),
        "state": wording.objection_chip(ObjectionState(one.state)),
        "reasons": read(one.reasons),
        "decided": days.moment_in_words(one.decided_at, today=today)
        if one.decided_at
        else "",
    }


def _url(name: str, found: Review, *args: str) -> str:
    url = reverse(f"firm_reviews:{name}", args=args)
    return f"{url}?version={found.version}"


def _window(found: Review) -> str:
    """The days that were counted, the last one included."""
    last = date.fromisoformat(found.window["ends"])
    return _("%(first)s to %(last)s") % {
        "first": wording.day(date.fromisoformat(found.window["starts"])),
        "last": wording.day(date.fromordinal(last.toordinal() - 1)),
    }


def _figure(text: str | None) -> str:
    return "–" if text is None else words.figure(Decimal(text))


def _marks(found: Behind) -> list[Shown]:
    marks = [_mark("open", "circle-dot", _("counted"))]
    marks += [_mark("done", "check", _("on time"))] * found.on_time
    marks += [_mark("overdue", "clock-alert", _("late"))] * found.late
    marks += [_mark("soon", "rotate-ccw", _("redone"))] * found.redone
    return marks


def _mark(tone: str, icon: str, word: str) -> Shown:
    return {"tone": tone, "icon": icon, "word": word}
