"""`manage.py workflow_diagram`: draws docs/workflow.md from the table of moves."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation

from complaints.beside import BESIDE
from complaints.moves import ALL, MOVES, Move, Office, When, Who
from complaints.states import OPEN_STATES, Kind
from complaints.workflow import open_pairs, stage_of

HEAD = """# The workflow

Printed by `manage.py workflow_diagram --write` from the table in
`complaints/moves.py` and `complaints/beside.py`; a test keeps it true. Rows marked
*planned* stand in the table and are refused until their operation exists.
"""
BESIDE_HEAD = """## Steps beside the moves

They leave the case where it is. A step marked *dates* changes what is due, and a form
that was open meanwhile is told so.
"""


def as_markdown() -> str:
    """The drawing, the table of moves and what each open state waits for."""
    with translation.override("en"):
        parts = [HEAD, "```mermaid", as_mermaid(), "```", "", *_table(), "", *_waits()]
        parts += ["", BESIDE_HEAD, *_beside()]
    return "\n".join(parts) + "\n"


def as_mermaid() -> str:
    lines = ["stateDiagram-v2"]
    drawn: dict[tuple[str, str], list[str]] = {}
    for move in MOVES:
        key = (move.source.value if move.source else "[*]", move.target.value)
        names = drawn.setdefault(key, [])
        if move.action.value not in names:
            names.append(move.action.value)
    lines += [
        f"    {source} --> {target}: {', '.join(names)}"
        for (source, target), names in drawn.items()
    ]
    return "\n".join(lines)


def _table() -> Iterator[str]:
    yield "| move | kinds | from | to | who | office | guards | |"
    yield "|---|---|---|---|---|---|---|---|"
    for move in MOVES:
        yield "| " + " | ".join(_cells(move)) + " |"


def _cells(move: Move) -> tuple[str, ...]:
    kinds = "all" if move.kinds == ALL else ", ".join(sorted(move.kinds))
    asks_office = move.who == Who.OFFICER and move.office != Office.ANY
    notes = [] if move.when == When.ALWAYS else [move.when.value]
    return (
        move.action.value,
        kinds,
        move.source.value if move.source else "",
        move.target.value,
        move.who.value,
        move.office.value if asks_office else "",
        ", ".join(guard.value for guard in move.guards),
        " ".join(notes),
    )


def _beside() -> Iterator[str]:
    """One line for the rows that differ in their states only."""
    yield "| step | kinds | in | who | office | guards | |"
    yield "|---|---|---|---|---|---|---|"
    lines: dict[tuple[str, ...], list[str]] = {}
    for row in BESIDE:
        action, kinds, state, _to, *rest, notes = _cells(row)
        dates = "*dates* " if row.raises_version else ""
        key = (action, kinds, *rest, f"{dates}{notes}".strip())
        lines.setdefault(key, []).append(state)
    for (action, kinds, *rest), states in lines.items():
        yield "| " + " | ".join((action, kinds, ", ".join(states), *rest)) + " |"


def _waits() -> Iterator[str]:
    yield "| open state | " + " | ".join(Kind.values) + " |"
    yield "|---|" + "---|" * len(Kind)
    pairs = set(open_pairs())
    for state in OPEN_STATES:
        stages = (
            stage_of(kind, state).value if (kind, state) in pairs else "–"
            for kind in Kind
        )
        yield f"| {state.value} | " + " | ".join(stages) + " |"


class Command(BaseCommand):
    help = "Print the workflow, or write docs/workflow.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["write"]:
            path = Path(settings.BASE_DIR) / "docs" / "workflow.md"
            path.write_text(as_markdown(), encoding="utf-8")
        else:
            self.stdout.write(as_markdown())
