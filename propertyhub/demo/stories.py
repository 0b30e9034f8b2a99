"""
The cases of the demo that were real: told as they happened, in the days before now.

Danqing Garden's parking for e-bikes waits for the residents' last word after it was
sent back once; Aoyun Kangcheng was closed as solved.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from complaints.models import Category
from complaints.operations import detours, intents
from complaints.operations.incoming import Filing, Place, Reporter
from complaints.operations.intents import Disposal, Given, Verification
from complaints.operations.loading import History
from complaints.states import (
    Action,
    Channel,
    DeclineReason,
    Duty,
    Finding,
    How,
    Kind,
    Measure,
    Outcome,
    Party,
    PhotoKind,
    Privacy,
    Satisfied,
    Solved,
)
from propertyhub.demo import names, pictures, texts
from propertyhub.demo.courses import Course
from propertyhub.demo.places import AOYUN, DANQING, HEYEDI, NANRUI
from propertyhub.demo.scene import Scene, chance
from registry.actors import Clerk, Officer, Resident
from registry.models import Community, StoredFile

TOLD = Path(__file__).with_name("stories.toml")
PROVED, BY_RECEIPT = Resident(phone_proved=True), Resident(phone_proved=False)
AOYUN_WORKDAYS_AGO = 54
ASKED_AT_ONCE = 6


@dataclass
class Narrator:
    """Tells stories by working days before the last one that is over."""

    scene: Scene
    categories: dict[str, Category]

    def __post_init__(self) -> None:
        self.told: dict[str, Any] = tomllib.loads(TOLD.read_text(encoding="utf-8"))
        self.phones = 0

    def tell(self) -> Iterator[History]:
        yield self._danqing()
        yield self._pond()
        yield from self._lift_twice()
        yield self._committee()
        yield self._aoyun()
        yield self._lamps()
        yield from self._at_once()
        yield from self._unlisted()
        yield from self._others()

    def _danqing(self) -> History:
        words = self.told["danqing"]
        before = self.photo("cement", after=False, at=self.at(14, 20, 10))
        story = self.filed(
            "parking-ebike",
            words["complaint"],
            self.community(DANQING),
            at=self.at(14, 20, 10),
            name="李女士",
        )
        story.attach(story.steps[0], [before], PhotoKind.COMPLAINT)
        officer, firm = self.officer(HEYEDI), self.firm(story)
        story.take(intents.accept(by=officer, now=self.at(13, 9, 40)))
        seen = self.photo("cement", after=False, at=self.at(12, 10, 30))
        self.found(story, words["found"], officer, self.at(12, 10, 30), [seen])
        self.ordered(story, words["ordered"], officer, self.at(12, 15, 5))
        lines = self.photo("cement", after=True, at=self.at(9, 16, 20))
        self.rectified(story, words["rectified_first"], firm, self.at(9, 16, 20), lines)
        story.take(
            intents.send_back(
                text=words["sent_back"], by=officer, now=self.at(8, 10, 15)
            )
        )
        roof = self.photo("parking", after=True, at=self.at(3, 11, 30))
        self.rectified(story, words["rectified_again"], firm, self.at(3, 11, 30), roof)
        self.reported(story, words["reported"], officer, self.at(0, 10, 5))
        return story

    def _pond(self) -> History:
        """Accepted, and not looked into yet."""
        story = self.filed(
            "buildings-greens",
            self.told["danqing"]["pond"],
            self.community(DANQING),
            at=self.at(1, 19, 25),
        )
        story.take(intents.accept(by=self.officer(HEYEDI), now=self.at(0, 9, 20)))
        return story

    def _lift_twice(self) -> Iterator[History]:
        """Two residents report one lift; the street makes one case of it."""
        first = self._lift()
        yield first
        again = self.filed(
            "lifts-broken",
            self.told["danqing"]["lift_again"],
            self.community(DANQING),
            at=self.at(2, 18, 45),
        )
        officer = self.officer(HEYEDI, 1)
        again.merge(into=first, by=officer, now=self.at(1, 9, 40))
        yield again

    def _lamps(self) -> History:
        """Not accepted, and before the county on appeal."""
        words = self.told["lamps"]
        story = self.filed(
            "buildings-lights",
            words["complaint"],
            self.community(AOYUN),
            at=self.at(3, 19, 10),
        )
        refused = intents.decline(
            reason=DeclineReason.OTHER_BODY,
            text=words["declined"],
            way_on=words["way_on"],
            by=self.officer(NANRUI),
            now=self.at(2, 10, 20),
        )
        story.take(refused)
        story.take(
            detours.appeal(by=PROVED, now=self.at(1, 20, 15), text=words["appealed"])
        )
        return story

    def _lift(self) -> History:
        """With the firm."""
        words = self.told["danqing"]
        story = self.filed(
            "lifts-broken",
            words["lift"],
            self.community(DANQING),
            at=self.at(4, 8, 5),
            privacy=Privacy.FIRM_MAY_PHONE,
            name="王先生",
        )
        officer = self.officer(HEYEDI, 1)
        story.take(intents.accept(by=officer, now=self.at(4, 10, 10)))
        self.found(story, words["lift_found"], officer, self.at(3, 15, 45))
        self.ordered(story, words["lift_ordered"], officer, self.at(2, 9, 30))
        return story

    def _committee(self) -> History:
        """Filed and waiting for the street."""
        return self.filed(
            "money-committee",
            self.told["danqing"]["committee"],
            self.community(DANQING),
            at=self.at(0, 20, 40),
        )

    def _aoyun(self) -> History:
        words, back = self.told["aoyun"], AOYUN_WORKDAYS_AGO
        story = self.filed(
            "buildings-roads",
            words["complaint"],
            self.community(AOYUN),
            at=self.at(back, 18, 30),
            name="张先生",
        )
        officer, firm = self.officer(NANRUI), self.firm(story)
        story.take(intents.accept(by=officer, now=self.at(back - 1, 9, 15)))
        self.found(story, words["found"], officer, self.at(back - 2, 14, 50))
        self.ordered(story, words["ordered"], officer, self.at(back - 2, 16, 30))
        after = self.photo("buildings", after=True, at=self.at(back - 8, 16, 10))
        self.rectified(
            story, words["rectified"], firm, self.at(back - 8, 16, 10), after
        )
        self.reported(story, words["reported"], officer, self.at(back - 9, 10, 30))
        story.close(
            given=Given(Solved.YES, Satisfied.VERY, Satisfied.VERY),
            channel=Channel.LINK,
            by=PROVED,
            now=self.at(back - 10, 19, 40),
        )
        return story

    def _at_once(self) -> Iterator[History]:
        """One phone asks six times and answers six times within minutes."""
        reporter, officer = self._reporter(), self.officer(NANRUI)
        rng = chance(self.scene.seed, "at once")
        for number in range(ASKED_AT_ONCE):
            asked = texts.question(rng)
            filing = Filing(
                kind=Kind.CONSULTATION,
                category=self.categories[asked.category],
                text=asked.question.text,
                place=Place(community=self.community(AOYUN)),
                reporter=reporter,
            )
            story = History(
                filing,
                by=BY_RECEIPT,
                now=self.at(3, 18, 10 + number),
                around=self.scene.around,
            )
            story.take(intents.accept(by=officer, now=self.at(2, 9, 20 + number)))
            story.take(
                intents.tell(
                    action=Action.ANSWER,
                    outcome=Outcome.ANSWERED,
                    text=asked.answer,
                    by=officer,
                    now=self.at(1, 10, 20 + number),
                )
            )
            story.close(
                given=Given(Solved.YES, Satisfied.VERY, Satisfied.VERY),
                channel=Channel.LINK,
                by=PROVED,
                now=self.at(1, 17, 30 + number),
            )
            yield story

    def _unlisted(self) -> Iterator[History]:
        """From places that no list knows: one at a street, one at its county."""
        rng = chance(self.scene.seed, "unlisted")
        street = self.community(DANQING).street
        complaints = self.told["unlisted"]["complaints"]
        for days, region in enumerate((street, street.parent)):
            filing = Filing(
                kind=Kind.COMPLAINT,
                category=self.categories["buildings-roads"],
                text=complaints[days],
                place=Place(region=region, description=texts.one(rng, "places")),
                reporter=self._reporter(),
            )
            yield History(
                filing,
                by=BY_RECEIPT,
                now=self.at(days, 12, 15),
                around=self.scene.around,
            )

    def _reporter(
        self,
        *,
        privacy: Privacy = Privacy.HIDDEN,
        name: str = "",
        language: str = "zh-hans",
    ) -> Reporter:
        """With the next of the phones that pages accept."""
        self.phones += 1
        phone = names.example_mobile(self.phones - 1)
        return Reporter(privacy=privacy, phone=phone, name=name, language=language)

    def _others(self) -> Iterator[History]:
        """The rest of the real complaints, once in each language, as chance has it."""
        for number, told in enumerate(self.told["complaints"]):
            for at, language in enumerate(("zh-hans", "en")):
                rng = chance(self.scene.seed, "told", number, language)
                story = self.filed(
                    told["category"],
                    told["zh"] if language == "zh-hans" else told["en"],
                    rng.choice(self.scene.places.communities),
                    at=self.at(6 + 7 * number + 3 * at, 15, 10 + number),
                    language=language,
                )
                yield Course(self.scene, story, rng, answer="").run()

    def filed(
        self,
        category: str,
        text: str,
        community: Community,
        *,
        at: datetime,
        privacy: Privacy = Privacy.HIDDEN,
        name: str = "",
        language: str = "zh-hans",
    ) -> History:
        filing = Filing(
            kind=Kind.COMPLAINT,
            category=self.categories[category],
            text=text,
            place=Place(community=community),
            reporter=self._reporter(privacy=privacy, name=name, language=language),
        )
        return History(filing, by=BY_RECEIPT, now=at, around=self.scene.around)

    def found(
        self,
        story: History,
        note: str,
        by: Officer,
        at: datetime,
        photos: list[StoredFile] | None = None,
    ) -> None:
        found = Verification(
            Finding.FOUNDED, Duty.FIRM, How.VISIT, note=note, photos=photos or []
        )
        step = story.take(intents.verify(found=found, by=by, now=at))
        story.attach(step, found.photos, PhotoKind.FINDING)

    def ordered(self, story: History, text: str, by: Officer, at: datetime) -> None:
        order = Disposal(
            Measure.ORDER_FIRM, Party.FIRM, firm=story.case.firm, instructions=text
        )
        story.take(intents.dispose(order=order, by=by, now=at))

    def rectified(
        self, story: History, text: str, by: Clerk, at: datetime, photo: StoredFile
    ) -> None:
        step = story.take(intents.rectify(text=text, by=by, now=at, photos=[photo]))
        story.attach(step, [photo], PhotoKind.AFTER)

    def reported(self, story: History, text: str, by: Officer, at: datetime) -> None:
        story.take(
            intents.tell(
                action=Action.REPORT, outcome=Outcome.FIXED, text=text, by=by, now=at
            )
        )

    def photo(self, topic: str, *, after: bool, at: datetime) -> StoredFile:
        rng = chance(self.scene.seed, "photo", topic, after, at)
        return pictures.photo(rng, topic=topic, after=after, now=at)

    def community(self, code: str) -> Community:
        return self.scene.places.community(code)

    def officer(self, street: str, at: int = 0) -> Officer:
        return self.scene.cast.officers[street][at]

    def firm(self, story: History) -> Clerk:
        firm = story.case.firm
        if firm is None:
            raise LookupError(f"{story.case.community} has no firm")
        return self.scene.cast.firms[firm.pk]

    def at(self, workdays_ago: int, hour: int, minute: int) -> datetime:
        """A clock time so many working days before the last one that is over."""
        hours = self.scene.hours
        today = self.scene.now.astimezone(hours.zone).date()
        day: date = hours.workday_on_or_before(today - timedelta(days=1))
        for _each in range(workdays_ago):
            day = hours.workday_on_or_before(day - timedelta(days=1))
        return datetime.combine(day, time(hour, minute), hours.zone).astimezone(UTC)
