"""What residents of the demo bring, when, and by which way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import accumulate
from random import Random

from complaints.models import Category
from complaints.operations.incoming import Filing, Origin, Place, Reporter
from complaints.states import Channel, Kind, Privacy, Urgency
from propertyhub.demo import names, texts
from propertyhub.demo.office_hours import MINUTES_A_DAY
from propertyhub.demo.scene import Scene
from propertyhub.demo.texts import Wording
from registry.actors import Officer, Resident
from registry.models import Community

DAYS_BACK = 91
UNLISTED = 0.03
KINDS = {
    Kind.COMPLAINT: 80,
    Kind.CONSULTATION: 12,
    Kind.SUGGESTION: 6,
    Kind.RETALIATION: 2,
}
CHANNELS = {Channel.WEB: 80, Channel.PHONE: 9, Channel.WALK_IN: 5, Channel.HOTLINE: 6}
PRIVACIES = {Privacy.HIDDEN: 72, Privacy.FIRM_MAY_PHONE: 19, Privacy.ANONYMOUS: 9}
USUAL, RARE = 10.0, 3.0
OFTEN = {
    "parking-ebike": 16,
    "parking-blocked": 14,
    "lifts-broken": 16,
    "cleaning-rubbish": 15,
    "fees-unclear": 12,
    "lifts-trapped": 2,
    "fire-danger": 1.5,
}
SUGGESTED_ABOUT = ["parking-other", "cleaning-other", "buildings-greens", "other-other"]
RETALIATED_ABOUT = ["other-attitude", "other-other"]
HOTLINE_DAYS = 10


@dataclass(frozen=True)
class Brought:
    """One filing with its moment, and what the office will answer in the end."""

    filing: Filing
    by: Officer | Resident
    at: datetime
    answer: str


@dataclass
class Desk:
    """Draws one filing after the other."""

    scene: Scene
    categories: dict[str, Category]
    phones: Sequence[str]

    def __post_init__(self) -> None:
        """Larger communities write more often."""
        sizes = [one.households for one in self.scene.places.communities]
        self._households = list(accumulate(sizes))

    def draw(self, rng: Random, number: int) -> Brought:
        kind = rng.choices(list(KINDS), list(KINDS.values()))[0]
        code, wording, answer = _matter(rng, kind)
        category = self.categories[code]
        channel = rng.choices(list(CHANNELS), list(CHANNELS.values()))[0]
        hazard = kind == Kind.COMPLAINT and category.urgency != Urgency.ORDINARY
        at = self._moment(rng, by_day=hazard or channel != Channel.WEB)
        community = self._community(rng)
        filing = Filing(
            kind=kind,
            category=category,
            text=wording.text,
            place=self._place(rng, kind, community),
            reporter=self._reporter(rng, channel, wording.language, number),
            origin=_origin(channel, at, number),
        )
        return Brought(filing, self._by(rng, filing), at, answer)

    def _moment(self, rng: Random, *, by_day: bool) -> datetime:
        """
        At any waking hour; by day, and on working days, what an officer writes down and
        what is a hazard, so that the office can answer in time.
        """
        hours, now = self.scene.hours, self.scene.now
        today = now.astimezone(hours.zone).date()
        while True:
            day = today - timedelta(days=rng.randint(0, DAYS_BACK))
            if by_day:
                day = hours.workday_on_or_before(day)
                midnight = datetime.combine(day, time.min, hours.zone)
                at = hours.at_work(midnight, rng.uniform(0, MINUTES_A_DAY * 0.7))
            else:
                at = hours.awake(day, rng)
            if at <= now:
                return at.astimezone(UTC)

    def _community(self, rng: Random) -> Community:
        return rng.choices(self.scene.places.communities, cum_weights=self._households)[
            0
        ]

    def _place(self, rng: Random, kind: Kind, community: Community) -> Place:
        if kind == Kind.RETALIATION or rng.random() >= UNLISTED:
            return Place(community=community)
        region = community.street
        if rng.random() < 0.3 and region.parent is not None:
            region = region.parent
        return Place(region=region, description=texts.one(rng, "places"))

    def _reporter(
        self, rng: Random, channel: Channel, language: str, number: int
    ) -> Reporter:
        privacy = rng.choices(list(PRIVACIES), list(PRIVACIES.values()))[0]
        if privacy == Privacy.ANONYMOUS and channel == Channel.WEB:
            return Reporter(privacy=privacy, language=language)
        return Reporter(
            privacy=Privacy.HIDDEN if privacy == Privacy.ANONYMOUS else privacy,
            phone=self.phones[number % len(self.phones)],
            name=names.person(rng) if rng.random() < 0.4 else "",
            unit=names.unit(rng) if rng.random() < 0.35 else "",
            language=language,
        )

    def _by(self, rng: Random, filing: Filing) -> Officer | Resident:
        """Residents file on the web; what is told or sent, an officer writes down."""
        if filing.origin.channel == Channel.WEB:
            return Resident(phone_proved=False)
        return self.scene.cast.officer(rng, filing.region.code)


def _matter(rng: Random, kind: Kind) -> tuple[str, Wording, str]:
    """Category, words, and the answer that the office gives to what is no complaint."""
    match kind:
        case Kind.CONSULTATION:
            asked = texts.question(rng)
            return asked.category, asked.question, asked.answer
        case Kind.SUGGESTION:
            words = Wording(texts.one(rng, "suggested"))
            return (
                rng.choice(SUGGESTED_ABOUT),
                words,
                texts.one(rng, "suggested", "answer"),
            )
        case Kind.RETALIATION:
            words = Wording(texts.one(rng, "retaliated"))
            answer = texts.one(rng, "retaliated", "answer")
            return rng.choice(RETALIATED_ABOUT), words, answer
        case _:
            codes = texts.categories()
            weights = [_weight(code) for code in codes]
            code = rng.choices(codes, weights)[0]
            return code, texts.complaint(rng, code), ""


def _weight(code: str) -> float:
    return OFTEN.get(code, RARE if code.endswith("-other") else USUAL)


def _origin(channel: Channel, at: datetime, number: int) -> Origin:
    if channel != Channel.HOTLINE:
        return Origin(channel=channel)
    return Origin(
        channel=channel,
        external_number=f"DEMO-12345-{number:05}",
        external_due_at=at + timedelta(days=HOTLINE_DAYS),
    )
