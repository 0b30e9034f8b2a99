"""Whoever says no gives reasons, at every door; and the resident reads them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
import time_machine
from django.test import Client

from complaints.models import Case, Step
from complaints.operations import appeals, deciding, duties, handling, visiting
from complaints.operations.deciding import FinalReview
from complaints.refusals import Refusal
from complaints.states import (
    Action,
    Channel,
    DeclineReason,
    Finding,
    Kind,
    Outcome,
)
from tests.complaints import paths
from tests.complaints.desk import Desk
from tests.complaints.outcomes import refusal_of
from tests.complaints.paths import DONE, after
from tests.complaints.tracking import act_of, by_receipt, text_of

WHY = "The lamps on the wall belong to the city."
SHORT = ["", "No, sorry", " " * 20, "No.\n\n     "]
WAY_ON = "The lighting office, 0551-62600000"


@dataclass(frozen=True)
class No:
    """One way to say no: where the case is, who says it, by operation and by form."""

    action: Action
    path: Callable[[Any], Any]
    by: str
    operation: Callable[..., Any]
    carries: dict[str, Any] = field(default_factory=dict)
    form: dict[str, Any] = field(default_factory=dict)
    shown: str = ""
    refusal: Refusal = Refusal.TEXT


def declined(town) -> Any:
    case = town.file()
    handling.decline(
        case=case,
        reason=DeclineReason.OTHER_BODY,
        text=WHY,
        way_on=WAY_ON,
        by=town.anna,
        now=after(1),
    )
    return case


def appealed(town) -> Any:
    case = declined(town)
    appeals.appeal(case=case, by=town.resident, now=after(2))
    return case


def unfounded(town) -> Any:
    return paths.verified(town, Finding.UNFOUNDED)


def reopened_twice(town) -> Any:
    """A question that two officers answered in vain; the county holds it now."""
    case = paths.answered(town, Kind.CONSULTATION)
    visiting.reopen(case=case, by=town.resident, now=after(5.2))
    handling.answer(case=case, text=DONE, by=town.bo, now=after(5.4))
    visiting.close(
        case=case,
        given=paths.NO,
        channel=Channel.LINK,
        by=town.resident,
        now=after(5.6),
    )
    visiting.reopen(case=case, by=town.resident, now=after(5.8))
    return case


def close_for_good(*, text: str, **more: Any) -> object:
    parts = dict.fromkeys(FinalReview.__match_args__, text)
    return deciding.close_for_good(review=FinalReview(**parts), **more)


FINAL_FORM = dict.fromkeys(FinalReview.__match_args__, "{text}")
NOES = [
    No(
        Action.DECLINE,
        lambda town: town.file(),
        "anna",
        handling.decline,
        {"reason": DeclineReason.OTHER_BODY, "way_on": WAY_ON},
        {"reason": "OTHER_BODY", "way_on": WAY_ON, "text": "{text}"},
        "Another body decides it",
    ),
    No(
        Action.EXPLAIN,
        unfounded,
        "bo",
        handling.explain,
        {"outcome": Outcome.UNFOUNDED},
        {"text": "{text}"},
        "Not founded",
    ),
    No(
        Action.SEND_BACK,
        paths.rectified,
        "anna",
        handling.send_back,
        {},
        {"text": "{text}"},
        "Sent back: it has to be put right again.",
    ),
    No(
        Action.UPHOLD,
        appealed,
        "county_dora",
        appeals.uphold,
        {},
        {"text": "{text}"},
        "The refusal stands.",
    ),
    No(
        Action.FINAL,
        reopened_twice,
        "county_dora",
        close_for_good,
        {},
        FINAL_FORM,
        "Final decision",
        Refusal.FINAL_REVIEW,
    ),
    No(
        Action.REFUSE,
        paths.disposed,
        "manager",
        duties.refuse,
        {},
        {"text": "{text}"},
        "says that it is not theirs",
    ),
]
BY_NAME = pytest.mark.parametrize("no", NOES, ids=lambda no: no.action)


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(after(7), tick=False):
        yield


def sent(town, no: No, case: Case, text: str) -> Any:
    """The form of the desk or of the firm's portal, with this text."""
    typed = {name: value.format(text=text) for name, value in no.form.items()}
    user = getattr(town, no.by).user
    if user.firm is None:
        return Desk(user).make(case, no.action, **typed)
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    act = no.action.lower()
    form = act_of(client.get(f"/firm/{case.number}/"), act)
    return client.post(f"/firm/{case.number}/act/{act}/", form.filled(**typed))


def page_of(client, case) -> str:
    client.cookies["django_language"] = "en"
    return text_of(by_receipt(client, case))


def said(no: No) -> bool:
    return Step.objects.filter(action=no.action).exists()


@BY_NAME
@pytest.mark.parametrize("text", SHORT)
def test_no_operation_takes_a_no_without_ten_characters_of_why(town, no, text):
    case = no.path(town)
    before = Step.objects.filter(case=case, action=no.action).count()
    by = getattr(town, no.by)
    tried = {"case": case, "text": text, "by": by, "now": after(7), **no.carries}
    assert refusal_of(no.operation, **tried) == no.refusal
    assert Step.objects.filter(case=case, action=no.action).count() == before


@BY_NAME
@pytest.mark.parametrize("text", SHORT)
def test_no_form_takes_it_either_and_it_keeps_what_was_typed(town, no, text):
    case = no.path(town)
    page = sent(town, no, case, text)
    assert page.status_code in (200, 409)
    assert not said(no)
    assert text.strip() in text_of(page)
    assert "at least 10 characters" in text_of(page)


def test_a_refusal_to_accept_names_one_of_the_catalogue_s_reasons(town):
    case = town.file()
    tried = {"case": case, "text": WHY, "way_on": WAY_ON, "by": town.anna}
    refused = refusal_of(handling.decline, reason=None, now=after(7), **tried)
    assert refused == Refusal.REASON
    page = Desk(town.anna.user).make(case, Action.DECLINE, text=WHY, way_on=WAY_ON)
    assert "Choose a reason." in text_of(page)


@BY_NAME
def test_the_resident_reads_what_was_decided_and_why(client, town, no):
    case = no.path(town)
    assert sent(town, no, case, WHY).status_code == 302
    assert said(no)
    if no.action == Action.REFUSE:
        # the office looks first at what a party wrote
        assert WHY not in page_of(client, case)
        case.refresh_from_db()
        handling.verify(case=case, found=paths.found(), by=town.anna, now=after(7))
    page = page_of(client, case)
    assert no.shown in page
    assert WHY in page


def test_what_a_firm_refused_with_is_scrubbed(client, town):
    case = paths.disposed(town)
    named = "The owner of 13812345678 has to pay for it."
    duties.refuse(case=case, text=named, by=town.manager, now=after(6))
    handling.verify(case=case, found=paths.found(), by=town.anna, now=after(6.5))
    page = page_of(client, case)
    assert "has to pay for it." in page
    assert "13812345678" not in page
