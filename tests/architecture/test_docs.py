"""Documents that must say what the code does."""

import ast
import re
from pathlib import Path

from complaints.management.commands.workflow_diagram import as_markdown
from ratings.listing_drawing import as_markdown as listings_as_markdown

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
READERS = {
    "allowances",
    "database",
    "flag",
    "mail_server",
    "text",
    "whole_number",
    "words",
}


def variables_read():
    """The names of the environment variables that the code reads through `env`."""
    return {
        node.args[0].value
        for path in (ROOT / "propertyhub").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
        and node.func.attr in READERS
        and isinstance(node.args[0], ast.Constant)
    }


def variables_listed():
    page = (DOCS / "settings.md").read_text()
    return set(re.findall(r"^\| `([A-Z_]+)` \|", page, flags=re.MULTILINE))


def test_the_drawn_workflow_is_the_running_one():
    assert (DOCS / "workflow.md").read_text() == as_markdown()


def test_the_drawn_ways_of_the_lists_are_the_running_ones():
    assert (DOCS / "listings.md").read_text() == listings_as_markdown()


def test_every_variable_is_listed_and_every_listed_one_is_read():
    assert variables_listed() == variables_read()


def test_nobody_reads_the_environment_past_its_readers():
    past = [
        path.relative_to(ROOT).as_posix()
        for package in ("propertyhub", "ratings", "complaints", "registry")
        for path in (ROOT / package).rglob("*.py")
        if re.search(r"os\.(environ\.get|getenv|environ\[)", path.read_text())
        and path.name != "env.py"
    ]
    assert past == []


def test_every_decision_fits_on_a_page():
    decisions = sorted((DOCS / "adr").glob("*.md"))
    long = [path.name for path in decisions if len(path.read_text().split()) >= 300]
    assert long == []
