"""A spreadsheet reads what was written, and computes nothing."""

import csv

import pytest

from registry.ledger.sheets import csv_of


def read(content):
    return list(csv.reader(content.decode("utf-8-sig").splitlines()))


def test_it_is_read_as_it_was_written():
    content = csv_of(["名称", "分数"], [['甲"乙', 81.2], ["丙,丁", None]])
    assert content.startswith("\ufeff名称".encode())
    assert read(content) == [["名称", "分数"], ['甲"乙', "81.2"], ["丙,丁", ""]]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1", "\uff0b1"],
)
def test_no_text_is_a_formula_in_a_cell_or_a_name(text):
    content = csv_of([text], [[text]]).decode("utf-8-sig")
    for row in csv.reader(content.splitlines(keepends=True)):
        assert row == [f"'{text}"]


def test_a_figure_may_begin_with_a_minus():
    assert read(csv_of(["a"], [[-1.5]])) == [["a"], ["-1.5"]]
