"""Journeys go through the pages: they import neither models nor operations."""

import ast
from pathlib import Path

JOURNEYS = Path(__file__).parents[1] / "journeys"
INSIDE = {"complaints", "registry", "ratings", "propertyhub"}


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").split(".")[0])
    return names


def test_journeys_know_the_pages_only():
    files = [*JOURNEYS.glob("test_*.py"), JOURNEYS / "browser.py"]
    reached = {path.name: imported(path) & INSIDE for path in files}
    assert len(files) > 1
    assert reached == {path.name: set() for path in files}
