"""The pure rules of bulletins: numbers, rates, changes, lines and differences."""

from dataclasses import replace

import pytest

from ratings.bulletins import (
    SHORT_NAMES,
    Totals,
    differences,
    document_number,
    lines,
    share,
    with_changes,
)
from ratings.periods import HalfMonth

TOTALS = Totals(
    accepted=12,
    settled=9,
    waiting=3,
    own_answers=6,
    typed=1,
    unanswered=2,
    rated=5,
    satisfied=4,
)


@pytest.mark.parametrize(
    ("period", "corrections", "number"),
    [
        ("2026-01-1", 0, "皖物诉通报〔2026〕1号"),
        ("2026-11-1", 0, "皖物诉通报〔2026〕21号"),
        ("2026-12-2", 0, "皖物诉通报〔2026〕24号"),
        ("2026-11-1", 1, "皖物诉通报〔2026〕21号（更正1）"),
        ("2026-11-1", 2, "皖物诉通报〔2026〕21号（更正2）"),
    ],
)
def test_a_bulletin_is_numbered_by_its_half_month(period, corrections, number):
    half_month = HalfMonth.named(period)
    assert number == document_number(
        half_month, corrections=corrections, province="340000000"
    )


def test_every_province_has_a_short_name_of_its_own():
    assert len(SHORT_NAMES) == len(set(SHORT_NAMES.values())) == 34
    assert {len(name) for name in SHORT_NAMES.values()} == {1}
    assert (SHORT_NAMES["11"], SHORT_NAMES["34"], SHORT_NAMES["65"]) == (
        "京",
        "皖",
        "新",
    )


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [
        (0, 0, None),
        (0, 3, "0.0000"),
        (1, 3, "0.3333"),
        (3, 3, "1.0000"),
        (1, 32, "0.0312"),  # 0.03125 to the even digit
        (3, 32, "0.0938"),
    ],
)
def test_a_share_has_four_places_half_even_and_is_nothing_of_nothing(part, whole, told):
    assert share(part, whole) == told


def test_rates_are_of_what_they_say():
    told = TOTALS.as_document()
    assert told["settlement_rate"] == "0.7500"  # 9 of 9 + 3
    assert told["satisfaction"] == "0.8000"  # 4 of 5
    assert told["reply_rate"] == "0.6667"  # 6 of 6 + 1 + 2
    assert told["accepted"] == "12"


@pytest.mark.parametrize("own_answers", [0, 1, 4])
def test_of_few_answers_neither_sums_nor_rates_are_told(own_answers):
    few = replace(
        TOTALS, own_answers=own_answers, rated=own_answers, satisfied=own_answers
    )
    told = few.as_document()
    hidden = {name for name, value in told.items() if value is None}
    assert hidden == {
        "own_answers",
        "typed",
        "rated",
        "satisfied",
        "satisfaction",
        "reply_rate",
    }
    assert (told["accepted"], told["settlement_rate"]) == ("12", "0.7500")


def test_of_few_that_rated_the_street_only_the_replies_are_told():
    told = replace(TOTALS, rated=4, satisfied=4).as_document()
    assert (told["rated"], told["satisfied"], told["satisfaction"]) == (None,) * 3
    assert (told["own_answers"], told["reply_rate"]) == ("6", "0.6667")


def test_each_rate_is_compared_with_the_half_month_before():
    before = replace(TOTALS, settled=3, satisfied=5).as_document()
    told = with_changes(TOTALS.as_document(), before)
    assert told["settlement_rate_change"] == "0.2500"
    assert told["satisfaction_change"] == "-0.2000"
    assert told["reply_rate_change"] == "0.0000"


def test_without_a_half_month_before_or_its_answers_nothing_is_compared():
    now = TOTALS.as_document()
    assert with_changes(now, None)["settlement_rate_change"] is None
    few = replace(TOTALS, own_answers=1).as_document()
    compared = with_changes(now, few)
    assert compared["satisfaction_change"] is None
    assert compared["settlement_rate_change"] == "0.0000"


FIGURES = {
    "period": "2026-11-1",
    "version": "1",
    "province": {"code": "34", "accepted": "3", "satisfaction": None},
    "cities": [{"code": "3401", "accepted": "2"}, {"code": "3402", "accepted": "1"}],
    "firms": {"all": "7"},
    "delayed": [{"number": "HF-1", "stage": "REPORT"}],
}


def test_every_figure_is_one_line_under_its_code():
    found = [(one.section, one.code, one.figure, one.value) for one in lines(FIGURES)]
    assert found == [
        ("cities", "3401", "accepted", "2"),
        ("cities", "3401", "code", "3401"),
        ("cities", "3402", "accepted", "1"),
        ("cities", "3402", "code", "3402"),
        ("delayed", "HF-1", "number", "HF-1"),
        ("delayed", "HF-1", "stage", "REPORT"),
        ("firms", "", "all", "7"),
        ("period", "", "", "2026-11-1"),
        ("province", "34", "accepted", "3"),
        ("province", "34", "code", "34"),
        ("province", "34", "satisfaction", None),
        ("version", "", "", "1"),
    ]


def test_the_lines_do_not_depend_on_the_order_that_a_database_keeps():
    turned = {
        name: dict(reversed(value.items())) if isinstance(value, dict) else value
        for name, value in reversed(FIGURES.items())
    }
    assert list(lines(turned)) == list(lines(FIGURES))


def test_a_correction_tells_each_figure_that_differs_and_no_other():
    corrected = {
        **FIGURES,
        "version": "2",
        "province": {"code": "34", "accepted": "4", "satisfaction": None},
        "cities": [{"code": "3401", "accepted": "2"}],
    }
    told = {
        (one.section, one.code, one.figure): (one.before, one.after)
        for one in differences(FIGURES, corrected)
    }
    assert told == {
        ("province", "34", "accepted"): ("3", "4"),
        ("cities", "3402", "code"): ("3402", None),
        ("cities", "3402", "accepted"): ("1", None),
    }
    assert differences(FIGURES, FIGURES) == []
