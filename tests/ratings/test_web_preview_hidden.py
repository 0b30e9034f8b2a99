"""A firm's own review: nothing links its cases to each other or to a resident."""

import pytest
import time_machine
from django.test import Client

from complaints.models import Contact
from complaints.operations.filing import Reporter
from complaints.states import Privacy
from registry.sealing import seal
from tests.complaints import paths
from tests.complaints.desk import texts
from tests.ratings.reviewed import MONDAY, build_reviewed

PAGE = "/firm/reviews/2026-03-1/"


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def manager(town):
    """The browser of the firm's manager."""
    browser = Client()
    browser.force_login(town.manager.user)
    browser.cookies["django_language"] = "en"
    return browser


def test_cases_of_one_phone_look_like_those_of_several(town, manager):
    same, other = ("+8613800138011", "+8613800138012")
    cases = [
        paths.closed(
            town,
            reporter=Reporter(privacy=Privacy.HIDDEN, phone=phone),
            category="lifts-trapped",
        )
        for phone in (same, same, other)
    ]
    reviewed = build_reviewed(town)
    reviewed.preview()
    (project,) = reviewed.review.project_counts.exclude(cases={})
    incidents = {case for case, _step in project.cases["incidents"]}
    assert cases[0].pk not in incidents
    page = manager.get(PAGE)
    marks = {
        shown["number"]: [mark["word"] for mark in shown["marks"]]
        for shown in page.context["cases"]
    }
    alike = [marks[case.number] for case in cases]
    assert alike == [["counted", "on time"]] * 3
    assert "only the newest counts as an incident" in texts(page)


def test_who_complained_stands_in_no_objection_nor_its_answer(town, manager):
    """The office may have written more than the firm may read."""
    reviewed = build_reviewed(town)
    reviewed.preview()
    quoted = "Wanxue Zhong, 13800138001, flat 7-1402, called us again."
    contact = Contact.objects.get(case=reviewed.cases[0])
    contact.name_sealed, contact.unit_sealed = seal("Wanxue Zhong"), seal("7-1402")
    contact.save()
    objection = reviewed.object(text=f"We know who it was: {quoted}")
    reviewed.decide(objection, reasons=f"Heard again. {quoted}")
    page = manager.get(PAGE)
    (shown,) = page.context["objections"]
    for text in (shown["text"], shown["reasons"], texts(page)):
        for trace in ("Wanxue", "Zhong", "13800138001", "1402"):
            assert trace not in text
    assert shown["reasons"].startswith("Heard again.")
