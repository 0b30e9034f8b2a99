"""What a text is found by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry import grams

NAME = "丹青花园"


def found(words, *texts):
    asked = grams.wanted(words)
    stored = grams.stored(texts)
    return bool(asked) and all(f" {gram} " in stored for gram in asked)


@pytest.mark.parametrize(
    "words", ["丹青", "青花", "园", "丹青花园", "花园 丹青", "丹青!"]
)
def test_two_characters_side_by_side_find_it_and_one_does(words):
    assert found(words, NAME)


@pytest.mark.parametrize("words", ["丹花", "园花", "青山", "", "  ", "!?"])
def test_what_does_not_stand_side_by_side_does_not(words):
    assert not found(words, NAME)


@pytest.mark.parametrize("words", ["d", "dq", "DQHY", "\uff44\uff51"])
def test_letters_find_by_their_beginning(words):
    assert found(words, NAME, grams.initials(NAME))


@given(st.text("丹青花园12ab ", min_size=1), st.data())
def test_every_piece_of_a_run_finds_its_text(text, data):
    runs = [run for run in text.split() if run]
    if not runs:
        return
    run = data.draw(st.sampled_from(runs))
    end = data.draw(st.integers(1, len(run)))
    assert found(run[:end], text)


def test_a_long_question_is_bounded():
    assert len(grams.wanted("物业服务企业" * 40)) <= grams.MOST_WANTED
    assert len(grams.wanted(" ".join(f"w{n}" for n in range(99)))) <= grams.MOST_WANTED
