"""The registers at the desk: who reads, who keeps, and what is said to wrong input."""

import re
from datetime import date, time

import pytest

from registry.models import Community, DayOff, Department, Firm, Region, Tenure
from tests.complaints.desk import Desk, texts

BASE = "/admin/registry/"


@pytest.fixture
def chief(town):
    """The administrator of the city."""
    town.city_emil.user.is_superuser = True
    town.city_emil.user.save()
    return Desk(town.city_emil.user).client


@pytest.fixture
def anna(town):
    return Desk(town.anna.user).client


@pytest.mark.parametrize(
    "model", ["region", "community", "firm", "tenure", "department", "dayoff"]
)
def test_an_officer_reads_and_does_not_add_or_delete(town, anna, model):
    assert anna.get(f"{BASE}{model}/").status_code == 200
    assert anna.get(f"{BASE}{model}/add/").status_code == 403


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/admin/registry/community/", "Communities"),
        ("/admin/complaints/case/", "Cases"),
    ],
)
def test_a_list_is_called_by_what_it_lists(anna, address, title):
    page = anna.get(address, headers={"Accept-Language": "en"})
    (shown,) = re.findall(
        r"<title>\s*(.*?)\s*</title>", page.content.decode(), re.DOTALL
    )
    assert shown.startswith(f"{title} |")


def test_nobody_deletes(town, chief):
    for row in (town.garden, town.firm, town.fire, town.street):
        address = f"{BASE}{row._meta.model_name}/{row.pk}/delete/"
        assert chief.post(address, {"post": "yes"}).status_code == 403
    assert Community.objects.filter(pk=town.garden.pk).exists()


# Regions


def test_regions_are_found_and_renamed_by_nobody(town, chief):
    found = texts(chief.get(f"{BASE}region/", {"q": "Heyedi"}))
    assert "荷叶地街道" in found
    assert "笔架山街道" not in found
    assert chief.get(f"{BASE}region/add/").status_code == 403
    chief.post(f"{BASE}region/{town.street.pk}/change/", {"name": "别处"})
    assert Region.objects.get(pk=town.street.pk).name == "荷叶地街道"


def hours(**typed):
    return {
        "phone": "0551-6512 3456",
        "opens_at": "08:30",
        "break_from": "12:00",
        "break_to": "14:30",
        "closes_at": "17:30",
        **typed,
    }


def test_an_officer_keeps_telephone_and_hours_of_the_own_office_only(town, anna):
    kept = anna.post(f"{BASE}region/{town.street.pk}/change/", hours())
    refused = anna.post(f"{BASE}region/{town.other_street.pk}/change/", hours())
    above = anna.post(f"{BASE}region/{town.county.pk}/change/", hours())

    town.street.refresh_from_db()
    town.other_street.refresh_from_db()
    assert kept.status_code == 302
    assert [refused.status_code, above.status_code] == [403, 403]
    assert (town.street.phone, town.street.opens_at) == ("0551-6512 3456", time(8, 30))
    assert town.other_street.phone == ""


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"phone": "call us"}, "Give digits, with or without hyphens."),
        ({"opens_at": ""}, "Give both hours, or neither."),
        ({"closes_at": "08:00"}, "It closes after it opens."),
        ({"break_to": ""}, "Give the whole break"),
        ({"break_from": "08:00"}, "Give the whole break"),
        ({"opens_at": "", "closes_at": ""}, "Give the whole break"),
    ],
)
def test_hours_that_cannot_be_are_told_in_words(town, chief, typed, said):
    address = f"{BASE}region/{town.street.pk}/change/"
    page = texts(chief.post(address, hours(**typed)))
    town.street.refresh_from_db()
    assert said in page
    assert "is violated" not in page
    assert town.street.phone == ""


# Communities


def community(town, **typed):
    return {
        "name": "百花苑",
        "code": "BHY",
        "street": town.street.pk,
        "address": "荷叶地街道9号",
        "households": 300,
        **typed,
    }


def test_a_new_community_gets_its_initials_from_its_name(town, chief):
    chief.post(f"{BASE}community/add/", community(town))
    assert Community.objects.get(code="BHY").initials == "bhy"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"latitude": "31.8"}, "Give latitude and longitude together"),
        ({"latitude": "99", "longitude": "117"}, "lies between -90 and 90"),
        ({"latitude": "31", "longitude": "200"}, "lies between -180 and 180"),
        ({"committee_elected_on": "2024-05-01"}, "Give both days"),
        (
            {
                "committee_elected_on": "2024-05-01",
                "committee_term_ends_on": "2023-05-01",
            },
            "The term ends after the day of the election.",
        ),
    ],
)
def test_a_community_that_cannot_be_is_told_in_words(town, chief, typed, said):
    page = texts(chief.post(f"{BASE}community/add/", community(town, **typed)))
    assert said in page
    assert "is violated" not in page
    assert not Community.objects.filter(code="BHY").exists()


def test_a_community_lies_under_a_street(town, chief):
    typed = community(town, street=town.county.pk)
    page = texts(chief.post(f"{BASE}community/add/", typed))
    assert "Choose a street or town." in page


def test_an_officer_keeps_the_households_of_the_own_street_only(town, anna):
    typed = community(town, name=town.garden.name, initials="dqhy", households=1234)
    anna.post(f"{BASE}community/{town.garden.pk}/change/", typed)
    refused = anna.post(f"{BASE}community/{town.court.pk}/change/", typed)

    town.garden.refresh_from_db()
    town.court.refresh_from_db()
    assert (town.garden.households, town.court.households) == (1234, 1200)
    assert refused.status_code == 403


def test_an_officer_renames_no_code_and_moves_no_street(town, anna):
    typed = community(town, name="丹青花园", street=town.other_street.pk, code="NEW")
    anna.post(f"{BASE}community/{town.garden.pk}/change/", typed)
    town.garden.refresh_from_db()
    assert (town.garden.code, town.garden.street) == ("DQHY", town.street)


# Firms


def firm(**typed):
    return {
        "name": "新安物业",
        "credit_code": "91340100MA2TE5TRAW",
        "status": "ACTIVE",
        **typed,
    }


def test_a_credit_code_that_does_not_fit_together_is_told(town, chief):
    typed = firm(credit_code="91340100MA2MQCGL8A")
    page = texts(chief.post(f"{BASE}firm/add/", typed))
    assert "Check the unified social credit code" in page
    assert "is violated" not in page
    assert "新安物业" in page
    assert Firm.objects.count() == 2


def test_a_credit_code_is_taken_in_any_spelling(town, chief):
    chief.post(f"{BASE}firm/add/", firm(credit_code=" 9134 0100ma2te5traw "))
    assert Firm.objects.filter(credit_code="91340100MA2TE5TRAW").exists()


def test_a_firm_is_not_its_own_head_office(town, chief):
    typed = firm(head_office=town.firm.pk)
    page = texts(chief.post(f"{BASE}firm/{town.firm.pk}/change/", typed))
    assert "A firm is not its own head office." in page
    assert "is violated" not in page


# Tenures


def tenure(town, **typed):
    return {
        "community": town.court.pk,
        "firm": town.rival.pk,
        "starts_on": "2026-01-01",
        "ends_on": "",
        "contract": "2026-7",
        **typed,
    }


def test_a_tenure_is_opened(town, chief):
    response = chief.post(f"{BASE}tenure/add/", tenure(town))
    assert response.status_code == 302, texts(response)
    assert Tenure.objects.get(community=town.court).firm == town.rival


def test_an_overlapping_tenure_says_who_is_in_the_way(town, chief):
    typed = tenure(town, community=town.garden.pk)
    page = texts(chief.post(f"{BASE}tenure/add/", typed))

    assert "长青物业服务有限公司 serves this community from 2024-01-01" in page
    assert "is violated" not in page
    assert "2026-7" in page
    assert Tenure.objects.filter(community=town.garden).count() == 1


def test_wrong_registers_are_told_in_chinese(town, chief):
    chinese = {"headers": {"accept-language": "zh-hans"}}
    overlapping = tenure(town, community=town.garden.pk)
    page = texts(chief.post(f"{BASE}tenure/add/", overlapping, **chinese))
    assert "同一小区的服务项目时间不能重叠" in page

    wrong = firm(credit_code="91340100MA2MQCGL8A")
    page = texts(chief.post(f"{BASE}firm/add/", wrong, **chinese))
    assert "统一社会信用代码的18位字符校验不符" in page


def test_a_tenure_that_ends_before_it_starts_is_told(town, chief):
    typed = tenure(town, ends_on="2025-01-01")
    page = texts(chief.post(f"{BASE}tenure/add/", typed))
    assert "A tenure ends after the day on which it starts." in page
    assert "is violated" not in page


def test_a_tenure_is_ended_and_nothing_else_of_it_is_changed(town, chief):
    standing = Tenure.objects.get(community=town.garden)
    typed = tenure(town, ends_on="2026-06-01")
    chief.post(f"{BASE}tenure/{standing.pk}/change/", typed)

    standing.refresh_from_db()
    assert standing.ends_on == date(2026, 6, 1)
    assert (standing.firm, standing.contract) == (town.firm, "")


def test_an_end_that_would_run_into_the_next_tenure_is_told(town, chief):
    standing = Tenure.objects.get(community=town.garden)
    Tenure.objects.filter(pk=standing.pk).update(ends_on=date(2026, 1, 1))
    chief.post(f"{BASE}tenure/add/", tenure(town, community=town.garden.pk))
    page = texts(
        chief.post(f"{BASE}tenure/{standing.pk}/change/", {"ends_on": "2026-06-01"})
    )
    assert "和顺物业服务有限公司 serves this community from 2026-01-01" in page
    standing.refresh_from_db()
    assert standing.ends_on == date(2026, 1, 1)


def test_a_tenure_is_not_opened_again_by_emptying_its_end(town, chief):
    standing = Tenure.objects.get(community=town.garden)
    Tenure.objects.filter(pk=standing.pk).update(ends_on=date(2026, 1, 1))
    page = chief.post(f"{BASE}tenure/{standing.pk}/change/", {"ends_on": ""})
    assert "Give the day on which the tenure ends." in texts(page)


# Departments and days


def test_the_administrator_keeps_departments_and_days(town, chief):
    chief.post(
        f"{BASE}department/add/",
        {"name": "合肥市住建局", "kind": "HOUSING", "region": town.city.pk},
    )
    chief.post(
        f"{BASE}dayoff/add/", {"day": "2027-01-01", "works": "", "reason": "New Year"}
    )
    assert Department.objects.filter(kind="HOUSING").exists()
    assert DayOff.objects.get().day == date(2027, 1, 1)


def test_regions_are_searched_and_not_listed_in_a_form(town, chief):
    page = texts(chief.get(f"{BASE}department/add/"))
    assert "荷叶地街道" not in page
    found = chief.get(
        "/admin/autocomplete/",
        {
            "app_label": "registry",
            "model_name": "department",
            "field_name": "region",
            "term": "荷叶",
        },
    )
    assert [one["text"] for one in found.json()["results"]] == ["Heyedi Street"]
