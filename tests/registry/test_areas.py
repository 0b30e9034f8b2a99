import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.areas import Level, WrongAreaCode, below, level_of, parent_of

ANHUI = "340000000"
HEFEI = "340100000"
SHUSHAN = "340104000"
STREET = "340104003"
DONGGUAN = "441900000"
STREET_OF_DONGGUAN = "441900003"
JIYUAN = "419001000"

codes = st.builds(
    "{}{:02}{:02}{:03}".format,
    st.sampled_from(["11", "34", "50", "65", "82"]),
    st.integers(1, 99),
    st.integers(0, 99),
    st.integers(0, 999),
)


@pytest.mark.parametrize(
    ("code", "level"),
    [
        (ANHUI, Level.PROVINCE),
        (HEFEI, Level.CITY),
        (SHUSHAN, Level.COUNTY),
        (STREET, Level.STREET),
        (DONGGUAN, Level.CITY),
        (STREET_OF_DONGGUAN, Level.STREET),
        (JIYUAN, Level.COUNTY),
        ("500000000", Level.PROVINCE),
    ],
)
def test_the_level_shows_in_the_zeros_at_the_end(code, level):
    assert level_of(code) is level


@pytest.mark.parametrize(
    ("code", "parent"),
    [
        (STREET, SHUSHAN),
        (SHUSHAN, HEFEI),
        (HEFEI, ANHUI),
        (ANHUI, None),
        (STREET_OF_DONGGUAN, DONGGUAN),
    ],
)
def test_each_region_lies_below_the_next_wider_one(code, parent):
    assert parent_of(code) == parent


@pytest.mark.parametrize(
    ("code", "high"),
    [
        (ANHUI, "350000000"),
        (HEFEI, "340200000"),
        (SHUSHAN, "340105000"),
        (STREET, "340104004"),
        ("340104999", "340105000"),
        ("349900000", "350000000"),
        ("820000000", "830000000"),
    ],
)
def test_a_region_and_all_below_it_are_one_range(code, high):
    assert below(code) == (code, high)


def test_the_next_region_is_not_below_this_one():
    low, high = below(SHUSHAN)
    assert low <= STREET < high
    assert not low <= "340105000" < high
    assert not low <= HEFEI < high


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "34",
        "340104",
        "34010400A",
        "3401040031",
        "040000000",
        "990000000",
        "340004000",
        "340000003",
        "\uff1340000000",
        "340104003\n",
    ],
)
@pytest.mark.parametrize("question", [level_of, parent_of, below])
def test_what_is_no_division_code_is_refused(question, wrong):
    with pytest.raises(WrongAreaCode, match="nine digits"):
        question(wrong)


@given(codes)
def test_a_region_lies_in_the_range_of_everything_above_it(code):
    above = parent_of(code)
    while above is not None:
        low, high = below(above)
        assert low < code < high
        assert below(code)[1] <= high
        above = parent_of(above)


@given(codes, codes)
def test_ranges_lie_inside_one_another_or_apart(one, other):
    (low, high), (other_low, other_high) = below(one), below(other)
    apart = high <= other_low or other_high <= low
    assert (
        apart or one.startswith(other.rstrip("0")) or other.startswith(one.rstrip("0"))
    )
