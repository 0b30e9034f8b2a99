"""What a firm does with a case beside answering, over HTTP."""

import pytest
import time_machine

from complaints.models import Case
from complaints.operations import appeals, duties, handling, noting, timing
from tests.complaints import paths
from tests.complaints.detours import declined
from tests.complaints.paths import after
from tests.complaints.tracking import act_of, text_of

WHY = "The lamps stand inside of the wall."
REASON = "A lift part was ordered in Shanghai."


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(after(7), tick=False):
        yield


class TestFirms:
    def send(self, client, case, act, **typed):
        page = client.get(f"/firm/{case.number}/")
        form = act_of(page, act)
        return client.post(f"/firm/{case.number}/act/{act}/", form.filled(**typed))

    def test_a_firm_refuses_and_reads_what_was_decided(self, manager, town):
        case = paths.disposed(town)
        page = text_of(manager.get(f"/firm/{case.number}/"))
        until = "It can be refused until Tuesday 3 March, %s in this round."
        assert until % "2 more times" in page
        assert self.send(manager, case, "refuse", text=WHY).status_code == 302
        handling.dispose(
            case=Case.objects.get(pk=case.pk),
            order=paths.order_to_firm(town),
            by=town.anna,
            now=after(7),
        )
        page = text_of(manager.get(f"/firm/{case.number}/"))
        assert until % "1 more time" in page
        self.send(manager, case, "refuse", text=WHY)
        case.refresh_from_db()
        duties.confirm_duty(case=case, text=WHY, by=town.county_dora, now=after(7))
        page = manager.get(f"/firm/{case.number}/")
        assert "it cannot be refused again" in text_of(page)
        assert "/act/refuse/" not in page.content.decode()
        assert "It cannot be refused any more." in text_of(page)

    def test_the_time_to_refuse_runs_out(self, manager, town):
        case = paths.disposed(town)
        with time_machine.travel(after(41), tick=False):
            page = text_of(manager.get(f"/firm/{case.number}/"))
        assert "It cannot be refused any more." in page

    def test_a_firm_asks_for_time_and_reads_that_it_was_given(self, manager, town):
        case = paths.disposed(town)
        early = self.send(
            manager, case, "ask_extension", until="2026-03-02", text=REASON
        )
        assert "Choose a day that lies ahead." in text_of(early)
        assert REASON in early.content.decode()

        long = self.send(
            manager, case, "ask_extension", until="2026-04-20", text=REASON
        )
        assert long.status_code == 409
        assert "at most ten of them in all" in text_of(long)

        self.send(manager, case, "ask_extension", until="2026-03-20", text=REASON)
        case.refresh_from_db()
        timing.extend(case=case, text="", by=town.anna, now=after(7))
        page = text_of(manager.get(f"/firm/{case.number}/"))
        assert "You asked for time until Friday 20 March" in page
        assert "you stay measured on the first due date" in page

    def test_a_firm_says_that_a_hazard_is_safe(self, manager, town):
        case = paths.disposed(town, category="fire-charging")
        assert "Make it safe first, by" in text_of(manager.get(f"/firm/{case.number}/"))
        self.send(manager, case, "made_safe", text="The wires are down now.")
        page = manager.get(f"/firm/{case.number}/")
        assert "Make it safe first, by" not in text_of(page)
        assert "/act/made_safe/" not in page.content.decode()

    def test_a_firm_reads_no_word_that_residents_and_offices_wrote_beside(
        self, manager, town
    ):
        case = declined(town)
        appeals.appeal(case=case, by=town.resident, now=after(3), text="MARKER one two")
        appeals.overturn(
            case=case, text="MARKER three four", by=town.county_dora, now=after(4)
        )
        handling.verify(case=case, found=paths.found(), by=town.anna, now=after(5))
        handling.dispose(
            case=case, order=paths.order_to_firm(town), by=town.anna, now=after(5)
        )
        noting.note(case=case, text="MARKER five six", by=town.resident, now=after(6))
        noting.note(case=case, text="MARKER seven eight", by=town.bo, now=after(6))
        page = manager.get(f"/firm/{case.number}/").content.decode()
        assert case.number in page
        assert "MARKER" not in page

    def test_another_firm_finds_nothing(self, client, town):
        case = paths.disposed(town)
        client.force_login(town.rival_manager.user)
        sent = client.post(f"/firm/{case.number}/act/refuse/", {"text": WHY})
        assert sent.status_code == 404
