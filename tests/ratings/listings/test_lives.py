"""
Anybody tries anything on entries of both lists: no way leads to the public but one.

Set HYPOTHESIS_PROFILE=nightly for ten times as many lives.
"""

import os
import sys
from collections import Counter
from datetime import timedelta
from random import Random

from django.db import transaction
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

from ratings.listing_moves import LISTING_MOVES, ListingMove, Who
from ratings.models import Enforcement, LegalBasis, Listing
from ratings.operations.listings import auditing
from ratings.states import (
    BasisLevel,
    EnforcementMeasure,
    ListClass,
    ListingAction,
    ListingState,
    ListKind,
)
from registry.actors import Officer
from registry.days import midnight
from registry.models import Delegation
from tests.complaints import paths
from tests.ratings.listings.people import MONDAY
from tests.ratings.listings.praise import praised
from tests.ratings.listings.ways import NEEDS, TERMS, WAITS_FOR, term_for, way_to
from tests.ratings.listings.world import DAY, SECOND, World

LIVES = 600 if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else 40
# Short runs from different seeds are as many different lives; behind those that are
# asked for come some more, as long as a row was seldom followed.
AT_ONCE = 4
MOST_RUNS = LIVES // AT_ONCE + 30
FEWEST = 2
MOST_ENTRIES = 4
SETTINGS = settings(
    max_examples=AT_ONCE,
    stateful_step_count=10,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
A = ListingAction
ANY = st.integers(0, 1_000)
DICE = st.integers(0, 2**32)
ONE_IN_FOUR = st.sampled_from([True, False, False, False])
# So often somebody tries a step as it stands: unanswered, too early, without a law.
HASTE = 0.3
# Days between a service and its record: the longest leave no time for a defence.
RECORDED_LATER = (0, 0, 0, 8, 25)
ALONE = 0.1
DEFENCE, SILENCE, ANSWER = (
    next(move for move in LISTING_MOVES if move.action == action)
    for action in (A.DEFEND, A.STAY_SILENT, A.REJECT)
)


class Lives(RuleBasedStateMachine):
    """One life: people, the clock and its sweep take turns."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.world = world
        self.law = LegalBasis.objects.get(pk=world.lists.basis.pk)
        self.local = world.lists.article(
            level=BasisLevel.LOCAL, heaviest=ListClass.GENERAL, title="合肥市办法"
        )

    def teardown(self) -> None:
        try:
            assert {one.broken for one in auditing.examine()} <= {None}
            self.world.count_moves()
        finally:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    @initialize(term=st.sampled_from(TERMS[:4]), owing=ONE_IN_FOUR, dice=DICE)
    def begin(self, term, owing, dice):
        """Two entries on their ways to what was seldom done so far."""
        random = Random(dice)  # noqa: S311  # a life drawn again is the same
        for _entry in range(2):
            self._aim(self.world.seldom(random), term, random, owing=owing)

    def _aim(self, aim: ListingMove, term, dice: Random, *, owing: bool) -> None:
        by = self._proposer(dice)
        before = Listing.objects.count()
        if aim.list_kind == ListKind.RED:
            self.world.propose_red(by)
        else:
            chosen = term_for(aim, term)
            self.world.propose(by, chosen, self.law, complied=not owing)
        if Listing.objects.count() == before:
            return
        way = [
            DEFENCE if row == SILENCE and dice.random() < HASTE else row
            for row in way_to(aim)
        ]
        for row in way:
            listing = self._entry(0)
            if (
                row.action == A.DECIDE
                and listing.defended_at
                and not listing.answered_at
            ):
                if dice.random() < HASTE:
                    self._follow(listing, row, dice)
                    listing.refresh_from_db()
                if listing.state == row.source:
                    self._follow(listing, ANSWER, dice)
                    listing.refresh_from_db()
            if listing.state == row.source:
                self._follow(listing, row, dice)

    def _proposer(self, dice: Random) -> Officer:
        """Sometimes somebody who may do everything, and would do it alone."""
        if dice.random() < ALONE:
            return self.world.all_rights[0]
        return self.world.lists.pan

    def _follow(self, listing: Listing, row: ListingMove, dice: Random) -> None:
        self.world.chosen[row] += 1
        if row.who == Who.SYSTEM:
            self._wait(listing, row)
            if row.action == A.REVOKE:
                self._enforce(listing)
            self.world.sweep()
            return
        version = listing.version
        self._hurry(listing, row, dice)
        if listing.version == version:
            self._wait(listing, row)
            self._act(listing, row, dice)

    def _hurry(self, listing: Listing, row: ListingMove, dice: Random) -> None:
        """
        Somebody may try it before its time, or while the article is not in force; what
        leads into the public is always tried without it first.
        """
        into_public = row.target == ListingState.PUBLISHED != row.source
        if not into_public and dice.random() >= HASTE:
            return
        if into_public or dice.random() < HASTE:
            LegalBasis.objects.filter(pk=self.law.pk).update(
                in_force_until=self.world.today
            )
        self._act(listing, row, dice)
        LegalBasis.objects.filter(pk=self.law.pk).update(in_force_until=None)
        listing.refresh_from_db()

    def _act(self, listing: Listing, row: ListingMove, dice: Random) -> None:
        by = self._usual(row, listing, dice.randrange(6))
        served_on = self.world.today
        if row.action == A.SERVE:
            self.world.now += DAY * dice.choice(RECORDED_LATER)
        said = {"served_on": served_on, "upheld": dice.random() < 0.3}
        self.world.act(listing, row.action, by, said)

    @precondition(lambda self: Listing.objects.count() < MOST_ENTRIES)
    @rule(
        red=ONE_IN_FOUR,
        usual=st.booleans(),
        who=ANY,
        term=st.sampled_from(TERMS),
        local=ONE_IN_FOUR,
        owing=ONE_IN_FOUR,
    )
    def propose(self, red, usual, who, term, local, owing):
        officers = self.world.officers
        by = self.world.lists.pan if usual else officers[who % len(officers)]
        if red:
            self.world.propose_red(by)
            return
        basis = LegalBasis.objects.get(pk=(self.local if local else self.law).pk)
        self.world.propose(by, term, basis, complied=not owing)

    @precondition(lambda self: Listing.objects.exists())
    @rule(which=ANY, dice=DICE, lawless=ONE_IN_FOUR)
    def go_on(self, which, dice, lawless):
        """What follows from where an entry is."""
        if not lawless:
            LegalBasis.objects.filter(pk=self.law.pk).update(in_force_until=None)
        random = Random(dice)  # noqa: S311  # a life drawn again is the same
        for _step in range(random.randint(1, 4)):
            listing = self._entry(which)
            if rows := self._possible(listing, hasty=random.random() < HASTE):
                self._follow(listing, random.choice(rows), random)

    @precondition(lambda self: Listing.objects.exists())
    @rule(
        which=ANY,
        action=st.sampled_from(
            sorted(
                set(A) - {A.PROPOSE, A.LAPSE, A.EXPIRE, A.REFUSED},
                key=lambda one: one.value,
            )
        ),
        who=ANY,
        term=st.sampled_from(TERMS),
        upheld=st.booleans(),
    )
    def try_anything(self, which, action, who, term, upheld):
        listing, world = self._entry(which), self.world
        firm = action in (A.DEFEND, A.OBJECT, A.ASK_REPAIR)
        people = world.clerks if firm else world.officers
        by = people[who % len(people)]
        world.act(listing, action, by, self._said(listing, term, upheld, who))

    @precondition(lambda self: Listing.objects.exists())
    @rule(which=ANY, who=ANY)
    def send_an_old_form(self, which, who):
        officers = self.world.officers
        self.world.stale(self._entry(which), officers[who % len(officers)])

    @rule(hours=st.sampled_from([0, 1, 24, 24, 72, 24 * 7]))
    def pass_time(self, hours):
        self.world.now += timedelta(hours=hours)

    @precondition(lambda self: Listing.objects.exists())
    @rule(
        which=ANY,
        column=st.sampled_from(["defence_ends_at", "lapses_at"]),
        before=st.booleans(),
    )
    def come_to_the_edge(self, which, column, before):
        """To the very moment that something ends, or a second before it."""
        moment = getattr(self._entry(which), column)
        if moment is not None and moment - SECOND > self.world.now:
            self.world.now = moment - SECOND if before else moment

    @rule()
    def sweep(self):
        self.world.sweep()

    @rule(days=st.sampled_from([-1, 0, 3]))
    def end_the_law(self, days):
        """The article ends about now, or is as it was again."""
        until = self.world.today + days * DAY
        ended = LegalBasis.objects.filter(pk=self.law.pk, in_force_until__isnull=True)
        if not ended.update(in_force_until=until):
            LegalBasis.objects.filter(pk=self.law.pk).update(in_force_until=None)

    @precondition(lambda self: Enforcement.objects.count() > 1)
    @rule(which=ANY, revoked=ONE_IN_FOUR)
    def change_a_document(self, which, revoked):
        documents = list(Enforcement.objects.filter(revoked_on=None).order_by("pk"))
        if not documents:
            return
        document = documents[which % len(documents)]
        if revoked:
            document.revoked_on = self.world.today
            document.revoked_because = "Quashed by the court."
        else:
            document.complied_on = self.world.today
            document.compliance = "Paid, as the bank says."
        document.save()

    @rule(absent=ANY, stand_in=ANY)
    def stand_in(self, absent, stand_in):
        officers = self.world.officers
        away, there = (
            officers[absent % len(officers)],
            officers[stand_in % len(officers)],
        )
        if away is not there:
            Delegation.objects.create(
                absent=away.user,
                stand_in=there.user,
                starts_on=self.world.today,
                ends_on=self.world.today + 4 * DAY,
            )

    @invariant()
    def nothing_is_readable_that_should_not_be(self):
        self.world.check_readable()

    def _entry(self, which: int) -> Listing:
        entries = list(Listing.objects.order_by("-pk"))
        return entries[which % len(entries)]

    def _possible(self, listing: Listing, *, hasty: bool) -> list[ListingMove]:
        """What follows from its state; who is hasty does not ask what it needs."""
        return [
            row
            for row in LISTING_MOVES
            if (row.list_kind, row.source) == (listing.list_kind, listing.state)
            and (row.action != A.RESUME or row.target == listing.suspended_from)
            and (hasty or all(need(listing) for need in _needs(row)))
        ]

    def _wait(self, listing: Listing, row: ListingMove) -> None:
        for guard in row.guards:
            moment = getattr(listing, WAITS_FOR.get(guard, ""), None)
            if moment is not None and not hasattr(moment, "hour"):
                moment = midnight(moment, timezone.get_default_timezone())
            if moment is not None and moment > self.world.now:
                self.world.now = moment

    def _usual(self, row: ListingMove, listing: Listing, who: int):
        """Who does it as a rule, or somebody who may do everything; nobody recused."""
        if row.who == Who.FIRM:
            return self.world.lists.firm
        recused = listing.steps.filter(action=A.RECUSE).values_list("actor", flat=True)
        others = self.world.all_rights[:: -1 if row.action == A.RECUSE else 1]
        usual = self.world.usual.get(row.action, self.world.lists.pan)
        people = others if row.action == A.RECUSE or who % 3 == 0 else [usual, *others]
        free = [one for one in people if one.user.pk not in set(recused)]
        return (free or people)[0]

    def _said(self, listing, term, upheld, choice):
        lighter = choice % 3 == 0 and listing.list_kind == ListKind.BLACK
        return {
            "served_on": self.world.today - DAY * (choice % 5 == 0),
            "term": term if lighter else None,
            "upheld": upheld,
        }

    def _enforce(self, listing: Listing) -> None:
        """What ends an entry of this list: a new document, or the end of its own."""
        if listing.list_kind == ListKind.RED:
            self.world.lists.document(
                EnforcementMeasure.ORDER, issued_on=self.world.today
            )
            return
        Enforcement.objects.filter(pk__in=listing.facts.values("enforcement")).update(
            revoked_on=self.world.today, revoked_because="Quashed by the court."
        )


def _needs(row: ListingMove):
    return [NEEDS[guard] for guard in row.guards if guard in NEEDS]


def lives_in(world: World, number: int):
    """A machine of its own for each run, begun where the last one was not."""

    def life() -> Lives:
        world.now, world.done = MONDAY, {}
        return Lives(world)

    return seed(number)(life)


def test_no_life_leads_to_the_public_past_the_law(lists, capsys):
    tally: Counter[ListingMove] = Counter()
    refusals: Counter[str] = Counter()
    world = World(lists, praised(lists), paths.photo(), tally, refusals)
    for number in range(MOST_RUNS):
        if number >= LIVES // AT_ONCE and not _seldom(tally):
            break
        run_state_machine_as_test(lives_in(world, number), settings=SETTINGS)
    with capsys.disabled():
        # for whoever reads the run: a row that nobody followed would prove nothing
        for move in LISTING_MOVES:
            print(f"{tally[move]:6} {_label(move)}", file=sys.stderr)  # noqa: T201
        print(refusals.most_common(), file=sys.stderr)  # noqa: T201

    assert _seldom(tally) == []


def _seldom(tally: Counter[ListingMove]) -> list[str]:
    return [_label(move) for move in LISTING_MOVES if tally[move] < FEWEST]


def _label(move):
    source = move.source or "-"
    return f"{move.list_kind} {move.action} {source} > {move.target} {move.who}"
