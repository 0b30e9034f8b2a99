"""The history of a case: numbered, chained, and found out when it was changed."""

from hashlib import sha256

import pytest
from django.db import connection

from complaints.models import Case, Step, Text
from complaints.operations import chasing, looking, visiting
from complaints.operations.filing import Reporter
from complaints.operations.writing import chained_fields
from complaints.states import Privacy
from complaints.triggers import all_triggers
from registry.ledger import chain, triggers
from registry.ledger.chain import Row, first_broken
from tests.complaints import paths
from tests.complaints.paths import NO, after
from tests.town import PHONE


def rows_of(case):
    """The chain as the database holds it."""
    steps = Step.objects.filter(case=case).select_related("case", "text")
    return [
        Row(step.number, chained_fields(step), step.digest)
        for step in steps.order_by("number")
    ]


@pytest.fixture
def case(town):
    """A case with steps of every sort: moves, a look, a chase, a level raised."""
    case = paths.disposed(town, reporter=Reporter(Privacy.FIRM_MAY_PHONE, phone=PHONE))
    looking.firm_phone(case=case, by=town.manager, now=after(3.5))
    chasing.sweep(now=case.due_at)
    other = paths.closed(town, NO)
    visiting.reopen(case=other, by=town.resident, now=after(9))
    return case


@pytest.fixture
def unguarded(case):
    """Somebody who can lift the triggers rewrites history."""
    triggers.lift(connection, all_triggers())
    return case


def test_each_chain_is_whole_and_numbered_without_a_gap(case):
    for one in Case.objects.all():
        rows = rows_of(one)
        assert [row.number for row in rows] == list(range(1, len(rows) + 1))
        assert first_broken(rows) is None
        assert one.steps_written == len(rows)


def test_the_chain_can_be_computed_from_the_rows_by_anybody(case):
    previous = chain.START
    for row in rows_of(case):
        content = chain.canonical(row.fields)
        previous = sha256(previous.encode() + content).hexdigest()
        assert row.digest == previous


@pytest.mark.parametrize(
    "change",
    [
        {"action": "DECLINE"},
        {"target": "CLOSED"},
        {"actor_name": "another office"},
        {"detail": {"kind": "SUGGESTION"}},
        {"due_at": after(99)},
        {"at": after(99)},
        {"waited_seconds": 1},
        {"round": 2},
    ],
    ids=lambda change: next(iter(change)),
)
@pytest.mark.parametrize("number", [1, 3])
def test_an_edited_step_is_found(unguarded, change, number):
    Step.objects.filter(case=unguarded, number=number).update(**change)

    assert first_broken(rows_of(unguarded)) == number


def test_a_removed_step_is_found(unguarded):
    Step.objects.get(case=unguarded, number=5).delete()

    assert first_broken(rows_of(unguarded)) == 5


def test_a_free_text_is_covered_by_its_digest_alone(town, case):
    step = case.steps.get(action="VERIFY")
    assert step.text.body == "Seen on site."
    assert step.text.digest == chain.text_digest(step.text.salt, step.text.body)

    Text.objects.filter(pk=step.text_id).update(salt="", body="", erased_at=after(9))
    assert first_broken(rows_of(case)) is None


def test_an_exchanged_text_no_longer_fits_its_digest(case):
    text = case.steps.get(action="VERIFY").text
    Text.objects.filter(pk=text.pk).update(body="Nothing was seen.")
    text.refresh_from_db()

    assert chain.text_digest(text.salt, text.body) != text.digest


def test_what_was_filed_is_covered_by_the_first_step(case):
    assert case.steps.get(number=1).detail["text"] == case.text.digest
