"""Anchors: written once a day, whole or not at all, and found out when changed."""

import os
from datetime import date
from hashlib import sha256

import pytest

from registry.ledger import anchors
from registry.ledger.chain import Head
from tests.threads import at_once

MONDAY, TUESDAY, WEDNESDAY = (date(2026, 3, day) for day in (2, 3, 4))


def heads(*numbers):
    return [(f"case-{n}", Head(n, sha256(bytes([n])).hexdigest())) for n in numbers]


def problems(folder):
    """What is wrong with the files of the folder, in the order of their days."""
    found, before = [], None
    for anchor in anchors.all_in(folder):
        found.append(anchors.problem(anchor, before))
        before = anchor
    return [problem for problem in found if problem]


def change(path, old, new):
    path.chmod(0o600)
    content = path.read_text()
    assert old in content
    path.write_text(content.replace(old, new))


@pytest.fixture
def folder(tmp_path):
    """Three days, each with one case more."""
    folder = tmp_path / "anchors"
    for count, day in enumerate((MONDAY, TUESDAY, WEDNESDAY), start=1):
        assert anchors.write(folder, day=day, heads=heads(*range(1, count + 1)))
    return folder


def file_of(folder, day):
    return folder / f"{day}.anchor"


def test_an_anchor_gives_back_its_heads(folder):
    newest = anchors.all_in(folder)[-1]

    assert newest.day == WEDNESDAY
    assert list(newest.heads()) == heads(1, 2, 3)
    assert problems(folder) == []


def test_anybody_can_check_one_by_hand(folder):
    *above, last = file_of(folder, TUESDAY).read_bytes().splitlines(keepends=True)
    assert last.decode() == f"sha256 {sha256(b''.join(above)).hexdigest()}\n"

    first = file_of(folder, WEDNESDAY).read_text().splitlines()[0]
    before = sha256(file_of(folder, TUESDAY).read_bytes()).hexdigest()
    assert first == f"anchor 2026-03-04 after 2026-03-03 {before}"


def test_an_empty_database_has_an_anchor(tmp_path):
    assert anchors.write(tmp_path, day=MONDAY, heads=[])
    assert list(anchors.all_in(tmp_path)[0].heads()) == []
    assert problems(tmp_path) == []


def test_what_is_written_stays_as_it_was_first_written(folder):
    written = file_of(folder, WEDNESDAY).read_bytes()

    assert not anchors.write(folder, day=WEDNESDAY, heads=heads(7))
    assert not anchors.write(folder, day=TUESDAY, heads=heads(7))
    assert file_of(folder, WEDNESDAY).read_bytes() == written
    assert sorted(os.listdir(folder)) == [
        f"{day}.anchor" for day in (MONDAY, TUESDAY, WEDNESDAY)
    ]


def test_of_many_at_once_one_writes(tmp_path):
    done = at_once(
        8, lambda number: anchors.write(tmp_path, day=MONDAY, heads=heads(number + 1))
    )

    assert sorted(done) == [False] * 7 + [True]
    assert os.listdir(tmp_path) == ["2026-03-02.anchor"]
    assert problems(tmp_path) == []


def test_what_ends_early_leaves_nothing_behind(tmp_path):
    def lost():
        yield from heads(1)
        raise ConnectionError

    with pytest.raises(ConnectionError):
        anchors.write(tmp_path, day=MONDAY, heads=lost())

    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("case-2 2", "case-2 1"),
        ("case-2 2", "case-4 2"),
        ("heads 2", "heads 1"),
        ("after 2026-03-02", "after 2026-03-01"),
        ("anchor 2026-03-03", "anchor 2026-03-02"),
        ("sha256 ", "sha256 0"),
    ],
)
def test_a_changed_anchor_is_named(folder, old, new):
    change(file_of(folder, TUESDAY), old, new)

    assert problems(folder)[0] == "2026-03-03: the anchor was changed"


def test_an_anchor_with_a_line_less_is_named(folder):
    path = file_of(folder, TUESDAY)
    lines = path.read_text().splitlines(keepends=True)
    change(path, lines[1], "")

    assert problems(folder)[0] == "2026-03-03: the anchor was changed"


def test_lines_in_another_order_are_named(folder):
    path = file_of(folder, TUESDAY)
    first, one, two, *_rest = path.read_text().splitlines(keepends=True)
    change(path, "".join([first, one, two]), "".join([first, two, one]))

    assert problems(folder)[0] == "2026-03-03: case-1 is out of its place"


def test_a_forged_anchor_that_is_whole_in_itself_is_named_by_the_next(folder):
    forged = folder / "forged"
    anchors.write(forged, day=MONDAY, heads=heads(1))
    anchors.write(forged, day=TUESDAY, heads=heads(7))
    os.replace(file_of(forged, TUESDAY), file_of(folder, TUESDAY))

    assert problems(folder) == [
        "2026-03-03: not the anchor that 2026-03-04 was written after"
    ]


def test_a_missing_anchor_is_named(folder):
    file_of(folder, TUESDAY).unlink()

    assert problems(folder) == ["2026-03-03: the anchor before 2026-03-04 is missing"]


def test_the_missing_first_anchor_is_named(folder):
    file_of(folder, MONDAY).unlink()

    assert problems(folder) == ["2026-03-02: the anchor before 2026-03-03 is missing"]


def test_anchors_in_another_order_are_named(folder):
    os.rename(file_of(folder, MONDAY), folder / "kept")
    os.rename(file_of(folder, TUESDAY), file_of(folder, MONDAY))
    os.rename(folder / "kept", file_of(folder, TUESDAY))

    assert [problem[:10] for problem in problems(folder)[:2]] == [
        "2026-03-02",
        "2026-03-03",
    ]
