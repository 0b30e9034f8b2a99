import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from complaints.models import Case, Contact, Step, Text
from complaints.operations import handling
from complaints.operations.filing import Reporter
from complaints.operations.handling import Disposal
from complaints.queries import firm_cases
from complaints.states import Action, Measure, Party, Privacy, State
from tests.complaints import paths
from tests.complaints.browsing import main_form, read
from tests.complaints.firm_portal import DONE, address, answer, forms_of
from tests.complaints.paths import after
from tests.town import PHONE


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(after(5), tick=False):
        yield


class TestWhoComesIn:
    ADDRESSES = ("/firm/", "/firm/{}/")

    def test_strangers_log_in_first(self, client, town):
        number = paths.disposed(town).number
        for one in self.ADDRESSES:
            page = client.get(one.format(number))
            assert page.headers["Location"].startswith("/accounts/login/")

    @pytest.mark.parametrize("username", ["anna", "dora", "fireman", "auditor"])
    def test_for_people_of_other_places_there_is_no_such_case(
        self, client, town, username
    ):
        number = paths.disposed(town).number
        user = type(town.manager.user).objects.get(username=username)
        client.force_login(user)
        page = client.get(f"/firm/{number}/")
        assert page.status_code == 404
        assert "/accounts/" in read(page).links
        assert "/track/" not in read(page).links

    def test_an_officer_at_the_firms_list_is_told_the_way(self, client, town):
        client.force_login(town.anna.user)
        page = client.get("/firm/", headers={"Accept-Language": "en"})
        assert page.status_code == 403
        assert "This place is for property firms." in page.content.decode()
        assert "/accounts/" in read(page).links

    def test_another_firm_s_case_is_not_there(self, client, town):
        case = paths.disposed(town)
        client.force_login(town.rival_manager.user)
        assert case.number not in client.get("/firm/").content.decode()
        assert client.get(address(case)).status_code == 404
        assert client.post(address(case), {"text": DONE}).status_code == 404
        assert client.post(f"{address(case)}phone/").status_code == 404
        assert client.post(f"{address(case)}unit/").status_code == 404
        case.refresh_from_db()
        assert case.state == State.DISPOSED

    def test_a_case_that_was_not_handed_over_is_not_there(self, manager, town):
        case = paths.verified(town)
        assert manager.get(address(case)).status_code == 404


class TestTheList:
    def test_what_waits_stands_first_the_most_pressing_before(self, manager, town):
        done, later = paths.rectified(town), paths.disposed(town)
        first = paths.disposed(town, category="fire-exits")
        shown = [row["number"] for row in manager.get("/firm/").context["cases"]]
        assert shown == [first.number, later.number, done.number]
        assert manager.get("/firm/").context["waiting"] == 2

    def test_danger_is_said_in_the_list(self, manager, town):
        paths.disposed(town, category="fire-exits")
        assert "Urgent: a safety hazard" in manager.get("/firm/").content.decode()

    def test_it_is_chosen_by_state(self, manager, town):
        done, _waiting = paths.rectified(town), paths.disposed(town)
        page = manager.get("/firm/", {"state": "RECTIFIED"})
        assert [row["number"] for row in page.context["cases"]] == [done.number]
        nothing = manager.get("/firm/", {"state": "CLOSED"})
        assert "No such case" in nothing.content.decode()

    def test_it_is_put_in_another_order(self, manager, town):
        first = paths.disposed(town, category="fire-exits")
        later = paths.disposed(town)
        page = manager.get("/firm/", {"order": "due_last"})
        shown = [row["number"] for row in page.context["cases"]]
        assert shown == [later.number, first.number]

    def test_overdue_is_said_in_words(self, manager, town):
        paths.disposed(town)
        with time_machine.travel(after(24 * 18)):
            manager.force_login(town.manager.user)
            text = manager.get("/firm/").content.decode()
        assert "3 working days overdue" in text

    def test_a_page_has_25(self, manager, town):
        for _ in range(26):
            paths.disposed(town)
        page = manager.get("/firm/", {"order": "newest"})
        assert len(page.context["cases"]) == 25
        assert "?order=newest&page=2" in read(page).links
        rest = manager.get("/firm/", {"order": "newest", "page": 2})
        assert len(rest.context["cases"]) == 1

    def test_more_cases_cost_no_more_queries(self, manager, town):
        paths.disposed(town)
        one = queries_of(manager, "/firm/")
        for _ in range(4):
            paths.disposed(town)
        assert queries_of(manager, "/firm/") == one

    def test_an_empty_list_says_how_a_case_comes_here(self, manager):
        assert "A case comes here when" in manager.get("/firm/").content.decode()


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


class TestTheCase:
    def test_it_shows_what_is_asked_and_when_it_is_due(self, manager, town):
        order = Disposal(
            Measure.ORDER_FIRM, Party.FIRM, town.firm, None, "Put a roof on the shed."
        )
        text = manager.get(address(paths.disposed(town, order))).content.decode()
        assert "Put a roof on the shed." in text
        assert "The e-bikes stand in the rain" in text
        assert "Due Tuesday 17 March, in 11 working days" in text

    def test_what_was_sent_back_is_told_until_it_is_answered(self, manager, town):
        case = paths.rectified(town)
        handling.send_back(
            case=case, text="The lamp is still dark.", by=town.anna, now=after(4.5)
        )
        assert "The lamp is still dark." in manager.get(address(case)).content.decode()
        answer(manager, case)
        text = manager.get(address(case)).content.decode()
        assert "The lamp is still dark." not in text

    def test_it_is_marked_with_who_looks_and_when(self, manager, town):
        page = manager.get(address(paths.disposed(town))).content.decode()
        text = re.sub("</?span[^>]*>", "", page)
        assert "Seen by manager, 长青物业服务有限公司, Monday 2 March, 14:00" in text

    def test_when_it_is_not_the_firm_s_turn_there_is_no_form(self, manager, town):
        page = manager.get(address(paths.rectified(town)))
        assert "Being checked by the office" in page.content.decode()
        assert page.context["form"] is None

    def test_what_another_firm_was_told_stays_with_it(self, client, town):
        case = paths.rectified(town)
        Case.objects.filter(pk=case.pk).update(acting_firm=town.rival)
        case.refresh_from_db()
        shown = firm_cases.firm_case(case, town.rival)
        assert shown.steps == ()
        photo = case.photos.get()
        client.force_login(town.rival_manager.user)
        assert client.get(f"/photos/{photo.file_id}/").status_code == 404

    def test_templates_see_no_case_contact_text_or_step(self, manager, town):
        case = paths.disposed(town)
        for one in ("/firm/", address(case)):
            for context in manager.get(one).context:
                for layer in context.dicts:
                    kept = list(reached(layer))
                    assert not any(isinstance(value, HIDDEN) for value in kept)


HIDDEN = (Case, Contact, Text, Step)


def reached(value, depth=0):
    """What a template can reach of a value within a few steps."""
    yield value
    if depth > 4:
        return
    if isinstance(value, dict):
        for one in value.values():
            yield from reached(one, depth + 1)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from reached(one, depth + 1)
    elif type(value).__module__.startswith(("complaints", "django.core.paginator")):
        yield from reached(vars(value), depth + 1)


@pytest.fixture
def open_phone():
    return Reporter(
        privacy=Privacy.FIRM_MAY_PHONE, phone=PHONE, name="Wang Fang", unit="3-2-501"
    )


class TestWhatTheResidentAgreedTo:
    def test_a_phone_is_shown_once_and_the_look_is_a_step(
        self, manager, town, open_phone
    ):
        case = paths.disposed(town, reporter=open_phone)
        assert "13800138000" not in manager.get(address(case)).content.decode()
        page = manager.post(f"{address(case)}phone/")
        assert PHONE in page.content.decode()
        assert "no-store" in page.headers["Cache-Control"]
        look = Step.objects.get(action=Action.LOOK)
        assert (look.actor, look.detail) == (town.manager.user, {"what": "phone"})
        assert "13800138000" not in manager.get(address(case)).content.decode()

    def test_the_answer_can_be_sent_from_there(self, manager, town, open_phone):
        case = paths.disposed(town, reporter=open_phone)
        page = manager.post(f"{address(case)}phone/")
        assert main_form(page).action == address(case)

    def test_a_flat_is_shown_where_somebody_has_to_come_in(self, manager, town):
        leak = Reporter(privacy=Privacy.HIDDEN, phone=PHONE, unit="3-2-501")
        case = paths.disposed(town, category="buildings-leak", reporter=leak)
        page = manager.post(f"{address(case)}unit/")
        assert "3-2-501" in page.content.decode()
        assert "13800138000" not in page.content.decode()

    @pytest.mark.parametrize("what", ["phone", "unit"])
    def test_without_agreement_there_is_no_button_and_no_answer(
        self, manager, town, what
    ):
        case = paths.disposed(
            town, reporter=Reporter(Privacy.HIDDEN, PHONE, "Wang Fang", "3-2-501")
        )
        assert f"{address(case)}{what}/" not in forms_of(manager.get(address(case)))
        page = manager.post(f"{address(case)}{what}/")
        assert page.status_code == 409
        assert "The resident has not agreed to show this." in page.content.decode()
        assert not Step.objects.filter(action=Action.LOOK).exists()

    @pytest.mark.parametrize("what", ["phone", "unit"])
    def test_afterwards_it_is_hidden_again(self, manager, town, open_phone, what):
        case = paths.rectified(town, reporter=open_phone, category="buildings-leak")
        assert f"{address(case)}{what}/" not in forms_of(manager.get(address(case)))
        page = manager.post(f"{address(case)}{what}/")
        assert page.status_code == 409
        assert not Step.objects.filter(action=Action.LOOK).exists()

    def test_only_a_tap_shows_it(self, manager, town, open_phone):
        case = paths.disposed(town, reporter=open_phone)
        opened = manager.get(f"{address(case)}phone/")
        assert (opened.status_code, opened.url) == (302, address(case))
        assert not Step.objects.filter(case=case, action=Action.LOOK).exists()
