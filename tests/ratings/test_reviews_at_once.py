"""A review is held once: three at a time, killed anywhere, or run again by hand."""

import json
import signal

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from complaints.models import Case
from ratings import reckoning
from ratings.canonical import sha256_of
from ratings.models import FirmCounts, FirmScore, Review
from ratings.operations import reviewing
from ratings.queries import documents
from ratings.states import ReviewState
from ratings.tasks import run_due_reviews
from ratings.triggers import all_triggers
from registry.ledger import triggers
from registry.models import Community, Firm, Notice, Tenure
from tests import programs
from tests.complaints import paths
from tests.ratings import ruled
from tests.ratings.held import forget_reviews
from tests.ratings.rows import COUNTS_FROM, PERIOD, REVIEWED_AT
from tests.threads import at_once
from tests.town import build_town

KILLED = """
import os, signal
from ratings.operations import reviewing
from ratings.periods import HalfMonth
from django.utils import timezone
def die(*args, **options): os.kill(os.getpid(), signal.SIGKILL)
{where} = die
reviewing.run(period=HalfMonth.named("2026-03-1"), now=timezone.now())
"""


@pytest.fixture
def town(transactional_db):
    town = build_town()
    ruled.load(counts_from=COUNTS_FROM)
    for given in (paths.YES, paths.NO):
        paths.closed(town, given=given)
    return town


def hashes():
    review = Review.objects.get()
    return review.inputs_sha256, review.results_sha256


@pytest.mark.concurrency
def test_three_at_once_hold_one_review(town):
    reviews = at_once(3, lambda _: reviewing.run(period=PERIOD, now=REVIEWED_AT))

    assert {review.state for review in reviews} == {ReviewState.SCORED}
    assert len({(one.inputs_sha256, one.results_sha256) for one in reviews}) == 1
    assert FirmScore.objects.count() == FirmCounts.objects.count() == 1
    assert list(documents.problems(Review.objects.get())) == []


@pytest.mark.concurrency
def test_three_programs_at_once_and_one_a_week_later_tell_the_same(town):
    before = Notice.objects.count()
    running = [
        programs.started("run_review", "--period", PERIOD.name, "--json")
        for _ in range(3)
    ]
    told = [json.loads(one.communicate(timeout=120)[0]) for one in running]
    told.append(
        json.loads(
            programs.manage("run_review", "--period", PERIOD.name, "--json").stdout
        )
    )
    assert [one == told[0] for one in told] == [True] * 4
    assert set(told[0]) == {
        "period",
        "state",
        "rule_version",
        "inputs_sha256",
        "results_sha256",
        "firms",
        "regions",
    }
    assert (told[0]["firms"], told[0]["regions"]) == (1, 3)
    assert FirmScore.objects.count() == 1
    assert Notice.objects.count() == before


@pytest.mark.parametrize(
    ("where", "state"),
    [
        ("reviewing.bulk.write", ReviewState.OPEN),
        ("reviewing.score", ReviewState.FROZEN),
        ("reviewing.reckoning.results", ReviewState.FROZEN),
        ("reviewing.FirmScore", ReviewState.FROZEN),
    ],
)
def test_a_review_killed_anywhere_is_finished_by_the_next_run(town, where, state):
    killed = programs.script(KILLED.format(where=where))
    assert killed.returncode == -signal.SIGKILL
    assert Review.objects.get().state == state
    assert not FirmScore.objects.exists()

    finished = programs.manage("run_review", "--period", PERIOD.name)
    assert finished.returncode == 0, finished.stderr
    after_the_kill = hashes()
    forget_reviews()
    reviewing.run(period=PERIOD, now=REVIEWED_AT)
    assert hashes() == after_the_kill


def test_the_worker_s_task_holds_what_is_due(town):
    names = run_due_reviews()
    assert names[:2] == ["2026-02-2", "2026-03-1"]
    assert run_due_reviews() == []


def test_the_number_of_queries_does_not_grow_with_the_firms(town):
    """Thirty firms, then three thousand: the same questions, the same statements."""
    asked = []
    for firms in (30, 3000):
        _add_firms(town, firms - Firm.objects.count())
        with CaptureQueriesContext(connection) as queries:
            reviewing.run(period=PERIOD, now=REVIEWED_AT)
        asked.append(len(queries))
        assert FirmScore.objects.count() >= firms - 1
        forget_reviews()
    assert asked[0] == asked[1], asked


def _add_firms(town, count):
    """Each with a community of its own that it serves; their codes need not check."""
    have = Firm.objects.count()
    firms = Firm.objects.bulk_create(
        Firm(credit_code=f"9134{number:014}", name=f"示例{number}")
        for number in range(have, have + count)
    )
    communities = Community.objects.bulk_create(
        Community(
            code=f"T{firm.pk}",
            name=f"示例小区{firm.pk}",
            initials="slxq",
            address="示例路1号",
            street=town.street,
            households=500,
        )
        for firm in firms
    )
    Tenure.objects.bulk_create(
        Tenure(firm=firm, community=community, starts_on=COUNTS_FROM)
        for firm, community in zip(firms, communities, strict=True)
    )


def test_verifying_says_yes_and_after_one_changed_count_no(town, capsys):
    review = reviewing.run(period=PERIOD, now=REVIEWED_AT)
    call_command("verify_review", PERIOD.name)
    assert review.results_sha256 in capsys.readouterr().out
    assert programs.manage("verify_review", PERIOD.name).returncode == 0

    row = review.firm_counts.get()
    row.entry["window"]["yes"] = "2"
    row.save()
    refused = programs.manage("verify_review", PERIOD.name)
    assert refused.returncode == 1
    assert "the frozen counts are not those that were hashed" in refused.stderr


@pytest.mark.parametrize(
    ("rows", "change", "problem"),
    [
        ("project_counts", ("cases", {}), "the cases, projects or streets"),
        ("region_counts", ("entry", {}), "the frozen counts are not those"),
        ("firm_scores", ("entry", {"grade": "AAA"}), "the scores are not those"),
        ("region_scores", ("entry", {}), "the scores are not those"),
    ],
)
def test_every_changed_row_is_found(town, rows, change, problem):
    review = reviewing.run(period=PERIOD, now=REVIEWED_AT)
    column, value = change
    changed = getattr(review, rows).earliest("pk")
    if column == "entry":
        value = {**getattr(changed, column), "name": "another", **value}
    setattr(changed, column, value)
    changed.save()
    assert any(problem in told for told in documents.problems(review))


@pytest.mark.parametrize(
    ("rows", "change"),
    [
        ("firm_scores", {"size": "L"}),
        ("firm_scores", {"city": None}),
        ("region_scores", {"score": 99, "low": 98, "high": 100}),
    ],
)
def test_a_column_that_pages_show_is_compared_too(town, rows, change):
    review = reviewing.run(period=PERIOD, now=REVIEWED_AT)
    getattr(review, rows).update(**change)
    assert all("shows another score" in told for told in documents.problems(review))
    assert list(documents.problems(review))


def test_changed_rules_are_found(town):
    review = reviewing.run(period=PERIOD, now=REVIEWED_AT)
    review.rule_set.content["grade_b"] = "59"
    triggers.lift(connection, all_triggers())
    review.rule_set.save()
    triggers.install(connection, all_triggers())
    assert "not those that were hashed" in next(documents.problems(review))


def test_a_score_is_explained_line_by_line(town, capsys):
    reviewing.run(period=PERIOD, now=REVIEWED_AT)
    call_command("explain_score", town.firm.credit_code, PERIOD.name, "--cases")
    told = capsys.readouterr().out
    assert "incidents 1" in told
    assert "solved: " in told
    assert "too few to rate: no score" in told
    number = Case.objects.latest("pk").number
    assert f"{number} filed 2026-03-02: incidents (step 3)" in told


@pytest.mark.parametrize(
    ("command", "arguments", "message"),
    [
        ("run_review", ("--period", "2026-3-1"), "a period is written"),
        ("run_review", ("--period", "2026-01-1"), "No rule set was in force"),
        ("run_review", ("--period", "2030-12-1"), "is not over"),
        ("verify_review", ("2026-03-1",), "is not scored"),
        ("explain_score", ("91340100MA2MQCGL8U", "2026-03-1"), "is not scored"),
    ],
)
def test_commands_say_what_is_wrong(town, command, arguments, message):
    with pytest.raises(CommandError, match=message):
        call_command(command, *arguments)


def test_results_are_a_pure_function_of_the_inputs(town):
    review = reviewing.run(period=PERIOD, now=REVIEWED_AT)
    again = reckoning.results(documents.inputs(review))
    assert sha256_of(again) == review.results_sha256
