"""What comes in with a case: who reports what, where, and by which way."""

from dataclasses import dataclass
from datetime import datetime

from complaints.models import Category
from complaints.states import Channel, Kind, Privacy
from registry.models import Community, Region

MOST_REPRESENTATIVES = 5


class FilingIncomplete(Exception):
    """Something that every case needs is missing; the message says what."""


@dataclass(frozen=True)
class Concerned:
    """
    Somebody else for whom a case is filed, as far as the reporter says.

    `is_called`: the office calls them, and not the reporter, about the result.
    """

    name: str = ""
    phone: str = ""
    is_called: bool = False


@dataclass(frozen=True)
class Joint:
    """
    Several households that complain together, as the reporter says.

    `representatives` are phones, each of which follows the case.
    """

    households: int | None = None
    representatives: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reporter:
    """
    Who files, as far as they say; phones normalised to +86…

    `untold` are those of the phones to which nothing is sent before they are proved, as
    `rationing.count_filing` answers.
    """

    privacy: Privacy
    phone: str = ""
    name: str = ""
    unit: str = ""
    language: str = "zh-hans"
    concerned: Concerned | None = None
    joint: Joint | None = None
    untold: frozenset[str] = frozenset()

    def is_told(self, phone: str) -> bool:
        return phone not in self.untold


@dataclass(frozen=True)
class Place:
    """Where it is: a listed community, or a region and a description."""

    community: Community | None = None
    region: Region | None = None
    description: str = ""


@dataclass(frozen=True)
class Origin:
    """By which way it came; the hotline's number and deadline with it."""

    channel: Channel = Channel.WEB
    external_number: str = ""
    external_due_at: datetime | None = None


@dataclass(frozen=True)
class Filing:
    """What comes in, before anything about it is looked up."""

    kind: Kind
    category: Category
    text: str
    place: Place
    reporter: Reporter
    origin: Origin = Origin()

    @property
    def region(self) -> Region:
        """The street of the community, or the region that was named instead."""
        if self.place.community is not None:
            return self.place.community.street
        assert self.place.region is not None  # checked by check_complete
        return self.place.region
