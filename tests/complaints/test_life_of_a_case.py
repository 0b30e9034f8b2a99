"""
Anybody tries anything on some cases, for fifty steps: what has to hold, always holds.

People of the fixture town, the clock and its sweep take turns. Set
HYPOTHESIS_PROFILE=nightly for ten times as many lives.
"""

import os
import sys
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from complaints.models import Case, Step
from complaints.operations import chasing
from complaints.operations.moving import MovedOn
from complaints.states import ActorKind
from tests.complaints import paths
from tests.complaints.life import counted, soundness, tries
from tests.complaints.life.contents import (
    ANY_CONTENTS,
    MOSTLY_SENSIBLE,
    NOTHING_IN_HAND,
    REPORTS,
    Contents,
    Report,
)
from tests.complaints.life.evidence import LEFT_BEHIND
from tests.complaints.life.people import People, Person
from tests.complaints.life.story import NOT_MOVES, Story
from tests.complaints.life.tally import Tally, row_label, within_reach
from tests.complaints.life.tries import OPERATIONS, Try
from tests.town import Town

LIVES = {"nightly": 2000}.get(os.environ.get("HYPOTHESIS_PROFILE", ""), 200)
# Of a longer run Hypothesis spends five lives of six on copies of another one with one
# part repeated; short runs from different seeds are as many different lives.
AT_ONCE = 10
SETTINGS = settings(
    max_examples=AT_ONCE,
    stateful_step_count=50,
    database=None,
    deadline=None,
    report_multiple_bugs=False,
    # a life is fifty transactions on a database, and draws what each of them brings
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
MOST_CASES = 5
CHANGES_UNTIL_A_REVIEW = 10
FEWEST_FIRINGS = 20

# Around Spring Festival, on a plain Monday, before National Day, and into a year whose
# holidays nobody has announced; each at a local hour of work.
STARTS = [
    datetime(2026, 2, 13, 1, tzinfo=UTC),
    datetime(2026, 3, 2, 1, tzinfo=UTC),
    datetime(2026, 9, 30, 8, tzinfo=UTC),
    datetime(2026, 12, 30, 3, tzinfo=UTC),
]
# How far the first case of a life has come: the later rows are a long way off.
BEGINNINGS: dict[str, Callable[[Town], Any]] = {
    "explained": paths.explained,
    "answered": paths.answered,
    "reported": paths.reported,
}
OFTEN = ["explained", "explained", "answered"]
PAUSES = st.sampled_from(
    [
        timedelta(minutes=minutes)
        for minutes in (0, 1, 7, 30, 95, 300, 1440, 7200, 17280)
    ]
)
WAITS = st.one_of(
    st.integers(1, 90).map(lambda minutes: timedelta(minutes=minutes)),
    st.integers(1, 30).map(lambda hours: timedelta(hours=hours)),
    st.integers(1, 40).map(lambda days: timedelta(days=days)),
)
JUST = [timedelta(seconds=seconds) for seconds in (-1, 0, 1)]
AROUND = st.sampled_from(JUST)
PICKS = st.integers(0, 999)
COLUMNS = Case._meta.concrete_fields
# These change the case that they were handed once more for each move, and are undone
# as a whole: whoever called reads it again.
OF_SEVERAL_MOVES = {"take on", "close by phone", "close"}
ALL_THAT_IS_WRITTEN = (
    "SELECT * FROM complaints_case ORDER BY id",
    "SELECT id, phone_proved_at FROM complaints_contact ORDER BY id",
    """
    SELECT (SELECT COUNT(*) FROM complaints_step),
           (SELECT COUNT(*) FROM complaints_promise),
           (SELECT COUNT(*) FROM complaints_answer),
           (SELECT COUNT(*) FROM complaints_photo),
           (SELECT COUNT(*) FROM complaints_text),
           (SELECT COUNT(*) FROM registry_notice)
    """,
)


@dataclass(frozen=True)
class Hop:
    """A sensible next step, and the time until it; two numbers choose what and who."""

    what: int
    who: int
    contents: Contents
    pause: timedelta


HOPS = st.builds(Hop, PICKS, PICKS, MOSTLY_SENSIBLE, PAUSES)


class Lives(RuleBasedStateMachine):
    """Some cases, the people around them, and the moment that it is."""

    def __init__(self, town: Town, people: People, tally: Tally, turn: int) -> None:
        super().__init__()
        self.town, self.people, self.tally = town, people, tally
        self.now = STARTS[0]
        self.by = people.by_receipt
        self.read: dict[int, int] = {}
        self.stale: list[Case] = []
        self.moved: Case | None = None
        self.changes, self.tried, self.reviews = 0, turn, turn
        self.before = transaction.savepoint()
        self.written = all_that_is_written()

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.before)

    @initialize(
        start=st.sampled_from(STARTS),
        begins=st.sampled_from([*BEGINNINGS, "filed", *OFTEN]),
        proved=st.booleans(),
    )
    def somebody_begins(self, start: datetime, begins: str, proved: bool) -> None:
        self.now = start
        if begins == "filed":
            case = self.town.file(now=start)
        else:
            case = BEGINNINGS[begins](self.town)
            self.now = max(start, paths.after(6))
        if proved:
            tries.prove(case, self.now)

    @precondition(lambda self: len(self.read) < MOST_CASES)
    @rule(report=REPORTS, who=PICKS)
    def somebody_files(self, report: Report, who: int) -> None:
        filers = self.people.residents + self.people.officers
        self._file(report, filers[who % len(filers)])

    @precondition(lambda self: self.read)
    @rule(hop=HOPS)
    def the_first_case_goes_on(self, hop: Hop) -> None:
        self._go_on(min(self.read), hop)

    @precondition(lambda self: self.read)
    @rule(hop=HOPS)
    def the_newest_case_goes_on(self, hop: Hop) -> None:
        self._go_on(max(self.read), hop)

    @precondition(lambda self: self.read)
    @rule(which=PICKS, hop=HOPS)
    def some_case_goes_on(self, which: int, hop: Hop) -> None:
        self._go_on(self._one_of(which), hop)

    @precondition(lambda self: self.read)
    @rule(
        which=PICKS,
        operation=st.sampled_from([*OPERATIONS]),
        who=PICKS,
        contents=ANY_CONTENTS,
    )
    def anybody_tries_anything(
        self, which: int, operation: str, who: int, contents: Contents
    ) -> None:
        by = self.people.all[who % len(self.people.all)]
        case = Case.objects.get(pk=self._one_of(which))
        self._try(operation, case, self._a_try(by, contents))

    @precondition(lambda self: self.stale)
    @rule(which=PICKS, hop=HOPS)
    def an_old_form_is_sent(self, which: int, hop: Hop) -> None:
        case = self.stale[which % len(self.stale)]
        for operation, a_try in self._likely(case, hop):
            with pytest.raises(MovedOn):
                OPERATIONS[operation](case, a_try)
            self._nothing_was_written()

    @precondition(lambda self: self.read)
    @rule(which=PICKS, who=PICKS, contents=ANY_CONTENTS)
    def staff_look_at_a_phone(self, which: int, who: int, contents: Contents) -> None:
        staff = self.people.officers + self.people.clerks
        a_try = self._a_try(staff[who % len(staff)], contents)
        self._do(a_try, partial(tries.look, Case.objects.get(pk=self._one_of(which))))

    @rule(wait=WAITS, swept=st.booleans())
    def time_passes(self, wait: timedelta, swept: bool) -> None:
        self.now += wait
        if swept:
            self._sweep()

    @precondition(lambda self: self.read)
    @rule(which=PICKS, around=AROUND)
    def a_due_moment_comes(self, which: int, around: timedelta) -> None:
        due = Case.objects.get(pk=self._one_of(which)).due_at
        if due is not None:
            self.now = max(self.now, due + around)
            self._sweep()

    @invariant()
    def every_case_is_sound(self) -> None:
        """
        Looks at the cases that changed since it looked last: no other can be bad. Now
        and then a review counts them all.
        """
        written = all_that_is_written()
        changed = [row for row in written[0] if row not in self.written[0]]
        self.written = written
        for pk, *_others in changed:
            story = Story.read(pk)
            soundness.check(story, self.people)
            if self.moved is not None and self.moved.pk == pk:
                assert columns(self.moved) == columns(story.case)
            self._count(story, self.read.get(pk, 0))
            self.read[pk] = story.case.steps_written
            self.changes += 1
        self.moved = None
        if self.changes >= CHANGES_UNTIL_A_REVIEW:
            self.changes = 0
            self._review()

    def _one_of(self, which: int) -> int:
        known = sorted(self.read)
        return known[which % len(known)]

    def _go_on(self, pk: int, hop: Hop) -> None:
        """What is likely to follow, tried by who is likely to try it."""
        self.now += hop.pause
        case = Case.objects.get(pk=pk)
        for operation, a_try in self._likely(case, hop):
            self._try(operation, case, a_try)

    def _likely(self, case: Case, hop: Hop) -> list[tuple[str, Try]]:
        """One try that suits the case; none where nothing is left to be done."""
        follows = tries.likely(case)
        if not follows:
            return []
        self.tried += 1  # after one was refused, the next one tries something else
        operation, role = follows[(hop.what + self.tried) % len(follows)]
        likely = self.people.who(role, case)
        by = likely[(hop.who + self.tried) % len(likely)]
        return [(operation, self._a_try(by, tries.fitting(hop.contents, case)))]

    def _a_try(self, by: Person, contents: Contents) -> Try:
        return Try(self.town, by, contents, self.now)

    def _file(self, report: Report, by: Person) -> None:
        def file(a_try: Try) -> None:
            tries.file(report, self.town, a_try.by, a_try.now)

        self._do(self._a_try(by, NOTHING_IN_HAND), file)

    def _try(self, operation: str, case: Case, a_try: Try) -> None:
        held, old = columns(case), copy(case)
        done = self._do(a_try, partial(OPERATIONS[operation], case))
        if done:
            self.stale.append(old)
            self.moved = case
        elif operation not in OF_SEVERAL_MOVES:
            assert columns(case) == held

    def _do(self, a_try: Try, operation: Callable[[Try], object]) -> bool:
        self.by = a_try.by
        try:
            operation(a_try)
        except tries.REFUSALS as refused:
            self.tally.refused[str(getattr(refused, "refusal", type(refused)))] += 1
            self._nothing_was_written()
            return False
        return True

    def _sweep(self) -> None:
        self.by = self.people.sweep
        chasing.sweep(now=self.now)
        assert not Case.objects.filter(chase_at__lte=self.now).exists(), (
            "the sweep left something behind"
        )

    def _nothing_was_written(self) -> None:
        assert all_that_is_written() == self.written, "a refusal left something behind"

    def _review(self) -> None:
        """Of a window that ends around some moment of these lives, or of now."""
        self.reviews += 1
        moments = counted.moments()
        ends = moments[self.reviews * 7 % len(moments)] + JUST[self.reviews % 3]
        whole = self.reviews % 5 == 0
        spans = counted.half_month(self.now) if whole else counted.cut(ends)
        of_regions = self.reviews % 3 == 0
        check = counted.check_regions if of_regions else counted.check_firms
        check(spans)

    def _count(self, story: Story, known: int) -> None:
        for step in story.steps[known:]:
            if step.action not in NOT_MOVES:
                self.tally.fired[story.row_of(step), self._name(step)] += 1

    def _name(self, step: Step) -> str:
        """Of a resident the history does not say by which way they came."""
        if step.actor_kind == ActorKind.RESIDENT:
            return self.by.name
        return self.people.name_of.get(step.actor_id, step.actor_name)


def lives_of(
    town: Town, people: People, tally: Tally, turn: int
) -> type[RuleBasedStateMachine]:
    """`turn` is who begins, so that also the simplest lives differ from run to run."""

    class LivesInTown(Lives):
        def __init__(self) -> None:
            super().__init__(town, people, tally, turn)

    return LivesInTown


def columns(case: Case) -> dict[str, object]:
    """What the case in memory says of each column."""
    return {field.attname: getattr(case, field.attname) for field in COLUMNS}


def all_that_is_written() -> list[list[tuple[Any, ...]]]:
    """Every case and contact as it is stored, and how much else there is."""
    with connection.cursor() as cursor:
        return [_rows(cursor, asked) for asked in ALL_THAT_IS_WRITTEN]


def _rows(cursor: Any, asked: str) -> list[tuple[Any, ...]]:
    cursor.execute(asked)
    return list(cursor.fetchall())


def test_whatever_anybody_tries_every_case_stays_sound(town, capsys):
    tally = Tally()
    people = People(town)
    for number in range(LIVES // AT_ONCE):
        lives = seed(number)(lives_of(town, people, tally, number))
        run_state_machine_as_test(lives, settings=SETTINGS)
    with capsys.disabled():
        # for whoever reads the run: a row that nobody followed would prove nothing
        print(f"\n{tally.table()}", file=sys.stderr)  # noqa: T201

    seldom = [
        row_label(move) for move in within_reach() if tally.of(move) < FEWEST_FIRINGS
    ]
    assert not seldom


def test_each_guard_within_reach_leaves_something_to_look_at():
    asked = {guard for move in within_reach() for guard in move.guards}
    assert asked == LEFT_BEHIND.keys()
