"""What the database itself refuses: wrong pairs of states, and another history."""

import pytest
from django.core import checks
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from complaints.apps import check_triggers, install_triggers
from complaints.models import Case, Promise, Step, Text
from complaints.operations import auditing
from complaints.states import OPEN_STATES, Kind, Stage, State
from complaints.triggers import (
    CASE_MOVES,
    PROMISES_ARE_APPENDED,
    STEPS_ARE_APPENDED,
    all_triggers,
)
from complaints.workflow import allowed_pairs
from ratings.triggers import all_triggers as triggers_of_ratings
from registry.areas import parent_of
from registry.ledger import triggers
from tests.complaints import paths
from tests.town import build_town


def run(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def refused(by, statement, *values):
    with pytest.raises(IntegrityError, match=by), transaction.atomic():
        run(statement, *values)


def move(case, state):
    """As somebody at the database's own prompt would."""
    return (
        "UPDATE complaints_case SET state = %s, version = version + 1 WHERE id = %s",
        state,
        case.pk,
    )


def test_a_pair_that_the_table_does_not_have_is_refused(town):
    case = town.file()

    refused(CASE_MOVES, *move(case, "REPORTED"))
    refused(CASE_MOVES, *move(case, "NONSENSE"))
    case.refresh_from_db()
    assert (case.state, case.version) == (State.FILED, 1)
    run(*move(case, "ACCEPTED"))


def test_what_a_question_may_not_a_complaint_may(town):
    question, complaint = town.file(kind=Kind.CONSULTATION), town.file()
    for case in (question, complaint):
        run(*move(case, "ACCEPTED"))

    refused(CASE_MOVES, *move(question, "VERIFIED"))
    run(*move(complaint, "VERIFIED"))


def test_a_state_does_not_change_behind_the_version_s_back(town):
    case = town.file()

    refused(CASE_MOVES, "UPDATE complaints_case SET state = 'ACCEPTED'")
    refused(
        CASE_MOVES,
        "UPDATE complaints_case SET state = 'ACCEPTED', version = 1 WHERE id = %s",
        case.pk,
    )


def test_a_kind_does_not_change_together_with_the_state(town):
    town.file()

    refused(
        CASE_MOVES,
        "UPDATE complaints_case"
        " SET state = 'ACCEPTED', kind = 'SUGGESTION', version = version + 1",
    )


def test_the_database_agrees_with_the_table_on_every_pair(town):
    filed, allowed = town.file(), allowed_pairs()
    rectified = {State.DISPOSED, State.RECTIFIED}
    for kind in Kind:
        # Elsewhere a constraint is against these already.
        states = set(State) if kind == Kind.COMPLAINT else set(State) - rectified
        for source in states:
            case = case_in(filed, kind, source)
            for target in states - {source}:
                changed = changes(case, target, filed)
                assert changed == ((kind, source, target) in allowed)


def case_in(filed, kind, state):
    """A case that was put where it is by hand: only changes are refused."""
    text = Text.objects.create(digest="0" * 64)
    return Case.objects.create(
        number=f"{kind[:3]}-{state}",
        kind=kind,
        category=filed.category,
        text=text,
        filed_at=filed.filed_at,
        entered_at=filed.filed_at,
        community=filed.community,
        office=filed.office,
        office_code=parent_of(filed.office_code),
        party="OFFICE",
        state=state,
        **columns_in(state, filed),
    )


def columns_in(state, other):
    """What constraints ask of a case in this state; `other` is what it merged into."""
    return {
        "merged_into": other if state == State.MERGED else None,
        "due_at": paths.after(1) if state in OPEN_STATES else None,
        "closing": "NO_REPLY" if state == State.CLOSED else "",
    }


def changes(case, target, other):
    """Whether the database lets it; whatever it lets is taken back."""
    try:
        with transaction.atomic():
            Case.objects.filter(pk=case.pk).update(
                state=target, version=2, **columns_in(target, other)
            )
            transaction.set_rollback(True)
    except IntegrityError as refusal:
        return CASE_MOVES not in str(refusal)
    return True


def test_a_step_is_neither_changed_nor_deleted(town):
    step = paths.accepted(town).steps.get(number=2)

    refused(STEPS_ARE_APPENDED, "UPDATE complaints_step SET at = due_at")
    refused(
        STEPS_ARE_APPENDED,
        "UPDATE complaints_step SET actor_name = 'nobody' WHERE id = %s",
        step.pk,
    )
    refused(STEPS_ARE_APPENDED, "DELETE FROM complaints_step WHERE id = %s", step.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.filter(pk=step.pk).update(actor_name="nobody")
    with pytest.raises(IntegrityError), transaction.atomic():
        step.save()


def test_a_promise_is_neither_changed_nor_deleted(town):
    case = paths.accepted(town)

    refused(PROMISES_ARE_APPENDED, "UPDATE complaints_promise SET workdays = 99")
    refused(PROMISES_ARE_APPENDED, "DELETE FROM complaints_promise")
    promise = Promise.objects.get(case=case, stage=Stage.REPORT)
    promise.promised_at = paths.after(9999)
    with pytest.raises(IntegrityError), transaction.atomic():
        promise.save()


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT OR REPLACE INTO complaints_step SELECT * FROM complaints_step",
        "REPLACE INTO complaints_step SELECT * FROM complaints_step WHERE number = 2",
        "INSERT INTO complaints_step SELECT * FROM complaints_step WHERE true"
        " ON CONFLICT (id) DO UPDATE SET actor_name = 'nobody'",
        "UPDATE OR REPLACE complaints_step SET id = id",
        "UPDATE OR IGNORE complaints_step SET actor_name = 'nobody'",
        "UPDATE complaints_step SET number = 9 WHERE rowid = rowid",
        "DELETE FROM complaints_step WHERE number = (SELECT 2)",
    ],
)
def test_sqlite_has_no_way_round(town, statement):
    """To replace a row is to delete one, and asks its trigger: recursive_triggers."""
    case = paths.accepted(town)

    refused(STEPS_ARE_APPENDED, statement)
    assert {one.broken for one in auditing.examine()} == {None}
    assert case.steps.count() == 2


@pytest.mark.postgres
def test_the_history_is_not_emptied(town):
    town.file()
    connection.check_constraints()  # what is still to be checked forbids it, too

    refused(STEPS_ARE_APPENDED, "TRUNCATE complaints_step CASCADE")
    refused(STEPS_ARE_APPENDED, "TRUNCATE complaints_case CASCADE")


def test_migrating_installs_every_trigger(db):
    assert triggers.missing(connection, all_triggers()) == []


def test_a_trigger_that_was_dropped_is_reported(db):
    assert check_triggers(databases=["default"]) == []
    triggers.lift(connection, all_triggers()[:1])

    (error,) = check_triggers(databases=["default"])
    assert (error.id, error.level) == ("complaints.W001", checks.WARNING)
    assert CASE_MOVES in error.msg
    assert check_triggers(databases=None) == []

    install_triggers(using="default")
    assert check_triggers(databases=["default"]) == []


def test_the_check_of_the_database_looks_at_the_triggers(db):
    triggers.lift(connection, all_triggers()[1:2])

    found = checks.run_checks(databases=["default"])
    assert "complaints.W001" in {message.id for message in found}


def leave_history_behind():
    """As found after the flush of the test before; this one's flush is to manage."""
    assert triggers.missing(connection, all_triggers()) == []
    assert not Step.objects.exists()
    Step.objects.create(case=build_town().file(), **BARE_STEP)


@pytest.mark.parametrize("again", [1, 2])
def test_a_transactional_test_finds_the_triggers_and_no_rows(transactional_db, again):
    leave_history_behind()


@pytest.mark.parametrize("again", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_so_does_one_that_is_only_marked_as_such(again):
    leave_history_behind()


def test_a_flush_puts_back_what_was_lifted_for_it(transactional_db):
    leave_history_behind()
    of_all_rooms = (*all_triggers(), *triggers_of_ratings())
    triggers.lift(connection, of_all_rooms)
    call_command("flush", interactive=False, verbosity=0)

    assert triggers.missing(connection, of_all_rooms) == []
    assert not Step.objects.exists()


BARE_STEP = {
    "number": 2,
    "action": "NOTE",
    "target": "FILED",
    "round": 1,
    "actor_kind": "SYSTEM",
    "actor_name": "a test",
    "at": paths.after(1),
    "digest": "0" * 64,
}
