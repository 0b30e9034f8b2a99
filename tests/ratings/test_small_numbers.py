"""What may be told of counts: no small cell, and none that could be computed."""

from hypothesis import assume, given
from hypothesis import strategies as st

from ratings.small_numbers import FEW, hidden, told

COUNTS = st.dictionaries(st.sampled_from("abcdefghi"), st.integers(0, 12))


@given(COUNTS)
def test_only_counts_that_are_few_together_are_not_told_at_all(counts):
    assert (told(counts) is None) == (0 < sum(counts.values()) < FEW)


@given(COUNTS)
def test_whatever_is_told_is_none_or_enough(counts):
    shown = told(counts)
    assume(shown is not None)
    assert shown.total == sum(counts.values())
    assert all(cell >= FEW for cell in shown.cells.values())
    assert shown.rest == 0 or shown.rest >= FEW


@given(COUNTS)
def test_nothing_that_is_hidden_follows_from_the_sum(counts):
    kept_back = hidden(counts)
    few = {name for name, count in counts.items() if 0 < count < FEW}
    several = [name for name, count in counts.items() if count]
    assert few <= kept_back
    assert len(kept_back) != 1 or len(several) == 1
    together = sum(counts[name] for name in kept_back)
    assert not kept_back or together >= FEW or kept_back == set(several)


@given(COUNTS)
def test_beside_a_hidden_sum_one_cell_at_least_is_hidden(counts):
    kept_back = hidden(counts, sum_is_hidden=True)
    assert hidden(counts) <= kept_back
    assert bool(kept_back) == any(counts.values())


def test_the_largest_come_first_and_the_small_ones_together():
    shown = told({"lifts": 7, "parking": 9, "fees": 3, "other": 2})
    assert list(shown.cells.items()) == [("parking", 9), ("lifts", 7)]
    assert shown.rest == 5


def test_a_small_rest_takes_the_smallest_cell_along():
    shown = told({"lifts": 7, "parking": 9, "fees": 1})
    assert list(shown.cells) == ["parking"]
    assert shown.rest == 8
