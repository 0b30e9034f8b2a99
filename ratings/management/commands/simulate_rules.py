"""`manage.py simulate_rules FILE.json`: who would move on or off the lists."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from ratings import simulation
from ratings.operations import ruling, simulating
from ratings.rules import Rules, WrongRules
from ratings.simulation import Compared, Move
from ratings.states import Grade, MoveTopic, Verdict

COLUMNS = (
    "period",
    "firms",
    "rated",
    "regraded",
    "newly rated",
    "no longer rated",
    "notice on/off",
    "red on/off",
    "praised on/off",
    "lagging on/off",
)


class Command(BaseCommand):
    help = (
        "Compute the newest published reviews again, from their frozen counts, by the "
        "rules of a file: how many firms get another grade, and who would move on or "
        "off the lists. Nothing is written."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE.json")
        parser.add_argument("--periods", type=int, default=simulating.PERIODS)
        parser.add_argument("--json", action="store_true", help="one object, all moves")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["periods"] < 1:
            raise CommandError("--periods counts from one")
        rules = _rules_of(Path(options["file"]))
        found = simulating.compare(rules, periods=options["periods"])
        uncounted = _uncounted(rules)
        if options["json"]:
            periods = [one.as_document() for one in found]
            told = {"periods": periods, "uncounted": uncounted}
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        for line in (*_table(found), *_names(found), *_left_out(uncounted)):
            self.stdout.write(line)


def _rules_of(path: Path) -> Rules:
    try:
        return Rules.from_json(path.read_bytes())
    except OSError as trouble:
        raise CommandError(f"{path}: {trouble.strerror}") from None
    except WrongRules as wrong:
        raise CommandError("; ".join(wrong.problems)) from None


def _uncounted(rules: Rules) -> list[str]:
    try:
        in_force = ruling.in_force_on(timezone.localdate())
    except ruling.NoRulesInForce:
        return []
    return simulation.uncounted(Rules.from_document(in_force.content), rules)


def _table(found: list[Compared]) -> Iterator[str]:
    if not found:
        yield "no review is published yet"
        return
    yield " | ".join(COLUMNS)
    for one in found:
        yield " | ".join(str(figure) for figure in _figures(one))


def _figures(one: Compared) -> Iterator[object]:
    yield from (one.period, one.firms, f"{one.rated_before} > {one.rated_after}")
    yield one.regraded()
    yield one.count(MoveTopic.GRADE, old=Grade.NR)
    yield one.count(MoveTopic.GRADE, new=Grade.NR)
    for topic, word in (
        (MoveTopic.NOTICE, simulation.LISTED),
        (MoveTopic.RED, simulation.LISTED),
        (MoveTopic.VERDICT, Verdict.PRAISED.value),
        (MoveTopic.VERDICT, Verdict.LAGGING.value),
    ):
        yield f"+{one.count(topic, new=word)} -{one.count(topic, old=word)}"


def _names(found: list[Compared]) -> Iterator[str]:
    """Whoever moves on or off a list; the grades are counted above."""
    for one in found:
        for move in one.moves:
            if move.topic != MoveTopic.GRADE:
                yield f"{one.period} {_told(move)}"


def _told(move: Move) -> str:
    old, new = move.old or "no", move.new or "no"
    return f"{move.topic}: {move.code} {move.name}: {old} > {new}"


def _left_out(uncounted: list[str]) -> Iterator[str]:
    if uncounted:
        yield "not shown, decided when it was counted: " + ", ".join(uncounted)
