"""The sweep: what the clock does to open cases, each thing once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from complaints import notices
from complaints.models import Case, Contact, Step
from complaints.operations import chasing, handling, noting, timing
from complaints.operations.chasing import Swept, sweep
from complaints.operations.filing import Place
from complaints.operations.handling import Disposal
from complaints.queries.limits import clock_at
from complaints.states import Action, ActorKind, Closing, Measure, Party, State
from registry.models import Duty, Notice, User
from registry.sealing import unseal
from tests.complaints import paths
from tests.complaints.outcomes import last_step, templates
from tests.complaints.paths import after

SECOND = timedelta(seconds=1)


def chase_steps():
    return Step.objects.filter(action__in=[Action.REMIND, Action.URGE])


def test_nothing_happens_before_its_time(town):
    case = paths.filed(town)

    assert sweep(now=case.chase_at - SECOND) == Swept()


def test_what_is_overdue_is_urged_once(town):
    case = paths.filed(town)
    due = case.due_at

    assert sweep(now=due) == Swept(urged=1)
    assert sweep(now=due) == Swept()
    urged = chase_steps().get()
    assert (urged.action, urged.actor_kind, urged.actor_name) == (
        Action.URGE,
        ActorKind.SYSTEM,
        "sweep_deadlines",
    )
    assert (urged.about, urged.number) == (1, 2)
    assert urged.detail == {"stage": "ACCEPTANCE"}
    case.refresh_from_db()
    # Tuesday's end; three working days later is Friday's
    third = due + timedelta(days=3)
    assert (case.state, case.due_at, case.chase_at) == (State.FILED, due, third)


def test_what_stays_overdue_is_supervised_and_enters_the_bulletin_each_once(town):
    case = paths.filed(town)
    due = case.due_at
    sweep(now=due)
    third, fifth = due + timedelta(days=3), due + timedelta(days=7)

    assert sweep(now=third - SECOND) == Swept()
    assert sweep(now=third) == Swept(supervised=1)
    assert sweep(now=fifth - SECOND) == Swept()
    assert sweep(now=fifth) == Swept(entered=1)
    assert sweep(now=fifth + timedelta(days=30)) == Swept()
    case.refresh_from_db()
    assert (case.state, case.chase_at) == (State.FILED, None)
    about = Step.objects.filter(case=case, about=1).order_by("number")
    assert [step.action for step in about] == ["URGE", "SUPERVISE", "BULLETIN"]


def test_the_city_hears_of_what_it_supervises_and_the_holder_too(town):
    User.objects.filter(pk=town.city_emil.user.pk).update(email="emil@x.example")
    case = paths.disposed(town)
    for _each in range(3):
        sweep(now=case.due_at + timedelta(days=3))

    assert templates()[-2:] == ["firm_supervised.txt", "overdue_below.txt"]
    assert unseal(Notice.objects.latest("pk").address_sealed) == "emil@x.example"


def test_an_overdue_hazard_is_told_one_level_up_at_once(town):
    User.objects.filter(pk=town.county_dora.user.pk).update(email="dora@x.example")
    ordinary, urgent = paths.filed(town), paths.filed(town, category="fire-charging")
    sweep(now=max(ordinary.due_at, urgent.due_at))

    told = Notice.objects.filter(template__endswith="overdue_below.txt")
    assert f"case:{urgent.pk}:" in told.get().dedupe_key


def test_a_long_wait_is_reminded_and_then_urged(town):
    case = paths.disposed(town)
    assert case.chase_at < case.due_at

    assert sweep(now=case.chase_at) == Swept(reminded=1)
    assert sweep(now=case.due_at - SECOND) == Swept()
    assert sweep(now=case.due_at) == Swept(urged=1)
    assert [step.action for step in chase_steps().order_by("number")] == [
        Action.REMIND,
        Action.URGE,
    ]
    assert templates()[-2:] == ["firm_reminded.txt", "firm_urged.txt"]


def test_a_sweep_that_was_away_writes_only_what_is_due_now(town):
    case = paths.disposed(town)

    away = case.due_at + timedelta(days=9)
    assert sweep(now=away) == Swept(urged=1)
    assert sweep(now=away) == Swept(supervised=1)
    assert sweep(now=away) == Swept(entered=1)
    assert sweep(now=away) == Swept()


def test_each_waiting_is_chased_anew(town):
    case = paths.filed(town)
    sweep(now=case.due_at)
    case.refresh_from_db()
    late = case.due_at + timedelta(hours=1)
    handling.accept(case=case, by=town.anna, now=late)
    sweep(now=case.due_at)

    about = chase_steps().filter(action=Action.URGE).order_by("number")
    assert [step.about for step in about] == [1, 3]


def test_a_chase_step_makes_no_open_form_stale(town):
    case = paths.filed(town)
    sweep(now=case.due_at)

    handling.accept(case=case, by=town.anna, now=case.due_at)
    steps = case.steps.order_by("number").values_list("number", "action")
    assert list(steps) == [(1, "FILE"), (2, "URGE"), (3, "ACCEPT")]
    assert case.steps_written == 3


def test_who_reported_is_reminded_and_silence_closes(town):
    case = paths.reported(town)

    assert sweep(now=after(5) + timedelta(days=2)) == Swept(reminded=1)
    assert templates()[-1] == "answer_awaited.txt"
    case.refresh_from_db()
    assert sweep(now=case.due_at) == Swept(closed=1)
    assert sweep(now=case.due_at) == Swept()
    case.refresh_from_db()
    assert (case.state, case.closing) == (State.CLOSED, Closing.NOT_VISITED)


def test_nobody_is_urged_about_a_result(town):
    case = paths.reported(town)
    sweep(now=case.due_at + timedelta(days=90))

    assert not chase_steps().filter(action=Action.URGE).exists()


def test_a_department_is_told_about_its_own_delay(town):
    town.fireman.user.email = "fire@shushan.example"
    town.fireman.user.save()
    town.anna.user.email = "anna@heyedi.example"
    town.anna.user.save()
    order = Disposal(Measure.ORDER_DEPARTMENT, Party.DEPARTMENT, department=town.fire)
    case = paths.disposed(town, order)
    sweep(now=case.due_at)

    told = Notice.objects.filter(template__endswith="/urged.txt")
    assert [unseal(one.address_sealed) for one in told] == ["fire@shushan.example"]


def test_officers_with_an_address_are_told_about_their_delay(town):
    for officer in (town.anna, town.carl, town.county_dora):
        officer.user.email = f"{officer.user.username}@office.example"
        officer.user.save()
    case = paths.filed(town)
    sweep(now=case.due_at)

    told = Notice.objects.filter(template__endswith="/urged.txt")
    assert [unseal(one.address_sealed) for one in told] == ["anna@office.example"]


def test_an_emergency_at_night_is_urged_in_half_an_hour(town):
    night = datetime(2026, 3, 1, 18, tzinfo=UTC)
    town.file(category="lifts-trapped", now=night)

    assert sweep(now=night + timedelta(minutes=29)) == Swept()
    assert sweep(now=night + timedelta(minutes=30)) == Swept(urged=1)


def test_a_case_that_somebody_moves_meanwhile_is_left_alone(town):
    case = paths.filed(town)
    due = case.due_at
    read = list(Case.objects.to_be_chased_at(due))
    handling.accept(case=case, by=town.anna, now=due)

    for stale in read:
        assert chasing._chase(stale, due, clock_at(due)) is None
    assert not chase_steps().exists()


def test_a_case_that_was_located_meanwhile_is_chased_at_its_new_office(town):
    case = paths.filed(town, place=Place(region=town.county, description="The mill"))
    due = case.due_at
    stale = Case.objects.get(pk=case.pk)
    handling.locate(case=case, community=town.garden, by=town.county_dora, now=due)
    town.anna.user.email = "anna@office.example"
    town.anna.user.save()

    assert chasing._chase(stale, due, clock_at(due)) is None
    assert sweep(now=due) == Swept(urged=1)
    assert Notice.objects.filter(template__endswith="/urged.txt").count() == 1


def test_two_sweeps_that_read_the_same_rows_write_one_step(town):
    town.file()
    due = Case.objects.get().due_at
    one, other = Case.objects.get(), Case.objects.get()

    assert chasing._chase(one, due, clock_at(due)) == "urged"
    assert chasing._chase(other, due, clock_at(due)) is None
    assert chase_steps().count() == 1


def test_a_limit_leaves_the_rest_to_the_next_run(town):
    for _ in range(3):
        town.file()
    due = Case.objects.earliest("pk").due_at

    assert [sweep(now=due, limit=2).urged for _ in range(3)] == [2, 1, 0]


def test_a_sweep_that_is_killed_in_the_middle_is_made_good(town, monkeypatch):
    for _ in range(3):
        town.file()
    due = Case.objects.earliest("pk").due_at
    second = Case.objects.order_by("pk")[1]

    class Killed(BaseException):
        """A worker that is gone between claiming a case and telling about it."""

    real = notices.tell_holder

    def die(*, case, **more):
        if case.pk == second.pk:
            raise Killed
        real(case=case, **more)

    monkeypatch.setattr(notices, "tell_holder", die)
    with pytest.raises(Killed):
        sweep(now=due)
    assert chase_steps().count() == 1
    monkeypatch.setattr(notices, "tell_holder", real)

    assert sweep(now=due) == Swept(urged=2)
    assert chase_steps().count() == 3
    assert Step.objects.filter(number=2).count() == 3


def test_one_bad_case_holds_up_no_other(town, caplog):
    bad, good = paths.reported(town), town.file()
    over = bad.due_at + timedelta(days=30)
    # A row that no operation leaves behind: a result without anybody to ask.
    Contact.objects.filter(case=bad).delete()

    assert sweep(now=over).urged == 1
    assert Step.objects.filter(case=good, action=Action.URGE).exists()
    assert "could not be chased" in caplog.text
    assert last_step(bad).action == Action.REPORT


def test_silence_refuses_an_extension_at_its_moment(town):
    case = paths.disposed(town)
    timing.ask_extension(
        case=case,
        until=(case.due_at + timedelta(days=2)).date(),
        text="A part comes late.",
        by=town.manager,
        now=after(4),
    )
    case.refresh_from_db()
    assert sweep(now=case.decide_by - SECOND) == Swept()
    assert sweep(now=case.decide_by) == Swept(lapsed=1)
    case.refresh_from_db()
    assert (case.decide_by, last_step(case).action) == (None, Action.DENY_EXTENSION)


def test_a_decided_extension_does_not_lapse(town):
    case = paths.disposed(town)
    timing.ask_extension(
        case=case,
        until=(case.due_at + timedelta(days=2)).date(),
        text="A part comes late.",
        by=town.manager,
        now=after(4),
    )
    timing.extend(case=case, text="", by=town.anna, now=after(5))
    case.refresh_from_db()
    assert case.decide_by is None


def test_a_hazard_alarms_firm_street_county_and_the_desk_on_duty_at_once(town):
    for officer, name in ((town.anna, "anna"), (town.county_dora, "dora")):
        User.objects.filter(pk=officer.user.pk).update(email=f"{name}@x.example")
    Duty.objects.create(
        region=town.county,
        starts_at=after(0),
        ends_at=after(24),
        name="Night desk",
        phone="+8613700137000",
    )
    night = after(14)
    paths.filed(town, category="fire-charging", now=night)

    alarms = Notice.objects.filter(template__contains="alarm").order_by("pk")
    assert {unseal(alarm.address_sealed) for alarm in alarms} == {
        town.firm.duty_phone,
        "anna@x.example",
        "dora@x.example",
        "+8613700137000",
    }
    assert all(alarm.is_urgent for alarm in alarms)
    assert set(alarms) <= set(Notice.objects.free_at(night))


def test_what_is_not_made_safe_within_two_hours_is_alarmed_once_more(town):
    case = paths.filed(town, category="fire-charging")
    assert case.safe_by == after(2)
    assert sweep(now=after(2) - SECOND).alarmed == 0
    assert sweep(now=after(2)).alarmed == 1
    assert sweep(now=after(2)).alarmed == 0
    assert Step.objects.filter(case=case, action=Action.ALARM).count() == 1


def test_what_was_made_safe_is_not_alarmed(town):
    case = paths.filed(town, category="fire-charging")
    noting.make_safe(
        case=case, text="The wires are down now.", by=town.anna, now=after(1)
    )
    case.refresh_from_db()
    assert case.safe_by is None
    assert sweep(now=after(3)).alarmed == 0


def test_a_sweep_reads_no_more_however_many_cases_are_open(town):
    """A few that are due cost the same beside three open cases as beside sixty."""
    due = [paths.filed(town) for _each in range(3)]
    moment = due[0].chase_at
    with CaptureQueriesContext(connection) as few:
        assert sweep(now=moment) == Swept(urged=3)
    later = moment + timedelta(days=20)
    for _each in range(60):
        paths.filed(town, now=later)
    for case in due:
        Case.objects.filter(pk=case.pk).update(chase_at=moment)
    with CaptureQueriesContext(connection) as many:
        assert sweep(now=later) == Swept(supervised=3)
    # a supervision writes to the city as well: two look-ups more for each case
    assert len(many) <= len(few) + 3 * 2
