"""The official figures over a span: rates, changes, and what is kept back."""

from ratings.statistics import Span, Sums, curve, documents

ALL = Sums(
    accepted=40,
    settled=30,
    waiting=10,
    resolved=12,
    own_answers=20,
    typed=5,
    unanswered=25,
    rated=20,
    satisfied=15,
)
BEFORE = Sums(
    accepted=50,
    settled=20,
    waiting=20,
    resolved=10,
    own_answers=10,
    rated=10,
    satisfied=6,
)


ABOVE = {"34": None, "a": "34", "b": "34", "c": "34", "b1": "b", "b2": "b"}
PERIODS = [f"2026-{month:02}-{half}" for month in range(9, 0, -1) for half in (2, 1)]


def a_region(own_answers, rated=None):
    rated = own_answers if rated is None else rated
    return Sums(accepted=9, own_answers=own_answers, rated=rated)


def regions(**own_answers):
    """Cities a, b and c, and b1 and b2, which b is made of."""
    parts = {code: a_region(number) for code, number in own_answers.items()}
    return {"34": a_region(sum(own_answers[code] for code in "abc")), **parts}


def untold(figures, name="own_answers"):
    return [code for code, each in figures.items() if each[name] is None]


def test_each_figure_stands_with_its_change_against_the_span_before():
    told = documents({"34": ALL}, {"34": BEFORE}, {"34": None})["34"]
    assert (told["accepted"], told["accepted_change"]) == ("40", "-10")
    assert (told["resolved"], told["resolved_change"]) == ("12", "2")
    assert (told["satisfaction"], told["satisfaction_change"]) == ("0.7500", "0.1500")
    assert told["settlement_rate"] == "0.7500"


def test_no_reply_is_in_no_rate_and_told_beside_it():
    told = documents({"34": ALL}, None, {"34": None})["34"]
    assert (told["unanswered"], told["no_reply_share"]) == ("25", "0.5000")
    assert told["satisfaction"] == "0.7500"
    assert told["satisfaction_change"] is None


def test_of_few_answers_nothing_is_told_of_residents():
    told = documents({"34": a_region(4)}, None, {"34": None})["34"]
    hidden = ("own_answers", "rated", "satisfaction", "resolved", "typed")
    assert [told[name] for name in hidden] == [None] * 5
    assert told["accepted"] == "9"


def test_a_single_hidden_region_takes_the_next_smallest_along():
    told = documents(regions(a=3, b=6, c=60, b1=6, b2=0), None, ABOVE)
    assert {"a", "b"} == {*untold(told)} & {*"abc"}


def test_hidden_regions_that_are_few_together_take_another_along():
    told = documents(regions(a=1, b=2, c=60, b1=2, b2=0), None, ABOVE)
    assert {*untold(told)} >= {*"abc"}


def test_where_few_rated_the_ratings_of_another_region_are_hidden_too():
    now = regions(a=9, b=20, c=60, b1=10, b2=10) | {"a": a_region(9, rated=2)}
    told = documents(now, None, ABOVE)
    assert untold(told) == []
    assert untold(told, "satisfaction") == ["a", "b", "b1"]


def test_the_parts_of_a_hidden_region_do_not_tell_of_it():
    told = documents(regions(a=3, b=16, c=60, b1=6, b2=10), None, ABOVE)
    assert untold(told) == ["a", "b", "b1"]


def test_what_was_kept_back_before_is_in_no_change():
    before = regions(a=3, b=16, c=60, b1=6, b2=10)
    now = regions(a=30, b=30, c=60, b1=15, b2=15)
    told = documents(now, before, ABOVE)
    assert untold(told) == []
    kept_back = untold(told, "resolved_change")
    assert kept_back == untold(told, "reply_rate_change") == ["a", "b", "b1"]
    assert told["a"]["accepted_change"] == "0"


def test_the_curve_tells_no_more_than_the_table_of_each_half_month():
    by_period = {
        PERIODS[0]: regions(a=30, b=30, c=60, b1=15, b2=15),
        PERIODS[1]: regions(a=3, b=16, c=60, b1=6, b2=10),
        PERIODS[2]: regions(a=30, b=30, c=60, b1=15, b2=15),
    }
    tables = {
        period: documents(sums, None, ABOVE) for period, sums in by_period.items()
    }
    for code in ("34", "b", "b1"):
        told = curve(by_period, ABOVE, code)
        for period in PERIODS[:2]:
            expected = tables[period][code]["own_answers"]
            assert told[period]["own_answers"] == expected, (code, period)


def test_the_sum_of_a_quarter_does_not_tell_of_its_single_hidden_half_month():
    by_period = {period: {"34": a_region(40)} for period in PERIODS}
    by_period[PERIODS[3]] = {"34": a_region(2)}
    by_period[PERIODS[4]] = {"34": a_region(11)}
    told = curve(by_period, {"34": None}, "34")
    assert untold(told) == PERIODS[3:5]


def test_the_newest_half_months_stay_as_their_own_page_tells_them():
    by_period = {period: {"34": a_region(40)} for period in PERIODS}
    by_period[PERIODS[0]] = by_period[PERIODS[1]] = {"34": a_region(6)}
    by_period[PERIODS[3]] = {"34": a_region(2)}
    told = curve(by_period, {"34": None}, "34")
    assert untold(told) == [PERIODS[3], PERIODS[5]]


def test_a_span_is_a_number_of_half_months():
    assert [span.half_months for span in Span] == [1, 6, 24]
