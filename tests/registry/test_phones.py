"""One spelling for every way to write down a telephone number."""

import pytest

from registry import phones
from registry.phones import NotAPhone

FULL_WIDTH = "13800138000".translate(
    {ord(digit): ord(digit) + 0xFEE0 for digit in "0138"}
)


@pytest.mark.parametrize(
    "typed",
    [
        "138 0013 8000",
        "+86-13800138000",
        FULL_WIDTH,
        "0086 138 0013 8000",
    ],
)
def test_a_mobile_has_one_spelling(typed):
    assert phones.normalised(typed) == "+8613800138000"


def test_a_landline_keeps_its_area_code():
    assert phones.normalised("0551-6264 1234") == "+8655162641234"


@pytest.mark.parametrize("typed", ["", "the porter", "12", "138001380001234"])
def test_what_nobody_could_have_is_refused(typed):
    with pytest.raises(NotAPhone):
        phones.normalised(typed)


def test_only_mobiles_get_messages():
    assert phones.gets_sms("+8613800138000")
    assert not phones.gets_sms("+8655162641234")


@pytest.mark.parametrize(
    ("length", "parts"), [(0, 1), (70, 1), (71, 2), (134, 2), (135, 3)]
)
def test_a_long_text_message_goes_in_parts(length, parts):
    assert phones.parts_of_sms("告" * length) == parts


def test_a_rare_character_takes_the_room_of_two():
    assert phones.length_in_sms("好😀𠮷") == 5
    assert phones.parts_of_sms("😀" * 36) == 2
