import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.credit_code import (
    ALPHABET,
    WrongCreditCode,
    check_character,
    normalised,
)

# Published on invoices and in the national register.
HUAWEI = "914403001922038216"
TENCENT = "9144030071526726XG"
PUBLISHED = {
    "Huawei Technologies": HUAWEI,
    "Tencent Technology (Shenzhen)": TENCENT,
    "Alibaba (China) Network Technology": "91330100716105852F",
    "Beijing Baidu Netcom": "91110000802100433B",
    "Xiaomi": "91110108551385082Q",
    "China Mobile": "911100007109250324",
    "Industrial and Commercial Bank of China": "91100000100003962T",
    "China Vanke": "91440300192181490G",
    "Kweichow Moutai": "9152000071430580XT",
    "Tsinghua University": "12100000400000624D",
    "Peking University": "12100000400002259P",
    "University of Science and Technology of China": "12100000485001086E",
}
WHOLE_ALPHABET = [*"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"]


@pytest.mark.parametrize("code", PUBLISHED.values(), ids=PUBLISHED.keys())
def test_a_published_code_is_accepted(code):
    assert normalised(code) == code
    assert check_character(code[:-1]) == code[-1]


@pytest.mark.parametrize("code", PUBLISHED.values(), ids=PUBLISHED.keys())
def test_every_code_with_one_wrong_character_is_refused(code):
    for place, right in enumerate(code):
        for character in WHOLE_ALPHABET:
            if character != right:
                with pytest.raises(WrongCreditCode):
                    normalised(code[:place] + character + code[place + 1 :])


@pytest.mark.parametrize(
    "typed",
    [
        "9144030071526726xg",
        " 9144 0300 7152 6726 XG\n",
        "".join(chr(ord(character) + 0xFEE0) for character in TENCENT),
        "91440300\u300071526726XG",
    ],
)
def test_case_spaces_and_full_width_characters_do_not_matter(typed):
    assert normalised(typed) == TENCENT


@pytest.mark.parametrize(
    "wrong",
    ["", "9", HUAWEI[:-1], f"{HUAWEI}0", "340104790122103", f"{TENCENT[:8]}-{TENCENT}"],
)
def test_a_text_of_another_shape_is_refused(wrong):
    with pytest.raises(WrongCreditCode, match="eighteen"):
        normalised(wrong)


@pytest.mark.parametrize("letter", [*"IOSVZ"])
def test_letters_that_look_like_digits_are_in_no_code(letter):
    assert letter not in ALPHABET
    with pytest.raises(WrongCreditCode, match="capital letters"):
        check_character(f"91340100{letter}A2N00000")


def test_the_division_is_written_in_digits():
    with pytest.raises(WrongCreditCode, match="capital letters"):
        check_character("91A40100MA2N00000")


def test_a_wrong_check_character_is_named():
    with pytest.raises(WrongCreditCode, match="check character"):
        normalised(f"{HUAWEI[:-1]}7")


@given(
    authority=st.text(ALPHABET, min_size=2, max_size=2),
    division=st.text("0123456789", min_size=6, max_size=6),
    organisation=st.text(ALPHABET, min_size=9, max_size=9),
)
def test_the_weighted_sum_of_a_whole_code_is_divisible_by_31(
    authority, division, organisation
):
    first_17 = authority + division + organisation
    code = first_17 + check_character(first_17)
    assert normalised(code) == code
    assert not set(code) & {*"IOSVZ"}
    # Horner from the right: the standard's powers of three without its weights.
    total = 0
    for character in reversed(code[:-1]):
        total = total * 3 + ALPHABET.index(character)
    assert (total + ALPHABET.index(code[-1])) % 31 == 0
