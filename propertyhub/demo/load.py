"""Loading the whole demo: regions, rules, places, people, then cases in bulk."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from django.utils import timezone

from complaints.models import Case, Category
from complaints.operations import articles, catalogue, loading, watching
from complaints.operations.loading import History, Surroundings
from complaints.states import PhotoKind
from propertyhub.demo import (
    authorities,
    board,
    campaigns,
    lists,
    names,
    offices,
    people,
    places,
    reviews,
    rosters,
)
from propertyhub.demo.courses import Course
from propertyhub.demo.doubts import Doubts
from propertyhub.demo.filings import DAYS_BACK, Desk
from propertyhub.demo.office_hours import Hours
from propertyhub.demo.scene import Scene, chance
from propertyhub.demo.stories import Narrator
from ratings.operations import summing
from registry import queries as registry_queries
from registry.operations import regions

SEED = 2022
CASES = {"small": 3000}
PROVINCE_DIGITS = "34"
PHONES = 1800
EVERY = 500
PHOTO_FILED = 0.008
TRACKED = 0.55

Say = Callable[[str], None]


@dataclass(frozen=True)
class Loaded:
    communities: int
    firms: int
    cases: int


def load(*, count: int, seed: int, now: datetime, say: Say) -> Loaded:
    """
    Add what is missing of the demo, `count` cases; histories end at `now` or before.

    Cases are loaded once: where there is any case already, none is added. The same seed
    at the same moment gives the same cases, but for salts, keys and file names.
    """
    say("regions, categories, time limits, articles")
    regions.load(province=PROVINCE_DIGITS)
    offices.build()
    catalogue.load()
    articles.load(now=now)
    say("communities, firms, tenures")
    today = timezone.localtime(now).date()
    built = places.build(chance(seed, "places"), today=today)
    say("departments and people")
    cast = people.build(chance(seed, "people"), built)
    rosters.build(now)
    written = 0
    if not Case.objects.exists():
        scene = Scene(
            seed=seed,
            now=now,
            hours=Hours(registry_queries.calendar(), timezone.get_default_timezone()),
            cast=cast,
            places=built,
            around=Surroundings.read(upto=now),
        )
        histories = _histories(scene, count, say)
        say(f"writing {len(histories)} cases")
        written = loading.write(histories)
        watching.watch_answers(now=now)
    _publish(seed, since=today - timedelta(days=DAYS_BACK), now=now, say=say)
    return Loaded(len(built.communities), len(built.firms), written)


def _publish(seed: int, *, since: date, now: datetime, say: Say) -> None:
    """What authorities did, and all that stands in public."""
    say("enforcement and inspections")
    authorities.act(seed, since=since, now=now)
    say("rules and half-month reviews")
    reviews.hold(since=since, now=now, say=say)
    say("red and black lists")
    lists.keep(seed, now=now)
    say("sums of half-months")
    summing.freeze_half_months(now=now)
    say("message board")
    board.fill(now=now)
    say("campaigns")
    campaigns.hold(now=now)


def _histories(scene: Scene, count: int, say: Say) -> Sequence[History]:
    categories = {row.code: row for row in Category.objects.all()}
    narrator = Narrator(scene, categories)
    told = [*narrator.tell(), *Doubts(narrator).tell()]
    for history in told:
        history.wait(until=scene.now)
    drawn: list[History] = []
    for history in islice(_drawn(scene, categories), count - len(told)):
        drawn.append(history)
        if len(drawn) % EVERY == 0:
            say(f"{len(drawn)} cases thought out")
    return told + drawn


def _drawn(scene: Scene, categories: dict[str, Category]) -> Iterator[History]:
    desk = Desk(scene, categories, list(islice(names.mobiles(), PHONES)))
    number = 0
    while True:
        number += 1
        rng = chance(scene.seed, "case", number)
        brought = desk.draw(rng, number)
        history = History(
            brought.filing, by=brought.by, now=brought.at, around=scene.around
        )
        _track(scene, history, number)
        photos = scene.camera.sometimes(
            rng,
            PHOTO_FILED,
            topic=brought.filing.category.code.split("-")[0],
            after=False,
            now=brought.at,
        )
        history.attach(history.steps[0], photos, PhotoKind.COMPLAINT)
        yield Course(scene, history, rng, brought.answer).run()


def _track(scene: Scene, history: History, number: int) -> None:
    """More than half of the residents look how their case stands, by a code."""
    rng = chance(scene.seed, "tracked", number)
    at = history.last_at + timedelta(minutes=rng.randint(20, 4000))
    has_phone = bool(history.contact.phone_digest)
    if has_phone and at <= scene.now and rng.random() < TRACKED:
        history.prove_phone(now=at)
