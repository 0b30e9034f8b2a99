"""What stands out among a street's answers, at the edge of each measure."""

from datetime import UTC, date, datetime

import pytest

from complaints.states import AlertSort
from complaints.unusual import Counted, Flag, StreetAnswers, Window, flags, window_of

ANNA, BO, CARL = 1, 2, 3
AT = datetime(2026, 3, 4, 1, tzinfo=UTC)


def sorts_of(**street):
    return [flag.sort for flag in flags(StreetAnswers(**street))]


def good(yes, no=0, partly=0):
    return Counted(yes=yes, no=no, partly=partly)


@pytest.mark.parametrize(
    ("day", "starts_on", "ends_on"),
    [
        (date(2026, 3, 1), date(2026, 1, 1), date(2026, 4, 1)),
        (date(2026, 1, 31), date(2025, 11, 1), date(2026, 2, 1)),
        (date(2026, 12, 31), date(2026, 10, 1), date(2027, 1, 1)),
    ],
)
def test_a_window_is_the_month_and_the_two_before_it(day, starts_on, ends_on):
    assert window_of(day) == Window(starts_on, ends_on)


def test_a_street_without_answers_shows_nothing():
    assert flags(StreetAnswers()) == ()


def test_six_own_answers_of_one_phone_stand_out():
    assert sorts_of(of_one_phone=5) == []
    assert flags(StreetAnswers(of_one_phone=6)) == (
        Flag(AlertSort.PHONE, {"answers": 6}),
    )


def test_own_answers_within_minutes_stand_out_and_are_counted():
    assert flags(StreetAnswers(together=(AT, AT))) == (
        Flag(AlertSort.MINUTES, {"answers": 5, "minutes": 10, "times": 2}),
    )


def test_partly_is_one_half():
    assert good(yes=1, partly=1).solved == good(yes=3, no=1).solved
    assert Counted().solved == 0


def test_own_and_typed_answers_15_points_apart_stand_out_either_way():
    own = good(10, no=10)
    for typed in (good(13, no=7), good(7, no=13)):
        flag = flags(StreetAnswers(own=own, typed={ANNA: typed}))[0]
        assert flag.sort == AlertSort.APART
        assert flag.figures["own_solved"] == 50
        assert flag.typist is None
    assert sorts_of(own=own, typed={ANNA: good(13, no=7, partly=1)}) == []


@pytest.mark.parametrize(
    ("own", "typed"), [(good(0, no=19), good(20)), (good(0, no=20), good(19))]
)
def test_of_less_than_twenty_of_each_nothing_is_said(own, typed):
    assert sorts_of(own=own, typed={ANNA: typed}) == []


def test_who_could_not_say_is_in_no_share():
    assert good(1).all == 1
    assert good(1).solved == 1


def test_a_typist_25_points_better_than_the_others_stands_out():
    others = {BO: good(3, no=2), CARL: good(3, no=2)}
    flag = flags(StreetAnswers(typed={ANNA: good(17, no=3), **others}))[0]

    assert (flag.sort, flag.typist) == (AlertSort.TYPIST, ANNA)
    assert flag.figures == {
        "typist": 20,
        "typist_solved": 85,
        "others": 10,
        "others_solved": 60,
    }
    assert sorts_of(typed={ANNA: good(16, no=4), **others}) == []


def test_a_worse_typist_does_not_stand_out_nor_one_with_few_answers():
    assert sorts_of(typed={ANNA: good(9), BO: good(0, no=10)}) == []
    assert sorts_of(typed={ANNA: good(10), BO: good(0, no=9)}) == []


def test_of_several_typists_the_one_who_stands_out_most_is_named():
    typed = {ANNA: good(18, no=2), BO: good(20), CARL: good(0, no=40)}
    assert flags(StreetAnswers(typed=typed))[0].typist == BO
