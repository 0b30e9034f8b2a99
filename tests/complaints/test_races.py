"""Many at once: each thing is done once, and whoever came too late is told."""

import sys
from collections import Counter
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import OperationalError

from complaints import numbers
from complaints.models import Answer, Case, NumberSeries, PhoneCode, Step
from complaints.operations import (
    auditing,
    chasing,
    handling,
    looking,
    merging,
    proving,
    visiting,
)
from complaints.operations.filing import Place, Reporter
from complaints.operations.moving import MovedOn, MoveNotAllowed
from complaints.operations.proving import CodeWrong
from complaints.states import Action, Channel, Privacy, State
from registry.models import Notice
from registry.operations import tenures
from registry.operations.tenures import TenuresOverlap
from tests.complaints import paths
from tests.complaints.detours import WHY
from tests.complaints.paths import YES, after
from tests.threads import at_once
from tests.town import PHONE, build_town

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

THREADS = 16
# Each case is raced by so many of the threads: on SQLite every try waits its turn.
RACERS = 4


@pytest.fixture
def town(transactional_db):
    return build_town()


def file_many(town, count):
    return [town.file() for _ in range(count)]


def test_500_cases_are_raced_through_acceptance(town, capsys):
    file_many(town, 500)
    read = [list(Case.objects.order_by("pk")) for _ in range(THREADS)]

    def race(number):
        by = (town.anna, town.bo)[number % 2]
        told: Counter[str] = Counter()
        mine = (case for case in read[number] if (case.pk - number) % THREADS < RACERS)
        for case in mine:
            try:
                handling.accept(case=case, by=by, now=after(1))
                told["won"] += 1
            except MovedOn:
                told["lost"] += 1
            except OperationalError as problem:
                told[f"unhandled: {problem}"] += 1
        return told

    told = sum(at_once(THREADS, race), Counter[str]())
    with capsys.disabled():
        # The losers are counted for whoever reads the run: none would prove nothing.
        said = f"\n{THREADS} threads, 500 cases: {told['lost']} losers"
        print(said, file=sys.stderr)  # noqa: T201

    assert told == {"won": 500, "lost": RACERS * 500 - 500}
    assert told["lost"] > 0
    accepted = Step.objects.filter(action=Action.ACCEPT)
    assert accepted.count() == accepted.values("case").distinct().count() == 500
    assert set(Case.objects.values_list("state", "version", "steps_written")) == {
        (State.ACCEPTED, 2, 2)
    }


def test_two_sweeps_at_once_chase_each_case_once(town):
    cases = file_many(town, 60)
    due = cases[-1].due_at

    swept = at_once(2, lambda _number: chasing.sweep(now=due))
    assert sum(one.urged for one in swept) == 60
    urged = Step.objects.filter(action=Action.URGE)
    assert urged.count() == urged.values("case").distinct().count() == 60
    chased = Case.objects.values_list("steps_written", "chase_at")
    assert set(chased) == {(2, due + timedelta(days=3))}


def test_sweeps_meet_people_and_neither_is_lost(town):
    cases = file_many(town, 40)
    due = cases[-1].due_at

    def work(number):
        if number % 2:
            return chasing.sweep(now=due).urged
        accepted = 0
        for case in Case.objects.order_by("-pk"):
            try:
                handling.accept(case=case, by=town.anna, now=due)
                accepted += 1
            except (MovedOn, MoveNotAllowed):
                continue
        return accepted

    done = at_once(4, work)
    assert sum(done[0::2]) == 40
    for case in Case.objects.all():
        taken = list(case.steps.order_by("number").values_list("number", flat=True))
        assert taken == list(range(1, case.steps_written + 1))
    assert Step.objects.filter(action=Action.URGE).count() == sum(done[1::2])


def test_filings_at_once_have_a_number_each(town):
    def file(_number):
        return [town.file().number for _ in range(10)]

    filed = [number for numbers_ in at_once(THREADS, file) for number in numbers_]
    assert len(set(filed)) == len(filed) == THREADS * 10
    counters = sorted(int(number[8:14]) for number in filed)
    assert counters == list(range(1, THREADS * 10 + 1))
    assert NumberSeries.objects.get().last == THREADS * 10
    assert all(numbers.normalised(number) == number for number in filed)


def test_the_first_filings_of_a_month_meet_in_its_counter(town):
    numbered = at_once(
        THREADS,
        lambda _number: (
            town.file(place=Place(region=town.county, description="The mill")).number
        ),
    )
    assert len(set(numbered)) == THREADS


def test_five_taps_at_once_are_one_answer(town):
    case = paths.reported(town)
    read = [Case.objects.get(pk=case.pk) for _ in range(5)]

    def tap(number):
        try:
            visiting.close(
                case=read[number],
                given=YES,
                channel=Channel.LINK,
                by=town.resident,
                now=after(6),
            )
        except MovedOn:
            return "too late"
        return "closed"

    assert Counter(at_once(5, tap)) == {"closed": 1, "too late": 4}
    assert Answer.objects.count() == 1


def test_looks_at_once_are_all_written_down(town):
    case = town.file(reporter=Reporter(Privacy.HIDDEN, phone=PHONE))

    def look(_number):
        mine = Case.objects.get(pk=case.pk)
        return looking.call_phone(case=mine, by=town.anna, now=after(1)).phone

    assert at_once(THREADS, look) == [PHONE] * THREADS
    written = case.steps.order_by("number").values_list("number", flat=True)
    assert list(written) == list(range(1, THREADS + 2))


def test_a_thousand_steps_at_once_leave_fifty_unbroken_chains(town):
    """Twenty for each case, from twenty of its readers at the same time."""
    reporter = Reporter(Privacy.HIDDEN, phone=PHONE)
    cases = [town.file(reporter=reporter) for _ in range(50)]

    def look(number):
        for case in cases[number % 10 :] + cases[: number % 10]:
            mine = Case.objects.get(pk=case.pk)
            looking.call_phone(case=mine, by=town.anna, now=after(1))

    at_once(20, look)
    examined = list(auditing.examine())
    assert [(one.steps, one.broken) for one in examined] == [(21, None)] * 50


def test_guesses_at_once_are_five_tries_in_all(town):
    case = town.file(reporter=Reporter(Privacy.HIDDEN, phone=PHONE))
    ask = {"number": case.number, "phone": PHONE, "session": "a session"}
    proving.send_code(**ask, network="a network", language="en", now=after(1))

    def guess(number):
        try:
            proving.prove(**ask, code=f"x{number}", now=after(1))
        except CodeWrong:
            return "wrong"
        return "right"

    assert at_once(THREADS, guess) == ["wrong"] * THREADS
    assert PhoneCode.objects.get().tries == 5


def test_cases_touched_in_either_order_do_not_lock_each_other_out(town):
    """Each case is its own transaction: no thread holds one while it waits."""
    first, second = file_many(town, 2)

    def touch(number):
        order = (first, second) if number % 2 else (second, first)
        for _ in range(50):
            for case in order:
                mine = Case.objects.get(pk=case.pk)
                looking.call_phone(case=mine, by=town.bo, now=after(1))
        return "done"

    assert at_once(2, touch) == ["done", "done"]
    assert {case.steps.count() for case in (first, second)} == {101}


def test_two_cases_merged_either_way_do_not_lock_each_other_out(town):
    """Both are held for the whole of it, in the order of their keys."""
    pairs = [(paths.accepted(town), paths.accepted(town)) for _ in range(25)]
    together = Barrier(2)

    def merge_and_part(number):
        told: Counter[str] = Counter()
        for one, two in pairs * 10:
            mine, other = (one, two) if number else (two, one)
            told[act(merging.merge, mine, target=other)] += 1
            told[act(merging.unmerge, mine)] += 1
        return told

    def act(operation, mine, **more):
        case = Case.objects.get(pk=mine.pk)
        together.wait()
        try:
            operation(case=case, text=WHY, by=town.anna, now=after(2), **more)
        except (MovedOn, MoveNotAllowed):
            return "refused"
        except OperationalError as problem:
            return f"unhandled: {problem}"
        return operation.__name__

    told = sum(at_once(2, merge_and_part), Counter[str]())
    assert told == {"merge": 250, "unmerge": 250, "refused": 500}
    assert {one.broken for one in auditing.examine()} == {None}


def test_one_notice_tells_each_fact_once(town):
    cases = file_many(town, 20)
    due = cases[-1].due_at + timedelta(days=60)
    town.anna.user.email = "anna@office.example"
    town.anna.user.save()

    at_once(4, lambda _number: chasing.sweep(now=due))
    assert Notice.objects.filter(template__endswith="/urged.txt").count() == 20


def test_two_tenures_opened_at_once_do_not_overlap(town):
    def open_one(_number):
        try:
            tenures.open_tenure(
                community=town.court, firm=town.rival, starts_on=date(2026, 1, 1)
            )
        except TenuresOverlap:
            return "told"
        return "opened"

    assert sorted(at_once(4, open_one)) == ["opened", "told", "told", "told"]
