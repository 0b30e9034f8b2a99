"""Accounts at the desk: role and place fit, and what does not fit is told in words."""

import pytest

from registry.models import User
from registry.roles import Right, Role
from tests.complaints.desk import Desk, texts

BASE = "/admin/registry/user/"
PASSWORD = "nine quiet herons"


@pytest.fixture
def chief(town):
    """The administrator of the city."""
    town.city_emil.user.is_superuser = True
    town.city_emil.user.save()
    return Desk(town.city_emil.user).client


def account(**typed):
    return {
        "username": "gao",
        "usable_password": "true",
        "password1": PASSWORD,
        "password2": PASSWORD,
        **typed,
    }


def test_an_officer_is_added_and_may_enter_the_desk(town, chief):
    typed = account(role="OFFICER", region=town.street.pk)
    response = chief.post(f"{BASE}add/", typed)

    assert response.status_code == 302, texts(response)
    user = User.objects.get(username="gao")
    assert (user.role, user.region, user.is_staff) == (Role.OFFICER, town.street, True)
    assert Desk(user).queue().status_code == 200


def test_a_firm_s_person_never_enters_the_desk(town, chief):
    chief.post(f"{BASE}add/", account(role="FIRM", firm=town.firm.pk))
    assert not User.objects.get(username="gao").is_staff


@pytest.mark.parametrize(
    ("role", "said"),
    [
        ("OFFICER", "acts for a region: choose it."),
        ("DEPARTMENT", "acts for a department: choose it."),
        ("FIRM", "acts for a firm: choose it."),
    ],
)
def test_a_role_without_its_place_is_told(town, chief, role, said):
    page = texts(chief.post(f"{BASE}add/", account(role=role)))
    assert said in page
    assert "is violated" not in page
    assert not User.objects.filter(username="gao").exists()


def test_a_place_that_the_role_does_not_have_is_told(town, chief):
    typed = account(role="FIRM", firm=town.firm.pk, region=town.street.pk)
    page = texts(chief.post(f"{BASE}add/", typed))
    assert "acts for no region: leave this empty." in page
    assert not User.objects.filter(username="gao").exists()


def changed(user, **typed):
    return {
        "username": user.username,
        "is_active": "on",
        "role": user.role,
        "region": user.region_id or "",
        "department": user.department_id or "",
        "firm": user.firm_id or "",
        **typed,
    }


def test_rights_are_given_and_taken(town, chief):
    bo = town.bo.user
    page = chief.get(f"{BASE}{bo.pk}/change/")
    offered = page.context["adminform"].form.fields["user_permissions"].queryset
    rights = {one.codename: one.pk for one in offered}
    assert set(rights) == set(Right.values)

    visit = rights[Right.VISIT]
    chief.post(f"{BASE}{bo.pk}/change/", changed(bo, user_permissions=[visit]))
    assert User.objects.get(pk=bo.pk).has_right(Right.VISIT)
    chief.post(f"{BASE}{bo.pk}/change/", changed(bo))
    assert not User.objects.get(pk=bo.pk).has_right(Right.VISIT)


def test_a_firm_s_account_is_never_an_administrator(town, chief):
    manager = town.manager.user
    typed = changed(manager, is_superuser="on")
    page = texts(chief.post(f"{BASE}{manager.pk}/change/", typed))
    assert "never an administrator" in page
    assert "is violated" not in page


def test_an_account_is_closed_and_not_deleted(town, chief):
    bo = town.bo.user
    typed = changed(bo)
    del typed["is_active"]
    chief.post(f"{BASE}{bo.pk}/change/", typed)
    assert not User.objects.get(pk=bo.pk).is_active
    assert chief.post(f"{BASE}{bo.pk}/delete/", {"post": "yes"}).status_code == 403


def test_nobody_but_the_administrator_sees_accounts(town):
    anna = Desk(town.anna.user).client
    for address in (BASE, f"{BASE}add/", f"{BASE}{town.bo.user.pk}/change/"):
        assert anna.get(address).status_code == 403
    password = f"{BASE}{town.bo.user.pk}/password/"
    assert anna.post(password, {"password1": PASSWORD}).status_code == 403
