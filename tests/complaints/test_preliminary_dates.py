"""Dates of a year whose holidays nobody knows yet: marked wherever they stand."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.utils import timezone, translation

from complaints import codes, wording
from complaints.operations import handling
from complaints.queries.limits import clock_at
from registry.models import DayOff
from tests.complaints import paths
from tests.complaints.desk import Desk, texts

# Monday 21 December 2026: the answer is promised for 2027, the verification is not.
MONDAY = datetime(2026, 12, 21, 1, 0, tzinfo=UTC)
MARK = {
    "en": "Counted from Monday to Friday; it may become later once the holidays of "
    "2027 are announced.",
    "zh-hans": "按周一至周五推算；2027年放假安排公布后，可能顺延。",
}
LANGUAGES = ["en", "zh-hans"]


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def case(town) -> Any:
    return town.file(now=MONDAY)


def track(client, case, language="en") -> Any:
    client.cookies["django_language"] = language
    client.post(
        "/track/", {"number": case.number, "receipt": codes.receipt_for(case.number)}
    )
    return client.get(f"/track/{case.number}/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_resident_reads_it_beside_the_date(client, case, language):
    page = track(client, case, language)
    assert page.context["first"]["preliminary"] == MARK[language]
    assert MARK[language] in page.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_confirmation_marks_the_dates_of_the_unknown_year_and_no_others(
    client, case, language
):
    track(client, case, language)
    page = client.get(f"/file/done/{case.number}/")
    marks = [date["preliminary"] for date in page.context["dates"]]
    assert marks == ["", "", "", *[MARK[language]] * 3]
    assert page.content.decode().count(MARK[language]) == 4


def test_a_year_that_is_known_is_not_marked(client, case):
    DayOff.objects.create(day="2027-02-20", works=True, reason="调休")
    page = track(client, case)
    assert page.context["first"]["preliminary"] == ""
    assert MARK["en"] not in page.content.decode()


def test_the_timeline_marks_what_lies_ahead_and_not_what_is_done(client, town, case):
    marked = {
        step["plain_name"]: bool(step["preliminary"])
        for step in track(client, case).context["steps"]
    }
    assert list(marked.values()) == [False, False, False, True, True, True]


def test_the_desk_reads_it_in_the_queue_and_beside_each_promise(town, case):
    anna = Desk(town.anna.user)
    page = anna.open(case)
    marks = [promise.preliminary for promise in page.context["page"].promises]
    assert marks == ["", "", "", *[MARK["en"]] * 3]
    assert MARK["en"] in texts(page)

    late = paths.disposed_at(town, MONDAY)
    row = next(
        row
        for row in anna.queue(queue="party").context["rows"]
        if row.number == late.number
    )
    assert "Date may become later" in [mark.word for mark in row.marks]


def test_the_firm_reads_it_beside_its_own(client, town):
    case = paths.disposed_at(town, MONDAY)
    client.cookies["django_language"] = "en"
    client.force_login(town.manager.user)
    assert MARK["en"] in client.get(f"/firm/{case.number}/").content.decode()


def test_what_runs_by_the_hour_knows_no_holiday(town):
    newyear = datetime(2026, 12, 31, 20, 0, tzinfo=UTC)
    case = town.file(category="lifts-trapped", now=newyear)
    handling.accept(case=case, by=town.anna, now=newyear)
    calendar = clock_at(newyear).calendar
    assert timezone.localtime(case.due_at).year == 2027
    assert wording.preliminary(case.due_at, calendar) == ""


def test_the_last_midnight_of_a_known_year_belongs_to_it(town):
    calendar = clock_at(MONDAY).calendar
    new_year = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)
    with translation.override("en"):
        assert wording.preliminary(new_year, calendar) == ""
        assert wording.preliminary(new_year.replace(day=30), calendar) == ""
        day_later = datetime(2027, 1, 1, 16, 0, tzinfo=UTC)
        assert wording.preliminary(day_later, calendar) == MARK["en"]
