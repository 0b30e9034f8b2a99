"""The dead man's switch: who is silent, who hears of it, and what is made up for."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse

from complaints.tasks import deliver_notices, send_digests, sweep_deadlines
from propertyhub import jobs
from propertyhub.celery import app
from propertyhub.tasks import look_at_jobs
from ratings.models import Review
from ratings.tasks import run_due_reviews
from registry.ledger import jobs as ledger
from registry.models import Job, Notice
from registry.sealing import unseal
from tests.complaints.desk import Desk, texts
from tests.ratings import ruled
from tests.ratings.rows import COUNTS_FROM

# Monday the 2nd of March, ten o'clock in the province
TEN = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
SWEEP = "complaints.tasks.sweep_deadlines"
DIGESTS = "complaints.tasks.send_digests"


def at(moment):
    return time_machine.travel(moment, tick=False)


@pytest.fixture
def all_ran(db):
    """At ten o'clock every job has just come to its end."""
    Job.objects.all().delete()
    jobs.expect_all(now=TEN - timedelta(days=1))
    Job.objects.update(finished_at=TEN)


def silent(now):
    return [silence.task for silence in jobs.silent(now=now)]


def test_the_whole_timetable_is_expected_and_has_names(all_ran):
    on_the_timetable = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert set(Job.objects.values_list("name", flat=True)) == on_the_timetable
    assert set(jobs.TITLES) == on_the_timetable


def test_a_migrated_database_expects_every_job(db):
    assert Job.objects.count() == len(app.conf.beat_schedule)


@pytest.mark.parametrize(
    ("task", "second_missed"),
    [
        ("complaints.tasks.deliver_notices", TEN + timedelta(seconds=20)),
        (SWEEP, TEN + 2 * MINUTE),
        ("propertyhub.tasks.look_at_jobs", TEN + 10 * MINUTE),
        # at three, and at nine the next morning
        (DIGESTS, TEN + timedelta(hours=23)),
        ("complaints.tasks.look_at_rosters", TEN + timedelta(hours=7, days=1)),
        ("ratings.tasks.run_due_reviews", TEN + timedelta(hours=16, days=1)),
    ],
)
def test_a_job_is_silent_when_it_missed_two_moments(all_ran, task, second_missed):
    Job.objects.exclude(name=task).update(finished_at=TEN + timedelta(days=9))
    assert silent(second_missed + MINUTE) == []
    assert silent(second_missed + MINUTE + SECOND) == [task]


def test_a_job_that_never_ran_is_waited_for_from_when_it_was_expected(all_ran):
    Job.objects.filter(name=SWEEP).update(finished_at=None, expected_from=TEN)
    assert SWEEP not in silent(TEN + 3 * MINUTE)
    assert SWEEP in silent(TEN + 3 * MINUTE + SECOND)


def test_a_run_that_ends_is_written_down(all_ran):
    with at(TEN + MINUTE):
        sweep_deadlines.apply()
    assert Job.objects.get(name=SWEEP).finished_at == TEN + MINUTE


def test_a_run_that_fails_is_not(all_ran, monkeypatch):
    monkeypatch.setattr("complaints.operations.chasing.sweep", None)
    with at(TEN + MINUTE):
        assert sweep_deadlines.apply().failed()
    assert Job.objects.get(name=SWEEP).finished_at == TEN


def test_a_slow_worker_takes_nothing_back(all_ran):
    ledger.finished(SWEEP, now=TEN - MINUTE)
    assert Job.objects.get(name=SWEEP).finished_at == TEN


def test_a_task_that_is_on_no_timetable_is_not_waited_for(all_ran):
    ledger.finished("tasks.water", now=TEN)
    assert not Job.objects.filter(name="tasks.water").exists()


@pytest.fixture
def chief(town):
    """An administrator with an address."""
    user = town.city_emil.user
    user.is_superuser, user.email = True, "emil@city.example"
    user.save()
    return user


def alarms():
    return Notice.objects.filter(template="complaints/notices/jobs_silent.txt")


def test_administrators_are_told_of_a_silence_once(all_ran, chief):
    Job.objects.exclude(name=DIGESTS).update(finished_at=TEN + timedelta(days=3))
    for minutes in (0, 5, 10):
        with at(TEN + timedelta(days=2, minutes=minutes)):
            assert look_at_jobs.apply().result == [DIGESTS]
    assert unseal(alarms().get().address_sealed) == "emil@city.example"


def test_another_silence_is_another_message(all_ran, chief):
    for days in (2, 3):
        Job.objects.exclude(name=DIGESTS).update(finished_at=TEN + timedelta(days=2))
        with at(TEN + timedelta(days=days)):
            look_at_jobs.apply()
    assert alarms().count() == 2


def test_by_hand_it_is_told_even_if_nobody_delivers(all_ran, chief, settings, tmp_path):
    settings.NOTICE_GATEWAY, settings.NOTICE_FILE = "file", str(tmp_path / "sent")
    settings.SITE_URL = "https://hub.example"
    with at(TEN + 3 * MINUTE + SECOND), pytest.raises(CommandError) as told:
        call_command("check_jobs")
    assert "sweep due moments every minute: no run ended since 2026-03-02 10:00" in str(
        told.value
    )
    assert alarms().get().sent_at
    assert "emil@city.example" in (tmp_path / "sent").read_text()


def test_by_hand_it_says_that_all_is_well(all_ran, capsys):
    with at(TEN + MINUTE):
        call_command("check_jobs")
    assert capsys.readouterr().out == "Every periodic job runs.\n"


def test_the_desk_names_silent_jobs_to_administrators_alone(all_ran, town, chief):
    with at(TEN + 3 * MINUTE + SECOND):
        page = texts(Desk(chief).client.get(reverse("admin:index")))
        assert "Periodic jobs have stopped." in page
        assert "Sweep of due moments: no run ended since" in page
        other = texts(Desk(town.anna.user).client.get(reverse("admin:index")))
        assert "Periodic jobs have stopped." not in other


def test_reviews_missed_for_two_periods_are_made_up_for_once_and_in_order(
    all_ran, town
):
    ruled.load(counts_from=COUNTS_FROM)
    back = datetime(2026, 4, 3, 2, 0, tzinfo=UTC)
    assert "ratings.tasks.run_due_reviews" in silent(back)

    with at(back):
        made = run_due_reviews.apply().get()
        assert made[-2:] == ["2026-03-1", "2026-03-2"]
        assert made == sorted(set(made))
        assert run_due_reviews.apply().result == []
    assert Review.objects.count() == len(made)
    assert "ratings.tasks.run_due_reviews" not in silent(back)


def test_what_the_clock_missed_is_made_up_for_once(all_ran, town, chief):
    town.anna.user.email = "anna@street.example"
    town.anna.user.save()
    case = town.file(now=TEN)
    back = case.due_at + timedelta(hours=10)

    for _turn in range(2):
        with at(back):
            for task in (sweep_deadlines, send_digests, deliver_notices):
                assert task.apply().successful()
    assert case.steps.filter(action="URGE").count() == 1
    assert not {SWEEP, DIGESTS} & set(silent(back))
