"""Names that say nothing, notes to oneself, and the one door for a case's state."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ["propertyhub", "ratings", "complaints", "registry", "tests"]
SAY_NOTHING = {"utils", "helpers", "common", "misc", "base"}
STATE_IS_SET_IN = {
    "complaints/operations/moving.py",
    "complaints/operations/loading.py",
    # of messages of the board
    "complaints/operations/moderating.py",
    # of reviews and their bulletins, objections, campaigns, rule sets and entries of
    # the lists, not of cases
    "ratings/operations/bulletins.py",
    "ratings/operations/campaigning.py",
    "ratings/operations/drafting.py",
    "ratings/operations/listings/moving.py",
    "ratings/operations/listings/proposing.py",
    "ratings/operations/reviewing.py",
    "ratings/operations/publishing.py",
    "ratings/operations/objecting.py",
    "ratings/operations/rule_steps.py",
    "ratings/operations/ruling.py",
}
WRITES = {"update", "create", "bulk_create", "get_or_create", "update_or_create"}


# what replaces a part of the admin's theme has to stand where the theme looks for it
THEME_PARTS = "templates/unfold/helpers"


def own_paths(pattern):
    for package in [*PACKAGES, "templates"]:
        yield from (ROOT / package).rglob(pattern)


def own_code():
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), path.read_text()


def test_no_file_or_folder_has_a_name_that_says_nothing():
    empty = [
        path.relative_to(ROOT).as_posix()
        for path in own_paths("*")
        if path.stem in SAY_NOTHING
    ]
    assert empty == [THEME_PARTS]


def test_no_notes_to_oneself_are_left():
    note = re.compile("TO" + "DO|FIX" + "ME|XX" + "X")
    assert [name for name, code in own_code() if note.search(code)] == []


def state_writes(code):
    """The lines that set a `state` or pass one to a write of the database."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.stmt | ast.expr) and _sets_state(node)
    ]


def test_a_case_s_state_is_set_behind_one_door():
    elsewhere = [
        f"{name}:{line}"
        for name, code in own_code()
        if name not in STATE_IS_SET_IN
        and not name.startswith("tests/")
        and "/migrations/" not in name
        for line in state_writes(code)
    ]
    assert elsewhere == []


@pytest.mark.parametrize(
    "code",
    [
        "case.state = State.CLOSED",
        "case.state: str = State.CLOSED",
        "case.state += 'X'",
        "case.state, case.version = State.CLOSED, 2",
        "Case.objects.filter(pk=1).update(version=2, state=State.CLOSED)",
        "Case.objects.create(state=State.CLOSED)",
        "Case.objects.filter(pk=1).update(**{'state': State.CLOSED})",
        "setattr(case, 'state', State.CLOSED)",
    ],
)
def test_every_way_to_set_a_state_is_seen(code):
    assert state_writes(code) == [1]


def test_reading_a_state_is_free():
    code = "x = case.state; cases.filter(state=State.CLOSED); f(state=x)"
    assert state_writes(code) == []


def _sets_state(node):
    match node:
        case ast.Assign(targets=targets):
            return any(_names_state(target) for target in targets)
        case ast.AugAssign(target=target) | ast.AnnAssign(target=target):
            return _names_state(target)
        case ast.Call(func=ast.Attribute(attr=attr), keywords=keywords):
            return attr in WRITES and any(_is_state(word) for word in keywords)
        case ast.Call(func=ast.Name("setattr"), args=[_, ast.Constant("state"), *_]):
            return True
    return False


def _names_state(target):
    return any(
        isinstance(part, ast.Attribute) and part.attr == "state"
        for part in ast.walk(target)
    )


def _is_state(keyword):
    if keyword.arg == "state":
        return True
    return isinstance(keyword.value, ast.Dict) and any(
        isinstance(key, ast.Constant) and key.value == "state"
        for key in keyword.value.keys
    )
