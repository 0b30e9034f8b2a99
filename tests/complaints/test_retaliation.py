"""
A report of retaliation from its filing to its end: the county and the offices above it
know of it; no street, no department and no firm ever does.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from complaints import codes
from complaints.models import Case, Follower
from complaints.operations import (
    appeals,
    chasing,
    correcting,
    deciding,
    digests,
    handling,
    joining,
    raising,
    timing,
    visiting,
)
from complaints.operations.correcting import Corrected
from complaints.operations.deciding import FinalReview
from complaints.operations.filing import Place, Reporter
from complaints.queries.desk import Tab, offices_for, targets_for
from complaints.queries.incidents import likely_same
from complaints.states import (
    Action,
    Channel,
    DeclineReason,
    Kind,
    PauseReason,
    Privacy,
    State,
    Urgency,
)
from complaints.workflow import TABLE
from registry.models import Notice, User
from registry.sealing import seal, unseal
from tests.complaints import last_words, paths
from tests.complaints.desk import QUEUE, Desk, move_of, page_of
from tests.complaints.paths import DONE, after
from tests.town import MONDAY_MORNING, PHONE

MARKER = "the manager broke my lock since I complained"
WHY = "Somebody has to look at this with care."
NEIGHBOUR = "+8613900139000"
ANOTHER = "+8613700137000"


def filed(town, **more) -> Any:
    return town.file(
        kind=Kind.RETALIATION,
        category="other-attitude",
        text=MARKER,
        photos=[paths.photo()],
        **more,
    )


def described(town) -> Any:
    return filed(town, place=Place(region=town.street, description="behind the gate"))


def located(town) -> Any:
    case = described(town)
    handling.locate(case=case, community=town.court, by=town.county_dora, now=after(1))
    return case


def accepted(town) -> Any:
    case = filed(town)
    handling.accept(case=case, by=town.county_dora, now=after(1))
    return case


def declined(town) -> Any:
    case = filed(town)
    handling.decline(
        case=case,
        reason=DeclineReason.OTHER_BODY,
        text=WHY,
        way_on="The police",
        by=town.county_dora,
        now=after(1),
    )
    return case


def appealed(town) -> Any:
    case = declined(town)
    appeals.appeal(case=case, by=town.resident, now=after(2))
    return case


def upheld(town) -> Any:
    case = appealed(town)
    appeals.uphold(case=case, text=WHY, by=town.city_emil, now=after(3))
    return case


def looked_at_again(town) -> Any:
    case = declined(town)
    appeals.overturn(case=case, text=WHY, by=town.city_emil, now=after(3))
    return case


def transferred(town) -> Any:
    case = accepted(town)
    correcting.transfer(
        case=case, to=town.city, text=WHY, by=town.county_dora, now=after(2)
    )
    return case


def raised(town) -> Any:
    case = accepted(town)
    raising.raise_level(case=case, text=WHY, by=town.city_emil, now=after(2))
    return case


def paused(town) -> Any:
    case = accepted(town)
    timing.pause(
        case=case,
        reason=PauseReason.COURT,
        document="Court, no. 12",
        until=after(72).date(),
        text=WHY,
        by=town.county_dora,
        now=after(2),
    )
    return case


def answered(town) -> Any:
    case = accepted(town)
    handling.answer(case=case, text=DONE, by=town.county_dora, now=after(3))
    return case


def closed(town) -> Any:
    case = answered(town)
    visiting.close(
        case=case, given=paths.NO, channel=Channel.LINK, by=town.resident, now=after(4)
    )
    return case


def reopened(town) -> Any:
    case = closed(town)
    visiting.reopen(case=case, by=town.resident, now=after(5), text=WHY)
    return case


def decided_for_good(town) -> Any:
    case = reopened(town)
    handling.answer(case=case, text=DONE, by=town.city_emil, now=after(6))
    visiting.reopen(case=case, by=town.resident, now=after(7))
    parts = dict.fromkeys(FinalReview.__match_args__, WHY)
    by = town.county_dora if case.office == town.county else town.city_emil
    deciding.close_for_good(case=case, review=FinalReview(**parts), by=by, now=after(8))
    return case


def corrected_into(town) -> Any:
    """A complaint that the firm had in hand and that turns out to be more."""
    case = town.file(text=MARKER, photos=[paths.photo()])
    handling.accept(case=case, by=town.anna, now=after(1))
    correcting.reclassify(
        case=case,
        to=Corrected(Kind.RETALIATION, Urgency.ORDINARY, case.category),
        text=WHY,
        by=town.anna,
        now=after(2),
    )
    return case


def overdue_for_long(town) -> Any:
    case = filed(town)
    now = case.due_at
    for _week in range(3):
        chasing.sweep(now=now)
        digests.send(now=now + timedelta(hours=9))
        now += timedelta(days=7)
    case.refresh_from_db()
    return case


# The sweep of the first one comes by before there are the others.
WAYS: list[Callable[[Any], Any]] = [
    overdue_for_long,
    filed,
    described,
    located,
    accepted,
    declined,
    appealed,
    upheld,
    looked_at_again,
    transferred,
    raised,
    paused,
    answered,
    closed,
    reopened,
    decided_for_good,
    corrected_into,
]


def outsiders(town) -> list[User]:
    """Everybody below the county, and every party."""
    street = {"region": town.street, "is_staff": True}
    regulator = User.objects.create_user("street-reg", role="REGULATOR", **street)
    auditor = User.objects.create_user("street-aud", role="AUDITOR", **street)
    parties = (town.fireman, town.manager, town.rival_manager)
    officers = (town.anna, town.bo, town.carl)
    return [one.user for one in (*officers, *parties)] + [regulator, auditor]


@pytest.fixture
def mailed(town):
    """Everybody of the town can be written to."""
    for user in User.objects.all():
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@x.example")
    return town


def told_to() -> set[str]:
    return {unseal(notice.address_sealed) for notice in Notice.objects.all()}


def pages_about(case: Case, user: User) -> list[str]:
    photo = reverse("complaints:photo", args=[case.photos.earliest("pk").file_id])
    if user.firm is None:
        return [page_of(case), photo]
    return [reverse("complaints:firm_case", args=[case.number]), photo]


def lists(user: User) -> list[str]:
    if user.firm is not None:
        names = ("complaints:firm_cases", "firm_reviews:reviews")
        return [reverse(name) for name in names]
    queues = [f"{QUEUE}?queue={tab.value}" for tab in Tab]
    searches = [f"{QUEUE}?q={words}" for words in ("lock", "34-2603", "-")]
    return [*queues, *searches, reverse("admin:index")]


@pytest.fixture
def cases(town) -> list[Any]:
    """One for each way, all in one town."""
    found = [way(town) for way in WAYS]
    assert {case.kind for case in found} == {Kind.RETALIATION}
    assert all(case.office_code.endswith("000") for case in found)
    return found


@pytest.fixture
def later():
    with time_machine.travel(after(9), tick=False):
        yield


@pytest.mark.usefixtures("later")
def test_no_street_no_department_and_no_firm_finds_it(town, cases):
    for user in outsiders(town):
        client = Client(headers={"accept-language": "en"})
        client.force_login(user)
        for case in cases:
            for address in pages_about(case, user):
                assert client.get(address).status_code == 404, (user, address)
        for address in lists(user):
            page = client.get(address)
            assert page.status_code == 200, (user, address)
            shown = page.content.decode()
            assert MARKER not in shown
            assert not [case for case in cases if case.number in shown], address


@pytest.mark.usefixtures("later")
def test_nobody_of_them_moves_it_or_calls_its_reporter(town, cases):
    written = [case.steps.count() for case in cases]
    for user in outsiders(town):
        client = Client()
        client.force_login(user)
        for case in cases:
            follows = next(row.action for row in TABLE if row.source == case.state)
            sent = {"version": case.version, "text": WHY}
            call = reverse("admin:complaints_case_call", args=[case.pk])
            for address in (move_of(case, follows), call):
                assert client.post(address, sent).status_code in (302, 403, 404)
    assert [case.steps.count() for case in cases] == written


@pytest.mark.parametrize("way", WAYS)
def test_what_is_written_about_it_goes_to_the_county_and_above(mailed, way):
    Notice.objects.all().delete()
    way(mailed)
    told = {address for address in told_to() if "@" in address}
    above = {"dora@x.example", "emil@x.example"}
    assert told <= above
    phones = {mailed.firm.duty_phone, mailed.rival.duty_phone}
    assert not told_to() & phones


@pytest.mark.parametrize("way", WAYS)
def test_the_county_or_who_holds_it_above_sees_it_all_the_way(town, way):
    case = way(town)
    holder = {town.county.code: town.county_dora, town.city.code: town.city_emil}
    page = Desk(holder[case.office_code].user).open(case)
    assert MARKER in page.content.decode()


def test_the_digest_holds_it_as_a_number_only(mailed):
    overdue_for_long(mailed)
    digest = Notice.objects.filter(template__endswith="digest.txt").first()
    assert digest is not None
    assert unseal(digest.payload_sealed) == '{"count": 1}'


def test_its_resident_is_not_told_that_it_is_named_anywhere(client, town):
    case = overdue_for_long(town)
    assert Action.BULLETIN in case.steps.values_list("action", flat=True)
    client.cookies["django_language"] = "en"
    receipt = {"number": case.number, "receipt": codes.receipt_for(case.number)}
    with time_machine.travel(after(30 * 24), tick=False):
        client.post("/track/", receipt)
        page = client.get(f"/track/{case.number}/").content.decode()
    assert "Named as overdue" not in page
    assert "Counted as overdue in the half-month bulletin, without a name" in page


@pytest.mark.parametrize("way", WAYS)
def test_it_is_nobody_s_same_incident_and_nobody_joins_it(town, way):
    case = way(town)
    alike = town.file(category=case.category.code, text=MARKER, now=after(10))
    found = likely_same(
        community=town.garden,
        category=case.category,
        text=MARKER,
        place="",
        now=after(11),
    )
    assert case not in {one.case for one in found}
    assert case not in targets_for(alike)
    with pytest.raises(joining.CannotJoin):
        joining.follow(
            case=case,
            reporter=Reporter(Privacy.HIDDEN, NEIGHBOUR),
            by=town.resident,
            now=after(12),
        )


def corrected_with_neighbours(town) -> Any:
    """Two had joined the question; one of them answered in its first round."""
    case = paths.answered(town)
    paths.answer_too(town, paths.follow(town, case), paths.NO)
    paths.follow(town, case, ANOTHER)
    last_words.close(case, town)
    last_words.reopen(case, town.resident)
    Notice.objects.all().delete()
    to = Corrected(Kind.RETALIATION, Urgency.ORDINARY, case.category)
    correcting.reclassify(case=case, to=to, text=WHY, by=town.bo, now=after(8))
    return case


def test_who_had_joined_before_has_no_part_in_it_any_more(town):
    case = corrected_with_neighbours(town)
    left = Follower.objects.get(case=case)
    assert left.phone_digest == codes.phone_digest(NEIGHBOUR)
    assert left.left_at == after(8)

    handling.answer(case=case, text=DONE, by=town.county_dora, now=after(9))
    assert PHONE in told_to()
    assert not told_to() & {NEIGHBOUR, ANOTHER}


def test_who_had_joined_stays_apart_when_it_is_a_complaint_again(town):
    case = corrected_with_neighbours(town)
    to = Corrected(Kind.COMPLAINT, Urgency.ORDINARY, case.category, consent=True)
    correcting.reclassify(case=case, to=to, text=WHY, by=town.county_dora, now=after(9))
    assert not Follower.objects.present().filter(case=case).exists()


def test_not_even_a_row_that_was_left_behind_has_part_in_it(town):
    case = filed(town)
    Follower.objects.create(
        case=case,
        phone_sealed=seal(NEIGHBOUR),
        phone_digest=codes.phone_digest(NEIGHBOUR),
        proved_at=after(0),
        joined_at=after(0),
        number=1,
        round=1,
    )
    handling.accept(case=case, by=town.county_dora, now=after(1))
    handling.answer(case=case, text=DONE, by=town.county_dora, now=after(3))
    assert PHONE in told_to()
    assert NEIGHBOUR not in told_to()
    assert not Follower.objects.present().filter(case=case).exists()


@pytest.mark.parametrize("way", [filed, accepted, transferred])
def test_no_street_is_offered_to_hand_it_on_to(town, way):
    case = way(town)
    offered = [one.code for regions in offices_for(case).values() for one in regions]
    assert all(code.endswith("000") for code in offered)


def test_it_comes_back_to_its_street_with_the_resident_s_consent_alone(town):
    case = accepted(town)
    to = Corrected(Kind.COMPLAINT, Urgency.ORDINARY, case.category, consent=True)
    correcting.reclassify(case=case, to=to, text=WHY, by=town.county_dora, now=after(2))
    assert (case.kind, case.office) == (Kind.COMPLAINT, town.street)
    assert case.state == State.ACCEPTED
    assert case.due_at > MONDAY_MORNING
