"""How the resident is reached, and who may know it."""

from datetime import timedelta

import pytest

from complaints.models import Case, Contact, Draft
from complaints.queries.drafts import answers_of
from complaints.queries.followers import Followers, followers_of
from complaints.states import Channel, FiledFor, Privacy
from registry.sealing import unseal
from tests.complaints import flow
from tests.complaints.browsing import errors_of, main_form

FULL_WIDTH = flow.full_width("13800138000")


@pytest.fixture
def there(client, town):
    """As far as the page that asks how to reach the resident."""
    return flow.answer(client, category="buildings-leak", until=flow.CONTACT)


def send(client, address, **typed):
    return flow.send(client, address, **{**flow.TYPED, **typed})


def test_hidden_is_chosen_beforehand_and_the_other_two_are_offered(client, there):
    page = client.get(there)
    assert main_form(page).values["privacy"] == ["HIDDEN"]
    offered = [tile["value"] for tile in page.context["tiles"]]
    assert offered == ["HIDDEN", "FIRM_MAY_PHONE", "ANONYMOUS"]


def test_what_was_filed_is_kept_as_it_was_meant(client, there, town):
    flow.file(client, there, name="Wang Fang", unit="3-501", privacy="FIRM_MAY_PHONE")
    case, contact = Case.objects.get(), Contact.objects.get()
    assert (case.community, case.firm) == (town.garden, town.firm)
    assert case.channel == Channel.WEB
    assert case.text.body == flow.TYPED["text"]
    assert contact.privacy == Privacy.FIRM_MAY_PHONE
    assert unseal(contact.name_sealed) == "Wang Fang"
    assert unseal(contact.unit_sealed) == "3-501"
    assert contact.language == "en"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("138 0013 8000", "+8613800138000"),
        ("+86-13800138000", "+8613800138000"),
        (FULL_WIDTH, "+8613800138000"),
        ("0551-6263 1234", "+8655162631234"),
        ("（0551）62631234", "+8655162631234"),
    ],
)
def test_a_phone_is_understood_in_every_spelling_and_shown_as_typed(
    client, there, typed, stored
):
    send(client, there, phone=typed)
    assert typed in client.get(flow.CHECK).content.decode()
    assert main_form(client.get(there)).values["phone"] == [typed]
    flow.send(client, flow.CHECK)
    assert unseal(Contact.objects.get().phone_sealed) == stored


@pytest.mark.parametrize("typed", ["12345", "62631234", "call me", "1380013800"])
def test_what_is_no_phone_is_told_and_stays_typed(client, there, typed):
    page = send(client, there, phone=typed)
    assert "Give a mobile number, or a landline with its area code." in errors_of(page)
    assert main_form(page).values["phone"] == [typed]


def test_without_a_phone_somebody_files_anonymously_or_not_at_all(client, there):
    refused = send(client, there, phone="")
    assert "Give a phone number, or file anonymously." in errors_of(refused)
    flow.file(client, there, phone="", privacy="ANONYMOUS")
    assert Contact.objects.get().phone_sealed == ""


FOR_GRANDMA = {
    "filed_for": "OTHER",
    "concerned_name": "Grandma Li",
    "concerned_phone": "139 0013 9000",
    "calls": "OTHER",
}


class TestFilingForSomebodyElse:
    def test_oneself_is_chosen_beforehand(self, client, there):
        values = main_form(client.get(there)).values
        assert (values["filed_for"], values["calls"]) == (["MYSELF"], ["MYSELF"])
        flow.file(client, there)
        assert Contact.objects.get().filed_for == FiledFor.MYSELF

    def test_it_is_kept_sealed_and_said_who_sees_it(self, client, there):
        send(client, there, **FOR_GRANDMA)
        lines = {
            str(line["question"]): (str(line["answer"]), str(line["seen_by"]))
            for line in client.get(flow.CHECK).context["answers"]
        }
        office = "Seen by the office alone"
        assert lines["You file for"] == ("Somebody else", office)
        assert lines["Name of the person you file for"] == ("Grandma Li", office)
        assert lines["Phone of the person you file for"] == ("139 0013 9000", office)
        assert lines["Called about the result"] == ("The person I file for", office)

        flow.send(client, flow.CHECK)
        contact = Contact.objects.get()
        assert (contact.filed_for, contact.calls_concerned) == ("OTHER", True)
        assert unseal(contact.concerned_name_sealed) == "Grandma Li"
        assert unseal(contact.concerned_phone_sealed) == "+8613900139000"
        assert unseal(contact.phone_sealed) == "+8613800138000"

    def test_name_and_phone_may_be_left_out(self, client, there):
        flow.file(client, there, filed_for="OTHER")
        contact = Contact.objects.get()
        assert (contact.filed_for, contact.concerned_phone_sealed) == ("OTHER", "")

    def test_who_is_to_be_called_needs_a_phone(self, client, there):
        page = send(client, there, **{**FOR_GRANDMA, "concerned_phone": ""})
        assert errors_of(page) == "Give their phone, or choose to be called."

    @pytest.mark.parametrize(
        "changed", [{"filed_for": "MYSELF"}, {"privacy": "ANONYMOUS"}]
    )
    def test_what_is_not_asked_any_more_is_not_kept(self, client, there, changed):
        send(client, there, **FOR_GRANDMA)
        send(client, there, **{**FOR_GRANDMA, **changed})
        answers = answers_of(Draft.objects.get())
        assert (answers.concerned_name, answers.concerned_phone, answers.calls) == (
            "",
            "",
            "",
        )
        flow.send(client, flow.CHECK)
        assert Contact.objects.get().concerned_name_sealed == ""

    def test_of_a_field_that_is_not_asked_nothing_is_said(self, client, there):
        typed = {**FOR_GRANDMA, "filed_for": "MYSELF", "concerned_phone": "123"}
        assert send(client, there, **typed).headers["Location"] == flow.CHECK

    def test_a_page_of_an_earlier_release_is_still_taken(self, client, there):
        form = main_form(client.get(there)).filled(phone=flow.TYPED["phone"])
        for name in ("filed_for", "calls", "concerned_name", "concerned_phone"):
            del form[name]
        assert client.post(there, form).headers["Location"] == flow.CHECK

    def test_a_phone_that_is_named_often_is_left_in_peace(
        self, client, there, settings
    ):
        settings.CASES_PER_PHONE = ((1, timedelta(hours=1)),)
        flow.file(client, there, **FOR_GRANDMA)
        flow.answer(client, **{**FOR_GRANDMA, "phone": "137 0013 7000"})
        held_up = flow.send(client, flow.CHECK)
        assert held_up.status_code == 429
        assert Case.objects.count() == 1


JOINT = {
    "households": "12",
    "representatives": "139 0013 9000\n13700137000，138 0013 8000\n139-0013-9000",
}


class TestComplainingTogether:
    def test_each_representative_follows_once_and_has_proved_nothing(
        self, client, there
    ):
        flow.file(client, there, **JOINT)
        case = Case.objects.get()
        followers = case.followers.order_by("pk")
        phones = [unseal(one.phone_sealed) for one in followers]
        assert case.contact.households == 12
        assert phones == ["+8613900139000", "+8613700137000"]
        assert {one.proved_at for one in followers} == {None}
        assert followers_of(case) == Followers(all=2, proved=0)

    def test_it_is_said_who_sees_it(self, client, there):
        send(client, there, **JOINT)
        lines = {
            str(line["question"]): (str(line["answer"]), str(line["seen_by"]))
            for line in client.get(flow.CHECK).context["answers"]
        }
        assert lines["Households that complain together"] == (
            "12",
            "Seen by the office alone",
        )
        assert lines["Phones of representatives"][1] == (
            "Seen by nobody; each follows the case"
        )

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"households": "1"}, "Give the number of households, 2 or more."),
            ({"households": "many"}, "Give the number of households, 2 or more."),
            (
                {"representatives": "\n".join(f"139 0013 90{n}0" for n in range(1, 7))},
                "Give at most 5 phones.",
            ),
            ({"representatives": "call me"}, "Give a mobile number"),
        ],
    )
    def test_what_cannot_be_is_told_and_stays_typed(self, client, there, typed, said):
        page = send(client, there, **typed)
        assert said in errors_of(page)
        shown = main_form(page).values
        assert {name: shown[name][0] for name in typed} == typed

    def test_who_stays_anonymous_speaks_for_nobody(self, client, there):
        send(client, there, **JOINT)
        flow.file(client, there, **JOINT, privacy="ANONYMOUS")
        case = Case.objects.get()
        assert (case.contact.households, case.followers.count()) == (None, 0)

    def test_a_question_is_nobody_else_s(self, client, there):
        send(client, there, **JOINT)
        flow.send(client, flow.KIND, kind="CONSULTATION")
        assert "households" not in main_form(client.get(there)).values
        flow.answer(client, kind="CONSULTATION")
        flow.send(client, flow.CHECK)
        case = Case.objects.get()
        assert (case.contact.households, case.followers.count()) == (None, 0)

    def test_representatives_are_left_in_peace_after_many_cases(
        self, client, there, settings
    ):
        settings.CASES_PER_PHONE = ((1, timedelta(hours=1)),)
        flow.file(client, there, **JOINT)
        flow.answer(client, **{**JOINT, "phone": "136 0013 6000"})
        held_back = flow.send(client, flow.CHECK)
        assert held_back.status_code == 429
        assert "It was not sent" in held_back.content.decode()
        assert "Look at this again" not in held_back.content.decode()


def test_who_chooses_to_be_anonymous_leaves_phone_and_name_behind(client, there):
    send(client, there, name="Wang Fang")
    send(client, there, name="Wang Fang", privacy="ANONYMOUS")
    answers = answers_of(Draft.objects.get())
    assert (answers.phone, answers.phone_typed, answers.name) == ("", "", "")
    assert "Wang Fang" not in client.get(flow.CHECK).content.decode()


def test_a_question_is_not_for_the_firm_to_call_about(client, there):
    send(client, there, privacy="FIRM_MAY_PHONE")
    answer = flow.send(client, flow.KIND, kind="CONSULTATION")
    assert answer.headers["Location"] == flow.CONTACT
    offered = [tile["value"] for tile in client.get(there).context["tiles"]]
    assert offered == ["HIDDEN", "ANONYMOUS"]
    assert send(client, there, privacy="FIRM_MAY_PHONE").status_code == 200
    assert send(client, there).headers["Location"] == flow.CHECK


def test_a_flat_that_is_no_longer_needed_is_not_filed(client, there):
    flow.answer(client, there, unit="3-501")
    flow.send(client, flow.CATEGORY, category="parking-ebike")
    assert "3-501" not in client.get(flow.CHECK).content.decode()
    flow.send(client, flow.CHECK)
    assert Contact.objects.get().unit_sealed == ""


def test_that_two_representatives_were_written_down_is_told_once(client, there, town):
    filed = flow.file(client, there, **JOINT)
    number = Case.objects.get().number
    assert filed.status_code == 302
    page = client.get(f"/track/{number}/").content.decode()
    assert page.count("Another resident reported the same") == 1
