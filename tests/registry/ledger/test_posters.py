"""A sheet for a gate says where its code leads, in words too, and whom else to call."""

from dataclasses import replace
from datetime import date

import pytest

from registry.ledger.posters import Poster, pdf_of
from tests.registry.ledger.printed import Printed, packed

GATE = Poster(
    community="丹青花园",
    number="DQHY",
    address="https://wuye.example/c/DQHY/",
    printed_on=date(2026, 11, 28),
)


@pytest.fixture(scope="module")
def printed():
    return Printed(pdf_of(GATE))


def test_it_is_one_page_in_both_languages(printed):
    assert len(printed.pages) == 1
    assert packed("小区里有什么问题？") in printed.text
    assert packed("Something wrong in this community?") in printed.text


@pytest.mark.parametrize(
    "said", ["丹青花园", "DQHY", "https://wuye.example/c/DQHY/", "12345", "119"]
)
def test_everything_that_somebody_at_the_gate_needs_can_be_read(printed, said):
    assert packed(said) in printed.text


def test_only_what_is_made_up_says_so(printed):
    made_up = Printed(pdf_of(replace(GATE, made_up=True)))
    assert packed("Made up for the demonstration") in made_up.text
    assert packed("Made up for the demonstration") not in printed.text


def test_it_is_tagged_and_equal_posters_give_equal_bytes(printed):
    assert printed.tagged
    assert pdf_of(replace(GATE)) == pdf_of(GATE)


def test_a_long_name_stays_on_its_page():
    long = replace(GATE, community="安徽省合肥市蜀山区荷叶地街道" * 9)
    assert len(Printed(pdf_of(long)).pages) == 1
