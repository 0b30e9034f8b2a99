"""Killed anywhere and started again: a review ends as if nothing had happened."""

from datetime import date
from signal import SIGKILL

import pytest

from complaints.operations import handling
from complaints.operations.handling import Verification
from complaints.states import Duty, Finding, How
from ratings.models import Review
from ratings.operations import publishing, reviewing
from ratings.queries import documents
from ratings.states import ReviewState
from registry.models import Notice
from tests import programs
from tests.complaints import paths
from tests.processes.running import PATIENCE, until
from tests.ratings import long_paths, ruled, timed_paths
from tests.ratings.held import everything_held, forget_reviews
from tests.ratings.rows import COUNTS_FROM, PREVIEW_ENDS_AT, ReviewRows, publisher

pytestmark = pytest.mark.django_db(transaction=True)

TASK = "ratings.tasks.run_due_reviews"
# the rules hold for three half-months, so that the others of the clock are not due
PERIODS = ["2026-02-2", "2026-03-1", "2026-03-2"]
AFTER_ALL = date(2026, 4, 1)
DYING = """
import os, signal
from django.core.management import call_command
from django.utils import timezone
from ratings.models import Review
from ratings.operations import publishing
from registry.actors import Officer
from registry.models import User
from tests.processes import review_points
def reach(failpoint):
    if failpoint == "{failpoint}":
        os.kill(os.getpid(), signal.SIGKILL)
review_points.lay_out(reach)
"""
REVIEWS = 'call_command("run_review")'
PUBLISHES = """
publishing.publish(
    review=Review.objects.get(version=2),
    by=Officer(User.objects.get(username="han")),
    now=timezone.now(),
)
"""


@pytest.fixture
def half_month(town):
    """Cases that add to every table, and rules for three half-months."""
    ruled.load_until(AFTER_ALL, counts_from=COUNTS_FROM)
    for number, given in enumerate((paths.YES, paths.YES, paths.NO)):
        paths.closed(town, given=given, reporter=long_paths.phone_of(number))
    for number, path in enumerate((long_paths.sent_back, timed_paths.paused), 3):
        paths.prove(path(town, reporter=long_paths.phone_of(number)))
    return town


def undisturbed():
    """What the reviews leave where nobody is killed; taken away again."""
    reviewing.run_due(now=PREVIEW_ENDS_AT.replace(year=2027))
    held = everything_held()
    forget_reviews()
    assert [period for period, _version in held] == PERIODS
    return held


def states():
    return list(Review.objects.order_by("period").values_list("state", flat=True))


@pytest.mark.redis
@pytest.mark.parametrize(
    ("failpoint", "left"),
    [
        ("during_snapshot", [ReviewState.OPEN]),
        ("after_commit", [ReviewState.FROZEN]),
        ("during_score", [ReviewState.FROZEN]),
        ("mid_chunk", [ReviewState.FROZEN]),
        ("before_ack", [ReviewState.SCORED] * 3),
    ],
)
def test_a_worker_killed_in_a_review_leaves_no_trace(
    half_month, house, failpoint, left
):
    expected = undisturbed()
    doomed = house.a_worker()
    house.arm(failpoint)
    house.publish(TASK)
    assert doomed.wait(PATIENCE) == -SIGKILL
    assert states() == left

    house.a_worker()
    until(lambda: states() == [ReviewState.SCORED] * 3)
    house.wait_until_idle()
    assert everything_held() == expected


@pytest.mark.parametrize(
    ("failpoint", "left"),
    [
        ("during_snapshot", ReviewState.OPEN),
        ("after_commit", ReviewState.FROZEN),
        ("during_score", ReviewState.FROZEN),
        ("mid_chunk", ReviewState.FROZEN),
    ],
)
def test_a_command_killed_in_a_review_leaves_no_trace(half_month, failpoint, left):
    expected = undisturbed()
    killed = programs.script(DYING.format(failpoint=failpoint) + REVIEWS)
    assert killed.returncode == -SIGKILL, killed.stderr
    assert states() == [left]

    finished = programs.manage("run_review")
    assert finished.returncode == 0, finished.stderr
    assert everything_held() == expected


def test_a_publication_killed_before_its_flag_changed_nothing(town):
    """A correction: what it replaces has stepped back already, but nobody saw that."""
    rows = ReviewRows()
    rows.town = town
    first = rows.published_review()
    gu, han = publisher(town, "gu"), publisher(town, "han")
    second = publishing.correct(
        review=first, reason="A duplicate.", by=gu, now=PREVIEW_ENDS_AT
    )
    publishing.open_preview(review=second, by=gu, now=PREVIEW_ENDS_AT)
    before = everything_held()

    killed = programs.script(DYING.format(failpoint="before_publish_flag") + PUBLISHES)
    assert killed.returncode == -SIGKILL, killed.stderr
    assert everything_held() == before
    assert Review.objects.get(state=ReviewState.PUBLISHED) == first

    second.refresh_from_db()
    publishing.publish(review=second, by=han, now=second.preview_ends_at)
    after = everything_held()
    changed = {
        version: (row["review"]["state"], row["review"]["published_by_id"])
        for (_period, version), row in after.items()
    }
    assert changed == {
        1: (ReviewState.SUPERSEDED, han.user.pk),
        2: (ReviewState.PUBLISHED, han.user.pk),
    }
    for key, row in after.items():
        kept = {name: value for name, value in row.items() if name != "review"}
        assert kept == {name: before[key][name] for name in kept}
        for hashed in ("inputs_sha256", "results_sha256"):
            assert row["review"][hashed] == before[key]["review"][hashed]
    for review in (first, second):
        assert list(documents.problems(review)) == []


def test_a_case_that_turns_out_late_changes_the_next_period_only(half_month):
    """Found unfounded when its half-month was over; the second run tells the same."""
    case = paths.verified(half_month, reporter=long_paths.phone_of(9))
    paths.prove(case)
    expected = undisturbed()
    told = Notice.objects.count()
    first = programs.manage("run_review", "--period", PERIODS[1], "--json").stdout
    assert first
    handling.verify(
        case=case,
        found=Verification(
            Finding.UNFOUNDED, Duty.FIRM, How.VISIT, note="It was fine."
        ),
        by=half_month.bo,
        now=PREVIEW_ENDS_AT,
    )
    again = programs.manage("run_review", "--period", PERIODS[1], "--json").stdout
    assert again == first
    assert Notice.objects.count() == told

    forget_reviews()
    changed = undisturbed()
    same = [key for key in expected if changed[key] == expected[key]]
    assert [period for period, _version in same] == PERIODS[:2]
