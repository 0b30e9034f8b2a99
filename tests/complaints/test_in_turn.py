"""Whose turn it is with a case that cannot go on before the office above decided."""

from datetime import timedelta

import pytest

from complaints.models import Case
from complaints.operations import appeals, duties, noting
from complaints.operations.chasing import sweep
from complaints.queries.facts import facts_of, history_of
from complaints.queries.in_turn import office_in_turn, with_office_in_turn
from complaints.states import Duty
from registry.models import Notice, User
from registry.sealing import unseal
from tests.complaints import detours, paths
from tests.complaints.detours import WHY
from tests.complaints.paths import after


@pytest.fixture
def mailed(town):
    for user in User.objects.all():
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@x.example")
    return town


def told(template):
    found = Notice.objects.filter(template__endswith=f"/{template}.txt")
    return {unseal(one.address_sealed).split("@")[0] for one in found}


def refused_once(town):
    case = paths.disposed(town)
    duties.refuse(case=case, text=WHY, by=town.manager, now=after(4))
    return case


def confirmed(town):
    case = detours.refused_twice(town)
    duties.confirm_duty(case=case, text=WHY, by=town.county_dora, now=after(7))
    return case


def released(town):
    case = detours.refused_twice(town)
    duties.release(
        case=case, duty=Duty.OWNERS, text=WHY, by=town.county_dora, now=after(7)
    )
    return case


def looked_at_again(town):
    case = detours.appealed(town)
    appeals.overturn(case=case, text=WHY, by=town.county_dora, now=after(3))
    return case


@pytest.mark.parametrize("way", [detours.appealed, detours.refused_twice])
def test_it_is_the_turn_of_the_office_above(town, way):
    case = way(town)
    assert office_in_turn(case) == town.county.code
    assert with_office_in_turn(Case.objects.all()).get().in_turn == town.county.code


@pytest.mark.parametrize(
    "way",
    [
        paths.filed,
        paths.disposed,
        detours.extension_asked_by_the_office,
        refused_once,
        confirmed,
        released,
        looked_at_again,
    ],
)
def test_it_is_the_holder_s_turn_otherwise(town, way):
    case = way(town)
    assert office_in_turn(case) == town.street.code
    assert with_office_in_turn(Case.objects.all()).get().in_turn == town.street.code


@pytest.mark.parametrize("way", [refused_once, detours.refused_twice, released])
def test_what_sql_says_of_a_refusal_the_guards_say_too(town, way):
    case = way(town)
    facts = facts_of(case, history_of(case))
    assert facts.refusal_settled == (office_in_turn(case) == town.street.code)


@pytest.mark.parametrize("way", [detours.appealed, detours.refused_twice])
def test_the_clock_reminds_and_urges_who_has_to_decide(mailed, way):
    case = way(mailed)
    Notice.objects.all().delete()
    case.refresh_from_db()
    sweep(now=case.due_at)
    assert told("urged") | told("reminded") == {"dora"}


@pytest.mark.parametrize("way", [detours.appealed, detours.refused_twice])
def test_the_resident_urges_who_has_to_decide(mailed, way):
    case = way(mailed)
    Notice.objects.all().delete()
    noting.urge(case=case, by=mailed.resident, now=case.due_at)
    assert told("urged") == {"dora"}


def test_of_an_urgent_appeal_the_office_above_the_deciding_one_hears_at_once(mailed):
    case = mailed.file(category="fire-charging")
    detours.decline(case, mailed)
    appeals.appeal(case=case, by=mailed.resident, now=after(2), text=WHY)
    Notice.objects.all().delete()
    sweep(now=case.due_at)
    assert (told("urged"), told("overdue_below")) == ({"dora"}, {"emil"})


def test_what_the_city_itself_has_to_decide_is_supervised_by_the_province(mailed):
    case = detours.appealed(mailed)
    Case.objects.filter(pk=case.pk).update(decides_code=mailed.city.code)
    Notice.objects.all().delete()
    for days in (0, 3, 7):
        sweep(now=case.due_at + timedelta(days=days))
    assert told("supervised") == {"emil"}
    assert told("overdue_below") == set()
