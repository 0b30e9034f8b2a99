"""Histories written in bulk are the same as those that people work through."""

from datetime import timedelta

import pytest

from complaints.models import Case, NumberSeries, Photo, Step
from complaints.operations import (
    auditing,
    chasing,
    handling,
    intents,
    loading,
    visiting,
)
from complaints.operations.filing import FilingIncomplete, file
from complaints.operations.incoming import Filing, Origin, Place, Reporter
from complaints.operations.loading import History, OutOfOrder, Surroundings
from complaints.refusals import Refusal
from complaints.states import (
    Action,
    Channel,
    Closing,
    Kind,
    Outcome,
    PhotoKind,
    Privacy,
    State,
)
from complaints.workflow import MoveNotAllowed
from registry.ledger import files
from registry.models import Notice, Tenure
from registry.sealing import unseal
from tests.complaints.operations.scripts import (
    after,
    answered_and_left_alone,
    declined,
    forgotten,
    handed_to_a_department,
    located_and_unfounded,
    sent_back_and_reopened_twice,
)
from tests.registry.ledger import photos
from tests.town import MONDAY_MORNING, PHONE

TOLD = {
    "explain": Action.EXPLAIN,
    "report": Action.REPORT,
    "answer": Action.ANSWER,
}
BY_TOKEN = {"close", "close_by_phone", "reopen", "locate"}
HIDDEN = Reporter(privacy=Privacy.HIDDEN, phone=PHONE, name="李女士", unit="3-501")
LEFT_OUT = {"id", "number", "case_id", "text_id", "step_id", "digest"}


def filing(town, *, kind=Kind.COMPLAINT, category="parking-ebike", **more):
    more.setdefault("place", Place(community=town.garden))
    more.setdefault("reporter", HIDDEN)
    return Filing(
        kind, town.category(category), "The e-bikes block the stairs.", **more
    )


def operated(filed, script, *, by, until):
    """The case as people and the sweep of each minute make it."""
    case = file(
        filing=filed,
        by=by,
        now=MONDAY_MORNING,
    )
    for name, words in script:
        swept(case, words["now"])
        module = visiting if name in BY_TOKEN - {"locate"} else handling
        getattr(module, name)(case=case, **words)
    swept(case, until)
    return case


def swept(case, until):
    case.refresh_from_db()
    while moments := [
        moment
        for moment in (case.chase_at, case.safe_by, case.decide_by)
        if moment is not None
    ]:
        moment = min(moments)
        past = timedelta(seconds=moment.second, microseconds=moment.microsecond)
        tick = moment - past + (timedelta(minutes=1) if past else timedelta())
        if tick > until:
            break
        chasing.sweep(now=tick)
        case.refresh_from_db()


def remembered(filed, script, *, by, until):
    """The same in memory, not yet stored."""
    around = Surroundings.read(upto=until)
    history = History(filed, by=by, now=MONDAY_MORNING, around=around)
    for name, words in script:
        if name in BY_TOKEN:
            getattr(history, name)(**words)
        elif name in TOLD:
            outcome = words.get("outcome", Outcome.ANSWERED)
            told = words | {"outcome": outcome, "action": TOLD[name]}
            history.take(intents.tell(**told))
        else:
            history.take(getattr(intents, name)(**words))
    history.wait(until=until)
    return history


def contents(case):
    """Everything that is stored of a case, but for what tells two cases apart."""
    case = Case.objects.get(pk=case.pk)
    return {
        "case": fields(case),
        "text": case.text.body,
        "steps": [
            fields(step) | {"text": step.text.body if step.text else None}
            for step in case.steps.order_by("number")
        ],
        "promises": [
            fields(row) | {"step": row.step.number}
            for row in case.promises.order_by("round", "stage", "revision")
        ],
        "commitments": [
            fields(row) | {"step": row.step.number, "text": row.text.body}
            for row in case.commitments.order_by("number")
        ],
        "answers": [
            fields(row) | {"step": row.step.number}
            for row in case.answers.order_by("round")
        ],
        "contact": {
            name: unseal(value) if name.endswith("_sealed") and value else value
            for name, value in fields(case.contact).items()
        },
    }


def fields(row):
    found = {field.attname: getattr(row, field.attname) for field in row._meta.fields}
    found = {name: value for name, value in found.items() if name not in LEFT_OUT}
    if isinstance(row, Step) and "text" in row.detail:
        found["detail"] = row.detail | {"text": "salted"}
    if isinstance(row, Step) and "commitments" in row.detail:
        made = [one | {"text": "salted"} for one in row.detail["commitments"]]
        found["detail"] = row.detail | {"commitments": made}
    return found


HOTLINE = Origin(Channel.HOTLINE, "12345-7", after(days=4))
ANONYMOUS = Reporter(privacy=Privacy.ANONYMOUS, language="en")


@pytest.mark.parametrize(
    ("script", "more"),
    [
        (sent_back_and_reopened_twice, {}),
        (answered_and_left_alone, {"kind": Kind.CONSULTATION, "reporter": ANONYMOUS}),
        (answered_and_left_alone, {"kind": Kind.SUGGESTION}),
        (located_and_unfounded, {"place": "unlisted"}),
        (declined, {}),
        (handed_to_a_department, {"category": "fire-charging", "origin": HOTLINE}),
        (forgotten, {"category": "lifts-trapped"}),
    ],
)
def test_a_loaded_history_equals_the_operated_one(town, script, more):
    if more.get("place") == "unlisted":
        place = Place(region=town.other_street, description="behind the market")
        more = more | {"place": place}
    filed, until = filing(town, **more), after(days=60)
    by = town.anna if "origin" in more else town.by_receipt
    case = operated(filed, script(town), by=by, until=until)
    history = remembered(filed, script(town), by=by, until=until)
    loading.write([history])
    assert contents(history.case) == contents(case)


def test_a_loaded_history_has_a_whole_chain_and_says_nothing_to_anybody(town):
    history = remembered(
        filing(town),
        sent_back_and_reopened_twice(town),
        by=town.by_receipt,
        until=after(days=40),
    )
    loading.write([history])
    assert auditing.examine_one(history.case.number).broken is None
    assert not Notice.objects.exists()


def test_a_history_makes_no_move_that_the_table_does_not_allow(town):
    history = remembered(filing(town), [], by=town.by_receipt, until=after(hours=1))
    with pytest.raises(MoveNotAllowed) as refused:
        history.take(intents.send_back(text="x" * 10, by=town.anna, now=after(hours=2)))
    assert refused.value.refusal == Refusal.OUT_OF_TURN
    with pytest.raises(MoveNotAllowed) as refused:
        history.take(intents.accept(by=town.carl, now=after(hours=2)))
    assert refused.value.refusal == Refusal.OTHER_OFFICE


def test_a_history_does_not_go_back_in_time(town):
    history = remembered(filing(town), [], by=town.by_receipt, until=after(hours=1))
    history.take(intents.accept(by=town.anna, now=after(hours=2)))
    with pytest.raises(OutOfOrder):
        history.wait(until=after(hours=1))


def test_a_history_that_says_nothing_is_not_begun(town):
    empty = Filing(
        Kind.COMPLAINT,
        town.category(),
        " ",
        Place(community=town.garden),
        HIDDEN,
    )
    with pytest.raises(FilingIncomplete):
        remembered(empty, [], by=town.by_receipt, until=after(hours=1))


def test_loaded_cases_are_numbered_by_month_behind_those_that_are_there(town):
    town.file()
    around = Surroundings.read(upto=after(days=60))
    moments = [after(days=40), after(days=1), after(days=2)]
    histories = [
        History(filing(town), by=town.by_receipt, now=now, around=around)
        for now in moments
    ]
    assert loading.write(histories) == 3
    by_filing = Case.objects.order_by("filed_at").values_list("number", flat=True)
    assert [number[:14] for number in by_filing] == [
        "34-2603-000001",
        "34-2603-000002",
        "34-2603-000003",
        "34-2604-000001",
    ]
    assert NumberSeries.objects.get(prefix="34-2603").last == 3
    assert town.file().number.startswith("34-2603-000004")


def test_the_firm_of_that_day_answers_for_the_community(town):
    tenure = Tenure.objects.get(community=town.garden)
    Tenure.objects.filter(pk=tenure.pk).update(ends_on=after(days=10).date())
    Tenure.objects.create(
        community=town.garden, firm=town.rival, starts_on=after(days=10).date()
    )
    around = Surroundings.read(upto=after(days=60))
    firms = [
        History(filing(town), by=town.by_receipt, now=now, around=around).case.firm
        for now in (after(days=9), after(days=11))
    ]
    assert firms == [town.firm, town.rival]


def test_photos_are_stored_with_their_step(town):
    upload = photos.upload(photos.jpeg())
    stored_photo = files.store_image(upload, now=MONDAY_MORNING, purpose="test")
    history = remembered(filing(town), [], by=town.by_receipt, until=after(hours=1))
    history.attach(history.steps[0], [stored_photo], PhotoKind.COMPLAINT)
    loading.write([history])
    photo = Photo.objects.get()
    assert (photo.case, photo.step.number) == (history.case, 1)


def test_an_anonymous_reporter_who_is_silent_could_not_be_called(town):
    history = remembered(
        filing(town, kind=Kind.CONSULTATION, reporter=ANONYMOUS),
        answered_and_left_alone(town),
        by=town.by_receipt,
        until=after(days=30),
    )
    assert history.case.state == State.CLOSED
    assert history.case.closing == Closing.CANNOT_BE_CALLED
