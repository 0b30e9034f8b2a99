"""What every course of the demo shares: the moment, people, places and manners."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from complaints.operations.loading import Surroundings
from propertyhub.demo import pace, pictures
from propertyhub.demo.office_hours import Hours
from propertyhub.demo.pace import Manner
from propertyhub.demo.people import Cast
from propertyhub.demo.places import Places
from registry.models import StoredFile

MOST_PHOTOS = 36


def chance(*words: object) -> Random:
    """Chance that is the same at every load with the same words."""
    return Random(" ".join(str(word) for word in words))  # noqa: S311  # nosec B311


@dataclass
class Camera:
    """Takes photos until there are enough."""

    left: int = MOST_PHOTOS

    def sometimes(
        self, rng: Random, how_often: float, *, topic: str, after: bool, now: datetime
    ) -> Sequence[StoredFile]:
        """A photo by chance, of what can be drawn, as long as there is film."""
        taken = rng.random() < how_often and topic in pictures.SCENES
        if not taken or not self.left:
            return ()
        self.left -= 1
        return [pictures.photo(rng, topic=topic, after=after, now=now)]


@dataclass
class Scene:
    seed: int
    now: datetime
    hours: Hours
    cast: Cast
    places: Places
    around: Surroundings
    camera: Camera = field(default_factory=Camera)
    _manners: dict[str, Manner] = field(default_factory=dict)

    def manner(self, who: str) -> Manner:
        """How a firm (by its credit code) or an office (by its code) works."""
        if who not in self._manners:
            self._manners[who] = pace.manner(chance(self.seed, "manner", who))
        return self._manners[who]
