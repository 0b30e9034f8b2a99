"""What official documents print of a text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.ledger.lettering import (
    BREAK,
    MOST_LINES,
    breakable,
    cut,
    lines,
    one_line,
)

ANY_TEXT = st.text(st.characters())
# what the province's papers are full of
USUAL = "皖建物告〔2026〕12号《条例》第八十八条“甲”、乙（丙）：1,200㎡；①②℃×÷≥—…·%"


def test_what_papers_usually_say_stands_as_it_is():
    assert one_line(USUAL) == USUAL


def test_rare_characters_of_names_and_places_are_there():
    rare = "䶮㙍𬱖𫖯𬍛𫟹喆玥㛃䲟"
    assert one_line(rare) == rare


@given(ANY_TEXT)
def test_printing_what_was_printed_changes_nothing(text):
    assert one_line(one_line(text)) == one_line(text)


@given(ANY_TEXT)
def test_nothing_without_form_is_left(text):
    kinds = {unicodedata.category(character) for character in one_line(text)}
    assert not kinds & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@given(ANY_TEXT)
def test_a_mark_to_break_at_is_all_that_is_added(text):
    line = one_line(text)
    assert breakable(line).replace(BREAK, "") == line


@pytest.mark.parametrize("line", ["a" * 31, "字" * 100, "word " * 20, USUAL])
def test_what_finds_its_ends_gets_no_marks(line):
    assert breakable(line) == line


def test_a_long_word_may_be_broken_anywhere():
    assert breakable("f" * 40).split(BREAK) == ["f" * 8] * 5


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("  a \t b\n", "a b"),
        ("张　三", "张　三"),
        ("a\xa0b", "a b"),
        ("\u3000甲", "甲"),
    ],
)
def test_spaces_are_one_but_the_wide_one_stays(text, read):
    assert one_line(text) == read


def test_a_letter_carries_four_marks_at_most():
    assert one_line("x" + "\u0301" * 9 + "y") == "x" + "\u0301" * 4 + "y"


def test_a_long_line_is_cut_with_an_ellipsis():
    assert cut("一二三四", length=4) == "一二三四"
    assert cut("一二三四五", length=4) == "一二三…"


def test_lines_with_nothing_to_show_are_left_out():
    assert lines("a\n \n\u200e\r\nb\u2029c") == ["a", "b", "c"]


def test_too_many_lines_run_on_in_the_last_one():
    shown = lines("x\n" * (MOST_LINES + 2))
    assert len(shown) == MOST_LINES
    assert shown[-1] == "x x x"
    assert lines("x\n" * MOST_LINES) == ["x"] * MOST_LINES
