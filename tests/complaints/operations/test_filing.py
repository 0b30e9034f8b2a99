"""How a case comes in, with all that is written at once."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from complaints import clocks, numbers
from complaints.codes import phone_digest
from complaints.models import Case, Contact, NumberSeries, Photo, Promise, Step, Text
from complaints.operations import filing
from complaints.operations.filing import (
    Filing,
    FilingIncomplete,
    Origin,
    Place,
    Reporter,
)
from complaints.queries.limits import clock_at
from complaints.states import (
    Action,
    ActorKind,
    Channel,
    Kind,
    PhotoKind,
    Privacy,
    Stage,
    State,
    Track,
    Urgency,
)
from registry.models import Notice
from registry.sealing import SEALED, lookup_digest, unseal
from tests.complaints.paths import photo
from tests.town import MONDAY_MORNING, PHONE

WANG = Reporter(
    privacy=Privacy.HIDDEN, phone=PHONE, name="王芳", unit="3-2-501", language="en"
)


def due_dates(case):
    rows = Promise.objects.filter(case=case).order_by("promised_at")
    return [(row.stage, row.promised_at) for row in rows]


def test_a_case_begins_at_the_street_with_its_first_date(town):
    case = town.file()

    assert case.state == State.FILED
    assert case.office == town.street
    assert case.due_at == datetime(2026, 3, 3, 16, tzinfo=UTC)  # Tuesday ends
    assert case.chase_at == case.due_at
    assert (case.version, case.round, case.steps_written, case.entered_number) == (
        1,
        1,
        1,
        1,
    )
    assert (case.firm, case.tenure.firm) == (town.firm, town.firm)


def test_numbers_count_by_province_and_month(town):
    numbered = [town.file().number for _ in range(2)]
    in_april = town.file(now=datetime(2026, 4, 1, tzinfo=UTC)).number
    at_local_midnight = town.file(now=datetime(2026, 4, 30, 16, tzinfo=UTC)).number

    assert [number[:14] for number in numbered] == ["34-2603-000001", "34-2603-000002"]
    assert in_april.startswith("34-2604-000001-")
    assert at_local_midnight.startswith("34-2605-000001-")
    for number in numbered:
        assert numbers.normalised(number) == number


def test_the_first_step_says_what_came_in(town):
    case = town.file()
    step = Step.objects.get(case=case)

    assert (step.number, step.action, step.source, step.target) == (
        1,
        Action.FILE,
        "",
        State.FILED,
    )
    assert (step.actor_kind, step.actor) == (ActorKind.RESIDENT, None)
    assert step.detail["category"] == "parking-ebike"
    assert step.detail["text"] == case.text.digest
    assert step.text is None


def test_six_promises_are_kept_for_a_complaint_and_three_for_a_question(town):
    complaint = town.file()
    question = town.file(kind=Kind.CONSULTATION)

    assert due_dates(complaint) == list(
        clocks.promises_from(
            MONDAY_MORNING,
            first=Stage.ACCEPTANCE,
            track=Track.ORDINARY,
            round_number=1,
            clock=clock_at(MONDAY_MORNING),
        ).items()
    )
    assert [stage for stage, _moment in due_dates(question)] == [
        Stage.ACCEPTANCE,
        Stage.REPORT,
        Stage.VISIT,
    ]
    assert set(Promise.objects.values_list("revision", "late_stage")) == {(0, "")}


def test_a_contact_is_sealed_and_can_be_found_by_its_phone_alone(town):
    case = town.file(reporter=WANG)
    contact = Contact.objects.get(phone_digest=phone_digest(PHONE))

    assert contact.case == case
    sealed = [contact.phone_sealed, contact.name_sealed, contact.unit_sealed]
    assert [unseal(one) for one in sealed] == [PHONE, "王芳", "3-2-501"]
    assert all(one.startswith(SEALED) for one in sealed)
    assert contact.phone_digest != lookup_digest(PHONE, purpose="another purpose")
    assert contact.language == "en"
    assert contact.phone_proved_at is None


def test_no_row_but_the_sealed_ones_holds_what_a_contact_says(town):
    town.file(reporter=WANG)

    for model in (Case, Step, Text, Promise, Notice):
        rows = json.dumps(list(model.objects.values()), default=str, ensure_ascii=False)
        for marker in (PHONE, PHONE.removeprefix("+86"), "王芳", "3-2-501"):
            assert marker not in rows


def test_who_is_anonymous_leaves_neither_phone_nor_name(town):
    anonymous = Reporter(Privacy.ANONYMOUS, phone=PHONE, name="王芳")
    contact = town.file(reporter=anonymous).contact

    assert contact.phone_sealed == contact.phone_digest == contact.name_sealed == ""
    assert not Notice.objects.exists()


def test_the_reporter_is_told_by_a_message_that_waits_sealed(town):
    case = town.file(reporter=WANG)
    notice = Notice.objects.get()

    assert notice.template == "complaints/notices/filed.txt"
    assert notice.language == "en"
    assert unseal(notice.address_sealed) == PHONE
    assert json.loads(unseal(notice.payload_sealed)) == {"number": case.number}


def test_photos_become_evidence_of_the_first_step(town):
    pictures = [photo(), photo()]
    case = town.file(photos=pictures)
    step = case.steps.get()

    kept = Photo.objects.filter(case=case, step=step, kind=PhotoKind.COMPLAINT)
    assert [row.file for row in kept.order_by("pk")] == pictures
    assert step.detail["photos"] == [picture.sha256 for picture in pictures]


def test_a_report_of_retaliation_is_held_by_the_county(town):
    case = town.file(kind=Kind.RETALIATION, category="other-attitude")

    assert case.office == town.county
    assert case.community == town.garden


def test_a_category_s_usual_urgency_is_a_complaint_s_only(town):
    assert town.file(category="fire-exits").urgency == Urgency.URGENT
    assert town.file(category="lifts-trapped").urgency == Urgency.EMERGENCY
    question = town.file(kind=Kind.CONSULTATION, category="fire-exits")
    assert question.urgency == Urgency.ORDINARY


@pytest.mark.parametrize(
    ("kind", "category", "text", "urgency"),
    [
        (Kind.COMPLAINT, "parking-ebike", "There is a gas leak.", Urgency.URGENT),
        (Kind.COMPLAINT, "parking-ebike", "楼道里燃气泄漏", Urgency.URGENT),
        (Kind.COMPLAINT, "fire-exits", "There is a gas leak.", Urgency.EMERGENCY),
        (Kind.COMPLAINT, "lifts-trapped", "There is a gas leak.", Urgency.EMERGENCY),
        (Kind.COMPLAINT, "parking-ebike", "There is a leak.", Urgency.ORDINARY),
        (Kind.CONSULTATION, "fire-exits", "And a gas leak?", Urgency.ORDINARY),
    ],
)
def test_words_of_danger_raise_the_urgency_by_a_class(
    town, kind, category, text, urgency
):
    case = town.file(kind=kind, category=category, text=text)

    assert (case.urgency, case.category.code) == (urgency, category)


def test_an_emergency_is_due_in_half_an_hour(town):
    case = town.file(category="lifts-trapped")

    assert case.due_at == MONDAY_MORNING + timedelta(minutes=30)


def test_an_unlisted_place_is_held_by_the_region_that_was_named(town):
    for region in (town.street, town.county):
        case = town.file(place=Place(region=region, description="Behind the old mill"))
        assert (case.office, case.community, case.firm) == (region, None, None)
        assert case.where == "Behind the old mill"


def test_a_community_without_a_firm_has_nobody_who_answers(town):
    case = town.file(place=Place(community=town.court))

    assert (case.firm, case.tenure, case.office) == (None, None, town.other_street)


def test_the_firm_of_the_moment_of_filing_answers(town):
    tenure = town.garden.tenures.get()
    tenure.ends_on = date(2026, 3, 2)
    tenure.save()

    assert town.file().firm is None
    last_minute = datetime(2026, 3, 1, 15, 59, tzinfo=UTC)
    assert town.file(now=last_minute).firm == town.firm


def test_the_stricter_deadline_of_the_hotline_holds(town):
    deadline = MONDAY_MORNING + timedelta(days=2)
    case = town.file(origin=Origin(Channel.HOTLINE, "HF20260302", deadline))
    promised = dict(due_dates(case))

    assert (case.external_number, case.channel) == ("HF20260302", Channel.HOTLINE)
    assert promised[Stage.REPORT] == promised[Stage.RECTIFICATION] == deadline
    assert promised[Stage.ACCEPTANCE] < deadline < promised[Stage.VISIT]


def test_an_officer_files_for_somebody_who_phoned(town):
    case = filing.file(
        filing=Filing(
            kind=Kind.COMPLAINT,
            category=town.category(),
            text="Somebody phoned about the e-bikes.",
            place=Place(community=town.garden),
            reporter=WANG,
            origin=Origin(Channel.PHONE),
        ),
        by=town.carl,
        now=MONDAY_MORNING,
    )

    step = case.steps.get()
    assert (step.actor, step.actor_kind) == (town.carl.user, ActorKind.OFFICER)
    assert step.actor_name == "笔架山街道"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"text": "  "}, "Say what it is about."),
        ({"place": Place()}, "Say where it is."),
        ({"place": "described, but nowhere"}, "Say where it is."),
        ({"place": "somewhere, not described"}, "Say where it is."),
        (
            {"reporter": Reporter(Privacy.HIDDEN)},
            "Give a phone number, or file anonymously.",
        ),
    ],
)
@pytest.mark.usefixtures("in_english")
def test_what_is_missing_is_said_and_nothing_is_half_done(town, wrong, message):
    places = {
        "described, but nowhere": Place(description="Behind the old mill"),
        "somewhere, not described": Place(region=town.street, description=" "),
    }
    if "place" in wrong:
        wrong = {"place": places.get(wrong["place"], wrong["place"])}

    with pytest.raises(FilingIncomplete, match=message):
        town.file(**wrong)
    for model in (Case, Step, Text, Contact, Promise, Notice, NumberSeries):
        assert not model.objects.exists()


def test_a_filing_that_fails_at_its_end_leaves_nothing(town, monkeypatch):
    picture = photo()
    town.file(photos=[picture])
    before = (Case.objects.count(), Notice.objects.count(), NumberSeries.objects.get())

    # The same stored photo cannot be evidence twice: the database refuses it.
    with pytest.raises(Exception, match=r"(?i)unique"):
        town.file(photos=[picture])
    series = NumberSeries.objects.get()
    assert (Case.objects.count(), Notice.objects.count(), series) == before
    assert series.last == before[2].last
