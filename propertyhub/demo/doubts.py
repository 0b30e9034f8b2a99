"""
Rectifications of the demo that are suspected of being false: one found true, one found
false, and one that is to be decided now.
"""

from collections.abc import Iterator
from datetime import datetime

from complaints.models import Step
from complaints.operations import doubting, intents
from complaints.operations.doubting import Doubt, Terms
from complaints.operations.loading import History
from complaints.operations.suspecting import HEARING_WORKDAYS, WATCH
from complaints.queries.suspicions import open_in
from complaints.states import Action, Suspicion
from propertyhub.demo.places import DANQING, HEYEDI
from propertyhub.demo.stories import Narrator
from registry.models import StoredFile

DECIDED_WITHIN = 5


class Doubts:
    """Told with the words and the people of a narrator."""

    def __init__(self, narrator: Narrator) -> None:
        self.narrator = narrator
        self.words = narrator.told["doubted"]

    def tell(self) -> Iterator[History]:
        yield self._found_true()
        yield from self._found_false()
        yield from self._to_be_decided()

    def _found_true(self) -> History:
        """The camera's clock was wrong."""
        at = self.narrator.at
        photo = self.narrator.photo("fire", after=True, at=at(40, 12, 0))
        story = self._put_right("fire-exits", "exits", photo, days=27)
        self._suspect(story, Suspicion.OUT_OF_TIME, at(24, 15, 0), photo=str(photo.pk))
        self._report(story, at(23, 10, 0))
        self._hear(story, "heard_late", at(23, 15, 30))
        self._decide(story, Action.FALSE_DISMISSED, "dismissed", at(21, 11, 0))
        return story

    def _found_false(self) -> Iterator[History]:
        """The photo of one rectification was sent for the next."""
        at = self.narrator.at
        photo = self.narrator.photo("cleaning", after=True, at=at(31, 15, 0))
        first = self._put_right("cleaning-rubbish", "rubbish", photo, days=34)
        self._report(first, at(30, 10, 0))
        yield first
        copy = self.narrator.photo("cleaning", after=True, at=at(31, 15, 0))
        story = self._put_right("cleaning-rubbish", "rubbish", copy, days=16)
        step = self._suspect(
            story,
            Suspicion.REUSED_PHOTO,
            at(13, 15, 0),
            photo=str(copy.pk),
            like=str(photo.pk),
        )
        story.mentions.append((step, "other", first.case))
        self._report(story, at(12, 10, 0))
        self._hear(story, "heard_reused", at(11, 16, 0))
        self._decide(story, Action.FALSE_CONFIRMED, "confirmed", at(10, 9, 30))
        yield story

    def _to_be_decided(self) -> Iterator[History]:
        """A neighbour tells of the same trouble a few days later."""
        at = self.narrator.at
        photo = self.narrator.photo("security", after=True, at=at(5, 15, 0))
        story = self._put_right("security-door", "door", photo, days=8)
        self._report(story, at(4, 10, 0))
        again = self._filed("security-door", "door_again", at(1, 18, 0))
        by = self.narrator.officer(HEYEDI, 1)
        again.take(intents.accept(by=by, now=at(0, 9, 30)))
        step = self._suspect(story, Suspicion.SAME_TROUBLE, at(0, 9, 30))
        story.mentions.append((step, "other", again.case))
        yield story
        yield again

    def _filed(self, category: str, words: str, at: datetime) -> History:
        community = self.narrator.community(DANQING)
        return self.narrator.filed(category, self.words[words], community, at=at)

    def _put_right(
        self, category: str, words: str, photo: StoredFile, *, days: int
    ) -> History:
        """Filed so many working days ago, put right three later."""
        at = self.narrator.at
        story = self._filed(category, words, at(days, 8, 30))
        by = self.narrator.officer(HEYEDI)
        story.take(intents.accept(by=by, now=at(days, 9, 0)))
        self.narrator.found(story, self.words["found"], by, at(days, 9, 30))
        self.narrator.ordered(story, self.words["ordered"], by, at(days, 9, 50))
        firm = self.narrator.firm(story)
        self.narrator.rectified(
            story, self.words["rectified"], firm, at(days - 3, 15, 0), photo
        )
        return story

    def _report(self, story: History, at: datetime) -> None:
        by = self.narrator.officer(HEYEDI)
        self.narrator.reported(story, self.words["reported"], by, at)

    def _suspect(
        self, story: History, sort: Suspicion, at: datetime, **evidence: str
    ) -> Step:
        clock = story.around.clocks.at(at)
        terms = Terms(
            hear_until=clock.later_by(at, HEARING_WORKDAYS),
            decide_by=clock.later_by(at, DECIDED_WITHIN),
        )
        doubt = Doubt(sort, evidence)
        return story.take(doubting.suspect(doubt=doubt, terms=terms, by=WATCH, now=at))

    def _hear(self, story: History, words: str, at: datetime) -> None:
        (question,) = open_in(story.steps)
        story.take(
            doubting.hear(
                question=question,
                text=self.words[words],
                photos=(),
                by=self.narrator.firm(story),
                now=at,
            )
        )

    def _decide(self, story: History, action: Action, words: str, at: datetime) -> None:
        (question,) = open_in(story.steps)
        story.take(
            doubting.decide(
                action=action,
                question=question,
                next_one=None,
                text=self.words[words],
                by=self.narrator.officer(HEYEDI, 1),
                now=at,
            )
        )
