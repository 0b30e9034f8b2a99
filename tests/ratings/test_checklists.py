"""Checklists: their weights, and the points of an inspection."""

from decimal import Decimal

import pytest

from ratings.checklists import (
    Item,
    NotALine,
    NothingMarked,
    WrongSum,
    parsed,
    points,
)
from ratings.states import Mark


def test_a_line_is_a_weight_and_what_is_looked_at():
    assert parsed("60 消防通道 畅通\n\n 40  电梯\n") == [
        Item("消防通道 畅通", 60),
        Item("电梯", 40),
    ]
    assert Item.from_document(Item("电梯", 40).as_document()) == Item("电梯", 40)


@pytest.mark.parametrize("text", ["电梯 100", "0 电梯\n100 保洁", "100 " + "长" * 121])
def test_other_lines_are_named(text):
    with pytest.raises(NotALine) as wrong:
        parsed(text)
    assert wrong.value.line in text


@pytest.mark.parametrize(
    ("text", "total"), [("99 电梯", 99), ("50 电梯\n51 保洁", 101), ("", 0)]
)
def test_the_weights_sum_to_100(text, total):
    with pytest.raises(WrongSum) as wrong:
        parsed(text)
    assert wrong.value.total == total


def test_there_are_at_most_40_items():
    with pytest.raises(WrongSum):
        parsed("\n".join(["2 保洁"] * 50))


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ([(50, Mark.FULL), (50, Mark.FULL)], "100.00"),
        ([(50, Mark.NONE), (50, Mark.NONE)], "0.00"),
        ([(50, Mark.FULL), (30, Mark.HALF), (20, Mark.NONE)], "65.00"),
        ([(10, Mark.LITTLE), (90, Mark.MOSTLY)], "70.00"),
        ([(50, Mark.FULL), (20, Mark.HALF), (30, Mark.NOT_HERE)], "85.71"),
        ([(33, Mark.FULL), (33, Mark.LITTLE), (34, Mark.NOT_HERE)], "62.50"),
    ],
)
def test_points_are_weighted_quarters_of_what_there_is(marked, expected):
    assert points(marked) == Decimal(expected)


def test_nothing_marked_gives_no_points():
    with pytest.raises(NothingMarked):
        points([(100, Mark.NOT_HERE)])
