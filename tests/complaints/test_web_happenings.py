"""What a resident reads of what happened to a case, and why."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import translation

from complaints.models import Promise, Step
from complaints.operations import (
    appeals,
    correcting,
    deciding,
    duties,
    handling,
    merging,
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
    Duty,
    Kind,
    Outcome,
    PauseReason,
    Privacy,
    Stage,
    Urgency,
)
from complaints.views import events
from tests.complaints import paths
from tests.complaints.detours import declined
from tests.complaints.paths import DONE, after
from tests.complaints.tracking import by_receipt, text_of

WHY = "The lamps stand inside of the wall."
REASON = "A lift part was ordered in Shanghai."


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(after(7), tick=False):
        yield


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
