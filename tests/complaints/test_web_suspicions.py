"""What a resident is told of a suspicion: nothing until it was confirmed."""

import pytest
import time_machine

from complaints.models import Case
from complaints.operations import suspecting
from complaints.operations.chasing import sweep
from complaints.queries import timeline
from tests.complaints import paths
from tests.complaints.paths import after
from tests.complaints.tracking import by_receipt, words_of

DAY = 24
DOUBTED = "The bikes stand on the stairs as before."
ANSWERED = "We cleared the stairs on Tuesday, look at the photo."
DECIDED = "Seen on site on Thursday: nothing had been cleared."


@pytest.fixture(autouse=True)
def _a_fortnight_later(client):
    client.cookies["django_language"] = "en"
    with time_machine.travel(after(14 * DAY), tick=False):
        yield


@pytest.fixture
def case(town):
    """Doubted, answered, and not decided in time: the office is pressed for it."""
    case = paths.reported(town)
    suspecting.suspect(case=case, text=DOUBTED, by=town.bo, now=after(6))
    suspecting.hear(
        case=case,
        text=ANSWERED,
        photos=[paths.photo()],
        by=town.manager,
        now=after(7),
    )
    Case.objects.filter(pk=case.pk).update(chase_at=None)
    assert sweep(now=case.judge_by).judged_late == 1
    return case


def test_what_is_only_suspected_is_the_office_s_business(client, case):
    page = words_of(by_receipt(client, case))
    for words in (DOUBTED, ANSWERED, "Pressed for", "suspected"):
        assert words not in page


def test_what_was_found_false_is_told_with_its_reasons(client, town, case):
    suspecting.confirm(case=case, text=DECIDED, by=town.bo, now=after(8 * DAY))
    page = words_of(by_receipt(client, case))
    assert "It was found not to have been put right" in page
    assert DECIDED in page
    assert ANSWERED not in page


def test_a_photo_of_the_hearing_is_not_the_resident_s(case):
    (heard,) = case.photos.filter(kind="HEARING")
    assert not timeline.resident_sees(case, heard.file_id)
