"""
The year's calendar of reviews: as a page, as a calendar to subscribe to, as a table.

Days that were set are told as they were set; the others are the earliest there can be,
and are marked as preliminary while the holidays behind them are not announced.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from ratings import wording
from ratings.operations.reviewing import HOUR_OF_THE_REVIEW
from ratings.queries import stages
from ratings.views import answering, speaking, telling, timetable, words
from ratings.views.timetable import ONE_DAY, Stage
from registry.sentences import in_a_row

ICS = "text/calendar; charset=utf-8"
PRODUCT = "-//PropertyHub//Reviews//ZH"
COLUMNS = (
    "period",
    "first_day",
    "last_day",
    "review_starts",
    "preview_from",
    "preview_until",
    "published_from",
    "days_are_set",
    "preliminary",
    "state",
)


@require_safe
def calendar_page(request: HttpRequest, year: int) -> HttpResponse:
    """Each half-month of the year: until when it counts, and when it is reviewed."""
    found = _stages(year)
    told = {
        "year": year,
        "lines": [_line(stage) for stage in found],
        "preliminary": any(stage.is_preliminary for stage in found),
        "years": [_year(other) for other in (year - 1, year + 1) if _is_told(other)],
        "files": telling.files(
            request,
            ("iCalendar", speaking.in_language(_address("calendar_ics", year))),
            ("CSV", _address("calendar_csv", year)),
        ),
        "about_url": reverse("ratings:about"),
        "rankings_url": reverse("ratings:rankings"),
    }
    return answering.page(request, "ratings/calendar.html", told)


@require_safe
def calendar_ics(request: HttpRequest, year: int) -> HttpResponse:
    """The same days as an iCalendar file (RFC 5545): same days, same bytes."""
    found = _stages(year)
    with translation.override(speaking.asked_language(request)):
        content = _icalendar(year, found)
    return answering.made_file(request, content, kind=ICS)


@require_safe
def calendar_csv(request: HttpRequest, year: int) -> HttpResponse:
    rows = [_figures(stage) for stage in _stages(year)]
    return answering.csv_file(request, COLUMNS, rows)


def _stages(year: int) -> list[Stage]:
    """:raises Http404: for a year without reviews, or one that lies too far ahead"""
    if not _is_told(year):
        raise Http404
    return timetable.stages_of(year, timezone.localdate())


def _is_told(year: int) -> bool:
    """From the first year that is counted to the next one."""
    this_year = timezone.localdate().year
    first = stages.counts_from()
    return (first.year if first else this_year) <= year <= this_year + 1


def _address(name: str, year: int) -> str:
    return reverse(f"ratings:{name}", args=[year])


def _year(year: int) -> dict[str, Any]:
    return {"number": year, "url": _address("calendar", year)}


def _line(stage: Stage) -> dict[str, Any]:
    return {
        "title": wording.title(stage.period.name),
        "url": _ranking(stage) if stage.is_public else "",
        "last_day": words.day(stage.last_day),
        "reviewed_on": words.day(stage.reviewed_on),
        "preview_from": words.day(stage.preview_from),
        "preview_until": words.day(stage.preview_until),
        "published_from": words.day(stage.published_from),
        "preliminary": stage.is_preliminary,
        "state": stage.state,
    }


def _ranking(stage: Stage) -> str:
    return reverse("ratings:ranking", args=[stage.period.name])


def _figures(stage: Stage) -> dict[str, object]:
    """The same days for a file; `review_starts` is an RFC 3339 moment."""
    return {
        "period": stage.period.name,
        "first_day": stage.period.first_day,
        "last_day": stage.last_day,
        "review_starts": _starts_at(stage).isoformat(),
        "preview_from": stage.preview_from,
        "preview_until": stage.preview_until,
        "published_from": stage.published_from,
        "days_are_set": stage.is_set,
        "preliminary": stage.is_preliminary,
        "state": stage.review.state if stage.review else "",
    }


def _starts_at(stage: Stage) -> datetime:
    """Two o'clock of the first day after the half-month, by the province's clock."""
    over = stage.period.end_moment(timezone.get_default_timezone())
    return timezone.localtime(over + HOUR_OF_THE_REVIEW)


def _icalendar(year: int, found: list[Stage]) -> bytes:
    file = Calendar()
    file.add("prodid", PRODUCT)
    file.add("version", "2.0")
    file.add("x-wr-calname", _("Half-month reviews of %(year)s") % {"year": year})
    for stage in found:
        for event in _events(stage):
            file.add_component(event)
    content: bytes = file.to_ical()
    return content


def _events(stage: Stage) -> Iterator[Event]:
    """The start of the review, its preview, and the earliest publication."""
    title = {"period": words.half_month(stage.period)}
    yield _event(
        stage, "review", _("Review of the %(period)s starts") % title, _starts_at(stage)
    )
    yield _event(
        stage,
        "preview",
        _("Preview of the %(period)s: firms may object") % title,
        stage.preview_from,
        stage.preview_until + ONE_DAY,
    )
    yield _event(
        stage,
        "publication",
        (
            _("Review of the %(period)s published")
            if stage.is_public
            else _("Review of the %(period)s: publication at the earliest")
        )
        % title,
        stage.published_from,
        stage.published_from + ONE_DAY,
    )


def _event(
    stage: Stage,
    what: str,
    summary: str,
    starts: date | datetime,
    ends: date | None = None,
) -> Event:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    event = Event()
    event.add("uid", f"{what}-{stage.period.name}@{host}")
    event.add("dtstamp", _stamp(stage))
    if isinstance(starts, datetime):
        # in UTC a moment needs no description of a time zone beside it
        starts = starts.astimezone(UTC)
    event.add("dtstart", starts)
    if ends is not None:
        event.add("dtend", ends)
    event.add("summary", summary)
    event.add("description", _description(stage))
    event.add("status", "TENTATIVE" if stage.is_preliminary else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("url", settings.SITE_URL + _ranking(stage))
    return event


def _description(stage: Stage) -> str:
    sentences = [
        _("Counted until the end of %(day)s.") % {"day": words.day(stage.last_day)}
    ]
    if stage.is_preliminary:
        sentences.append(_preliminary())
    return in_a_row(sentences)


def _preliminary() -> str:
    return _(
        "Preliminary: the holidays are not announced yet, so the days may become later."
    )


def _stamp(stage: Stage) -> datetime:
    """
    When this was last known to change: the same file for all who ask (RFC 5545,
    3.8.7.2), so never the moment of asking.
    """
    review = stage.review
    if review is None:
        return datetime(stage.period.first_day.year, 1, 1, tzinfo=UTC)
    moments = (review.opened_at, review.previewed_at, review.published_at)
    return max(moment for moment in moments if moment is not None).astimezone(UTC)
