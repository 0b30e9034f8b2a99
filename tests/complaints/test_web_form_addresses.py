"""
Addresses that only take a form, opened by themselves.

What is shown after a form stands at such an address, and the switches of language and
text size, a reload and the history lead there again.
"""

import pytest

from complaints import codes
from tests.complaints import paths
from tests.complaints.tracking import do


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["django_language"] = "en"


def led_to(client, address):
    response = client.get(address)
    assert response.status_code == 302, address
    return response.headers["Location"]


def test_who_switches_the_language_of_a_refused_note_sees_the_case(client, town):
    case = paths.disposed(town)
    address = f"/track/{case.number}/act/note/"
    refused = do(client, case, "note", text="")
    assert refused.request["PATH_INFO"] == address
    switched = client.post("/i18n/setlang/", {"language": "zh-hans", "next": address})
    assert switched.headers["Location"] == address
    assert led_to(client, address) == f"/track/{case.number}/"
    assert client.get(f"/track/{case.number}/").status_code == 200


def test_who_reloads_a_refused_reopening_sees_what_it_was_about(client, town):
    case = paths.reported(town)
    token = codes.visit_token(case_id=case.pk, round_number=case.round)
    assert led_to(client, f"/v/{token}/reopen/") == f"/v/{token}/"
    assert led_to(client, f"/track/{case.number}/reopen/") == f"/track/{case.number}/"


@pytest.mark.parametrize("form", ["act/refuse/", "phone/", "unit/"])
def test_a_manager_who_enlarges_the_answer_of_a_form_sees_the_case(client, town, form):
    case = paths.disposed(town)
    client.force_login(town.manager.user)
    assert led_to(client, f"/firm/{case.number}/{form}") == f"/firm/{case.number}/"


def test_the_switch_of_text_size_opened_by_itself_leads_home(client):
    assert led_to(client, "/text-size/") == "/"
    assert "text_size" not in client.get("/text-size/").cookies
