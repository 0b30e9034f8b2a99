"""docs/listings.md, drawn from the table of the lists. Pure."""

from collections.abc import Iterator

from ratings.listing_moves import LISTING_MOVES, ListingMove
from ratings.states import ListKind

HEAD = """# The ways of the red and black lists

Printed by `manage.py listings_diagram --write` from the table in
`ratings/listing_moves.py`; a test keeps it true. Guards are named as in
`ratings/listing_refusals.py`, where each has its sentence.
"""


def as_markdown() -> str:
    """For each list the drawing, and the table of its steps."""
    parts = [HEAD]
    for list_kind in (ListKind.BLACK, ListKind.RED):
        moves = [move for move in LISTING_MOVES if move.list_kind == list_kind]
        parts += [f"## {list_kind.value}", "", "```mermaid", *_drawn(moves), "```", ""]
        parts += [*_table(moves), ""]
    return "\n".join(parts)


def _drawn(moves: list[ListingMove]) -> Iterator[str]:
    """Steps that leave an entry where it is stand in the table only."""
    yield "stateDiagram-v2"
    lines: dict[tuple[str, str], list[str]] = {}
    for move in moves:
        if move.source == move.target:
            continue
        key = (move.source.value if move.source else "[*]", move.target.value)
        names = lines.setdefault(key, [])
        if move.action.value not in names:
            names.append(move.action.value)
    for (source, target), names in lines.items():
        yield f"    {source} --> {target}: {', '.join(names)}"


def _table(moves: list[ListingMove]) -> Iterator[str]:
    """One line for the rows that differ in where they start only."""
    yield "| step | from | to | who | right | guards |"
    yield "|---|---|---|---|---|---|"
    lines: dict[tuple[str, ...], list[str]] = {}
    for move in moves:
        stays = move.source == move.target
        key = (
            move.action.value,
            "same" if stays else move.target.value,
            move.who.value,
            move.right.value if move.right else "",
            ", ".join(guard.value for guard in move.guards),
        )
        lines.setdefault(key, []).append(move.source.value if move.source else "")
    for (action, *rest), sources in lines.items():
        yield "| " + " | ".join((action, ", ".join(sources), *rest)) + " |"
