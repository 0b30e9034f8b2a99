"""Alerts of unusual answers: found by the database, written and told once."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from complaints import notices, tasks
from complaints.admin.alerts import FIGURES
from complaints.models import AnswerAlert
from complaints.operations import handling, watching
from complaints.operations.filing import Place, Reporter
from complaints.operations.visiting import Given
from complaints.queries.unusual import answers_by_street
from complaints.states import AlertSort, Kind, Privacy, Satisfied, Solved
from complaints.unusual import Counted, StreetAnswers, flags, window_of
from registry.models import Notice, Region, User
from registry.sealing import unseal
from tests.complaints import paths
from tests.complaints.desk import Desk, texts
from tests.complaints.last_words import by_phone, close
from tests.complaints.paths import NO, YES, after

NIGHT = datetime(2026, 3, 20, 19, tzinfo=UTC)
PARTLY = Given(Solved.PARTLY, Satisfied.FAIRLY)
MINUTE = timedelta(minutes=1)


def phone(number):
    return Reporter(Privacy.HIDDEN, phone=f"+86139001{number:05}")


def own(town, given=YES, *, at, number):
    case = paths.reported(town, reporter=phone(number))
    close(case, town, given, now=at)
    return case


def spread(town, count, given=YES, *, first=0):
    """Own answers of as many phones, an hour apart."""
    for number in range(count):
        own(town, given, at=after(6 + number), number=first + number)


def typed(town, count, given=YES, *, by, first=500):
    for number in range(count):
        case = paths.reported(town, reporter=phone(first + number))
        by_phone(case, by, given, now=after(6 + number / 10))


def watch(now=NIGHT):
    return watching.watch_answers(now=now)


def alerts():
    return {alert.sort: alert for alert in AnswerAlert.objects.all()}


def counted(town):
    return answers_by_street(window_of(NIGHT.date()))[town.street.code]


def test_answers_as_they_come_raise_no_alert(town):
    spread(town, 4)
    typed(town, 3, by=town.bo)
    assert watch() == 0


def test_five_own_answers_within_ten_minutes_are_found(town):
    for number in range(5):
        own(town, at=after(6) + number * 2.5 * MINUTE, number=number)
    assert watch() == 1
    alert = AnswerAlert.objects.get()
    assert (alert.street, alert.sort) == (town.street, AlertSort.MINUTES)
    assert alert.figures == {"answers": 5, "minutes": 10, "times": 1}


def test_five_within_eleven_minutes_are_not(town):
    for number in range(5):
        own(town, at=after(6) + number * 2.75 * MINUTE, number=number)
    assert watch() == 0


def test_answers_of_two_streets_make_no_cluster_together(town):
    for number in range(4):
        own(town, at=after(6) + number * MINUTE, number=number)
    question = town.file(
        kind=Kind.CONSULTATION,
        category="money-committee",
        place=Place(community=town.court),
    )
    handling.accept(case=question, by=town.carl, now=after(1))
    handling.answer(case=question, text=paths.DONE, by=town.carl, now=after(2))
    close(question, town, now=after(6) + 4 * MINUTE)
    assert watch() == 0


def test_six_own_answers_of_one_phone_are_found_whoever_reported(town):
    for number in range(5):
        own(town, at=after(6 + number), number=7)
    assert watch() == 0
    case = paths.reported(town, reporter=phone(8))
    neighbour = paths.follow(town, case, phone(7).phone)
    paths.answer_too(town, neighbour, YES, now=after(20))

    assert watch() == 1
    assert alerts()["PHONE"].figures == {"answers": 6}


def test_typed_answers_and_receipts_are_no_own_ones(town):
    typed(town, 7, by=town.bo)
    assert counted(town).own.all == 0
    assert counted(town).typed[town.bo.user.pk].yes == 7
    assert counted(town).of_one_phone == 0


def test_own_and_typed_answers_far_apart_are_found(town):
    spread(town, 20, NO)
    typed(town, 20, by=town.bo)
    assert watch() == 1
    assert alerts()["APART"].figures == {
        "own": 20,
        "own_solved": 0,
        "typed": 20,
        "typed_solved": 100,
    }


def test_a_typist_far_better_than_the_others_is_found_and_named(town):
    typed(town, 10, by=town.bo)
    for number in range(10):
        # Anna and Bo handled it: the county calls
        case = paths.explained(town, reporter=phone(700 + number))
        by_phone(case, town.county_dora, PARTLY, now=after(6 + number / 10))
    assert watch() == 1
    alert = alerts()["TYPIST"]
    assert (alert.typist, alert.figures["others_solved"]) == (town.bo.user, 50)


@pytest.fixture
def clustered(town):
    """Five answers within five minutes, and a county that has an address."""
    User.objects.filter(pk=town.county_dora.user.pk).update(email="dora@x.example")
    for number in range(5):
        own(town, at=after(6) + number * MINUTE, number=number)


def test_an_alert_is_written_and_told_to_the_county_once(town, clustered):
    assert [watch(), watch(), watch(NIGHT + timedelta(days=9))] == [1, 0, 0]
    told = Notice.objects.filter(template__endswith="/unusual_answers.txt")
    assert [unseal(notice.address_sealed) for notice in told] == ["dora@x.example"]
    assert AnswerAlert.objects.get().found_at == NIGHT


def test_what_still_lies_in_the_next_window_is_told_once_more(town, clustered):
    watch()
    assert watch(NIGHT + timedelta(days=30)) == 1
    assert watch(NIGHT + timedelta(days=90)) == 0


def test_an_alert_that_could_not_be_told_is_not_written(town, clustered, monkeypatch):
    class Killed(BaseException):
        """A worker that is gone between writing and telling."""

    def die(*_code, **_more):
        raise Killed

    real = notices.unusual_answers
    monkeypatch.setattr(notices, "unusual_answers", die)
    with pytest.raises(Killed):
        watch()
    assert not AnswerAlert.objects.exists()
    monkeypatch.setattr(notices, "unusual_answers", real)
    assert watch() == 1


def test_the_questions_to_the_database_do_not_grow_with_the_answers(
    town, django_assert_num_queries
):
    spread(town, 2)
    with CaptureQueriesContext(connection) as few:
        watch()
    spread(town, 10, first=50)
    typed(town, 3, by=town.bo)
    with django_assert_num_queries(len(few)):
        watch()


def test_beat_has_it_done(town, clustered):
    with time_machine.travel(NIGHT, tick=False):
        assert tasks.watch_answers() == 1


# At the desk

ALERTS = reverse("admin:complaints_answeralert_changelist")


def test_the_county_reads_the_figures_and_the_street_is_not_told(town, clustered):
    watch()
    page = texts(Desk(town.county_dora.user).client.get(ALERTS))
    assert "5 own answers came within 10 minutes (1×)." in page
    assert "Heyedi Street" in page
    assert "Alerts of unusual answers" in texts(Desk(town.county_dora.user).queue())
    for user in (town.anna.user, town.fireman.user):
        assert Desk(user).client.get(ALERTS).status_code == 403
        assert "Alerts of unusual answers" not in texts(Desk(user).queue())


def test_another_county_sees_nothing_of_it(town, clustered):
    watch()
    User.objects.filter(pk=town.county_dora.user.pk).update(
        region=Region.objects.create(
            code="340103000",
            name="庐阳区",
            name_en="Luyang District",
            level="COUNTY",
            parent=town.city,
        )
    )
    dora = User.objects.get(pk=town.county_dora.user.pk)
    assert "Heyedi Street" not in texts(Desk(dora).client.get(ALERTS))


def test_every_sort_of_alert_has_its_sentence_and_its_figures():
    street = StreetAnswers(
        own=Counted(no=20),
        typed={1: Counted(yes=20), 2: Counted(no=10)},
        of_one_phone=6,
        together=(NIGHT,),
        of_the_firm=2,
    )
    found = {flag.sort: FIGURES[flag.sort] % flag.figures for flag in flags(street)}
    assert found.keys() == set(AlertSort)
    assert found[AlertSort.TYPIST] == (
        "Of 20 answers typed by one officer 100% are solved, of the others' 10 0%."
    )


def test_what_a_firm_s_own_phone_files_or_joins_is_told_to_the_county(town):
    """However the firm wrote its number; its rival's phone is nobody's here."""
    town.firm.duty_phone = "139 0017 7000"
    town.firm.save()
    town.rival.contact_phone = "+8613900177001"
    town.rival.save()
    town.file(reporter=Reporter(Privacy.HIDDEN, phone="+8613900177000"))
    case = paths.reported(town, reporter=Reporter(Privacy.HIDDEN, "+8613900177001"))
    assert watching.watch_answers(now=NIGHT) == 1
    alert = AnswerAlert.objects.get()
    assert (alert.street, alert.sort, alert.figures) == (
        town.street,
        AlertSort.FIRM,
        {"times": 1},
    )

    paths.follow(town, case, "+8613900177000")
    window = window_of(NIGHT.date())
    assert answers_by_street(window)[town.street.code].of_the_firm == 2
    assert watching.watch_answers(now=NIGHT) == 0
