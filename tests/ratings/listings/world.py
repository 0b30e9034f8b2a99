"""
A world in which anybody tries anything on entries, and what it remembers.

What has to hold is asked of this memory, which is written from what people did and
when, and not from the entries themselves.
"""

from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from ratings.listing_guards import Term
from ratings.listing_moves import LISTING_MOVES, ListingMove, ListingMoveNotAllowed, Who
from ratings.models import Enforcement, LegalBasis, Listing
from ratings.operations.listings import proceeding, proposing, standing, sweeping
from ratings.operations.listings.moving import ListingMovedOn
from ratings.queries import listed
from ratings.states import (
    EnforcementMeasure,
    ListClass,
    ListingAction,
    ListingState,
    ListKind,
    ServiceWay,
)
from registry import queries as registry_queries
from registry.actors import Clerk, Officer
from registry.models import Delegation, StoredFile
from registry.roles import Right
from tests.ratings.listings.people import MONDAY, WORDS, Lists
from tests.ratings.reviewed import regulator

A = ListingAction
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
WEIGHTS = [ListClass.MINOR, ListClass.GENERAL, ListClass.SERIOUS]
# What does it, and which of its arguments are words.
OPERATIONS: dict[ListingAction, tuple[Any, ...]] = {
    A.REVIEW: (proceeding.review_law, "opinion"),
    A.NOTIFY: (proceeding.notify, "reasons"),
    A.SERVE: (proceeding.serve,),
    A.DEFEND: (proceeding.defend, "text"),
    A.STAY_SILENT: (proceeding.record_silence,),
    A.ADOPT: (proceeding.answer_defence, "reasons"),
    A.REJECT: (proceeding.answer_defence, "reasons"),
    A.DECIDE: (proceeding.decide, "reasons"),
    A.PUBLISH: (proceeding.publish,),
    A.DROP: (proceeding.drop, "reasons"),
    A.RECUSE: (proceeding.recuse, "reasons"),
    A.SUSPEND: (standing.suspend, "reasons", "document"),
    A.RESUME: (standing.resume, "reasons", "document"),
    A.QUASH: (standing.quash, "reasons", "document"),
    A.CORRECT: (standing.report_correction, "places"),
    A.REVOKE: (standing.revoke, "reasons"),
    A.OBJECT: (standing.object_to, "text"),
    A.ANSWER_OBJECTION: (standing.answer_objection, "reasons"),
    A.ASK_REPAIR: (standing.ask_repair, "corrected", "promise"),
    A.ACCEPT_REPAIR: (standing.accept_repair,),
    A.REPAIR: (standing.decide_repair, "reasons"),
    A.DENY_REPAIR: (standing.decide_repair, "reasons"),
}
SAID = {
    A.SERVE: ("served_on",),
    A.DECIDE: ("term",),
    A.ANSWER_OBJECTION: ("upheld",),
}


@dataclass
class Done:
    """One thing that was done: what, by whom and for whom, when, and with what."""

    action: ListingAction
    person: int | None
    behind: frozenset[int]
    rights: frozenset[Right]
    now: datetime
    said: dict[str, Any]


@dataclass
class World:
    """The people, the clock, and what was done on each entry so far."""

    lists: Lists
    reviews: list[Any]
    proof: StoredFile
    tally: Counter[ListingMove]
    refusals: Counter[str]
    now: datetime = MONDAY
    done: dict[int, list[Done]] = field(default_factory=dict)
    chosen: Counter[ListingMove] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        town, every = self.lists.town, tuple(Right)
        self.all_rights = [
            regulator("su", "苏", town.city, *every),
            regulator("tang", "唐", town.city, *every),
            regulator("wu", "吴", town.city, *every),
        ]
        named = [
            getattr(self.lists, name) for name in ("pan", "shen", "jue", "fa", "zhu")
        ]
        self.officers: list[Officer] = [*named, *self.all_rights]
        self.clerks: list[Clerk] = [self.lists.firm, town.rival_manager]
        self.usual = {
            A.REVIEW: self.lists.shen,
            A.ADOPT: self.lists.zhu,
            A.REJECT: self.lists.zhu,
            A.DECIDE: self.lists.jue,
            A.PUBLISH: self.lists.fa,
            A.SUSPEND: self.lists.jue,
            A.RESUME: self.lists.jue,
            A.REVOKE: self.lists.jue,
            A.QUASH: self.lists.jue,
            A.ACCEPT_REPAIR: self.lists.zhu,
            A.REPAIR: self.lists.jue,
            A.DENY_REPAIR: self.lists.jue,
            A.ANSWER_OBJECTION: self.lists.jue,
        }

    @property
    def today(self) -> date:
        return timezone.localtime(self.now).date()

    # --- what people do

    def propose(
        self, by: Officer, term: Term, basis: LegalBasis, complied: bool
    ) -> None:
        document = self.lists.document(
            EnforcementMeasure.PENALTY,
            issued_on=self.today,
            complied_on=self.today if complied else None,
        )
        self._proposed(
            by,
            {"term": term, "basis": basis.pk},
            lambda: self.lists.propose(
                facts=[self.lists.grave(document)],
                term=term,
                basis=basis,
                by=by,
                now=self.now,
            ),
        )

    def propose_red(self, by: Officer) -> None:
        older, newer = self.reviews
        self._proposed(
            by,
            {},
            lambda: proposing.propose_red(
                firm=self.lists.town.firm,
                newer=newer,
                older=older,
                reasons=WORDS,
                by=by,
                now=self.now,
            ),
        )

    def _proposed(self, by: Officer, said: dict[str, Any], propose: Any) -> None:
        try:
            listing = propose()
        except ListingMoveNotAllowed as refused:
            self.refusals[refused.refusal.value] += 1
            return
        self.done[listing.pk] = []
        self._remember(listing, A.PROPOSE, by, said)

    def act(
        self, listing: Listing, action: ListingAction, by: Any, said: dict[str, Any]
    ) -> None:
        """Try it; a refusal changes nothing and stands in the history."""
        before = (listing.state, listing.version, listing.steps.count())
        try:
            self._operation(listing, action, by, said)
        except ListingMoveNotAllowed as refused:
            self.refusals[refused.refusal.value] += 1
            listing.refresh_from_db()
            state, version, steps = before
            assert (listing.state, listing.version) == (state, version)
            last = listing.steps.latest("number")
            assert (last.action, last.tried) == (A.REFUSED, action)
            assert last.number == steps + 1
            return
        self._remember(listing, action, by, said)

    def stale(self, listing: Listing, by: Officer) -> None:
        """A form that is as old as the entry itself moves nothing."""
        old = Listing.objects.get(pk=listing.pk)
        old.version = 0
        try:
            proceeding.drop(listing=old, reasons=WORDS, by=by, now=self.now)
        except ListingMovedOn:
            return
        raise AssertionError("a stale form moved an entry")

    def _operation(
        self, listing: Listing, action: ListingAction, by: Any, said: dict[str, Any]
    ) -> None:
        both = {"listing": listing, "by": by, "now": self.now}
        carried = {
            A.SERVE: {"way": ServiceWay.POST, "proof": self.proof},
            A.RECUSE: {"person": by.user},
            A.ADOPT: {"adopted": True},
            A.REJECT: {"adopted": False},
            A.REPAIR: {"granted": True},
            A.DENY_REPAIR: {"granted": False},
            A.ASK_REPAIR: {"evidence": self.proof},
        }
        operation, *words = OPERATIONS[action]
        own = {name: said[name] for name in SAID.get(action, ()) if name in said}
        texts = dict.fromkeys(words, WORDS)
        operation(**both, **carried.get(action, {}), **own, **texts)

    def sweep(self) -> None:
        """What the clock does, and that it does it once."""
        sweeping.sweep(now=self.now)
        assert not any(sweeping.sweep(now=self.now).values())

    def _remember(
        self, listing: Listing, action: ListingAction, by: Any, said: dict[str, Any]
    ) -> None:
        one = Done(
            action=action,
            person=by.user.pk,
            behind=self.behind(by.user.pk),
            rights=frozenset(each for each in Right if by.user.has_right(each)),
            now=self.now,
            said=said,
        )
        self.done[listing.pk].append(one)
        if action in (A.PUBLISH, A.RESUME) and listing.state == ListingState.PUBLISHED:
            self.check_published(listing)

    def behind(self, person: int) -> frozenset[int]:
        """The person, and whom the person stands in for today."""
        away = Delegation.objects.filter(
            stand_in=person, starts_on__lte=self.today, ends_on__gt=self.today
        )
        return frozenset({person, *(one.absent_id for one in away)})

    # --- what has to hold

    def check_published(self, listing: Listing) -> None:
        """
        No way to the public, or back to it, but the one of the law; asked of the memory
        alone.
        """
        done = self.done[listing.pk]
        proposed, decided, published = (
            _last(done, action) for action in (A.PROPOSE, A.DECIDE, A.PUBLISH)
        )
        assert Right.DECIDE in decided.rights
        assert Right.PUBLISH in published.rights
        assert not proposed.behind & decided.behind
        assert not proposed.behind & published.behind
        assert not proposed.behind & done[-1].behind
        if listing.list_kind == ListKind.RED:
            return
        reviewed = _last(done, A.REVIEW)
        assert Right.LEGAL_REVIEW in reviewed.rights
        assert not reviewed.behind & (proposed.behind | decided.behind)
        self._check_defence(done, decided)
        basis = LegalBasis.objects.get(pk=proposed.said["basis"])
        decided_term = decided.said.get("term") or proposed.said["term"]
        assert _is_in_force(basis, self.today)
        assert _is_in_force(basis, _day(decided.now))
        weight = WEIGHTS.index(decided_term.list_class)
        assert weight <= WEIGHTS.index(ListClass(basis.heaviest))
        assert weight <= WEIGHTS.index(proposed.said["term"].list_class)
        assert decided_term.months <= proposed.said["term"].months
        assert decided_term.published
        for fact in listing.facts.all():
            assert fact.enforcement.is_grave
        assert not Enforcement.objects.filter(
            pk__in=listing.facts.values("enforcement"), revoked_on__lte=self.today
        ).exists()

    def _check_defence(self, done: list[Done], decided: Done) -> None:
        service = _last(done, A.SERVE)
        # whoever has no page to defend oneself on has no time for it either
        opened = max(service.said["served_on"], _day(service.now))
        whole_days = _day(decided.now) - DAY
        calendar = registry_queries.calendar()
        assert calendar.count_workdays(opened, whole_days) >= 5
        defences = [one.now for one in done if one.action == A.DEFEND]
        answers = [one for one in done if one.action == A.REJECT]
        if defences:
            assert answers[-1].now >= defences[-1]
            assert done.index(answers[-1]) < done.index(decided)
        assert all(
            calendar.count_workdays(opened, _day(at) - DAY) < 5 for at in defences
        )

    def check_readable(self) -> None:
        """What left the public, or never came there, is named by no query."""
        named, town = self._named(), self.lists.town
        shown = {
            each.number
            for found in (
                *(listed.shown(one, now=self.now) for one in ListKind),
                listed.of_firm(town.firm, now=self.now),
                listed.of_community(town.garden, now=self.now),
            )
            for each in found
        }
        removed = {
            one.number: one for one in listed.removed_since(MONDAY, now=self.now)
        }
        for listing in Listing.objects.all():
            entry = listed.entry(listing.number, now=self.now)
            over = listing.ends_on is not None and self.today >= listing.ends_on
            if listing.state == ListingState.PUBLISHED and not over:
                assert entry.subject.credit_code == town.firm.credit_code
                assert listing.number in shown - removed.keys()
                continue
            assert listing.number not in shown
            assert (entry is None) == (listing.published_at is None)
            if entry is not None:
                assert entry.is_removed
                told = repr((asdict(entry), removed[listing.number]))
                assert not any(name in told for name in named)

    def _named(self) -> list[str]:
        town = self.lists.town
        documents = Enforcement.objects.values_list("number", flat=True)
        return [town.firm.name, town.firm.credit_code, town.garden.name, *documents]

    def seldom(self, dice: Random) -> ListingMove:
        """The row that was followed least so far, or one of these."""
        rows = [row for row in LISTING_MOVES if row.source is not None]
        return min(
            rows, key=lambda row: (self.tally[row] + self.chosen[row], dice.random())
        )

    def count_moves(self) -> None:
        """Add what the histories say was done to the tally."""
        rows: dict[tuple[Any, ...], ListingMove] = {
            (
                move.list_kind,
                move.action,
                move.source or "",
                move.target,
                move.who,
            ): move
            for move in LISTING_MOVES
        }
        who = {"OFFICER": Who.STAFF, "CLERK": Who.FIRM, "SYSTEM": Who.SYSTEM}
        for listing in Listing.objects.all():
            for step in listing.steps.exclude(action=A.REFUSED):
                key = (
                    listing.list_kind,
                    step.action,
                    step.source,
                    step.target,
                    who[step.actor_kind],
                )
                self.tally[rows[key]] += 1


def _last(done: list[Done], action: ListingAction) -> Done:
    return [one for one in done if one.action == action][-1]


def _is_in_force(basis: LegalBasis, day: date) -> bool:
    until = basis.in_force_until
    return basis.in_force_from <= day and (until is None or day < until)


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
