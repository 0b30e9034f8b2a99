"""The cases that charge firms, written down while they are asked about."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from ratings.operations import reviewing
from ratings.queries import charges, firm_work
from registry.models import Community, Firm, Tenure
from tests.complaints import paths
from tests.ratings import ruled
from tests.ratings.long_paths import LONG_PATHS, phone_of
from tests.ratings.retold import spans_of
from tests.ratings.rows import COUNTS_FROM, PERIOD, REVIEWED_AT

SPANS = spans_of(PERIOD)


def written_down(**given):
    """The ids of the cases in the table, each with its two flags."""
    told = {"own": [], "left_out": []} | given
    with charges.written_down(SPANS.ends, **told), connection.cursor() as cursor:
        cursor.execute("SELECT case_id, proved, is_own FROM counted_charges")
        return {case: (proved, is_own) for case, proved, is_own in cursor.fetchall()}


def is_there():
    """Whether the table can be asked."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM counted_charges")
    except DatabaseError:
        return False
    return True


def test_each_charged_case_is_written_down_once(town):
    proved, unproved, own, left_out = (
        paths.verified(town, reporter=phone_of(number)) for number in range(4)
    )
    paths.filed(town, reporter=phone_of(4))
    for case in (proved, own, left_out):
        paths.prove(case)
    assert written_down(own=[own.pk], left_out=[left_out.pk]) == {
        proved.pk: (1, 0),
        unproved.pk: (0, 0),
        own.pk: (1, 1),
    }


def test_nothing_is_left_when_the_questions_are_answered(town):
    paths.verified(town)
    with charges.written_down(SPANS.ends, own=[], left_out=[]):
        assert is_there()
    assert not is_there()


def test_questions_that_failed_do_not_stand_in_the_way_of_the_next(town):
    paths.prove(paths.verified(town))
    before = firm_work.count(SPANS, own=[], left_out=[])
    with (
        pytest.raises(DatabaseError),
        charges.written_down(SPANS.ends, own=[], left_out=[]),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT nothing FROM nowhere")
    assert firm_work.count(SPANS, own=[], left_out=[]) == before


def test_a_review_asks_as_much_for_one_firm_as_for_many(town):
    """And for three cases as for sixty."""
    ruled.load(counts_from=COUNTS_FROM)
    for number in range(3):
        paths.prove(paths.closed(town, reporter=phone_of(number)))
    few = queries_of_a_review()
    for number, path in enumerate((*LONG_PATHS, *LONG_PATHS), 3):
        paths.prove(path(town, reporter=phone_of(number)))
    for number in range(9):
        firm = Firm.objects.create(credit_code=f"9133010000000009{number}X", name="…")
        community = Community.objects.create(
            code=f"0000009{number}",
            name="…",
            initials="",
            address="…",
            street=town.street,
            households=100,
        )
        Tenure.objects.create(
            firm=firm, community=community, starts_on=date(2026, 1, 1)
        )
    assert queries_of_a_review() == few


def queries_of_a_review():
    """Of one that is held and taken back."""
    with CaptureQueriesContext(connection) as asked, transaction.atomic():
        reviewing.run(period=PERIOD, now=REVIEWED_AT)
        transaction.set_rollback(True)
    return len(asked)
