"""The calendar of reviews, and the pages of those that are not published yet."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.wording import due_day
from ratings.models import Review
from ratings.periods import HalfMonth
from ratings.queries import stages
from ratings.states import ReviewState
from ratings.views import answering, finding, words
from registry.queries import calendar
from registry.workdays import Calendar

PREVIEW_WORKDAYS = 3
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stage:
    """
    One half-month of the calendar: its review, if it has begun, seen from `today`.

    `counts_from` is the first day that is counted at all.
    """

    period: HalfMonth
    review: Review | None
    counts_from: date | None
    today: date
    calendar: Calendar

    @property
    def reviewed_on(self) -> date:
        """The review begins at 02:00 of this day."""
        return self.period.end

    @property
    def last_day(self) -> date:
        """The last day that it counts."""
        return self.period.end - ONE_DAY

    @property
    def preview_from(self) -> date:
        """The day its preview was opened, or the earliest it can be."""
        if self.review is not None and self.review.previewed_at is not None:
            return timezone.localtime(self.review.previewed_at).date()
        return self.reviewed_on

    @property
    def preview_until(self) -> date:
        """The last day of the preview: as it was set, or the earliest there can be."""
        if self.review is not None and self.review.preview_ends_at is not None:
            return due_day(self.review.preview_ends_at)
        return self.calendar.nth_workday_after(self.reviewed_on, PREVIEW_WORKDAYS)

    @property
    def is_set(self) -> bool:
        """Whether the end of the preview is a date that was set, not one reckoned."""
        return self.review is not None and self.review.preview_ends_at is not None

    @property
    def published_from(self) -> date:
        """The day it was published, or the earliest it can be."""
        if self.review is not None and self.review.published_at is not None:
            return timezone.localtime(self.review.published_at).date()
        return self.preview_until + ONE_DAY

    @property
    def is_preliminary(self) -> bool:
        """Whether the holidays of its days are not announced, so that they may move."""
        days = (self.reviewed_on, self.preview_until)
        return not self.is_set and not all(map(self.calendar.knows, days))

    @property
    def is_public(self) -> bool:
        return self.review is not None and self.review.is_public

    @property
    def is_counted(self) -> bool:
        """Whether anything of this half-month is counted."""
        return self.counts_from is None or self.period.end > self.counts_from

    @property
    def state(self) -> dict[str, str]:
        """An icon, a tone and a word."""
        if self.review is None:
            return self._without_review()
        if self.is_public:
            return _chip("done", "circle-check", _("Published"))
        if self.review.state == ReviewState.PREVIEWED:
            return _chip("soon", "eye", _("In preview"))
        return _chip("open", "loader", _("Being checked"))

    @property
    def sentence(self) -> str:
        """Why it is not published, and when it will be."""
        if self.review is None and self.reviewed_on > self.today:
            words_ = _(
                "Its review begins on %(day)s at 02:00. After a preview of 3 working "
                "days, in which firms may object, it is published here: after "
                "%(until)s at the earliest."
            )
        elif self.is_set:
            words_ = _(
                "The review is in preview: firms may object until %(until)s. After "
                "that it is published here."
            )
        else:
            words_ = _(
                "The review began on %(day)s and is being checked. After a preview of "
                "3 working days, in which firms may object, it is published here."
            )
        return words_ % {
            "day": words.day(self.reviewed_on),
            "until": words.day(self.preview_until),
        }

    def _without_review(self) -> dict[str, str]:
        if self.reviewed_on > self.today:
            return _chip("none", "calendar", _("Lies ahead"))
        return _chip("open", "loader", _("Being prepared"))


def year(today: date) -> list[dict[str, Any]]:
    """The calendar of this year in short."""
    return [_line(stage) for stage in stages_of(today.year, today)]


def stages_of(year: int, today: date) -> list[Stage]:
    """The half-months of a year, without those from before the counting began."""
    reviews, counts_from = stages.newest_versions(year), stages.counts_from()
    days_off = calendar()
    found = [
        Stage(period, reviews.get(period.name), counts_from, today, days_off)
        for period in stages.half_months_of(year)
    ]
    return [stage for stage in found if stage.is_counted]


def address(period: HalfMonth) -> str:
    """The calendar of the year that a half-month lies in."""
    return reverse("ratings:calendar", args=[period.first_day.year])


def not_yet(request: HttpRequest, period: str) -> HttpResponse:
    """
    When a half-month without a published review will have one.

    :raises Http404: for one that is never reviewed, or lies too far ahead to say
    """
    today = timezone.localdate()
    half_month = finding.half_month(period)
    reviews = stages.newest_versions(half_month.first_day.year)
    counts_from = stages.counts_from()
    stage = Stage(half_month, reviews.get(period), counts_from, today, calendar())
    if not stage.is_counted or half_month.first_day.year > today.year + 1:
        raise Http404
    told = {
        "title": words.half_month(half_month),
        "sentence": stage.sentence,
        "calendar_url": address(half_month),
        "rankings_url": reverse("ratings:rankings"),
    }
    return answering.page(request, "ratings/not_yet.html", told)


def nothing_yet(request: HttpRequest) -> HttpResponse:
    """What would be here, and when the first review can be."""
    today = timezone.localdate()
    half_month = HalfMonth.containing(today)
    earlier = half_month.previous()
    reviews = stages.newest_versions(earlier.first_day.year)
    counts_from, days_off = stages.counts_from(), calendar()
    stage = Stage(earlier, reviews.get(earlier.name), counts_from, today, days_off)
    if stage.review is None:
        # the one before may have been missed or never counted: speak of what is sure
        stage = Stage(half_month, None, counts_from, today, days_off)
    told = {
        "title": words.half_month(stage.period),
        "sentence": stage.sentence,
        "about_url": reverse("ratings:about"),
    }
    return answering.page(request, "ratings/nothing_yet.html", told)


def _line(stage: Stage) -> dict[str, Any]:
    return {
        "title": words.half_month(stage.period),
        "url": reverse("ratings:ranking", args=[stage.period.name])
        if stage.is_public
        else "",
        "reviewed_on": words.day(stage.reviewed_on),
        "preview_until": words.day(stage.preview_until),
        "state": stage.state,
    }


def _chip(tone: str, icon: str, word: str) -> dict[str, str]:
    return {"tone": tone, "icon": icon, "word": word}
