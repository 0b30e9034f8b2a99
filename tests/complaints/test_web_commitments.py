"""What was promised for a day, as its resident and its firm read it."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from complaints import codes
from complaints.models import Commitment
from complaints.operations import committing, handling, timing
from complaints.operations.handling import NewCommitment
from complaints.states import Outcome
from tests.complaints import paths
from tests.complaints.paths import DONE, after

DAYS = 24
PHONE = "13812345678"
LANGUAGES = ["en", "zh-hans"]
SEEN = "We went there and saw it standing."


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["django_language"] = "en"


def promising(town) -> Any:
    case = paths.disposed(town)
    handling.rectify(
        case=case,
        text=DONE,
        no_photo_because="It was dark.",
        commitments=[
            NewCommitment(f"A roof; ask {PHONE}", after(18 * DAYS).date()),
            NewCommitment("A lane", after(40 * DAYS).date()),
        ],
        by=town.manager,
        now=after(4),
    )
    return case


def reported(town) -> Any:
    case = promising(town)
    handling.report(
        case=case, outcome=Outcome.PARTLY, text=DONE, by=town.anna, now=after(5)
    )
    return case


def planned(town) -> Any:
    case = paths.disposed(town)
    timing.plan(
        case=case,
        milestones=[NewCommitment("The owners vote.", after(60 * DAYS).date())],
        text="The owners vote on the fund first.",
        by=town.county_dora,
        now=after(9),
    )
    return case


def settle(town, case, *, kept, now) -> None:
    committing.settle(case=case, number=1, kept=kept, text=SEEN, by=town.anna, now=now)


def of_resident(client, case, *, now) -> Any:
    with time_machine.travel(now, tick=False):
        client.post(
            "/track/",
            {"number": case.number, "receipt": codes.receipt_for(case.number)},
        )
        return client.get(f"/track/{case.number}/")


def shown_on(page) -> list[tuple[str, str, str]]:
    return [
        (one["what"], one["day"], str(one["state"]["word"]))
        for one in page.context["promised"]
    ]


def test_the_resident_reads_them_with_the_result_and_not_before(client, town):
    case = promising(town)
    assert shown_on(of_resident(client, case, now=after(4.5))) == []
    handling.report(
        case=case, outcome=Outcome.PARTLY, text=DONE, by=town.anna, now=after(5)
    )
    page = of_resident(client, case, now=after(6))
    roof, lane = shown_on(page)
    assert roof[1:] == ("Friday 20 March", "Still to be done")
    assert PHONE not in page.content.decode()
    assert lane[0] == "A lane"


def test_the_milestones_of_long_works_are_told_at_once(client, town):
    case = planned(town)
    page = of_resident(client, case, now=after(10))
    assert shown_on(page) == [("The owners vote.", "Friday 1 May", "Still to be done")]
    assert "by Friday 1 May" in page.context["now"]


@pytest.mark.parametrize(
    ("kept", "word"), [(True, "Done as promised"), (False, "Not done as promised")]
)
def test_what_became_of_one_stands_there_in_words_with_what_was_found(
    client, town, kept, word
):
    case = reported(town)
    settle(town, case, kept=kept, now=after(20 * DAYS))
    page = of_resident(client, case, now=after(21 * DAYS))
    assert shown_on(page)[0][2] == word
    assert SEEN in page.content.decode()


def test_a_day_that_is_over_is_not_called_still_to_be_done(client, town):
    case = reported(town)
    page = of_resident(client, case, now=after(19 * DAYS))
    assert shown_on(page)[0][2] == "Its day is over; being checked"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_all_of_it_in_both_languages(client, town, language):
    client.cookies["django_language"] = language
    page = of_resident(client, reported(town), now=after(6)).content.decode()
    assert ("承诺与节点" in page) == (language == "zh-hans")
    assert ("Promised for a day" in page) == (language == "en")


def test_the_firm_sees_its_own_with_their_state(client, town):
    case = reported(town)
    settle(town, case, kept=False, now=after(20 * DAYS))
    client.force_login(town.manager.user)
    with time_machine.travel(after(21 * DAYS), tick=False):
        page = client.get(f"/firm/{case.number}/")
    assert [one[1:] for one in shown_on(page)] == [
        ("Friday 20 March", "Not done as promised"),
        ("Saturday 11 April", "Still to be done"),
    ]
    assert PHONE not in page.content.decode()


def test_the_firm_sees_the_milestones_that_it_has_to_reach(client, town):
    case = planned(town)
    client.force_login(town.manager.user)
    with time_machine.travel(after(10), tick=False):
        page = client.get(f"/firm/{case.number}/")
    assert shown_on(page) == [("The owners vote.", "Friday 1 May", "Still to be done")]


def test_what_another_party_promised_is_not_the_firm_s_to_read(client, town):
    case = reported(town)
    Commitment.objects.filter(case=case, number=2).update(firm=town.rival)
    client.force_login(town.manager.user)
    with time_machine.travel(after(6) + timedelta(minutes=1), tick=False):
        page = client.get(f"/firm/{case.number}/")
    assert len(shown_on(page)) == 1
