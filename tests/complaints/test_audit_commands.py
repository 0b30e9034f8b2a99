"""What `verify_audit` and `anchor_audit` tell whoever runs them."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from complaints.models import Case, Promise, Text
from complaints.operations import auditing
from complaints.triggers import all_triggers
from propertyhub.tasks import anchor_audit
from registry.ledger import anchors, triggers
from tests.complaints import paths
from tests.complaints.paths import after

TODAY = date(2026, 3, 2)


def verify(*arguments):
    """What it says, and what it says is wrong."""
    said, wrong = StringIO(), StringIO()
    call_command("verify_audit", *arguments, stdout=said, stderr=wrong)
    return said.getvalue(), wrong.getvalue()


def refused(*arguments):
    """The sentence that it ends with, exit code 1, and all that it said is wrong."""
    wrong = StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("verify_audit", *arguments, stdout=StringIO(), stderr=wrong)
    assert refusal.value.returncode == 1
    return str(refusal.value), wrong.getvalue()


@pytest.fixture
def cases(town):
    cases = [paths.closed(town), paths.disposed(town), town.file()]
    auditing.anchor(day=TODAY)
    triggers.lift(connection, all_triggers())
    return cases


def test_whole_histories_are_counted(cases):
    assert verify() == ("3 cases, 12 steps; 0 texts erased\n", "")


def test_an_erased_text_is_told_as_erased(cases):
    Text.objects.filter(pk=cases[2].text_id).update(
        salt="", body="", erased_at=after(9)
    )

    assert verify() == ("3 cases, 12 steps; 1 texts erased\n", "")


def test_the_first_bad_step_of_the_first_bad_case_is_named(cases):
    closed, disposed, _filed = cases
    disposed.steps.filter(number__gte=3).update(actor_name="nobody")
    closed.steps.filter(number=5).update(actor_name="nobody")

    first, wrong = refused()
    assert first == f"{closed.number}: step 5 is not what was written."
    assert wrong.splitlines() == [
        f"{closed.number}: step 5 is not what was written.",
        f"{disposed.number}: step 3 is not what was written.",
    ]


def test_one_case_is_asked_for_as_people_type_its_number(cases):
    closed, disposed, _filed = cases
    closed.steps.filter(number=5).update(actor_name="nobody")

    typed = disposed.number.replace("-", " ")
    assert verify("--case", typed) == ("1 cases, 4 steps; 0 texts erased\n", "")
    sentence, _wrong = refused("--case", closed.number)
    assert sentence == f"{closed.number}: step 5 is not what was written."


def test_a_cut_end_is_found_in_one_case_as_in_all(cases):
    disposed = cases[1]
    Promise.objects.filter(step__case=disposed, step__number=4).delete()
    disposed.steps.get(number=4).delete()
    Case.objects.filter(pk=disposed.pk).update(entered_number=3, steps_written=3)

    assert refused()[0] == f"{disposed.number}: step 4 is not what was written."
    assert refused("--case", disposed.number) == refused()


@pytest.mark.parametrize("number", ["34-2603-000999-4", "a case"])
def test_a_number_that_is_none_is_told(cases, number):
    refused("--case", number)


def test_a_changed_anchor_is_named_though_histories_are_whole(cases):
    (anchor,) = anchors.all_in(auditing.anchors_folder())
    anchor.path.chmod(0o600)
    anchor.path.write_text(anchor.path.read_text().replace("heads 3", "heads 2"))

    sentence, wrong = refused()
    assert sentence == "2026-03-02: the anchor was changed"
    assert "No anchor to compare with" in wrong


def test_without_an_anchor_it_says_what_it_cannot_see(town):
    town.file()

    said, wrong = verify()
    assert said == "1 cases, 1 steps; 0 texts erased\n"
    assert wrong == "No anchor to compare with: a cut end may go unseen.\n"


def test_the_anchor_of_a_day_is_written_once(town, monday_at_five):
    town.file()
    said = StringIO()

    call_command("anchor_audit", stdout=said)
    call_command("anchor_audit", stdout=said)
    folder = auditing.anchors_folder()
    assert said.getvalue().splitlines() == [
        f"2026-03-02: written, in {folder}",
        f"2026-03-02: there already, in {folder}",
    ]
    assert anchor_audit() is False
    assert [anchor.day for anchor in anchors.all_in(folder)] == [TODAY]


def test_beat_finds_the_work_of_the_day(town, monday_at_five):
    assert anchor_audit() is True
    assert verify()[1] == ""
