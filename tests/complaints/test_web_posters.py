"""The sheet for the gate is for everybody; its code leads to the form of the place."""

from tests.registry.ledger.printed import Printed, packed


def test_the_sheet_leads_to_the_gate_of_its_community(client, town, settings):
    settings.SITE_URL = "https://wuye.example"
    answer = client.get("/communities/dqhy/poster.pdf")
    assert answer["Content-Type"] == "application/pdf"
    printed = Printed(answer.content)
    assert packed("https://wuye.example/c/DQHY/") in printed.text
    assert packed(town.garden.name) in printed.text
    assert client.get("/c/DQHY/").status_code == 302


def test_who_has_it_is_not_sent_it_again(client, town):
    first = client.get("/communities/DQHY/poster.pdf")
    known = {"If-None-Match": first["ETag"]}
    assert client.get("/communities/DQHY/poster.pdf", headers=known).status_code == 304


def test_there_is_none_for_a_place_that_is_not_listed(client, town):
    assert client.get("/communities/NONE/poster.pdf").status_code == 404
