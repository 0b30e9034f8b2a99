"""`python -m propertyhub.bench`: the process that `manage.py bench` configures."""

import argparse
import os
import sys
from pathlib import Path

import django


def main(words: list[str]) -> int:
    given = _parser().parse_args(words)
    os.environ.update(DJANGO_SETTINGS_MODULE="propertyhub.settings")
    django.setup()
    # these need what was set up
    from django.utils import timezone  # noqa: PLC0415

    from propertyhub.bench import pages, running, sweeping  # noqa: PLC0415
    from propertyhub.bench.place import floor_environment  # noqa: PLC0415

    if given.window:
        return _review_of_a_province(given)
    environment = {**os.environ}
    plan = running.Plan(
        measures=pages.measures(),
        sizes=given.cases,
        rounds=given.rounds,
        drawn=given.drawn,
        folder=given.folder,
        environment=environment,
        floor_environment=floor_environment(environment, database=given.floor),
    )
    report = running.run(plan, now=timezone.now(), say=lambda line: _print(f"- {line}"))
    swept = sweeping.measure(
        given.open,
        rounds=running.rounds_of_long_work(given.rounds),
        now=timezone.now(),
        say=lambda line: _print(f"- {line}"),
    )
    for line in (*report.lines(), *swept.lines()):
        _print(line)
    return 1 if report.growing() or swept.growing() else 0


def _review_of_a_province(given: argparse.Namespace) -> int:
    """Only that: it needs a database of another shape."""
    # these need what was set up
    from django.utils import timezone  # noqa: PLC0415

    from propertyhub.bench import province, running  # noqa: PLC0415

    now = timezone.now()
    running.prepare(
        drawn=given.drawn,
        folder=given.folder,
        now=now,
        say=lambda line: _print(f"- {line}"),
    )
    growing = province.Growing(firms=given.firms)
    for size in sorted(given.window):
        growing.upto(size)
        rounds = running.rounds_of_long_work(given.rounds)
        for line in province.compare(now=now, rounds=rounds).lines():
            _print(line)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, nargs="+", required=True)
    parser.add_argument("--open", type=int, nargs="+", required=True)
    parser.add_argument("--window", type=int, nargs="*", default=[])
    parser.add_argument("--firms", type=int, default=6000)
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("--drawn", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--floor", required=True)
    return parser


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
