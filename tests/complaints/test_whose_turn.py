"""Which office, which person and which party may make a move."""

from dataclasses import replace

import pytest

from complaints.moves import MOVES, Move, Office, Who
from complaints.refusals import Refusal
from complaints.states import Action, State
from complaints.workflow import MoveNotAllowed
from tests.complaints.tries import (
    ANNA,
    BO,
    CARL,
    CITY,
    COUNTY,
    DORA,
    EMIL,
    FIRE,
    FIRM,
    GUO,
    OTHER_COUNTY,
    OTHER_STREET,
    PROVINCE,
    STREET,
    Try,
    row_name,
    try_of,
)

OFFICERS_MOVES = [
    move for move in MOVES if move.who == Who.OFFICER and move.source is not None
]


def row(action: Action, who: Who = Who.OFFICER, source: State | None = None) -> Move:
    return next(
        move
        for move in MOVES
        if move.action == action
        and move.who == who
        and (source is None or move.source == source)
    )


def rows_of(office: Office) -> list[Move]:
    return [move for move in OFFICERS_MOVES if move.office == office]


def refusal_of(a_try: Try, move: Move) -> Refusal:
    with pytest.raises(MoveNotAllowed) as refused:
        a_try.check(move)
    return refused.value.refusal


@pytest.mark.parametrize("move", rows_of(Office.HOLDER), ids=row_name)
def test_another_office_does_not_touch_what_the_street_holds(move):
    for office in (OTHER_STREET, COUNTY, CITY, None):
        a_try = try_of(move).by(office_code=office)
        assert refusal_of(a_try, move) == Refusal.OTHER_OFFICE


@pytest.mark.parametrize("move", rows_of(Office.ONE_UP), ids=row_name)
def test_one_level_up_is_neither_the_holder_nor_two_levels(move):
    for office in (STREET, OTHER_COUNTY, CITY, None):
        a_try = try_of(move).by(office_code=office)
        assert refusal_of(a_try, move) == Refusal.NOT_ONE_UP


def test_at_the_province_another_of_the_province_decides():
    uphold = row(Action.UPHOLD)
    held = try_of(uphold).but(
        office_code=PROVINCE,
        parent_code=None,
        county_code=None,
        officers=frozenset({EMIL, GUO}),
        officers_above=(),
        declined_by=frozenset({EMIL}),
    )

    held.by(user_id=GUO, office_code=PROVINCE).check(uphold)
    a_try = held.by(user_id=EMIL, office_code=PROVINCE)
    assert refusal_of(a_try, uphold) == Refusal.NOT_THE_DECLINER


@pytest.mark.parametrize("move", rows_of(Office.COUNTY_OR_HIGHER_HOLDER), ids=row_name)
def test_the_county_acts_for_its_street(move):
    for office in (STREET, OTHER_COUNTY, CITY, None):
        a_try = try_of(move).by(office_code=office)
        assert refusal_of(a_try, move) == Refusal.NOT_COUNTY


@pytest.mark.parametrize("move", rows_of(Office.COUNTY_OR_HIGHER_HOLDER), ids=row_name)
def test_what_a_city_holds_the_city_decides(move):
    held = try_of(move).but(office_code=CITY, parent_code=PROVINCE, county_code=None)

    held.by(office_code=CITY).check(move)
    assert refusal_of(held.by(office_code=COUNTY), move) == Refusal.NOT_COUNTY


def test_the_firm_that_has_to_act_acts_and_no_other():
    rectify = row(Action.RECTIFY, Who.ACTING_PARTY)

    try_of(rectify).check(rectify)
    assert refusal_of(try_of(rectify).by(firm=99), rectify) == Refusal.NOT_YOURS
    assert refusal_of(try_of(rectify).by(firm=None), rectify) == Refusal.NOT_YOURS
    assert refusal_of(try_of(rectify).but(acting_firm=None), rectify) == (
        Refusal.NOT_YOURS
    )


def test_a_department_is_no_firm_of_the_same_number():
    rectify = row(Action.RECTIFY, Who.ACTING_PARTY)
    with_fire = try_of(rectify).but(acting_firm=None, acting_department=FIRE)

    with_fire.by(firm=None, department=FIRE).check(rectify)
    for stranger in (
        with_fire.by(firm=FIRE, department=None),
        with_fire.by(firm=None, department=None),
        try_of(rectify).by(firm=None, department=FIRM),
    ):
        assert refusal_of(stranger, rectify) == Refusal.NOT_YOURS


def test_nobody_acts_where_nobody_has_to():
    rectify = row(Action.RECTIFY, Who.ACTING_PARTY)
    a_try = try_of(rectify).but(acting_firm=None, acting_department=None)

    nobody = a_try.by(firm=None, department=None)
    assert refusal_of(nobody, rectify) == Refusal.NOT_YOURS


def test_the_only_officer_is_replaced_by_one_from_a_level_up():
    explain = row(Action.EXPLAIN)
    alone = try_of(explain).but(
        officers=frozenset({ANNA}), found_by=frozenset({ANNA}), reported_before=set()
    )

    assert refusal_of(alone, explain) == Refusal.NOT_THE_FINDER
    alone.by(user_id=DORA, office_code=COUNTY).check(explain)
    emil = alone.by(user_id=EMIL, office_code=CITY)
    assert refusal_of(emil, explain) == Refusal.OTHER_OFFICE
    carl = alone.by(user_id=CARL, office_code=OTHER_STREET)
    assert refusal_of(carl, explain) == Refusal.OTHER_OFFICE


def test_nobody_stands_in_while_the_office_has_another():
    explain = row(Action.EXPLAIN)
    both = try_of(explain).but(found_by=frozenset({ANNA}), reported_before=set())

    dora = both.by(user_id=DORA, office_code=COUNTY)
    assert refusal_of(dora, explain) == Refusal.OTHER_OFFICE
    both.by(user_id=BO).check(explain)


def test_two_guards_together_leave_nobody_in_the_office():
    explain = row(Action.EXPLAIN)
    used_up = try_of(explain).but(
        found_by=frozenset({ANNA}), reported_before=frozenset({BO})
    )

    used_up.by(user_id=DORA, office_code=COUNTY).check(explain)


def test_where_the_county_has_nobody_else_either_the_city_stands_in():
    explain = row(Action.EXPLAIN)
    used_up = try_of(explain).but(
        officers=frozenset({ANNA}),
        found_by=frozenset({ANNA}),
        reported_before=frozenset({DORA}),
    )

    dora = used_up.by(user_id=DORA, office_code=COUNTY)
    assert refusal_of(dora, explain) == Refusal.NOT_THE_REPORTER
    used_up.by(user_id=EMIL, office_code=CITY).check(explain)
    guo = used_up.by(user_id=GUO, office_code=PROVINCE)
    assert refusal_of(guo, explain) == Refusal.OTHER_OFFICE


def test_where_nobody_is_left_out_nobody_stands_in():
    accept = row(Action.ACCEPT)
    empty = try_of(accept).but(officers=frozenset())

    dora = empty.by(user_id=DORA, office_code=COUNTY)
    assert refusal_of(dora, accept) == Refusal.OTHER_OFFICE


def test_who_took_down_the_spoken_no_reopens_from_whatever_office():
    reopen = row(Action.REOPEN)
    stand_in = try_of(reopen).but(heard_no=DORA).by(user_id=DORA, office_code=COUNTY)

    stand_in.check(reopen)
    anna = replace(stand_in, attempt=try_of(reopen).attempt)
    assert refusal_of(anna, reopen) == Refusal.REOPEN_AFTER_NO


def test_a_stranger_is_told_about_the_office_and_not_about_the_case():
    dispose = row(Action.DISPOSE)
    empty_handed = try_of(dispose).but({"measure": None}).by(office_code=OTHER_STREET)

    assert refusal_of(empty_handed, dispose) == Refusal.OTHER_OFFICE
