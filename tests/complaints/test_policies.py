"""Who may see which cases: one door for each role."""

import pytest

from complaints import policies
from complaints.operations import visiting
from complaints.operations.filing import Place
from complaints.operations.handling import Disposal
from complaints.states import Kind, Measure, Party
from registry.models import User
from registry.roles import Role
from tests.complaints import paths
from tests.complaints.paths import after


@pytest.fixture
def cases(town):
    """One case of each sort, by what it is."""
    to_fire = Disposal(Measure.ORDER_DEPARTMENT, Party.DEPARTMENT, department=town.fire)
    return {
        "filed here": town.file(),
        "with the firm": paths.disposed(town),
        "with the fire service": paths.disposed(town, to_fire),
        "next street": town.file(place=Place(community=town.court)),
        "county": town.file(place=Place(region=town.county, description="The mill")),
        "retaliation": town.file(kind=Kind.RETALIATION),
    }


def seen_by(user, cases):
    visible = set(policies.visible_to(user))
    return {what for what, case in cases.items() if case in visible}


def test_a_street_sees_what_it_holds(town, cases):
    assert seen_by(town.anna.user, cases) == {
        "filed here",
        "with the firm",
        "with the fire service",
    }
    assert seen_by(town.carl.user, cases) == {"next street"}


def test_a_county_and_a_city_see_everything_below(town, cases):
    for officer in (town.county_dora, town.city_emil):
        assert seen_by(officer.user, cases) == set(cases)


@pytest.mark.parametrize("role", [Role.REGULATOR, Role.AUDITOR])
def test_regulators_and_auditors_see_their_region_and_below(town, cases, role):
    def user(region):
        return User.objects.create_user(
            f"{role}{region.code}", role=role, region=region
        )

    assert seen_by(user(town.city), cases) == set(cases)
    assert seen_by(user(town.other_street), cases) == {"next street"}


def test_another_county_sees_nothing(town, cases):
    elsewhere = type(town.county).objects.create(
        code="340103000",
        name="庐阳区",
        name_en="Luyang District",
        level="COUNTY",
        parent=town.city,
    )
    stranger = User.objects.create_user("eve", role=Role.OFFICER, region=elsewhere)

    assert seen_by(stranger, cases) == set()


def test_a_firm_sees_what_was_handed_over_to_it(town, cases):
    assert seen_by(town.manager.user, cases) == {"with the firm"}
    assert seen_by(town.rival_manager.user, cases) == set()


def test_a_department_sees_what_was_handed_over_to_it(town, cases):
    assert seen_by(town.fireman.user, cases) == {"with the fire service"}


def test_no_street_and_no_firm_sees_a_report_of_retaliation(town, cases):
    case = cases["retaliation"]
    # Not even with a row that no operation writes.
    type(case).objects.filter(pk=case.pk).update(
        acting_firm=town.firm, acting_department=town.fire
    )

    for user in (
        town.anna.user,
        town.carl.user,
        town.manager.user,
        town.fireman.user,
    ):
        assert "retaliation" not in seen_by(user, cases)
    assert "retaliation" in seen_by(town.county_dora.user, cases)


def test_what_is_raised_a_level_leaves_its_street(town):
    case = paths.reported(town)
    visiting.reopen(case=case, by=town.resident, now=after(6))
    type(case).objects.filter(pk=case.pk).update(
        office=town.county, office_code=town.county.code
    )

    assert case not in policies.visible_to(town.anna.user)
    assert case in policies.visible_to(town.county_dora.user)
    assert case in policies.visible_to(town.manager.user)


def test_a_user_without_a_region_sees_nothing(town, cases):
    nowhere = User(username="nowhere", role=Role.OFFICER)

    assert seen_by(nowhere, cases) == set()


def test_a_user_without_a_firm_or_department_does_not_see_what_nobody_has(town, cases):
    for role in (Role.FIRM, Role.DEPARTMENT):
        assert seen_by(User(username="nowhere", role=role), cases) == set()


def test_seeing_costs_one_query(town, cases, django_assert_num_queries):
    for user in User.objects.select_related("region"):
        with django_assert_num_queries(1):
            list(policies.visible_to(user))


def test_this_region_and_below_is_one_range_of_codes(town):
    sql = str(policies.visible_to(town.county_dora.user).query)

    assert "office_code" in sql
    assert "JOIN" not in sql
