"""Filing on behalf of somebody who called or came, over HTTP."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from complaints import codes
from complaints.models import Case, Contact, Photo, Step
from complaints.states import ActorKind, Channel, FiledFor, Kind, Privacy
from registry.models import Notice
from registry.sealing import unseal
from tests.complaints import paths
from tests.complaints.desk import QUEUE, Desk, page_of, texts
from tests.registry.ledger import photos as uploads

ADD = f"{QUEUE}add/"
TYPED = {
    "channel": "PHONE",
    "kind": "COMPLAINT",
    "category": "parking-ebike",
    "community": "DQHY",
    "text": "The e-bikes block the stairs.",
    "privacy": "HIDDEN",
    "phone": "138 0013 8000",
}


@pytest.fixture(autouse=True)
def _monday_at_five():
    with time_machine.travel(paths.after(8), tick=False):
        yield


@pytest.fixture
def anna(town):
    return Desk(town.anna.user)


def send(desk, **typed):
    return desk.client.post(ADD, {**TYPED, **typed})


def errors_of(response):
    listed = response.context["form"].errors.values()
    return [str(error) for errors in listed for error in errors]


def test_an_officer_files_for_a_caller(town, anna):
    response = send(anna)

    case = Case.objects.get()
    assert response.headers["Location"] == page_of(case)
    assert (case.channel, case.community) == (Channel.PHONE, town.garden)
    step = Step.objects.get(case=case)
    assert (step.actor_kind, step.actor) == (ActorKind.OFFICER, town.anna.user)
    assert unseal(Contact.objects.get().phone_sealed) == "+8613800138000"


def test_the_page_of_the_new_case_names_its_number(town, anna):
    page = anna.client.get(send(anna).headers["Location"])
    assert f"Filed as {Case.objects.get().number}." in texts(page)


def test_the_hotline_s_number_and_stricter_deadline_hold(town, anna):
    send(
        anna,
        channel="HOTLINE",
        external_number="12345-0815",
        external_due_at="2026-03-04T12:00",
    )
    case = Case.objects.get()
    assert (case.channel, case.external_number) == (Channel.HOTLINE, "12345-0815")
    assert case.external_due_at == datetime(2026, 3, 4, 4, 0, tzinfo=UTC)


def test_the_hotline_s_number_and_deadline_are_asked_for(town, anna):
    response = send(anna, channel="HOTLINE")
    assert errors_of(response) == [
        "Give the hotline's number.",
        "Give the hotline's deadline.",
    ]


def test_a_deadline_that_has_passed_is_told(town, anna):
    response = send(
        anna,
        channel="HOTLINE",
        external_number="1",
        external_due_at="2026-03-01T12:00",
    )
    assert errors_of(response) == ["The hotline's deadline lies ahead."]


def test_a_described_place_is_held_by_the_named_office(town, anna):
    place = {"region": town.street.code, "place": "Behind the old market"}
    send(anna, community="", **place)
    case = Case.objects.get()
    assert (case.community, case.office) == (None, town.street)


def test_a_case_without_a_place_is_not_filed(town, anna):
    response = send(anna, community="")
    assert errors_of(response) == [
        "Choose a community, or the office and a described place."
    ]
    assert not Case.objects.exists()


def test_a_part_of_a_name_shows_what_fits_and_keeps_what_was_typed(town, anna):
    response = send(anna, community="丹青")
    assert errors_of(response) == ["Choose one of the communities found."]
    assert 'value="DQHY"' in texts(response)
    assert TYPED["text"] in texts(response)


def test_a_choice_goes_before_the_words_it_was_found_by(town, anna):
    send(anna, community=["丹青", "DQHY"])
    assert Case.objects.get().community == town.garden


def test_a_case_of_another_street_goes_there(town, anna):
    response = send(anna, community="LXY")
    assert Case.objects.get().office == town.other_street
    assert response.headers["Location"] == QUEUE


def test_a_report_of_retaliation_goes_to_the_county(town, anna):
    response = send(anna, kind="RETALIATION")
    assert Case.objects.get().office == town.county
    assert Case.objects.get().kind == Kind.RETALIATION
    assert response.headers["Location"] == QUEUE


def test_an_anonymous_reporter_is_given_a_receipt(town, anna):
    response = send(anna, privacy="ANONYMOUS", phone="")
    page = anna.client.get(response.headers["Location"])

    assert Contact.objects.get().privacy == Privacy.ANONYMOUS
    assert codes.receipt_for(Case.objects.get().number) in texts(page)


def test_a_phone_is_asked_for_unless_the_reporter_is_anonymous(town, anna):
    assert errors_of(send(anna, phone="")) == [
        "Give a phone number, or file anonymously."
    ]


def test_a_wrong_phone_is_told(town, anna):
    assert len(errors_of(send(anna, phone="12"))) == 1


def test_photos_come_along_and_survive_a_form_that_comes_back(town, anna):
    photo = SimpleUploadedFile("e.jpg", uploads.jpeg(), content_type="image/jpeg")
    back = send(anna, text="", photos=photo)
    kept = back.context["kept"]
    assert len(kept) == 1

    send(anna, kept_photos=str(kept[0].pk))
    assert Photo.objects.get().file == kept[0]


def test_a_double_submit_files_once(town, anna):
    answers = [send(anna, key="one tap too many") for _ in range(2)]
    assert [one.status_code for one in answers] == [302, 302]
    assert Case.objects.count() == 1


def test_the_same_form_with_other_words_is_told(town, anna):
    send(anna, key="once")
    response = send(anna, key="once", text="Something else.")
    assert response.status_code == 409
    assert Case.objects.count() == 1


def test_only_officers_file_for_others(town):
    town.auditor.is_staff = True
    town.auditor.save()
    for user in (town.auditor, town.fireman.user):
        assert Desk(user).client.get(ADD).status_code == 403
        assert send(Desk(user)).status_code == 403
    assert not Case.objects.exists()


def test_nobody_without_the_desk_searches_communities(town, client):
    response = client.get(f"{QUEUE}communities/", {"community": "dq"})
    assert response.status_code == 302


def test_the_form_has_no_select_of_a_thousand_options(town, anna):
    assert texts(anna.client.get(ADD)).count("<option") < 120


class TestForSomebodyElse:
    MOTHER = {"concerned_name": "王奶奶", "concerned_phone": "139 0013 9000"}

    def test_who_it_is_about_is_kept_and_told(self, town, anna):
        send(anna, **self.MOTHER)

        contact = Contact.objects.get()
        assert contact.filed_for == FiledFor.OTHER
        assert unseal(contact.concerned_name_sealed) == "王奶奶"
        assert unseal(contact.concerned_phone_sealed) == "+8613900139000"
        assert not contact.calls_concerned
        told = {unseal(one.address_sealed) for one in Notice.objects.all()}
        assert told == {"+8613800138000", "+8613900139000"}

    def test_the_office_calls_whom_the_reporter_names(self, town, anna):
        send(anna, **self.MOTHER, calls_concerned="on")
        assert Contact.objects.get().calls_concerned

    def test_who_is_to_be_called_has_a_phone(self, town, anna):
        response = send(anna, concerned_name="王奶奶", calls_concerned="on")
        assert errors_of(response) == [
            "Give the phone of this person, or call the reporter."
        ]
        assert "王奶奶" in texts(response)
        assert not Case.objects.exists()

    def test_who_stays_anonymous_leaves_nobody_else_behind(self, town, anna):
        send(anna, **self.MOTHER, privacy="ANONYMOUS", phone="")

        contact = Contact.objects.get()
        assert contact.filed_for == FiledFor.MYSELF
        assert contact.concerned_phone_sealed == ""
