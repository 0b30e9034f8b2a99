"""The receipt and the return-visit link: neither is stored, both can be checked."""

import re

import pytest
from django.core import signing

from complaints import codes
from complaints.codes import LinkBroken

NUMBER = "34-2611-004217-7"


def test_a_receipt_can_be_read_out_and_typed():
    receipt = codes.receipt_for(NUMBER)

    assert re.fullmatch(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}", receipt)
    for typed in (
        receipt,
        receipt.lower(),
        receipt.replace("-", ""),
        receipt.replace("-", " "),
        f" {receipt} ",
        receipt.replace("0", "O").replace("1", "l"),
    ):
        assert codes.receipt_fits(NUMBER, typed)


def test_a_receipt_fits_its_own_case_only():
    receipt = codes.receipt_for(NUMBER)

    assert receipt == codes.receipt_for(NUMBER)
    assert not codes.receipt_fits("34-2611-004218-5", receipt)
    for wrong in ("", "0" * 12, receipt[:-1], receipt + "0", "收据"):
        assert not codes.receipt_fits(NUMBER, wrong)


def test_a_receipt_depends_on_our_key(settings):
    receipt = codes.receipt_for(NUMBER)
    settings.LOOKUP_KEY = "another key, of at least fifty letters, for this test"

    assert not codes.receipt_fits(NUMBER, receipt)


def test_a_link_says_which_case_and_round_it_asks_about():
    token = codes.visit_token(case_id=42, round_number=3)

    assert codes.read_visit_token(token) == (42, 3, None)


def test_a_follower_s_link_says_whom_it_asks():
    token = codes.visit_token(case_id=42, round_number=3, follower_id=7)

    assert codes.read_visit_token(token) == (42, 3, 7)


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "nothing",
        codes.visit_token(case_id=42, round_number=3)[:-1],
        codes.visit_token(case_id=42, round_number=3) + "x",
        signing.dumps([42, 3], salt="another purpose"),
        signing.dumps(42, salt="complaints.visit"),
        signing.dumps([42], salt="complaints.visit"),
    ],
    ids=["empty", "a word", "cut", "longer", "another purpose", "number", "too short"],
)
def test_a_link_that_was_cut_or_changed_is_told_apart(broken):
    with pytest.raises(LinkBroken):
        codes.read_visit_token(broken)
