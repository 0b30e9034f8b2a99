"""
The course of one case in the demo: what happens next, when, and by whom.

Chance decides between what the table of moves allows; a course ends where the next
moment would lie in the future, where nobody goes on, or where the case stays closed.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from random import Random

from complaints.operations import intents
from complaints.operations.intents import Disposal, Verification
from complaints.operations.loading import History
from complaints.states import (
    Action,
    DeclineReason,
    Duty,
    Finding,
    How,
    Kind,
    Measure,
    Outcome,
    Party,
    PhotoKind,
    State,
    Urgency,
)
from propertyhub.demo import detours, endings, promises, texts, visits
from propertyhub.demo.scene import Scene
from propertyhub.demo.storytelling import Storyteller
from registry.actors import Actor

DECLINED = 0.04
EXPLAINED_AWAY = 0.03
FOUND_AGAIN = 0.15
UNLOCATED = 0.8
UNLOCATED_SINCE = timedelta(days=12)
MOST_SENT_BACK = 2

FINDINGS = {
    Finding.FOUNDED: 72,
    Finding.PARTLY: 14,
    Finding.UNFOUNDED: 9,
    Finding.NOT_ESTABLISHED: 5,
}
DUTIES = {
    Duty.FIRM: 80,
    Duty.DEPARTMENT: 8,
    Duty.OWNERS: 5,
    Duty.COMMITTEE: 2,
    Duty.DEVELOPER: 3,
    Duty.AGENCY: 2,
}
HOWS = {How.VISIT: 60, How.CALL: 12, How.PHOTO: 20, How.NEIGHBOUR: 8}
OUTCOMES = {Outcome.FIXED: 80, Outcome.PARTLY: 14, Outcome.CANNOT: 6}


class Course(Storyteller):
    """Follows one case from where it is until now."""

    def __init__(
        self, scene: Scene, history: History, rng: Random, answer: str
    ) -> None:
        """`answer` is what the office answers to what is no complaint."""
        super().__init__(scene, history, rng)
        self.answer = answer
        self.poor = False
        self.sent_back = 0

    def run(self) -> History:
        """Go on until now."""
        steps: Mapping[str, Callable[[], bool]] = {
            State.FILED: self._take_in,
            State.ACCEPTED: self._look_into,
            State.VERIFIED: self._order,
            State.DISPOSED: self._rectify,
            State.RECTIFIED: self._check,
            State.REPORTED: self._last_word,
            State.DECLINED: lambda: detours.appeal(self),
            State.APPEALED: lambda: detours.decide_on_appeal(self),
        }
        while self.case.state in steps and (
            detours.taken(self) or steps[self.case.state]()
        ):
            pass
        promises.settle(self)
        self.history.wait(until=self.scene.now)
        visits.visit_again(self)
        return self.history

    def _take_in(self) -> bool:
        if self.case.community is None:
            return self._locate()
        at = self.moment()
        if at is None:
            return False
        by = self.officer()
        if self.case.kind != Kind.RETALIATION and self.rng.random() < DECLINED:
            reason = self.rng.choice(list(DeclineReason))
            text, way_on = texts.declined(reason)
            self.history.take(
                intents.decline(reason=reason, text=text, way_on=way_on, by=by, now=at)
            )
            return True
        self.history.take(intents.accept(by=by, now=at))
        return True

    def _locate(self) -> bool:
        """An officer of the county finds out which community it is, sooner or later."""
        is_fresh = self.case.filed_at > self.scene.now - UNLOCATED_SINCE
        if is_fresh and self.rng.random() < UNLOCATED:
            return False
        at = self.scene.hours.at_work(self.history.last_at, self.rng.uniform(15, 120))
        if at > self.scene.now:
            return False
        county = f"{self.case.office_code[:6]}000"
        nearby = [
            community
            for community in self.scene.places.communities
            if community.street.code.startswith(county[:6])
        ]
        by = self.scene.cast.officer(self.rng, county)
        self.history.locate(community=self.rng.choice(nearby), by=by, now=at)
        return True

    def _look_into(self) -> bool:
        if self.case.kind != Kind.COMPLAINT:
            return self._answer()
        at = self.moment()
        if at is None:
            return False
        finding = self.drawn(FINDINGS)
        self._verify(at, finding, note=texts.one(self.rng, "found", finding.value))
        return True

    def _verify(self, at: datetime, finding: Finding, *, note: str) -> None:
        photos = self.scene.camera.sometimes(
            self.rng, 0.005, topic=self.topic, after=False, now=at
        )
        on_site = finding == Finding.UNFOUNDED or self.case.urgency != Urgency.ORDINARY
        found = Verification(
            finding=finding,
            duty=Duty.FIRM if self.case.round > 1 else self.drawn(DUTIES),
            how=How.VISIT if on_site else self.drawn(HOWS),
            note=note,
            photos=photos,
        )
        step = self.history.take(intents.verify(found=found, by=self.officer(), now=at))
        self.history.attach(step, photos, PhotoKind.FINDING)

    def _order(self) -> bool:
        if detours.decide_for_good(self):
            return False
        at = self.moment()
        if at is None:
            return False
        finding = Finding(self.case.finding)
        if finding in (Finding.UNFOUNDED, Finding.NOT_ESTABLISHED):
            if self.rng.random() < FOUND_AGAIN:
                again = texts.one(self.rng, "found", "AGAIN")
                self._verify(at, Finding.FOUNDED, note=again)
            else:
                self._explain(at, Outcome(finding.value))
        elif self.rng.random() < EXPLAINED_AWAY:
            self._explain(at, Outcome.CANNOT)
        else:
            self._dispose(at)
        return True

    def _explain(self, at: datetime, outcome: Outcome) -> None:
        by = self.officer(besides=self.reporters() | self.finders())
        text = texts.one(self.rng, "explained", outcome.value)
        self.history.take(
            intents.tell(
                action=Action.EXPLAIN, outcome=outcome, text=text, by=by, now=at
            )
        )

    def _dispose(self, at: datetime) -> None:
        by = self.officer(besides=self.reporters())
        self.history.take(intents.dispose(order=self._disposal(), by=by, now=at))
        self.sent_back = 0

    def _disposal(self) -> Disposal:
        """Whoever has the duty; without an account, the office sees to it."""
        department = self.scene.cast.department(
            self.case.category.department, self.case.office_code
        )
        if self.case.duty == Duty.FIRM and self.case.firm is not None:
            measure, party = Measure.ORDER_FIRM, Party.FIRM
        elif self.case.duty == Duty.DEPARTMENT and department is not None:
            measure, party = Measure.ORDER_DEPARTMENT, Party.DEPARTMENT
        else:
            measure = self.rng.choice([Measure.CHAMBER, Measure.REMEDY])
            party = Party.OFFICE
        return Disposal(
            measure=measure,
            party=party,
            firm=self.case.firm if party == Party.FIRM else None,
            department=department if party == Party.DEPARTMENT else None,
            instructions=texts.one(self.rng, "ordered", party.value),
        )

    def _rectify(self) -> bool:
        at = self.moment()
        if at is None:
            return False
        self.poor = self.rng.random() < 0.4 * (1 - self.firm_manner.quality)
        by, words = self._acting()
        photos = self.scene.camera.sometimes(
            self.rng, 0.011, topic=self.topic, after=True, now=at
        )
        step = self.history.take(
            intents.rectify(
                text=words,
                by=by,
                now=at,
                photos=photos,
                no_photo_because="" if photos else texts.one(self.rng, "no_photo"),
                commitments=promises.promised(self),
            )
        )
        self.history.attach(step, photos, PhotoKind.AFTER)
        return True

    def _acting(self) -> tuple[Actor, str]:
        """Who writes the rectification, and in whose words."""
        if self.case.party == Party.FIRM and self.case.acting_firm_id is not None:
            clerk = self.scene.cast.firms[self.case.acting_firm_id]
            if self.poor:
                return clerk, texts.one(self.rng, "rectified_poorly")
            return clerk, texts.one(self.rng, "rectified", self.topic)
        department_id = self.case.acting_department_id
        if self.case.party == Party.DEPARTMENT and department_id is not None:
            clerk = self.scene.cast.departments[department_id]
            return clerk, texts.one(self.rng, "rectified_by_department")
        return self.officer(), texts.one(self.rng, "rectified_by_office")

    def _check(self) -> bool:
        at = self.moment()
        if at is None:
            return False
        by = self.officer(besides=self.reporters())
        likely = 0.65 if self.poor else 0.03
        if self.sent_back < MOST_SENT_BACK and self.rng.random() < likely:
            self.sent_back += 1
            text = texts.one(self.rng, "sent_back")
            self.history.send_back(text=text, by=by, now=at)
            return True
        outcome = Outcome.PARTLY if self.poor else self.drawn(OUTCOMES)
        text = texts.one(self.rng, "reported", outcome.value)
        self.history.take(
            intents.tell(
                action=Action.REPORT, outcome=outcome, text=text, by=by, now=at
            )
        )
        return True

    def _answer(self) -> bool:
        at = self.moment()
        if at is None:
            return False
        by = self.officer(besides=self.reporters())
        self.history.take(
            intents.tell(
                action=Action.ANSWER,
                outcome=Outcome.ANSWERED,
                text=self.answer,
                by=by,
                now=at,
            )
        )
        return True

    def _last_word(self) -> bool:
        return endings.last_word(self)
