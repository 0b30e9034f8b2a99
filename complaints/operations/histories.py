"""
Case histories in memory, before any of it is stored.

A history goes through the same functions as a case that people work on: the table of
moves decides, the clock dates, the sweep reminds, urges and closes. What is left out
is the outbox: nobody gets a message about the past. `loading` stores histories.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from complaints.models import (
    Answer,
    Case,
    Commitment,
    Contact,
    Follower,
    Photo,
    Promise,
    Step,
)
from complaints.operations import (
    chasing,
    dating,
    delays,
    detours,
    evidence,
    filing,
    intents,
    joining,
    making,
    merging,
    raising,
    visiting,
)
from complaints.operations.filing import Filing
from complaints.operations.intents import Given, Intent
from complaints.operations.making import Known, MoveNotAllowed
from complaints.operations.writing import cover, settlement
from complaints.queries.facts import pending_extension
from complaints.queries.limits import Clocks, Promised, promised_in
from complaints.queries.suspicions import open_in
from complaints.queries.visits import tries_of
from complaints.states import (
    Action,
    Channel,
    Closing,
    Kind,
    PhotoKind,
    Privacy,
    Solved,
    Stage,
)
from registry import queries as registry_queries
from registry.actors import Actor, Officer, Resident
from registry.models import Community, Region, StoredFile, Tenure, User
from registry.roles import Role

__all__ = ["History", "MoveNotAllowed", "OutOfOrder", "Surroundings"]

ONE_MINUTE = timedelta(minutes=1)


class OutOfOrder(ValueError):
    """A step lies before the one that it should follow."""


@dataclass(frozen=True)
class Surroundings:
    """What histories are decided on and no history changes: read once for all."""

    clocks: Clocks
    regions: Mapping[str, Region]
    officers_upwards: Mapping[str, Sequence[tuple[str, Set[int]]]]
    tenures: Mapping[int, Sequence[Tenure]]

    @classmethod
    def read(cls, *, upto: datetime) -> "Surroundings":
        """For histories that end at `upto` or before."""
        tenures: dict[int, list[Tenure]] = {}
        for tenure in Tenure.objects.select_related("firm"):
            tenures.setdefault(tenure.community_id, []).append(tenure)
        regions = {region.code: region for region in Region.objects.all()}
        return cls(
            clocks=Clocks(upto=upto),
            regions=regions,
            officers_upwards=_officers_upwards(regions),
            tenures=tenures,
        )

    def placed(self, community: Community, filed_at: datetime) -> dict[str, object]:
        """As `filing.placed`."""
        day = timezone.localtime(filed_at).date()
        found = (
            tenure
            for tenure in self.tenures.get(community.pk, ())
            if tenure.starts_on <= day
            and (tenure.ends_on is None or tenure.ends_on > day)
        )
        return filing.placed_under(community, next(found, None))

    def office_for(self, kind: Kind, region: Region) -> Region:
        """As `filing.office_for`."""
        return self.regions[filing.office_code_for(kind, region.code)]


class History:
    """
    One case that is still in memory: filed, moved and waited with, never earlier than
    its last step. `write` stores it. `mentions` are the details of steps that name
    another case, whose number is known when it is written.
    """

    def __init__(
        self,
        filed: Filing,
        *,
        by: Officer | Resident,
        now: datetime,
        around: Surroundings,
    ) -> None:
        """:raises FilingIncomplete: (of `filing`) if text, place or phone is missing"""
        filing.check_complete(filed)
        community = filed.place.community
        new = filing.opened(
            filed,
            by=by,
            now=now,
            office=around.office_for(filed.kind, filed.region),
            answerable=around.placed(community, now) if community else {},
            clock=around.clocks.at(now),
        )
        self.around = around
        self.case: Case = new.case
        self.contact: Contact = new.contact
        self.steps: list[Step] = [new.step]
        self.promises: list[Promise] = []
        self.answers: list[Answer] = []
        self.photos: list[Photo] = []
        self.commitments: list[Commitment] = []
        self.followers: list[Follower] = []
        self.mentions: list[tuple[Step, str, Case]] = []
        self._promise(new.step, new.entry)

    @property
    def last_at(self) -> datetime:
        return self.steps[-1].at

    def take(self, intent: Intent) -> Step:
        """
        Let the clock run until the intent's moment, then make the move.

        :raises MoveNotAllowed: if the table, the office or a guard is against it
        :raises OutOfOrder: if the moment lies before the last step
        """
        self.wait(until=intent.now)
        return self._take(intent)

    def wait(self, *, until: datetime) -> None:
        """Let the sweep of each minute remind, urge, close and ask what falls due."""
        if until < self.last_at:
            raise OutOfOrder(f"{until} lies before {self.last_at}")
        while (moment := self._next_moment()) is not None:
            at = _full_minute(moment)
            if at > until:
                break
            self._sweep(at)
        for commitment in self.commitments:
            if commitment.ask_at is not None and commitment.ask_at <= until:
                commitment.ask_at = None

    def attach(self, step: Step, photos: Sequence[StoredFile], kind: PhotoKind) -> None:
        """Make stored images evidence of a step; its chain is closed later."""
        step.detail["photos"] = [photo.sha256 for photo in photos]
        self.photos += evidence.photo_rows(self.case, step, photos, kind)

    def prove_phone(self, *, now: datetime) -> None:
        """The reporter typed the code that was sent to the phone."""
        self.contact.phone_proved_at = now

    def locate(self, *, community: Community, by: Actor, now: datetime) -> Step:
        return self.take(
            intents.locate(
                community=community,
                office=self.around.office_for(Kind(self.case.kind), community.street),
                placed=self.around.placed(community, self.case.filed_at),
                by=by,
                now=now,
            )
        )

    def close(
        self, *, given: Given, channel: Channel, by: Resident, now: datetime
    ) -> Step:
        """As `visiting.close`."""
        return self._answered(Closing.ANSWERED, given, channel, by, now)

    def close_by_phone(self, *, given: Given, by: Officer, now: datetime) -> Step:
        """As `visiting.close_by_phone`: a spoken "no" reopens the case at once."""
        step = self._answered(Closing.TYPED, given, Channel.PHONE, by, now)
        return step if given.solved != Solved.NO else self.reopen(by=by, now=now)

    def reopen(self, *, by: Actor, now: datetime, text: str = "") -> Step:
        """As `visiting.reopen`."""
        self.wait(until=now)
        above = self._region(raising.by_reopening(self.case, self.steps))
        step = self._take(intents.reopen(by=by, now=now, text=text, raised_to=above))
        self._raised(above, now)
        return step

    def send_back(self, *, text: str, by: Officer, now: datetime) -> Step:
        """As `handling.send_back`: the third redo raises the case."""
        self.wait(until=now)
        above = self._region(raising.by_sending_back(self.case, self.steps))
        step = self._take(intents.send_back(text=text, by=by, now=now, raised_to=above))
        self._raised(above, now)
        return step

    def merge(self, *, into: "History", by: Officer, now: datetime) -> Step:
        """As `merging.merge`; the numbers are filled in when they are known."""
        self.wait(until=now)
        into.wait(until=now)
        fits = merging.is_target(into.case, self.case)
        step = self._take(
            detours.merge(target=into.case, fits=fits, text="", by=by, now=now)
        )
        into._add(Action.FOLLOW, by, now, detail={"merged": ""})
        into.followers += joining.as_followers(
            self.contact, source=self.case, target=into.case, now=now
        )
        self.mentions.append((step, "into", into.case))
        into.mentions.append((into.steps[-1], "merged", self.case))
        return step

    def settle(
        self, *, number: int, kept: bool, text: str, by: Officer, now: datetime
    ) -> Step:
        """As `committing.settle`."""
        self.wait(until=now)
        due_at = delays.milestone_behind(
            self.case, self.steps, settled=number, clock=self.around.clocks.at(now)
        )
        step = self._take(
            delays.settle(
                number=number, kept=kept, text=text, by=by, now=now, due_at=due_at
            )
        )
        for name, value in settlement(step).items():
            setattr(self.commitments[number - 1], name, value)
        return step

    def _region(self, code: str | None) -> Region | None:
        return None if code is None else self.around.regions[code]

    def _raised(self, above: Region | None, now: datetime) -> None:
        if above is not None:
            self._add(Action.RAISE, raising.RAISING, now, detail={"office": above.code})

    def _answered(
        self,
        closing: Closing,
        given: Given,
        channel: Channel,
        by: Officer | Resident,
        now: datetime,
    ) -> Step:
        step = self.take(
            intents.close(
                closing=closing,
                by=by,
                now=now,
                given=given,
                channel=channel,
                has_phone=bool(self.contact.phone_sealed),
            )
        )
        own = isinstance(by, Resident) and by.phone_proved
        if own and self.contact.phone_proved_at is None:
            self.contact.phone_proved_at = now
        self.answers.append(
            visiting.answer_row(self.case, step, given, channel, own=own)
        )
        return step

    def _take(self, intent: Intent) -> Step:
        if making.ends_a_standstill(self.case, intent):
            self._take(delays.run_again(self.steps, now=intent.now))
        known = Known(
            history=self.steps,
            promised=self._promised(),
            officers=self.around.officers_upwards,
            clock=self.around.clocks.at(intent.now),
        )
        made = making.make(self.case, intent, known)
        making.apply(self.case, made)
        self.steps.append(made.step)
        self._promise(made.step, made.entry)
        self.commitments += made.commitments
        return made.step

    def _promise(self, step: Step, entry: dating.Entry) -> None:
        promises = dating.promise_rows(
            self.case,
            step,
            entry,
            revision=self._promised().next_revision,
            clock=self.around.clocks.at(step.at),
        )
        cover(step, promises)
        self.promises += promises

    def _promised(self) -> Promised:
        return promised_in(
            (row.revision, row.stage, row.promised_at, row.workdays, row.step.at)
            for row in self.promises
            if row.round == self.case.round
        )

    def _next_moment(self) -> datetime | None:
        """When the sweep finds something to do about the case."""
        case = self.case
        moments = (case.decide_by, case.safe_by, case.judge_chase_at, case.chase_at)
        return min((one for one in moments if one is not None), default=None)

    def _sweep(self, at: datetime) -> None:
        """What one sweep does, in its order."""
        case = self.case
        if case.decide_by is not None and case.decide_by <= at:
            asked = pending_extension(self.steps)
            assert asked is not None  # it set the moment
            self._take(
                delays.deny_extension(asked=asked, text="", by=chasing.SWEEP, now=at)
            )
        if case.safe_by is not None and case.safe_by <= at:
            self._take(detours.alarm(by=chasing.SWEEP, now=at))
        if case.judge_chase_at is not None and case.judge_chase_at <= at:
            case.judge_chase_at = None
            about = open_in(self.steps)[0].suspected[-1].number
            detail = {"stage": str(Stage.SUSPICION)}
            self._add(Action.URGE, chasing.SWEEP, at, about=about, detail=detail)
        if case.chase_at is not None and case.chase_at <= at:
            self._chase(at)

    def _chase(self, at: datetime) -> None:
        written = {
            step.action for step in self.steps if step.about == self.case.entered_number
        }
        match action := chasing.what_is_due(self.case, at, written):
            case Action.RESUME:
                self._take(delays.run_again(self.steps, now=at, by=chasing.SWEEP))
            case Action.REMIND:
                self.case.chase_at = self.case.due_at
                self._add(action, chasing.SWEEP, at, about=self.case.entered_number)
            case Action.CLOSE:
                tries = tries_of(self.case, self.steps)
                closing = visiting.silence(Privacy(self.contact.privacy), tries)
                self._take(intents.close(closing=closing, by=chasing.SWEEP, now=at))
            case _:
                clock = self.around.clocks.at(at)
                self.case.chase_at = chasing.chased_next(self.case, action, clock)
                self._add(
                    action,
                    chasing.SWEEP,
                    at,
                    about=self.case.entered_number,
                    detail=chasing.pressed(self.case),
                )

    def _add(
        self,
        action: Action,
        by: Actor,
        now: datetime,
        *,
        about: int | None = None,
        detail: Mapping[str, str] | None = None,
    ) -> None:
        step = making.added(
            self.case, action=action, by=by, now=now, about=about, detail=detail
        )
        self.case.steps_written = step.number
        self.steps.append(step)


def _officers_upwards(
    codes: Iterable[str],
) -> dict[str, list[tuple[str, Set[int]]]]:
    """As `registry.queries.officers_upwards`, for many offices at once."""
    officers: dict[str, set[int]] = {}
    people = User.objects.filter(role=Role.OFFICER, is_active=True)
    for code, user_id in people.values_list("region__code", "pk"):
        officers.setdefault(code, set()).add(user_id)
    return {
        code: [
            (office, frozenset(officers.get(office, ())))
            for office in registry_queries.lineage(code)
        ]
        for code in codes
    }


def _full_minute(moment: datetime) -> datetime:
    """When the next sweep comes by: at the moment itself, or up to a minute later."""
    past = timedelta(seconds=moment.second, microseconds=moment.microsecond)
    return moment - past + ONE_MINUTE if past else moment
