"""A firm sees what is held against it from the notice on, and answers in time."""

from datetime import timedelta

import pytest
import time_machine

from complaints.states import Kind
from ratings.models import EnforcedCase
from ratings.operations.listings import standing
from ratings.states import EnforcementMeasure, ListingAction, ListingState
from tests.complaints import paths
from tests.complaints.browsing import read as read_page
from tests.complaints.desk import picture
from tests.ratings.listings.people import (
    DAY,
    DEFENCE_OVER,
    MINOR,
    WEDNESDAY,
    WORDS,
)
from tests.ratings.published import text_of
from tests.registry.ledger import documents
from tests.registry.ledger.photos import upload

ENGLISH = {"Accept-Language": "en"}
LIST = "/firm/lists/"


@pytest.fixture
def at():
    with time_machine.travel(WEDNESDAY, tick=False) as clock:
        yield clock.move_to


@pytest.fixture
def firm(client, lists):
    client.force_login(lists.firm.user)
    return client


def page(client, listing):
    return client.get(f"{LIST}{listing.number}/", headers=ENGLISH)


def form_of(response, act):
    (form,) = [
        one for one in read_page(response).forms if one.action.endswith(f"/{act}/")
    ]
    return form


def send(client, listing, act, **typed):
    form = form_of(page(client, listing), act)
    return client.post(form.action, form.filled(**typed), headers=ENGLISH)


def test_before_the_notice_the_firm_sees_nothing(lists, firm, at):
    listing = lists.propose()
    lists.review(listing)

    assert page(firm, listing).status_code == 404
    shown = text_of(firm.get(LIST, headers=ENGLISH))
    assert "No proceeding against your firm" in shown


def test_the_notice_tells_facts_basis_reasons_rights_and_the_last_day(lists, firm, at):
    case = lists.town.file()
    EnforcedCase.objects.create(enforcement=lists.penalty, case=case)
    listing = lists.served()

    shown = text_of(page(firm, listing))

    for said in (
        "Grave administrative penalty",
        lists.penalty.number,
        lists.penalty.facts,
        case.number,
        WORDS,
        lists.basis.article,
        lists.basis.text,
        "Last day for your defence",
        "Wednesday 11 March 2026",
        "at least 5 working days",
        "never heavier than the notice",
    ):
        assert said in shown, said
    assert "Wednesday 11 March" in text_of(firm.get(LIST, headers=ENGLISH))


def test_the_firm_reads_no_person_no_opinion_and_nothing_of_residents(lists, firm, at):
    case = lists.town.file(text="Stairs wet since Sunday.")
    EnforcedCase.objects.create(enforcement=lists.penalty, case=case)
    listing = lists.propose(reasons="The first reasons for colleagues.")
    lists.review(listing, opinion="An opinion for colleagues alone.")
    lists.notify(listing)
    lists.serve(listing)

    shown = text_of(page(firm, listing))

    for kept in (
        "for colleagues",
        str(lists.shen.user),
        str(lists.pan.user),
        "Stairs wet",
        "13800138000",
    ):
        assert kept not in shown, kept


def test_a_report_of_retaliation_is_never_named(lists, firm, at):
    case = lists.town.file(kind=Kind.RETALIATION)
    document = lists.document(measure=EnforcementMeasure.PENALTY)
    EnforcedCase.objects.create(enforcement=document, case=case)
    listing = lists.propose(facts=[lists.grave(document)])
    lists.review(listing)
    lists.notify(listing)
    assert case.number not in text_of(page(firm, listing))


def test_another_firm_finds_nothing_of_it(lists, client, at):
    listing = lists.served()
    lists.defend(listing, file=paths.photo(), now=WEDNESDAY)
    step = listing.steps.get(action=ListingAction.DEFEND)
    client.force_login(lists.town.rival_manager.user)

    addresses = [
        f"{LIST}{listing.number}/",
        f"{LIST}{listing.number}/file/{step.number}/",
    ]
    for address in addresses:
        assert client.get(address).status_code == 404, address
    sent = client.post(f"{LIST}{listing.number}/defend/", {"text": WORDS})
    assert sent.status_code == 404
    assert listing.number not in text_of(client.get(LIST))
    assert client.get(LIST).status_code == 200


def test_staff_and_strangers_do_not_come_in(lists, client, at):
    listing = lists.served()
    assert client.get(LIST).status_code == 302
    client.force_login(lists.pan.user)
    assert client.get(f"{LIST}{listing.number}/").status_code == 404


def test_the_firm_hands_in_its_defence_with_a_file_and_reads_the_answer(
    lists, firm, at
):
    listing = lists.served()
    at(WEDNESDAY + DAY)

    answer = send(firm, listing, "defend", text="The exits were open.", file=picture())

    assert answer.status_code == 302
    listing.refresh_from_db()
    assert listing.state == ListingState.DEFENDED
    lists.answer(listing, reasons="The photo shows another exit.")
    shown = page(firm, listing)
    assert "The exits were open." in text_of(shown)
    assert "The photo shows another exit." in text_of(shown)
    (own,) = [link for link in read_page(shown).links if "/file/" in link]
    assert firm.get(own)["Content-Type"] == "image/jpeg"


def test_a_defence_may_be_a_pdf_that_is_taken_away_and_never_shown(lists, firm, at):
    listing = lists.served()
    sent = upload(documents.pdf(), "../报告.pdf.exe")

    answer = send(firm, listing, "defend", text="The exits were open.", file=sent)

    assert answer.status_code == 302
    (own,) = [link for link in read_page(page(firm, listing)).links if "/file/" in link]
    served = firm.get(own)
    assert served.content == documents.pdf()
    assert served["Content-Type"] == "application/pdf"
    assert served["Content-Disposition"] == 'attachment; filename="file.pdf"'
    assert "sandbox" in served["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (documents.ACTIVE["a script when it opens"], "holds a script, a form or"),
        (documents.BROKEN["a password"], "Save it again without a password"),
        (b"MZ a program", "must be a photo (JPG, PNG, WebP, HEIC) or a PDF."),
    ],
)
def test_what_it_may_not_be_is_told_and_the_words_are_kept(
    lists, firm, at, content, said
):
    listing = lists.served()

    answer = send(
        firm, listing, "defend", text="The exits were open.", file=upload(content)
    )

    assert said in text_of(answer)
    assert form_of(answer, "defend").values["text"] == ["The exits were open."]
    listing.refresh_from_db()
    assert listing.state == ListingState.SERVED


def test_a_pdf_is_kept_while_its_form_comes_back(lists, firm, at):
    listing = lists.served()
    refused = send(firm, listing, "defend", text="", file=upload(documents.pdf()))

    form = form_of(refused, "defend")
    firm.post(form.action, form.filled(text="The exits were open."), headers=ENGLISH)

    step = listing.steps.get(action=ListingAction.DEFEND)
    assert step.file.content_type == "application/pdf"
    assert step.file.purpose.startswith("listing ")


def test_the_same_defence_twice_is_handed_in_once(lists, firm, at):
    listing = lists.served()
    form = form_of(page(firm, listing), "defend")
    for _time in range(2):
        assert firm.post(form.action, form.filled(text=WORDS)).status_code == 302
    assert listing.steps.filter(action=ListingAction.DEFEND).count() == 1


def test_a_short_defence_comes_back_as_it_was_typed(lists, firm, at):
    listing = lists.served()
    answer = send(firm, listing, "defend", text="No.", file=picture())

    assert answer.status_code == 409
    assert "Write at least 10 characters of explanation." in text_of(answer)
    again = form_of(answer, "defend")
    assert again.values["text"] == ["No."]
    assert firm.post(again.action, again.filled(text=WORDS)).status_code == 302
    assert listing.steps.latest("number").file is not None


def test_a_defence_that_comes_too_late_is_refused_and_shown_as_typed(lists, firm, at):
    listing = lists.served()
    form = form_of(page(firm, listing), "defend")
    at(listing.defence_ends_at)

    answer = firm.post(form.action, form.filled(text="Late as it is."), headers=ENGLISH)

    assert answer.status_code == 409
    shown = text_of(answer)
    assert "this came too late" in shown
    assert "Late as it is." in shown
    assert listing.steps.latest("number").tried == ListingAction.DEFEND


def test_to_the_second_before_its_end_a_defence_is_taken(lists, firm, at):
    listing = lists.served()
    form = form_of(page(firm, listing), "defend")
    at(listing.defence_ends_at - timedelta(seconds=1))
    assert firm.post(form.action, form.filled(text=WORDS)).status_code == 302


def test_the_firm_objects_to_a_published_entry(lists, firm, at):
    listing = lists.published()
    at(DEFENCE_OVER + DAY)

    assert send(firm, listing, "object", text=WORDS).status_code == 302

    listing.refresh_from_db()
    assert listing.objected_at is not None
    shown = text_of(page(firm, listing))
    assert "Under objection" in shown
    assert "within 60 days, or sue within 6 months" in shown


def test_the_firm_asks_for_a_repair_once_its_duties_are_done(lists, firm, at):
    listing = lists.published(term=MINOR)
    at(DEFENCE_OVER + DAY)
    before = [one.action for one in read_page(page(firm, listing)).forms]
    assert not any(action.endswith("/ask_repair/") for action in before)

    lists.penalty.complied_on = DEFENCE_OVER.date()
    lists.penalty.compliance = "Paid on the 12th."
    lists.penalty.save()
    typed = {"text": WORDS, "promise": "It will not happen again."}
    missing = send(firm, listing, "ask_repair", **typed)
    assert "add the evidence" in text_of(missing)
    answer = send(firm, listing, "ask_repair", **typed, file=picture())

    assert answer.status_code == 302
    listing.refresh_from_db()
    assert listing.repair_asked_at is not None


def test_what_the_firm_reads_after_the_end_is_that_it_ended_and_why(lists, firm, at):
    listing = lists.published()
    standing.quash(listing=listing, **lists.by_document())
    at(DEFENCE_OVER + 2 * DAY)
    shown = text_of(page(firm, listing))
    assert "The entry was quashed" in shown
    assert "皖01行初12号" in shown
    assert [
        one.action
        for one in read_page(page(firm, listing)).forms
        if "/L-" in one.action
    ] == []
