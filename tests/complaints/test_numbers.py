import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.numbers import WrongNumber, check_digit, compose, normalised
from tests.complaints.flow import full_width

NUMBER = "34-2611-004217-7"
DIGITS = "0123456789"


numbers = st.builds(
    compose,
    province=st.integers(10, 89).map(str),
    year=st.integers(2000, 2099),
    month=st.integers(1, 12),
    counter=st.integers(1, 999_999),
)


def test_a_number_is_composed_of_province_month_counter_andcheck_digit():
    composed = compose(province="34", year=2026, month=11, counter=4217)
    assert composed == NUMBER


@pytest.mark.parametrize(
    "typed",
    [
        "3426110042177",
        " 34 2611 004217 7 ",
        "34-2611-0042177",
        full_width(NUMBER),
        "34\u20132611\u2014004217\u22127",
        "34\u20112611\u2010004217\ufe587",
        "34-2611-004217-7\u200b\n",
    ],
)
def test_a_number_is_read_however_it_was_typed(typed):
    assert normalised(typed) == NUMBER


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "7",
        "42177",
        "34-2611-004217",
        "34-2611-004217-77",
        "34-2611-O04217-7",
        "34/2611/004217/7",
        "34-2611-004217-x",
        f"{full_width('34')}-2611-004217-",
        "34-2613-004217-7",
        "34-2600-004217-7",
        "34-2611-000000-0",
        "04-2611-004217-7",
        "34-2611-00421\u0667-7",
    ],
)
def test_a_text_of_another_shape_is_no_number(wrong):
    with pytest.raises(WrongNumber):
        normalised(wrong)


@pytest.mark.parametrize(
    "parts",
    [
        {"province": "3"},
        {"province": "340"},
        {"province": "04"},
        {"year": 1999},
        {"year": 2100},
        {"month": 0},
        {"month": 13},
        {"month": 104, "province": "3"},
        {"counter": 0},
        {"counter": -1},
        {"counter": 1_000_000},
    ],
)
def test_a_part_that_does_not_fit_is_refused(parts):
    right = {"province": "34", "year": 2026, "month": 11, "counter": 4217}
    with pytest.raises(WrongNumber):
        compose(**right | parts)


# Of ISO 7064 itself, and numbers in public use with the same check digit:
# the German tax number and VAT number and the Croatian OIB.
@pytest.mark.parametrize(
    "published",
    ["07945", "794623", "36574261809", "136695976", "33392005961"],
)
def test_published_numbers_have_ourcheck_digit(published):
    assert check_digit(published[:-1]) == published[-1]


@given(numbers)
def test_what_is_composed_is_read_back(number):
    assert normalised(number) == number
    assert normalised(number.replace("-", "")) == number


@given(numbers)
def test_every_single_wrong_digit_is_noticed(number):
    for place, right in enumerate(number):
        for digit in DIGITS:
            if right not in {"-", digit}:
                with pytest.raises(WrongNumber):
                    normalised(number[:place] + digit + number[place + 1 :])


@given(numbers)
def test_the_check_digit_is_that_of_a_second_reckoning(number):
    """
    By the definition of the standard: P(n+1) + a(1) is congruent to 1 modulo 10.

    Both of its remainders are read from tables here instead of being computed.
    """
    doubled = dict(zip(range(1, 11), (2, 4, 6, 8, 10, 1, 3, 5, 7, 9), strict=True))
    last_digit = {n: 10 if n == 10 else int(str(n)[-1]) for n in range(1, 20)}
    carried = 10
    for digit in number.replace("-", "")[:-1]:
        carried = doubled[last_digit[carried + int(digit)]]
    assert str(carried + int(number[-1]))[-1] == "1"
