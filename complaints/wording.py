"""
Days, moments and deadlines in words, and the plain names of the steps.

Pure text: the caller gives the moment and the working-day calendar; the language
and the time zone are those that Django has active. No database.
"""

from datetime import date, datetime, time, timedelta
from typing import Literal

from django.utils import dateformat
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from complaints.states import Stage
from registry.workdays import Calendar

Tone = Literal["done", "soon", "overdue", "open"]

MIDNIGHT = time(0)
ONE_DAY = timedelta(days=1)
MINUTES_UP_TO = timedelta(hours=2)
HOURS_UP_TO = timedelta(hours=48)
SOON_BY_THE_HOUR = timedelta(hours=2)
SOON_IN_WORKDAYS = 1

WEEKDAYS = (
    pgettext_lazy("beside a date", "Monday"),
    pgettext_lazy("beside a date", "Tuesday"),
    pgettext_lazy("beside a date", "Wednesday"),
    pgettext_lazy("beside a date", "Thursday"),
    pgettext_lazy("beside a date", "Friday"),
    pgettext_lazy("beside a date", "Saturday"),
    pgettext_lazy("beside a date", "Sunday"),
)

PLAIN_STAGES = {
    Stage.ACCEPTANCE: gettext_lazy("We take it on"),
    Stage.VERIFICATION: gettext_lazy("We check the facts"),
    Stage.DISPOSAL: gettext_lazy("We say who must act"),
    Stage.RECTIFICATION: gettext_lazy("It is put right"),
    Stage.REPORT: gettext_lazy("We tell you the result"),
    Stage.VISIT: gettext_lazy("We ask whether it is solved"),
    Stage.REDO: gettext_lazy("It is put right again"),
    Stage.APPEAL: gettext_lazy("A higher office looks at our refusal"),
    Stage.REFUSAL: gettext_lazy("Who was asked to act may say that it is not theirs"),
    Stage.EXTENSION: gettext_lazy("We decide whether more time is given"),
    Stage.SAFETY: gettext_lazy("It is made safe for now"),
    Stage.SUSPICION: gettext_lazy("We look whether it was really put right"),
}


def plain_stage(stage: Stage) -> str:
    """The name of a step as a resident would say it, beside its quick name."""
    return str(PLAIN_STAGES[stage])


def day_in_words(day: date, *, today: date | None = None) -> str:
    """
    The day with its weekday; the year only where it is not the year of `today`.

    Without `today` the year is left out.
    """
    same_year = today is None or day.year == today.year
    pattern = (
        pgettext("Django date format, day of this year", "j F")
        if same_year
        else pgettext("Django date format, day of another year", "j F Y")
    )
    return _("%(weekday)s %(day)s") % {
        "weekday": WEEKDAYS[day.weekday()],
        "day": dateformat.format(day, pattern),
    }


def moment_in_words(moment: datetime, *, today: date) -> str:
    """The local day and the time of day, for what counts by the hour."""
    local = localtime(moment)
    return _("%(day)s, %(time)s") % {
        "day": day_in_words(local.date(), today=today),
        "time": time_in_words(local),
    }


def time_in_words(moment: datetime) -> str:
    return localtime(moment).strftime("%H:%M")


def due_time(due: datetime) -> str:
    """The time of day by which something is due: midnight is 24:00 of `due_day`."""
    return "24:00" if localtime(due).time() == MIDNIGHT else time_in_words(due)


def due_day(due: datetime) -> date:
    """The local day that ends with `due`: midnight belongs to the day before it."""
    local = localtime(due)
    return local.date() - ONE_DAY if local.time() == MIDNIGHT else local.date()


def preliminary(due: datetime, calendar: Calendar) -> str:
    """
    That a day was counted without knowing its year's holidays; nothing for others.

    What is due at a time of day runs by the clock and knows no holiday.
    """
    if localtime(due).time() != MIDNIGHT or calendar.knows(due_day(due)):
        return ""
    return _(
        "Counted from Monday to Friday; it may become later once the holidays of "
        "%(year)s are announced."
    ) % {"year": due_day(due).year}


def is_overdue(*, due: datetime, now: datetime) -> bool:
    return due <= now


def deadline_in_words(
    *, due: datetime, now: datetime, calendar: Calendar, by_the_hour: bool
) -> str:
    """
    When something is due and how long that is from `now`, or by how much it is late.

    `by_the_hour` says that the limit runs in clock time; otherwise the day that ends
    with `due` is named and working days are counted.
    """
    if is_overdue(due=due, now=now):
        return _overdue(due=due, now=now, calendar=calendar, by_the_hour=by_the_hour)
    if by_the_hour:
        return _due_at(due=due, now=now)
    return _due_by(day=due_day(due), today=localtime(now).date(), calendar=calendar)


def overdue_with_new_date(*, overdue: str, new_day: date, reason: str) -> str:
    """A missed deadline together with the new date and the reason that was given."""
    return _("%(overdue)s, new date %(day)s: %(reason)s") % {
        "overdue": overdue,
        "day": day_in_words(new_day),
        "reason": reason,
    }


def deadline_tone(
    *,
    due: datetime,
    now: datetime,
    calendar: Calendar,
    by_the_hour: bool,
    done: bool = False,
) -> Tone:
    """
    How a deadline is shown.

    Soon means: by the hour, two hours left; otherwise today or the next working day.
    """
    if done:
        return "done"
    if is_overdue(due=due, now=now):
        return "overdue"
    if by_the_hour:
        return "soon" if due - now <= SOON_BY_THE_HOUR else "open"
    left = calendar.count_workdays(localtime(now).date(), due_day(due))
    return "soon" if left <= SOON_IN_WORKDAYS else "open"


def _due_by(*, day: date, today: date, calendar: Calendar) -> str:
    named = day_in_words(day, today=today)
    if day == today:
        return _("Due today, %(day)s") % {"day": named}
    count = calendar.count_workdays(today, day)
    if count:
        left = ngettext("in %(count)s working day", "in %(count)s working days", count)
    else:
        count = (day - today).days
        left = ngettext("in %(count)s day", "in %(count)s days", count)
    return _("Due %(day)s, %(left)s") % {"day": named, "left": left % {"count": count}}


def _due_at(*, due: datetime, now: datetime) -> str:
    words = {"time": due_time(due), "left": _time_left(due - now)}
    day, today = due_day(due), localtime(now).date()
    if day == today:
        return _("Due today %(time)s, %(left)s") % words
    words["day"] = day_in_words(day, today=today)
    return _("Due %(day)s %(time)s, %(left)s") % words


def _time_left(span: timedelta) -> str:
    if span < MINUTES_UP_TO:
        count = max(1, int(span / timedelta(minutes=1)))
        words = ngettext("in %(count)s minute", "in %(count)s minutes", count)
    elif span < HOURS_UP_TO:
        count = int(span / timedelta(hours=1))
        words = ngettext("in %(count)s hour", "in %(count)s hours", count)
    else:
        count = span.days
        words = ngettext("in %(count)s day", "in %(count)s days", count)
    return words % {"count": count}


def _overdue(
    *, due: datetime, now: datetime, calendar: Calendar, by_the_hour: bool
) -> str:
    if by_the_hour and now - due < HOURS_UP_TO:
        return _hours_overdue(now - due)
    day, today = due_day(due), localtime(now).date()
    count = calendar.count_workdays(day, today)
    if count:
        words = ngettext(
            "%(count)s working day overdue", "%(count)s working days overdue", count
        )
        return words % {"count": count}
    return _("Overdue since %(day)s") % {"day": day_in_words(day, today=today)}


def _hours_overdue(span: timedelta) -> str:
    if span < MINUTES_UP_TO:
        count = max(1, int(span / timedelta(minutes=1)))
        words = ngettext("%(count)s minute overdue", "%(count)s minutes overdue", count)
    else:
        count = int(span / timedelta(hours=1))
        words = ngettext("%(count)s hour overdue", "%(count)s hours overdue", count)
    return words % {"count": count}
