from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratings.canonical import canonical, exactly, rounded, sha256_of, shortest


def test_keys_are_sorted_and_nothing_is_spaced():
    document = {"b": [1, Decimal("2.50")], "a": {"z": None, "y": True}}
    assert canonical(document) == '{"a":{"y":true,"z":null},"b":["1","2.50"]}'


def test_chinese_stands_as_it_is_and_is_hashed_as_utf_8():
    assert canonical({"名称": "物业"}) == '{"名称":"物业"}'
    # printf '{"名称":"物业"}' | sha256sum
    assert sha256_of({"名称": "物业"}) == (
        "d568e07c2b735201af74fed46ba11206c11f96860a51c15a034e73c49b573e54"
    )


def test_a_number_is_written_without_an_exponent():
    assert canonical([Decimal("1E+3"), Decimal("1E-7")]) == '["1000","0.0000001"]'


def test_a_number_and_its_text_are_the_same_document():
    assert canonical({"n": 7}) == canonical({"n": Decimal(7)}) == canonical({"n": "7"})


@pytest.mark.parametrize("value", [0.5, {1}, b"bytes", object()])
def test_what_has_no_one_way_of_writing_is_refused(value):
    with pytest.raises(TypeError):
        canonical({"value": value})


def test_a_key_that_is_no_text_is_refused():
    with pytest.raises(TypeError):
        canonical({1: "one"})


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_a_number_that_is_none_is_refused(number):
    with pytest.raises(ValueError, match="finite"):
        canonical([Decimal(number)])


documents = st.recursive(
    st.none() | st.booleans() | st.text() | st.integers(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.dictionaries(st.text(), documents))
def test_the_order_of_writing_does_not_change_the_hash(document):
    backwards = dict(reversed(document.items()))
    assert sha256_of(document) == sha256_of(backwards)


def test_halves_go_to_the_even_neighbour():
    assert rounded(Decimal("84.985"), 2) == Decimal("84.98")
    assert rounded(Decimal("84.995"), 2) == Decimal("85.00")


def test_the_dust_of_a_long_division_does_not_decide_a_tie():
    with exactly():
        dusty = Decimal("84.995") - Decimal("1E-47")
    assert dusty < Decimal("84.995")
    assert rounded(dusty, 2) == Decimal("85.00")


def test_a_caller_s_own_precision_does_not_matter():
    with localcontext() as careless:
        careless.prec = 3
        assert rounded(Decimal("12345.678"), 2) == Decimal("12345.68")
        with exactly():
            assert Decimal(1) / 3 * 3 == Decimal("0." + "9" * 50)


@pytest.mark.parametrize(
    ("number", "text"), [("7.000000", "7"), ("0.50", "0.5"), ("100", "100"), ("0", "0")]
)
def test_a_count_is_written_without_idle_zeros(number, text):
    assert shortest(Decimal(number)) == text
