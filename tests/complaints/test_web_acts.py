"""What residents and firms do with a case beside answering, over HTTP."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import translation

from complaints import codes
from complaints.models import Case, Promise, Step
from complaints.operations import (
    appeals,
    correcting,
    deciding,
    duties,
    handling,
    merging,
    noting,
    raising,
    timing,
    visiting,
)
from complaints.operations.correcting import Corrected
from complaints.operations.deciding import FinalReview
from complaints.operations.filing import Reporter
from complaints.operations.handling import NewCommitment
from complaints.queries.timeline import Pace, timeline_of
from complaints.states import (
    Action,
    DeclineReason,
    Duty,
    Kind,
    Outcome,
    PauseReason,
    Privacy,
    Stage,
    State,
    Urgency,
)
from complaints.views import events
from tests.complaints import paths
from tests.complaints.browsing import main_form, read
from tests.complaints.paths import DONE, after

WHY = "The lamps stand inside of the wall."
REASON = "A lift part was ordered in Shanghai."
LANGUAGES = ["en", "zh-hans"]


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(after(7), tick=False):
        yield


def by_receipt(client, case):
    form = main_form(client.get("/track/"))
    receipt = codes.receipt_for(case.number)
    client.post("/track/", form.filled(number=case.number, receipt=receipt))
    return client.get(f"/track/{case.number}/")


def act_of(page, act):
    """The form of an act on the page."""
    return next(one for one in read(page).forms if f"/act/{act}/" in one.action)


def do(client, case, act, **typed):
    page = by_receipt(client, case)
    return client.post(
        f"/track/{case.number}/act/{act}/", act_of(page, act).filled(**typed)
    )


def declined(town) -> Any:
    case = town.file()
    handling.decline(
        case=case,
        reason=DeclineReason.OTHER_BODY,
        text="The street lamps belong to the city.",
        way_on="The lighting office, 0551-62600000.",
        by=town.anna,
        now=after(2),
    )
    return case


def text_of(page) -> str:
    """What a person reads: without tags, every blank one blank."""
    words = re.sub(r"<[^>]+>", " ", page.content.decode())
    return " ".join(html.unescape(words).split())


class TestResidents:
    def test_who_is_refused_reads_why_where_to_go_and_appeals(self, client, town):
        case = declined(town)
        page = text_of(by_receipt(client, case))
        for words in (
            "Another body decides it",
            "The street lamps belong to the city.",
            "The lighting office, 0551-62600000.",
            "Ask for a review",
        ):
            assert words in page

        done = do(client, case, "appeal", text=WHY)
        assert done.status_code == 302
        page = text_of(client.get(f"/track/{case.number}/"))
        assert "Now the office above Heyedi Street looks at the refusal" in page
        assert WHY in page
        case.refresh_from_db()
        assert case.state == State.APPEALED

    def test_the_button_for_an_appeal_is_there_until_its_last_day(self, client, town):
        case = declined(town)
        last = after(2) + timedelta(days=15)
        with time_machine.travel(last - timedelta(seconds=1), tick=False):
            assert "/act/appeal/" in by_receipt(client, case).content.decode()
        with time_machine.travel(last, tick=False):
            assert "/act/appeal/" not in by_receipt(client, case).content.decode()

    def test_an_upheld_refusal_is_told_with_its_reasons(self, client, town):
        case = declined(town)
        appeals.appeal(case=case, by=town.resident, now=after(3))
        appeals.uphold(case=case, text=WHY, by=town.county_dora, now=after(4))
        page = text_of(by_receipt(client, case))
        assert "The refusal stands." in page
        assert WHY in page

    def test_what_is_overdue_is_pressed_for_once_a_day(self, client, town):
        case = paths.disposed(town)
        assert "/act/urge/" not in by_receipt(client, case).content.decode()
        with time_machine.travel(case.due_at, tick=False):
            assert do(client, case, "urge").status_code == 302
            page = by_receipt(client, case)
            assert "/act/urge/" not in page.content.decode()
            assert "Pressed for, since it is overdue" in text_of(page)

    def test_a_note_is_added_and_an_empty_one_is_not(self, client, town):
        case = paths.disposed(town)
        empty = do(client, case, "note", text="")
        assert "Write at least 10 characters of explanation." in text_of(empty)
        do(client, case, "note", text="It rains in again since Sunday.")
        assert "It rains in again since Sunday." in text_of(
            client.get(f"/track/{case.number}/")
        )

    def test_the_notes_of_officers_are_theirs(self, client, town):
        case = paths.disposed(town)
        noting.note(
            case=case, text="Called the firm, no answer.", by=town.bo, now=after(4)
        )
        assert "Called the firm" not in text_of(by_receipt(client, case))

    def test_a_case_is_taken_back(self, client, town):
        case = paths.accepted(town)
        do(client, case, "withdraw", text="")
        page = text_of(client.get(f"/track/{case.number}/"))
        assert "You took the case back." in page

    def test_an_act_that_came_too_late_keeps_what_was_typed(self, client, town):
        case = declined(town)
        form = act_of(by_receipt(client, case), "appeal")
        appeals.appeal(case=case, by=town.resident, now=after(3))
        late = client.post(f"/track/{case.number}/act/appeal/", form.filled(text=WHY))
        assert late.status_code == 409
        assert WHY in text_of(late)
        assert "Somebody else changed this case" in text_of(late)

    def test_an_act_of_nobody_is_not_found(self, client, town):
        case = paths.accepted(town)
        by_receipt(client, case)
        for act in ("accept", "nonsense"):
            sent = client.post(f"/track/{case.number}/act/{act}/", {"version": 1})
            assert sent.status_code == 404

    def test_strangers_prove_themselves_first(self, client, town):
        case = paths.accepted(town)
        sent = client.post(f"/track/{case.number}/act/withdraw/", {"version": 2})
        assert sent.headers["Location"].startswith("/track/?number=")
        case.refresh_from_db()
        assert case.state == State.ACCEPTED


class TestFirms:
    @pytest.fixture
    def manager(self, client, town):
        client.force_login(town.manager.user)
        return client

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


def corrected(town, **more):
    to = Corrected(Kind.COMPLAINT, Urgency.URGENT, town.category())
    return {"to": to, "text": WHY, "by": town.anna} | more


def extended(town) -> Any:
    case = paths.disposed(town)
    timing.ask_extension(
        case=case,
        until=(case.due_at + timedelta(days=2)).date(),
        text=REASON,
        by=town.manager,
        now=after(4),
    )
    timing.extend(case=case, text=REASON, by=town.anna, now=after(5))
    return case


def paused(town) -> Any:
    case = paths.disposed(town)
    timing.pause(
        case=case,
        reason=PauseReason.EXPERT,
        document="Order no. 7",
        until=after(96).date(),
        text=REASON,
        by=town.anna,
        now=after(4),
    )
    return case


def planned(town) -> Any:
    case = paths.disposed(town)
    timing.plan(
        case=case,
        milestones=[NewCommitment("The owners have voted.", after(2000).date())],
        text=REASON,
        by=town.county_dora,
        now=after(4),
    )
    return case


def transferred(town) -> Any:
    case = paths.accepted(town)
    correcting.transfer(
        case=case, to=town.other_street, text=WHY, by=town.anna, now=after(3)
    )
    return case


def merged(town) -> Any:
    target = paths.accepted(town)
    case = town.file(reporter=Reporter(Privacy.HIDDEN, phone="+8613900139000"))
    merging.merge(case=case, target=target, by=town.anna, now=after(3), text=WHY)
    return case


def refused(town) -> Any:
    case = paths.disposed(town)
    duties.refuse(case=case, text="MARKER of the firm", by=town.manager, now=after(4))
    return case


def decided(town) -> Any:
    case = paths.reported(town)
    for hour, by in ((6, town.bo), (6.2, town.county_dora)):
        visiting.reopen(case=case, by=town.resident, now=after(hour))
        handling.dispose(
            case=case, order=paths.order_to_firm(town), by=by, now=after(hour)
        )
        handling.rectify(
            case=case,
            text=DONE,
            no_photo_because="It is dark.",
            by=town.manager,
            now=after(hour),
        )
        handling.report(
            case=case, outcome=Outcome.PARTLY, text=DONE, by=by, now=after(hour)
        )
    review = FinalReview(*(f"{WHY} {part}" for part in range(6)))
    deciding.close_for_good(
        case=case, review=review, by=town.county_dora, now=after(6.5)
    )
    return case


def _raised(town) -> Any:
    case = paths.accepted(town)
    raising.raise_level(case=case, text=WHY, by=town.county_dora, now=after(3))
    return case


def _reclassified(town) -> Any:
    case = paths.accepted(town)
    correcting.reclassify(case=case, now=after(3), **corrected(town))
    return case


# How a case comes there, and what its resident reads of it in English.
TOLD = {
    "transferred": (transferred, ["Handed on to Bijiashan Street", WHY]),
    "raised": (
        _raised,
        ["Taken a level up, to Shushan District", WHY],
    ),
    "reclassified": (
        _reclassified,
        ["Corrected to: Complaint, Urgent: a safety hazard", WHY],
    ),
    "refused": (
        refused,
        ["Who was asked to act says that it is not theirs; the office decides"],
    ),
    "extended": (extended, ["More time was given", REASON, "First promised by"]),
    "paused": (
        paused,
        ["The clock stands still until Friday 6 March", "An expert's opinion", REASON],
    ),
    "planned": (planned, ["Long works are planned", "The owners have voted.", REASON]),
    "merged": (merged, ["It goes on together with another case.", WHY]),
    "decided": (decided, ["A final decision was made.", f"{WHY} 5"]),
}


@pytest.mark.parametrize("name", TOLD)
def test_a_resident_reads_what_happened_and_why(client, town, name):
    reach, words = TOLD[name]
    page = text_of(by_receipt(client, reach(town)))
    for each in words:
        assert each in page
    assert "MARKER" not in page


@pytest.mark.parametrize("name", TOLD)
def test_a_chinese_page_has_no_english_sentence(client, town, name):
    client.cookies["django_language"] = "zh-hans"
    reach, _words = TOLD[name]
    page = text_of(by_receipt(client, reach(town)))
    with translation.override("en"):
        sentences = [str(one).split("%")[0].strip(" ,:") for one in SENTENCES]
    assert not [one for one in sentences if len(one) > 8 and one in page]


SENTENCES = list(events.SENTENCES.values())


def test_every_step_is_told_with_a_stage_or_by_itself_or_is_no_resident_s_business():
    lists = (events.WITH_A_STAGE, events.NOT_FOR_RESIDENTS, set(events.SENTENCES))
    assert set().union(*lists) == set(Action)
    assert sum(map(len, lists)) == len(Action)


def test_a_missed_promise_says_how_late_it_is_the_new_date_and_why(client, town):
    """Promised for 17 March, extended to the 24th; it is the 20th now."""
    case = paths.disposed(town)
    timing.ask_extension(
        case=case,
        until=after(22 * 24).date(),
        text=REASON,
        by=town.manager,
        now=case.due_at - timedelta(hours=2),
    )
    timing.extend(
        case=case, text=REASON, by=town.anna, now=case.due_at - timedelta(hours=1)
    )
    with time_machine.travel(after(18 * 24), tick=False):
        page = text_of(by_receipt(client, case))
    assert f"3 working days overdue, new date Tuesday 24 March: {REASON}" in page


@pytest.mark.parametrize("stage", [Stage.APPEAL])
def test_a_review_stands_behind_the_refusal_with_its_own_date(town, stage):
    case = declined(town)
    appeals.appeal(case=case, by=town.resident, now=after(3))
    lines = timeline_of(case, now=after(4)).lines
    assert [line.stage for line in lines][:2] == [Stage.ACCEPTANCE, stage]
    assert lines[1].pace == Pace.NOW
    assert lines[1].promised.at == Promise.objects.get(stage=stage).promised_at

    appeals.overturn(case=case, text=WHY, by=town.county_dora, now=after(5))
    lines = timeline_of(case, now=after(5)).lines
    assert [line.pace for line in lines][:3] == [Pace.DONE, Pace.DONE, Pace.NOW]


def test_a_released_firm_s_duty_is_named(client, town):
    case = refused(town)
    handling.dispose(
        case=case, order=paths.order_to_firm(town), by=town.anna, now=after(5)
    )
    duties.refuse(case=case, text=WHY, by=town.manager, now=after(6))
    duties.release(
        case=case, duty=Duty.DEVELOPER, text=WHY, by=town.county_dora, now=after(6)
    )
    assert "It is somebody else's duty: Developer" in text_of(by_receipt(client, case))
    assert Step.objects.filter(case=case, action=Action.RELEASE).exists()
