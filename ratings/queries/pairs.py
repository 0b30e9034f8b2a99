"""The steps behind a count, which the database gathers in one text for each group."""

import json

# the id of a case, and the number of its step
Pair = list[int]


def read_pairs(text: str | None) -> list[Pair]:
    """`[case,number],[case,number]`, gathered in no order, in their order."""
    return sorted(json.loads(f"[{text or ''}]"))
