"""Nothing that who joined a case may open tells who reported it."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from complaints import codes
from complaints.models import Follower
from complaints.operations import deciding, handling, merging, timing
from complaints.operations.detours import FinalReview
from complaints.operations.filing import Reporter
from complaints.operations.handling import NewCommitment
from complaints.states import DeclineReason, Outcome, Privacy
from tests.complaints import detours, paths
from tests.complaints.paths import after
from tests.complaints.test_web_following import tracked
from tests.complaints.tracking import by_receipt, text_of
from tests.town import PHONE

NAME, UNIT = "张伟", "3栋2单元501"
WRITTEN = "张伟，您好：3栋2单元501 的事请拨 13800138000。"
MARKERS = (NAME, "501", "13800138000")
SCRUBBED = "[已隐去]"
REPORTER = Reporter(Privacy.HIDDEN, PHONE, name=NAME, unit=UNIT)


def declined(town):
    case = town.file(reporter=REPORTER)
    paths.follow(town, case, now=after(0.5))
    handling.decline(
        case=case,
        reason=DeclineReason.COURT,
        text=WRITTEN,
        way_on=WRITTEN,
        by=town.anna,
        now=after(1),
    )
    return case


def sent_back(town):
    case = paths.rectified(town, reporter=REPORTER)
    paths.follow(town, case, now=after(4.2))
    handling.send_back(case=case, text=WRITTEN, by=town.anna, now=after(4.5))
    return case


def planned(town):
    case = paths.disposed(town, reporter=REPORTER)
    paths.follow(town, case, now=after(3.5))
    day = after(20 * 24).date()
    milestones = [NewCommitment(WRITTEN, day + timedelta(days=n)) for n in (0, 60)]
    timing.plan(
        case=case,
        milestones=milestones,
        text=WRITTEN,
        by=town.county_dora,
        now=after(4),
    )
    return case


def reported(town):
    case = paths.disposed(town, reporter=REPORTER)
    handling.rectify(
        case=case,
        text=WRITTEN,
        no_photo_because=WRITTEN,
        by=town.manager,
        now=after(4),
    )
    paths.follow(town, case, now=after(4.5))
    handling.report(
        case=case, outcome=Outcome.FIXED, text=WRITTEN, by=town.anna, now=after(5)
    )
    return case


def decided(town):
    case = detours.reopened_twice(town, reporter=REPORTER)
    paths.follow(town, case, now=after(7.5))
    deciding.close_for_good(
        case=case,
        review=FinalReview(*(WRITTEN for _part in range(6))),
        by=town.county_dora,
        now=after(8),
    )
    return case


@pytest.fixture(autouse=True)
def _afternoon():
    with time_machine.travel(after(7), tick=False):
        yield


def found_in(page):
    text = text_of(page)
    return [marker for marker in MARKERS if marker in text]


@pytest.mark.parametrize("path", [declined, sent_back, planned, reported, decided])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_their_page_tells_what_was_written_and_not_of_whom(
    client, town, path, language
):
    client.cookies["django_language"] = language
    page = tracked(client, path(town))
    assert SCRUBBED in text_of(page)
    assert found_in(page) == []


def test_their_link_does_not_either(client, town):
    case = reported(town)
    token = codes.visit_token(
        case_id=case.pk, round_number=1, follower_id=Follower.objects.get().pk
    )
    page = client.get(f"/v/{token}/")
    assert text_of(page).count(SCRUBBED) >= 2
    assert found_in(page) == []


@pytest.mark.parametrize("path", [declined, sent_back, planned, reported, decided])
def test_the_reporter_reads_it_as_it_was_written(client, town, path):
    assert WRITTEN in text_of(by_receipt(client, path(town)))


def test_the_reporter_s_link_tells_it_as_it_was_written(client, town):
    case = reported(town)
    token = codes.visit_token(case_id=case.pk, round_number=1)
    assert WRITTEN in text_of(client.get(f"/v/{token}/"))


def test_who_took_it_back_is_said_without_their_words(client, town):
    client.cookies["django_language"] = "en"
    case = paths.accepted(town, reporter=REPORTER)
    paths.follow(town, case, now=after(2), by=town.by_receipt)
    merging.withdraw(case=case, text=WRITTEN, by=town.resident, now=timezone.now())
    page = tracked(client, case)
    assert "Who reported it took it back" in text_of(page)
    assert found_in(page) == []
