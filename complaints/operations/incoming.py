"""What comes in with a case: who reports what, where, and by which way."""

from dataclasses import dataclass
from datetime import datetime

from complaints.models import Category
from complaints.states import Channel, Kind, Privacy
from registry.models import Community, Region


class FilingIncomplete(Exception):
    """Something that every case needs is missing; the message says what."""


@dataclass(frozen=True)
class Reporter:
    """Who files, as far as they say; the phone normalised to +86…"""

    privacy: Privacy
    phone: str = ""
    name: str = ""
    unit: str = ""
    language: str = "zh-hans"


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
