"""
Anybody tries anything on some cases, for fifty steps: what has to hold, always holds.

People of the fixture town, the clock and its sweep take turns. Set
HYPOTHESIS_PROFILE=nightly for ten times as many lives.
"""

import os
import sys
from collections.abc import Callable, Collection
from copy import copy
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, seed, settings
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
from complaints.moves import MOVES, Move
from complaints.operations import chasing, holidays, merging
from complaints.operations.moving import MovedOn
from complaints.states import ActorKind
from registry.models import DayOff
from tests.complaints import paths
from tests.complaints.life import beginnings, costs, counted, soundness, tries
from tests.complaints.life.contents import (
    ANY_CONTENTS,
    NOTHING_IN_HAND,
    NUMBERS,
    REPORTS,
    Contents,
    Report,
    mostly_sensible,
    whole_report,
)
from tests.complaints.life.evidence import LEFT_BEHIND
from tests.complaints.life.people import People, Person
from tests.complaints.life.story import NOT_MOVES, Story
from tests.complaints.life.tally import Tally, row_label
from tests.complaints.life.tries import BESIDE_THE_MOVES, OPERATIONS, Follow, Try
from tests.town import Town

LIVES = 2000 if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else 200
# Of a longer run Hypothesis spends five lives of six on copies of another one with one
# part repeated; short runs from different seeds are as many different lives.
AT_ONCE = 5
SETTINGS = settings(
    max_examples=AT_ONCE,
    stateful_step_count=50,
    database=None,
    deadline=None,
    # what is unsound tells its whole story; a shorter one would take minutes to find
    phases=[Phase.generate],
    report_multiple_bugs=False,
    # a life is fifty transactions on a database, and draws what each of them brings
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
MOST_CASES = 8
CHANGES_UNTIL_A_REVIEW = 60
# An end of a rest, and what it finds overdue: urged, supervised, entered.
LONGEST_CHASE = 5
FEWEST_FIRINGS = 20
ENOUGH = 3 * FEWEST_FIRINGS
# Behind the lives that are asked for, some more, begun near the rows that few of them
# followed.
MOST_RUNS = LIVES // AT_ONCE + 40
# For each step that an operation writes, with its notices: on two cases, twice as many.
MOST_QUERIES = 12

# Around Spring Festival, on a plain Monday, before National Day, and into a year whose
# holidays nobody has announced; each at a local hour of work.
STARTS = [
    datetime(2026, 2, 13, 1, tzinfo=UTC),
    datetime(2026, 3, 2, 1, tzinfo=UTC),
    datetime(2026, 9, 30, 8, tzinfo=UTC),
    datetime(2026, 12, 30, 3, tzinfo=UTC),
]
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
OF_SEVERAL_MOVES = {
    "take on",
    "close",
    "close by phone",
    "close by phone, not solved",
}
ALL_THAT_IS_WRITTEN = (
    "SELECT * FROM complaints_case ORDER BY id",
    "SELECT id, phone_proved_at, turn FROM complaints_contact ORDER BY id",
    "SELECT id, phone_digest, proved_at FROM complaints_follower ORDER BY id",
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
    """A likely next step and the time until it; numbers choose what, who, with what."""

    what: int
    who: int
    number: int
    pause: timedelta


HOPS = st.builds(Hop, PICKS, PICKS, NUMBERS, PAUSES)
SOME_HOPS = st.lists(HOPS, min_size=1, max_size=6)


class Lives(RuleBasedStateMachine):
    """Some cases, the people around them, and the moment that it is."""

    def __init__(self, town: Town, people: People, tally: Tally, turn: int) -> None:
        super().__init__()
        self.town, self.people, self.tally = town, people, tally
        self.seldom: Collection[Follow] = ()
        self.beginnings: list[Callable[[Town], Any]] = [beginnings.filed]
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
        begins=PICKS,
        proved=st.booleans(),
    )
    def somebody_begins(self, start: datetime, begins: int, proved: bool) -> None:
        case = self.beginnings[begins % len(self.beginnings)](self.town)
        self.now = max(start, beginnings.LAST_MOMENT)
        if proved:
            tries.prove(case, self.now)

    @precondition(lambda self: len(self.read) < MOST_CASES)
    @rule(report=REPORTS, who=PICKS, joins=st.integers(0, 7))
    def somebody_files(self, report: Report, who: int, joins: int) -> None:
        """Now and then a neighbour joins, and may take the case over one day."""
        filers = self.people.residents + self.people.officers
        self._file(report, filers[who % len(filers)])
        if joins < len(self.people.residents):
            self.every_case_is_sound()
            a_try = self._a_try(self.people.residents[joins], NOTHING_IN_HAND)
            self._do(a_try, partial(tries.join, Case.objects.latest("pk")))

    @precondition(lambda self: self.read)
    @rule(hops=SOME_HOPS)
    def the_first_case_goes_on(self, hops: list[Hop]) -> None:
        self._go_on(min(self.read), hops)

    @precondition(lambda self: self.read)
    @rule(hops=SOME_HOPS)
    def the_newest_case_goes_on(self, hops: list[Hop]) -> None:
        self._go_on(max(self.read), hops)

    @precondition(lambda self: self.read)
    @rule(which=PICKS, hops=SOME_HOPS)
    def some_case_goes_on(self, which: int, hops: list[Hop]) -> None:
        self._go_on(self._one_of(which), hops)

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
        for follow, a_try in self._likely(case, hop):
            if follow.operation in BESIDE_THE_MOVES:
                continue
            with pytest.raises(MovedOn):
                OPERATIONS[follow.operation](case, a_try)
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

    @rule(days=st.integers(1, 40), works=st.booleans())
    def a_day_is_announced(self, days: int, works: bool) -> None:
        """A holiday, or a Saturday that is worked; the night moves what it has to."""
        day = timezone.localtime(self.now).date() + timedelta(days=days)
        DayOff.objects.update_or_create(
            day=day, defaults={"works": works, "reason": "announced"}
        )
        self._nothing_was_written()
        self.by = self.people.sweep
        holidays.move_dates(now=self.now)

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

    def _go_on(self, pk: int, hops: list[Hop]) -> None:
        """What is likely to follow, tried by who is likely to try it."""
        for hop in hops:
            self.now += hop.pause
            case = Case.objects.get(pk=pk)
            follows = self._likely(case, hop)
            for follow, a_try in follows:
                if self._try(follow.operation, case, a_try):
                    self.tally.done[follow] += 1
            if not follows:
                pk = self._another(pk, hop)
            self.every_case_is_sound()

    def _another(self, pk: int, hop: Hop) -> int:
        """Of a case that is over nothing more can be learned: on with another one."""
        if len(self.read) < MOST_CASES:
            self._file(whole_report(hop.number), self.people.by_receipt)
            self.every_case_is_sound()
        known = sorted(self.read)
        return known[known.index(pk) - 1]

    def _likely(self, case: Case, hop: Hop) -> list[tuple[Follow, Try]]:
        """One try that suits the case; none where nothing is left to be done."""
        follows = tries.likely(case, self.seldom)
        if not follows:
            return []
        self.tried += 1  # after one was refused, the next one tries something else
        follow = follows[(hop.what + self.tried) % len(follows)]
        likely = self.people.who(follow.whose, case) or self.people.officers
        by = likely[(hop.who + self.tried) % len(likely)]
        brought = mostly_sensible(hop.number + self.tried)
        if follow.whose == "visitor" and brought.fits:
            self.now = tries.when_residents_are_called(self.now)
        return [(follow, self._a_try(by, tries.fitting(brought, case)))]

    def _a_try(self, by: Person, contents: Contents) -> Try:
        return Try(self.town, by, contents, self.now)

    def _file(self, report: Report, by: Person) -> None:
        def file(a_try: Try) -> None:
            tries.file(report, self.town, a_try.by, a_try.now)

        self._do(self._a_try(by, NOTHING_IN_HAND), file)

    def _try(self, operation: str, case: Case, a_try: Try) -> bool:
        held, old, written = columns(case), copy(case), Step.objects.count()
        with costs.asked() as said:
            done = self._do(a_try, partial(OPERATIONS[operation], case))
        if done:
            self.tally.cost(operation, Step.objects.count() - written, said)
            # a step beside the moves leaves open forms fresh
            if case.version != old.version:
                self.stale.append(old)
            self.moved = case
        elif operation not in OF_SEVERAL_MOVES:
            assert columns(case) == held
        return done

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
        for _each in range(LONGEST_CHASE):
            if not any(asdict(chasing.sweep(now=self.now)).values()):
                break
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
        try:
            check(spans)
        except AssertionError as problem:
            for pk in self.read:
                problem.add_note(Story.read(pk).told)
            raise

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
    town: Town,
    people: People,
    tally: Tally,
    turn: int,
    begin: list[Callable[[Town], Any]],
) -> type[RuleBasedStateMachine]:
    """
    `turn` is who begins, so that also the simplest lives differ from run to run; what
    the runs before it seldom came to is tried more often.
    """
    seldom = tally.seldom(ENOUGH)

    class LivesInTown(Lives):
        def __init__(self) -> None:
            super().__init__(town, people, tally, turn)
            self.seldom, self.beginnings = seldom, begin

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


def seldom_rows(tally: Tally) -> list[Move]:
    return [move for move in MOVES if tally.of(move) < FEWEST_FIRINGS]


def test_whatever_anybody_tries_every_case_stays_sound(town, capsys):
    tally = Tally()
    people = People(town)
    for number in range(MOST_RUNS):
        begin = beginnings.chosen(tally.missing(ENOUGH))
        if number >= LIVES // AT_ONCE:
            begin = beginnings.near(seldom_rows(tally))
        if not begin:
            break
        lives = seed(number)(lives_of(town, people, tally, number, begin))
        run_state_machine_as_test(lives, settings=SETTINGS)
    with capsys.disabled():
        # for whoever reads the run: a row that nobody followed would prove nothing
        print(f"\n{tally.table()}", file=sys.stderr)  # noqa: T201

    assert [row_label(move) for move in seldom_rows(tally)] == []
    dear = {
        name: (queries, said)
        for name, (queries, said) in tally.dearest.items()
        if queries > MOST_QUERIES
    }
    assert not dear


def test_a_case_that_was_handed_on_is_sound(town):
    case = paths.accepted(town)
    paths.follow(town, case)
    merging.withdraw(case=case, by=town.by_receipt, now=paths.after(6))

    soundness.check(Story.read(case.pk), People(town))


def test_each_guard_of_a_move_leaves_something_to_look_at():
    asked = {guard for move in MOVES for guard in move.guards}
    assert asked == LEFT_BEHIND.keys()
