"""What everybody reads of enforcement: the totals, and the documents of one firm."""

import csv
from datetime import date
from http import HTTPStatus
from io import StringIO

import pytest
import time_machine
from django.urls import reverse

from ratings.operations import enforcing
from tests.complaints import paths
from tests.ratings import enforced
from tests.ratings.enforced import FACTS, MONDAY

PAGE = reverse("ratings:enforcement")


@pytest.fixture(autouse=True)
def _evening():
    with time_machine.travel(paths.after(9), tick=False):
        yield


@pytest.fixture
def client(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def rows_of(answer):
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))


def test_nothing_recorded_is_said_so(client, db):
    assert "Nothing recorded yet" in client.get(PAGE).content.decode()


def test_documents_are_counted_by_half_month_city_and_measure(client, town):
    enforced.interview(town)
    enforced.order(town, issued_on=date(2026, 2, 20))
    row = enforced.penalty(town)
    enforced.penalty(town, number="2号", by=town.city_emil)
    enforcing.revoke(
        enforcement=row,
        on=MONDAY,
        because="Set aside by the court.",
        by=town.county_dora,
        now=paths.after(9),
    )
    line = {"region_code": "340100000", "region": "合肥市"}
    assert rows_of(client.get(reverse("ratings:enforcement_csv"))) == [
        {"period": period, **line, "measure": measure, "issued": of, "revoked": back}
        for period, measure, of, back in (
            ("2026-03-1", "INTERVIEW", "1", "0"),
            ("2026-03-1", "PENALTY", "2", "1"),
            ("2026-02-2", "ORDER", "1", "0"),
        )
    ]
    told = client.get(reverse("ratings:enforcement_json")).json()["documents"]
    assert [(one["measure"], one["issued"]) for one in told] == [
        ("INTERVIEW", "1"),
        ("PENALTY", "2"),
        ("ORDER", "1"),
    ]
    page = client.get(PAGE)
    numbers = {one["name"]: one["number"] for one in page.context["totals"]}
    assert sorted(numbers.values()) == [0, 1, 1, 2]
    assert "1 of them was revoked later" in page.content.decode()


def test_a_page_that_is_held_already_is_not_sent_again(client, town):
    enforced.order(town)
    names = ("enforcement", "enforcement_csv", "enforcement_json")
    held = {
        address: {"if-none-match": client.get(address).headers["ETag"]}
        for address in (reverse(f"ratings:{name}") for name in names)
    }
    for address, headers in held.items():
        again = client.get(address, headers=headers)
        assert again.status_code == HTTPStatus.NOT_MODIFIED
    enforced.penalty(town)
    for address, headers in held.items():
        assert client.get(address, headers=headers).status_code == HTTPStatus.OK


def firm_page(client, town):
    page = client.get(reverse("ratings:firm", args=[town.firm.credit_code]))
    return page.content.decode()


def test_the_firm_s_page_shows_what_is_in_force_and_what_was_revoked(client, town):
    assert "No document in force." in firm_page(client, town)
    enforced.order(town, public_address="https://example.com/a")
    complied = enforced.order(town, number="complied with")
    revoked = enforced.penalty(town, number="set aside")
    words = {"by": town.county_dora, "now": paths.after(9), "on": MONDAY}
    enforcing.comply(enforcement=complied, evidence="Photos of the lane.", **words)
    enforcing.revoke(enforcement=revoked, because="Set aside by a court.", **words)
    page = firm_page(client, town)
    assert enforced.PAPER.number in page
    assert 'href="https://example.com/a"' in page
    assert "complied with" not in page
    assert "revoked on" in page
    assert "set aside" in page


def test_nobody_s_name_no_facts_and_no_reason_are_public(client, town):
    row = enforced.interview(town, officers="王芳、李伟")
    enforcing.revoke(
        enforcement=row,
        on=MONDAY,
        because="Somebody confused two firms.",
        by=town.county_dora,
        now=paths.after(9),
    )
    case = row.enforced_cases.get().case
    for page in (firm_page(client, town), client.get(PAGE).content.decode()):
        for hidden in ("王芳", "李伟", FACTS, "confused two firms", case.number):
            assert hidden not in page


def test_points_and_a_made_up_basis_are_told(client, town):
    enforced.deducted(town, "2.5", basis=enforced.basis("PENALTY", at_once=True))
    assert "2.5 points deducted" in firm_page(client, town)
    assert "made up for the demo" not in firm_page(client, town)
    enforced.order(town, basis=enforced.basis(is_demo=True))
    assert "made up for the demo" in firm_page(client, town)
