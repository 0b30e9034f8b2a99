from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ratings.ranking import (
    Place,
    Published,
    case_group,
    places,
    rank_intervals,
    size_group,
)
from ratings.rules import RULES_1
from ratings.states import Band, Group, Size

figures = st.tuples(
    st.decimals(0, 100, places=2),
    st.decimals(0, 15, places=4) | st.sampled_from([Decimal("2.5"), Decimal(3)]),
)


def published(score, se="1", *, low=None, high=None, reference="75"):
    score = Decimal(score)
    return Published(
        score,
        Decimal(se),
        Decimal(low) if low else score - 2,
        Decimal(high) if high else score + 2,
        Decimal(reference),
    )


def by_definition(rated):
    """The specification read aloud: every pair is compared, with squares for roots."""

    def clearly(upper, lower):
        (s_upper, se_upper), (s_lower, se_lower) = upper, lower
        difference = s_upper - s_lower
        bar = Decimal("1.6384") * (se_upper**2 + se_lower**2)
        return difference > 0 and difference**2 > bar

    return [
        (
            1 + sum(clearly(other, one) for other in rated),
            len(rated) - sum(clearly(one, other) for other in rated),
        )
        for one in rated
    ]


@settings(deadline=None)
@given(st.lists(figures, max_size=40))
def test_places_are_those_of_the_definition(rated):
    assert rank_intervals(rated, RULES_1) == by_definition(rated)


@pytest.mark.parametrize("compared_at_once", [1, 40, 300])
def test_a_province_of_rated_firms_is_ranked_as_by_definition(
    compared_at_once, monkeypatch
):
    monkeypatch.setattr("ratings.ranking.LIKE", compared_at_once)
    random = Random(7)  # noqa: S311  # no secret: the same province every time
    rated = [
        (
            Decimal(random.randint(4_000, 10_000)) / 100,
            Decimal(random.randint(10_000, 70_000)) / 10_000,
        )
        for _ in range(200)
    ]
    assert rank_intervals(rated, RULES_1) == by_definition(rated)


@settings(deadline=None)
@given(st.lists(figures, max_size=40))
def test_best_is_never_behind_worst_and_both_are_places_of_the_list(rated):
    for best, worst in rank_intervals(rated, RULES_1):
        assert 1 <= best <= worst <= len(rated)


def test_a_difference_of_exactly_1_28_errors_is_not_clear():
    # √(3² + 4²) = 5, and 1.28 times that is 6.4
    equal = [(Decimal(70), Decimal(3)), (Decimal("76.40"), Decimal(4))]
    assert rank_intervals(equal, RULES_1) == [(1, 2), (1, 2)]
    apart = [(Decimal(70), Decimal(3)), (Decimal("76.41"), Decimal(4))]
    assert rank_intervals(apart, RULES_1) == [(2, 2), (1, 1)]


def test_a_single_firm_is_first_of_one():
    assert places({"firm": published("70")}, RULES_1) == {"firm": Place(1, 1, 1)}


def test_an_empty_list_has_no_places():
    assert places({}, RULES_1) == {}


def test_a_figure_that_was_not_published_is_refused():
    with pytest.raises(ValueError, match="four places"):
        rank_intervals([(Decimal("70.00001"), Decimal(1))], RULES_1)


def test_an_interval_of_half_the_list_is_a_rank_and_a_wider_one_a_band():
    three_alike = {"a": "90", "b": "90", "c": "90", "d": "50"}
    half = places(
        {name: published(each) for name, each in three_alike.items()}, RULES_1
    )
    assert half["a"].as_document() == {"of": "4", "best": "1", "worst": "3"}
    far = {"a": "90", "b": "90", "c": "50", "d": "50"}
    four = places({name: published(each) for name, each in far.items()}, RULES_1)
    assert four["a"] == Place(4, 1, 2)
    one_wide = places(
        {
            **{name: published(each) for name, each in far.items()},
            "e": published("75", "40"),
        },
        RULES_1,
    )
    assert one_wide["a"].as_document() == {"of": "5", "best": "1", "worst": "3"}
    assert one_wide["e"].as_document() == {"of": "5", "band": "NO_DIFFERENCE"}


@pytest.mark.parametrize(
    ("low", "high", "band"),
    [
        ("75.01", "90", Band.ABOVE),
        ("75.00", "90", Band.NO_DIFFERENCE),
        ("50", "75.00", Band.NO_DIFFERENCE),
        ("50", "74.99", Band.BELOW),
    ],
)
def test_a_band_says_whether_the_interval_lies_beyond_the_reference(low, high, band):
    wide = {name: published("70", "40", low=low, high=high) for name in ("a", "b", "c")}
    assert places(wide, RULES_1)["a"].band is band


@pytest.mark.parametrize(
    ("households", "before", "size"),
    [
        (1_999, None, Size.S),
        (2_000, None, Size.M),
        (10_000, None, Size.M),
        (10_001, None, Size.L),
        (2_199, "S", Size.S),
        (2_200, "S", Size.M),
        (1_800, "M", Size.M),
        (1_799, "M", Size.S),
        (11_000, "M", Size.M),
        (11_001, "M", Size.L),
        (9_001, "L", Size.L),
        (9_000, "L", Size.M),
        (1_799, "L", Size.S),
        (1_800, "L", Size.M),
        (11_001, "S", Size.L),
        (10_500, "S", Size.M),
    ],
)
def test_a_size_group_is_left_by_a_tenth(households, before, size):
    assert size_group(Decimal(households), before, RULES_1) is size


def test_without_hysteresis_a_firm_changes_on_the_limit():
    strict = replace(RULES_1, size_hysteresis=Decimal(0))
    assert size_group(Decimal(1_999), "M", strict) is Size.S


@pytest.mark.parametrize(
    ("cases", "group"),
    [(49, Group.SMALL), (50, Group.MIDDLE), (500, Group.MIDDLE), (501, Group.LARGE)],
)
def test_regions_are_grouped_by_their_cases(cases, group):
    assert case_group(Decimal(cases), RULES_1) is group
