"""History that cannot be changed unnoticed: chains looked at, and the daily anchor."""

from datetime import date, timedelta

import pytest
from django.db import connection

from complaints.models import Answer, Commitment, Promise, Step, Text
from complaints.operations import auditing, handling, looking, visiting
from complaints.operations.handling import NewCommitment
from complaints.operations.visiting import Given
from complaints.operations.writing import chained_fields, cover
from complaints.states import Action, Channel, Satisfied, Solved, Stage
from complaints.triggers import all_triggers
from registry.ledger import anchors, chain, triggers
from registry.ledger.examined import Examined
from tests.complaints import paths
from tests.complaints.audited import TODAY, anchored, broken
from tests.complaints.paths import after


@pytest.fixture
def unguarded(town):
    """Somebody who can lift the triggers, and three cases."""
    cases = [paths.closed(town), paths.disposed(town), town.file()]
    auditing.anchor(day=TODAY)
    triggers.lift(connection, all_triggers())
    return cases


def test_every_field_of_a_step_is_covered(town):
    """But its own key, and the digest that the others make."""
    step = paths.disposed(town).steps.get(action=Action.DISPOSE)
    step.spare_seconds = 1

    fields = {field.name for field in Step._meta.concrete_fields}
    assert fields - set(chained_fields(step)) == {"id", "digest"}


def test_whole_chains_are_whole(town):
    closed, filed = paths.closed(town), town.file()

    assert list(auditing.examine()) == [
        Examined(closed.number, steps=7, erased=0, broken=None),
        Examined(filed.number, steps=1, erased=0, broken=None),
    ]


def test_what_went_on_after_the_anchor_is_whole(town):
    case = town.file()
    auditing.anchor(day=TODAY)
    looking.call_phone(case=case, by=town.anna, now=after(1))
    paths.accepted(town)

    assert broken() == {}


def test_many_cases_take_as_many_statements_as_few(
    town, monkeypatch, django_assert_num_queries
):
    for _ in range(3):
        town.file()
    with django_assert_num_queries(6):
        list(auditing.examine())
    for _ in range(30):
        town.file()
    with django_assert_num_queries(6):
        list(auditing.examine())

    monkeypatch.setattr(auditing, "CASES_AT_ONCE", 10)
    assert len(list(auditing.examine())) == len(list(auditing.heads())) == 33


def test_an_erased_text_is_erased_and_not_broken(unguarded):
    closed, disposed, _filed = unguarded
    erase(closed.text)
    erase(disposed.steps.get(action=Action.VERIFY).text)

    examined = {one.name: one for one in auditing.examine(anchored())}
    assert [one.broken for one in examined.values()] == [None] * 3
    assert [one.erased for one in examined.values()] == [1, 1, 0]


def erase(text):
    Text.objects.filter(pk=text.pk).update(salt="", body="", erased_at=after(9))


def forge_digest(text):
    digest = chain.text_digest(text.salt, "Another text.")
    Text.objects.filter(pk=text.pk).update(body="Another text.", digest=digest)


def forge_erased(text):
    Text.objects.filter(pk=text.pk).update(digest="0" * 64)
    erase(text)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: Text.objects.filter(pk=text.pk).update(body="Another text."),
        forge_digest,
        forge_erased,
        lambda text: Step.objects.filter(text=text).update(text=None),
    ],
    ids=["exchanged", "exchanged with its digest", "erased as another", "cut off"],
)
def test_an_exchanged_text_is_broken(unguarded, change):
    step = unguarded[1].steps.get(action=Action.VERIFY)
    change(step.text)

    assert broken() == {unguarded[1].number: step.number}


def test_an_exchanged_text_of_the_filing_is_broken(unguarded):
    forge_digest(unguarded[2].text)

    assert broken() == {unguarded[2].number: 1}


@pytest.mark.parametrize(
    "change",
    [
        {"solved": "NO"},
        {"satisfied": "VERY_DISSATISFIED"},
        {"satisfied_with_street": "VERY"},
        {"own": False},
        {"channel": "WEB"},
        {"at": after(99)},
        {"round": 2},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_answer_is_found_at_the_step_that_took_it(unguarded, change):
    closed = unguarded[0]
    Answer.objects.filter(case=closed).update(**change)

    assert broken() == {closed.number: 7}


@pytest.fixture
def promising(town):
    """A rectification with a commitment, and the commitment."""
    case = paths.disposed(town)
    handling.rectify(
        case=case,
        text=paths.DONE,
        photos=[paths.photo()],
        commitments=[NewCommitment("The roof is painted, too.", date(2026, 4, 1))],
        by=town.manager,
        now=after(4),
    )
    triggers.lift(connection, all_triggers())
    return Commitment.objects.get(case=case)


def exchange_its_text(commitment):
    Text.objects.filter(pk=commitment.text_id).update(body="Nothing was promised.")


def put_it_off(commitment):
    Commitment.objects.filter(pk=commitment.pk).update(due_on=date(2027, 4, 1))


def take_it_away(commitment):
    commitment.delete()


@pytest.mark.parametrize("change", [exchange_its_text, put_it_off, take_it_away])
def test_a_commitment_that_is_another_is_found_where_it_was_made(promising, change):
    assert broken() == {}
    number, made_in = promising.case.number, promising.step.number
    change(promising)
    assert broken() == {number: made_in}


def put_off(promise):
    Promise.objects.filter(pk=promise.pk).update(promised_at=after(9999))


def count_further(promise):
    Promise.objects.filter(pk=promise.pk).update(workdays=99)


def let_go(promise):
    promise.delete()


def add_another(promise):
    promise.pk, promise.revision, promise.promised_at = None, 9, after(9999)
    promise.save(force_insert=True)


@pytest.mark.parametrize("change", [put_off, count_further, let_go, add_another])
def test_a_promise_that_is_another_is_found_where_it_was_made(unguarded, change):
    assert broken() == {}
    filed = unguarded[2]
    change(Promise.objects.get(case=filed, stage=Stage.REPORT))

    assert broken() == {filed.number: 1}


def test_a_promise_that_no_step_made_is_found(unguarded):
    disposed = unguarded[1]
    promise = Promise.objects.filter(case=disposed).latest("pk")
    promise.step = disposed.steps.get(number=2)
    add_another(promise)

    assert broken() == {disposed.number: 2}


def test_a_history_from_before_promises_were_covered_is_whole(town):
    case = town.file()
    step = case.steps.get()
    triggers.lift(connection, all_triggers())
    del step.detail["promises_digest"]
    step.digest = chain.link(chain.START, chained_fields(step))
    step.save()

    assert broken() == {}


def test_an_erased_commitment_is_erased_and_not_broken(promising):
    Text.objects.filter(pk=promising.text_id).update(
        salt="", body="", erased_at=after(9)
    )
    (examined,) = auditing.examine()
    assert (examined.erased, examined.broken) == (1, None)


def test_an_answer_that_is_gone_or_was_never_given_is_found(unguarded):
    closed, disposed, _filed = unguarded
    answer = Answer.objects.get(case=closed)
    answer.delete()
    answer.pk, answer.case, answer.step = None, disposed, disposed.steps.get(number=4)
    answer.save()

    assert broken() == {closed.number: 7, disposed.number: 4}


def test_answers_of_every_way_are_as_their_steps_say(town):
    paths.answer_too(town, paths.follow(town, paths.reported(town)), paths.NO)
    visiting.close_by_phone(
        case=paths.reported(town), given=paths.NO, by=town.bo, now=after(6)
    )
    visiting.close(
        case=paths.reported(town),
        given=paths.YES,
        channel=Channel.RECEIPT,
        by=town.by_receipt,
        now=after(6),
    )
    visiting.close(
        case=paths.answered(town),
        given=Given(Solved.PARTLY, Satisfied.FAIRLY, Satisfied.VERY),
        channel=Channel.WEB,
        by=town.resident,
        now=after(6),
    )

    assert Answer.objects.count() == 4
    assert broken() == {}


def test_a_case_that_is_gone_with_its_history_is_found(unguarded):
    filed = unguarded[2]
    Promise.objects.filter(case=filed).delete()
    filed.contact.delete()
    filed.steps.all().delete()
    filed.delete()

    assert broken() == {filed.number: 1}


def test_a_history_that_is_gone_is_found_without_an_anchor(unguarded):
    filed = unguarded[2]
    Promise.objects.filter(case=filed).delete()
    filed.steps.all().delete()

    assert [one.broken for one in auditing.examine()] == [None, None, 1]


def test_a_cut_end_shows_in_what_the_case_counts(unguarded):
    closed = unguarded[0]
    last = closed.steps.get(number=7)
    Answer.objects.filter(step=last).delete()
    last.delete()

    assert [one.broken for one in auditing.examine()] == [7, None, None]


def test_one_case_is_looked_at_alone(unguarded):
    closed, disposed, _filed = unguarded
    closed.steps.filter(number=3).update(at=after(99))

    assert auditing.examine_one(closed.number, anchored()).broken == 3
    assert auditing.examine_one(disposed.number, anchored()).broken is None
    assert auditing.examine_one("34-2603-000999-0", anchored()) is None


def test_a_day_has_one_anchor_however_often_it_is_asked_for(town):
    case = town.file()
    assert auditing.anchor(day=TODAY)
    town.file()
    assert not auditing.anchor(day=TODAY)

    (anchor,) = anchors.all_in(auditing.anchors_folder())
    digest = case.steps.get().digest
    assert list(anchor.heads()) == [(case.number, chain.Head(1, digest))]


def test_a_changed_anchor_is_passed_over_for_the_one_before(town):
    town.file()
    auditing.anchor(day=TODAY)
    auditing.anchor(day=TODAY + timedelta(days=1))
    first, second = anchors.all_in(auditing.anchors_folder())
    second.path.chmod(0o600)
    second.path.write_text("nothing was filed")

    found, newest = auditing.examine_anchors()
    assert found == ["2026-03-03: the anchor was changed"]
    assert newest == first


def test_what_a_pause_writes_down_of_promises_stays_beside_what_covers_them(town):
    case = paths.disposed(town)
    pause = Step(case=case, number=9, detail={"promises": {"REPORT": "a moment"}})
    cover(pause, list(Promise.objects.filter(case=case)))

    assert pause.detail["promises"] == {"REPORT": "a moment"}
    assert len(pause.detail["promises_digest"]) == len(chain.START)
