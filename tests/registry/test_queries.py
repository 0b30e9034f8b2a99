"""Questions about places, people and the calendar."""

from datetime import date

import pytest

from registry import queries
from registry.models import Community, DayOff, Department, Region, User
from registry.roles import DepartmentKind, Role

pytestmark = pytest.mark.django_db


def off(day, *, works=False, reason="Announced"):
    return DayOff.objects.create(day=day, works=works, reason=reason)


def test_the_calendar_is_the_packaged_one_as_long_as_nothing_is_laid_over_it():
    assert queries.calendar() is queries.calendar()
    assert not queries.calendar().is_workday(date(2026, 10, 1))
    assert queries.calendar().is_workday(date(2026, 10, 10))


def test_a_holiday_that_was_announced_later_is_free():
    tuesday = date(2026, 11, 24)
    assert queries.calendar().is_workday(tuesday)
    off(tuesday)

    assert not queries.calendar().is_workday(tuesday)
    assert queries.calendar().nth_workday_after(date(2026, 11, 23), 1) == date(
        2026, 11, 25
    )


def test_a_make_up_day_that_was_announced_later_is_worked():
    saturday = date(2026, 11, 28)
    off(saturday, works=True)

    assert queries.calendar().is_workday(saturday)


def test_an_override_turns_around_what_the_package_says():
    off(date(2026, 10, 1), works=True)
    off(date(2026, 10, 10))

    calendar = queries.calendar()
    assert calendar.is_workday(date(2026, 10, 1))
    assert not calendar.is_workday(date(2026, 10, 10))
    assert not calendar.is_workday(date(2026, 10, 2))


def test_a_year_is_known_once_its_make_up_days_are():
    new_year, day = date(2027, 1, 1), date(2027, 1, 4)
    assert not queries.calendar().knows(new_year)
    off(new_year)
    assert not queries.calendar().knows(new_year)
    assert not queries.calendar().is_workday(new_year)
    off(date(2027, 1, 3), works=True, reason="Make-up Sunday")

    assert queries.calendar().knows(day)
    assert queries.calendar().nth_workday_after(date(2026, 12, 31), 1) == date(
        2027, 1, 3
    )
    assert not queries.calendar().knows(date(2028, 1, 4))


def test_an_unknown_year_counts_from_monday_to_friday():
    calendar = queries.calendar()

    assert not calendar.knows(date(2027, 2, 8))
    for day in range(8, 13):  # what will be the week of the Spring Festival
        assert calendar.is_workday(date(2027, 2, day))
    assert not calendar.is_workday(date(2027, 2, 13))


def test_the_officers_of_an_office_are_the_active_ones_of_exactly_that_office(town):
    town.bo.user.is_active = False
    town.bo.user.save()
    User.objects.create_user("reg", role=Role.REGULATOR, region=town.street)

    assert queries.officers_of("340104007") == {town.anna.user.pk}
    assert queries.officers_of("340103000") == frozenset()


def test_officers_are_known_upwards_the_nearest_first(town, django_assert_num_queries):
    with django_assert_num_queries(0):
        upwards = queries.officers_upwards("340104007")
    with django_assert_num_queries(1):
        there = [(code, set(officers)) for code, officers in upwards]

    assert there == [
        ("340104007", {town.anna.user.pk, town.bo.user.pk}),
        ("340104000", {town.county_dora.user.pk}),
        ("340100000", {town.city_emil.user.pk}),
        ("340000000", set()),
    ]


def test_the_nearest_department_of_a_kind_is_found(town):
    of_the_city = Department.objects.create(
        name="合肥市消防救援支队", kind=DepartmentKind.FIRE, region=town.city
    )
    police = Department.objects.create(
        name="合肥市公安局", kind=DepartmentKind.POLICE, region=town.city
    )

    assert queries.department_for(DepartmentKind.FIRE, "340104007") == town.fire
    assert queries.department_for(DepartmentKind.POLICE, "340104007") == police
    assert queries.department_for(DepartmentKind.PRICES, "340104007") is None
    assert queries.department_for(DepartmentKind.FIRE, "340103001") == of_the_city


def test_the_way_up_ends_at_the_province():
    assert queries.lineage("340104007") == [
        "340104007",
        "340104000",
        "340100000",
        "340000000",
    ]
    assert queries.lineage("340000000") == ["340000000"]


def test_the_county_of_a_street_and_of_what_lies_higher():
    assert queries.county_of("340104007") == "340104000"
    assert queries.county_of("340104000") == "340104000"
    assert queries.county_of("340100000") == "340100000"
    assert queries.county_of("441900003") == "441900000"  # a city without counties


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("丹青", ["丹青花园"]),
        ("dq", ["丹青花园"]),
        ("DQHY", ["丹青花园"]),
        ("笔架山", ["柳巷苑"]),
        ("苑", ["柳巷苑"]),
        ("丹青花园3栋", ["丹青花园"]),
        ("丹青花园小区", ["丹青花园"]),
        ("nowhere", []),
        ("  ", []),
    ],
)
def test_a_community_is_found_by_whatever_people_type(town, text, names):
    assert [one.name for one in queries.communities_matching(text)] == names


def test_at_most_ten_communities_are_offered(town):
    Community.objects.bulk_create(
        Community(
            code=f"T{number}",
            name=f"天悦{number}期",
            initials="ty",
            address="1号",
            street=town.street,
            households=1,
        )
        for number in range(12)
    )

    assert len(queries.communities_matching("天悦")) == 10


def test_counties_come_with_their_city(town, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert [(one, one.parent) for one in queries.counties()] == [
            (town.county, town.city)
        ]
    assert Region.objects.count() == 5
