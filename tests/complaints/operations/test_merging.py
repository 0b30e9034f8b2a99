"""One incident is one case: merged, parted again, withdrawn, handed on."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from complaints.models import Case, Contact, Follower, Promise, Step
from complaints.operations import handling, joining, merging, noting
from complaints.operations.filing import Place, Reporter
from complaints.refusals import Refusal
from complaints.states import Action, Kind, Privacy, State
from registry.models import Notice
from registry.sealing import unseal
from tests.complaints import paths
from tests.complaints.outcomes import (
    last_step,
    refusal_of,
    same_as_stored,
    templates,
    told_of,
)
from tests.complaints.paths import after

OTHER_PHONE, THIRD_PHONE = "+8613900139000", "+8613700137000"
WHY = "The second shelter is another one."
DAY = 24
CLOCKS = {
    "version",
    "steps_written",
    "entered_at",
    "entered_number",
    "due_at",
    "chase_at",
}


def by_phone(phone: str) -> Reporter:
    return Reporter(privacy=Privacy.HIDDEN, phone=phone)


def row_of(case) -> Any:
    return Case.objects.filter(pk=case.pk).values().get()


@pytest.fixture
def pair(town):
    """Two reports of the e-bikes of one garden: the first is accepted."""
    target = paths.accepted(town)
    case = town.file(reporter=by_phone(OTHER_PHONE), now=after(1))
    return case, target


def test_a_merged_case_is_over_and_its_reporter_follows_the_other(town, pair):
    case, target = pair
    merging.merge(case=case, target=target, by=town.anna, now=after(2))

    assert (case.state, case.merged_into) == (State.MERGED, target)
    assert (case.due_at, case.chase_at) == (None, None)
    assert last_step(case).detail["into"] == target.number
    assert last_step(target).detail == {"merged": case.number}
    follower = Follower.objects.get(case=target)
    assert (unseal(follower.phone_sealed), follower.came_from) == (OTHER_PHONE, case)
    assert templates()[-1] == "merged.txt"
    assert same_as_stored(case)


def test_who_followed_a_merged_case_is_told_like_its_reporter(town, pair):
    case, target = pair
    paths.follow(town, case, THIRD_PHONE, now=after(1.5))
    merging.merge(case=case, target=target, by=town.anna, now=after(2))
    assert told_of("merged") == {OTHER_PHONE}
    assert told_of("followed_merged") == {THIRD_PHONE}

    merging.unmerge(case=case, text=WHY, by=town.bo, now=after(5))
    assert told_of("unmerged") == {OTHER_PHONE}
    assert told_of("followed_unmerged") == {THIRD_PHONE}


def test_merging_and_parting_restores_both_but_for_history_and_clocks(town, pair):
    case, target = pair
    before = row_of(case), row_of(target)
    contacts = list(Contact.objects.order_by("pk").values())
    merging.merge(case=case, target=target, by=town.anna, now=after(2))
    merging.unmerge(case=case, text=WHY, by=town.bo, now=after(5))

    for old, new in zip(before, (row_of(case), row_of(target)), strict=True):
        changed = {name for name in old if old[name] != new[name]}
        assert changed <= CLOCKS
    assert list(Contact.objects.order_by("pk").values()) == contacts
    assert not Follower.objects.exists()
    assert row_of(case)["due_at"] == before[0]["due_at"]
    assert templates()[-1] == "unmerged.txt"


@pytest.mark.parametrize("reach", [paths.accepted, paths.verified])
def test_a_case_goes_back_to_where_it_was_and_its_clock_stood_still(town, reach):
    target = paths.accepted(town)
    case = reach(town, reporter=by_phone(OTHER_PHONE))
    state, due = case.state, case.due_at
    promised = {row.stage: row.promised_at for row in Promise.objects.filter(case=case)}
    merging.merge(case=case, target=target, by=town.anna, now=after(6))
    merging.unmerge(case=case, text=WHY, by=town.anna, now=after(6 + 2 * DAY))

    assert (case.state, case.due_at) == (state, due + timedelta(days=4))
    moved = Promise.objects.filter(case=case, step=last_step(case))
    assert moved
    assert all(row.promised_at > promised[row.stage] for row in moved)


def test_a_parted_case_is_reminded_in_time(town):
    target = paths.accepted(town)
    case = paths.accepted(town, reporter=by_phone(OTHER_PHONE))
    begun, due, chased = case.entered_at, case.due_at, case.chase_at
    assert begun < chased < due
    merging.merge(case=case, target=target, by=town.anna, now=after(6))
    merging.unmerge(case=case, text=WHY, by=town.anna, now=after(6 + DAY))
    assert case.due_at == due + timedelta(days=1)
    assert case.chase_at == chased + timedelta(days=1)


@pytest.mark.parametrize(
    "other",
    [
        {"category": "lifts-broken"},
        {"kind": Kind.CONSULTATION},
        {"place": "court"},
    ],
    ids=["another trouble", "a question", "another community"],
)
def test_what_is_not_the_same_is_not_merged(town, other):
    if other.get("place"):
        other = {"place": Place(community=town.court)}
        target = town.file(**other)
        handling.accept(case=target, by=town.carl, now=after(1))
    else:
        target = paths.accepted(town, **other)
    case = town.file(reporter=by_phone(OTHER_PHONE))
    tried = refusal_of(
        merging.merge, case=case, target=target, by=town.anna, now=after(2)
    )
    assert tried == Refusal.MERGEABLE
    assert not Follower.objects.exists()


def test_a_target_is_accepted_open_and_itself_not_merged(town, pair):
    case, target = pair
    filed = town.file(reporter=by_phone(THIRD_PHONE))
    merged = {"case": case, "by": town.anna, "now": after(2)}
    assert refusal_of(merging.merge, target=filed, **merged) == Refusal.MERGEABLE
    assert refusal_of(merging.merge, target=case, **merged) == Refusal.MERGEABLE

    merging.merge(target=target, **merged)
    again = refusal_of(
        merging.merge, case=filed, target=case, by=town.anna, now=after(3)
    )
    assert again == Refusal.MERGEABLE


def test_an_office_merges_what_it_holds(town, pair):
    case, target = pair
    tried = refusal_of(
        merging.merge, case=case, target=target, by=town.carl, now=after(2)
    )
    assert tried == Refusal.OTHER_OFFICE


def test_the_reporter_of_a_merged_case_may_object(town, pair):
    case, target = pair
    merging.merge(case=case, target=target, by=town.anna, now=after(2))
    noting.note(case=case, text=WHY, by=town.resident, now=after(3))
    assert last_step(case).action == Action.NOTE


def test_only_what_is_merged_is_parted(town, pair):
    case, _target = pair
    tried = refusal_of(merging.unmerge, case=case, text=WHY, by=town.anna, now=after(2))
    assert tried == Refusal.OUT_OF_TURN


def test_the_database_holds_a_merged_case_and_its_target_together(town, pair):
    case, target = pair
    for change in ({"merged_into": target}, {"merged_into": case}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Case.objects.filter(pk=case.pk).update(**change)


def test_who_withdraws_ends_it_and_the_firm_is_told(town):
    case = paths.disposed(town)
    merging.withdraw(case=case, by=town.by_receipt, now=after(4))

    assert (case.state, case.due_at) == (State.WITHDRAWN, None)
    assert templates()[-2:] == ["withdrawn.txt", "firm_recalled.txt"]
    assert same_as_stored(case)


def test_what_was_rectified_is_not_withdrawn(town):
    case = paths.rectified(town)
    tried = refusal_of(merging.withdraw, case=case, by=town.resident, now=after(5))
    assert tried == Refusal.OUT_OF_TURN


def test_a_follower_takes_over_what_the_reporter_withdraws(town):
    case = paths.accepted(town)
    joining.follow(
        case=case, reporter=by_phone(OTHER_PHONE), by=town.resident, now=after(2)
    )
    merging.withdraw(case=case, by=town.resident, now=after(3))

    assert case.state == State.ACCEPTED
    assert last_step(case).action == Action.HAND_ON
    assert unseal(Contact.objects.get(case=case).phone_sealed) == OTHER_PHONE
    assert not Follower.objects.present().exists()
    sent = {
        notice.template.split("/")[-1]: unseal(notice.address_sealed)
        for notice in Notice.objects.order_by("pk")
    }
    assert sent["withdrawn.txt"] != OTHER_PHONE
    assert sent["reporter_now.txt"] == OTHER_PHONE


def test_who_did_not_prove_the_phone_does_not_become_the_reporter(town):
    """A firm's employee may type any phone; the case is not theirs for it."""
    case = paths.accepted(town)
    joining.follow(
        case=case, reporter=by_phone(OTHER_PHONE), by=town.by_receipt, now=after(2)
    )
    merging.withdraw(case=case, by=town.resident, now=after(3))
    assert case.state == State.WITHDRAWN
    assert unseal(Contact.objects.get(case=case).phone_sealed) != OTHER_PHONE


def test_an_old_page_hands_no_case_on(town):
    case = paths.accepted(town)
    joining.follow(
        case=case, reporter=by_phone(OTHER_PHONE), by=town.resident, now=after(2)
    )
    old = Case.objects.get(pk=case.pk)
    handling.verify(case=case, found=paths.found(), by=town.anna, now=after(3))
    with pytest.raises(merging.MovedOn):
        merging.withdraw(case=old, by=town.resident, now=after(4))
    assert last_step(case).action == Action.VERIFY


def test_two_merged_cases_hold_their_rows_in_one_order(town, pair):
    """The higher key merges into the lower one, and the other way round."""
    case, target = pair
    handling.accept(case=case, by=town.anna, now=after(1))
    merging.merge(case=target, target=case, by=town.anna, now=after(2))
    assert Step.objects.filter(case=case, action=Action.FOLLOW).exists()
    assert target.merged_into == case
