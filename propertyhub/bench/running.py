"""One measurement from an empty database to its report."""

import subprocess  # nosec B404
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.test.utils import override_settings

from propertyhub import static_files
from propertyhub.bench import half_month, plain_sql
from propertyhub.bench.browsers import InProcess, OverHttp
from propertyhub.bench.counting import queries_of
from propertyhub.bench.multiply import Multiplier
from propertyhub.bench.pages import LeftOut, Measure
from propertyhub.bench.report import Found, Report
from propertyhub.bench.servers import FLOOR, OURS, serving
from propertyhub.bench.spread import Spread, take_turns
from propertyhub.demo import load
from propertyhub.translating import compiling

REVIEW = "review of a half-month"
# a review and a sweep are much longer than a page
ROUNDS_A_LONG_WORK = 8

Say = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """What is measured, at which numbers of cases and how often, and where."""

    measures: Sequence[Measure]
    sizes: Sequence[int]
    rounds: int
    # cases of the demo that are multiplied
    drawn: int
    folder: Path
    environment: Mapping[str, str]
    floor_environment: Mapping[str, str]


def run(plan: Plan, *, now: datetime, say: Say) -> Report:
    prepare(drawn=plan.drawn, folder=plan.folder, now=now, say=say)
    many = Multiplier()
    with _both_servers(plan) as (ours, floor):
        stages = []
        for size in sorted(plan.sizes):
            say(f"growing to {size:,} cases")
            many.grow(upto=size)
            _fill_the_floor(plan, size)
            say(f"measuring at {size:,} cases, {plan.rounds} rounds")
            stages.append(_measure(plan, ours=ours, floor=floor, now=now))
    return _joined(sorted(plan.sizes), stages)


@dataclass(frozen=True)
class Stage:
    """What was found at one number of cases."""

    found: Mapping[str, Found]
    alone: Mapping[str, Spread]
    left_out: Mapping[str, str]


def prepare(*, drawn: int, folder: Path, now: datetime, say: Say) -> None:
    """An empty database, the demo in it; photos go where they are thrown away."""
    say("database and demo")
    compiling.compile_all(settings.LOCALE_PATHS[0])
    call_command("migrate", interactive=False, verbosity=0)
    with override_settings(MEDIA_ROOT=folder / "media"):
        load.load(count=drawn, seed=load.SEED, now=now, say=lambda line: None)
    half_month.count_a_year_back(now=now)
    if static_files.are_stale():
        call_command("collectstatic", interactive=False, verbosity=0)


@contextmanager
def _both_servers(plan: Plan) -> Iterator[tuple[int, int]]:
    """Their ports."""
    with ExitStack() as started:
        ours, floor = (
            started.enter_context(
                serving(
                    application,
                    procfile=settings.BASE_DIR / "Procfile",
                    environment=environment,
                    log=plan.folder / f"{name}.log",
                )
            )
            for name, application, environment in (
                ("ours", OURS, plan.environment),
                ("floor", FLOOR, plan.floor_environment),
            )
        )
        yield ours, floor


def _fill_the_floor(plan: Plan, size: int) -> None:
    # our own module, in the floor's environment
    subprocess.run(  # noqa: S603  # nosec B603
        [sys.executable, "-m", "propertyhub.bench.floor", str(size)],
        cwd=settings.BASE_DIR,
        env=dict(plan.floor_environment),
        check=True,
    )


def _measure(plan: Plan, *, ours: int, floor: int, now: datetime) -> Stage:
    """Everything at one number of cases; the pages in turns, then the review."""
    with ExitStack() as opened:
        pairs, left_out = _ready(plan, opened, ours=ours, floor=floor)
        alone = {"one committed INSERT": plain_sql.one_insert()}
        times = take_turns({**_in_turns(pairs), **alone}, rounds=plan.rounds)
    rounds = rounds_of_long_work(plan.rounds)
    review = half_month.review(now=now)
    beside = Pair(review, plain_sql.aggregate(ends=now))
    times |= take_turns(_in_turns({REVIEW: beside}), rounds=rounds, warm_up=1)
    asked = {
        measure.name: queries_of(measure.ours(InProcess()))
        for measure in plan.measures
        if measure.name in pairs
    }
    asked[REVIEW] = queries_of(review, goes=1, warm_up=0)
    found = {
        name: Found(
            ours=times[f"ours {name}"],
            floor=times[f"floor {name}"],
            queries=counted.count,
            slowest=counted.slowest,
        )
        for name, counted in asked.items()
    }
    return Stage(found, {name: times[name] for name in alone}, left_out)


def rounds_of_long_work(rounds: int) -> int:
    return max(rounds // ROUNDS_A_LONG_WORK, 1)


@dataclass(frozen=True)
class Pair:
    """What is done in a round, on both sides."""

    ours: Callable[[], object]
    floor: Callable[[], object]


def _ready(
    plan: Plan, opened: ExitStack, *, ours: int, floor: int
) -> tuple[dict[str, Pair], dict[str, str]]:
    """Each measure with browsers of its own; what there is not, with the reason."""
    pairs: dict[str, Pair] = {}
    left_out: dict[str, str] = {}
    for measure in plan.measures:
        at_ours, at_floor = (
            opened.enter_context(closing(OverHttp(port))) for port in (ours, floor)
        )
        try:
            pair = Pair(measure.ours(at_ours), measure.floor(at_floor))
        except LeftOut as reason:
            left_out[measure.name] = str(reason)
        else:
            pairs[measure.name] = pair
    return pairs, left_out


def _in_turns(pairs: Mapping[str, Pair]) -> dict[str, Callable[[], object]]:
    tasks: dict[str, Callable[[], object]] = {}
    for name, pair in pairs.items():
        tasks[f"ours {name}"], tasks[f"floor {name}"] = pair.ours, pair.floor
    return tasks


def _joined(sizes: Sequence[int], stages: Sequence[Stage]) -> Report:
    by_size = dict(zip(sizes, stages, strict=True))
    first = stages[0]
    return Report(
        sizes=sizes,
        found={
            name: {size: stage.found[name] for size, stage in by_size.items()}
            for name in first.found
            if all(name in stage.found for stage in stages)
        },
        alone={
            name: {size: stage.alone[name] for size, stage in by_size.items()}
            for name in first.alone
        },
        left_out=first.left_out,
    )
