"""Recording enforcement: who may, what stands behind it, and the steps it leaves."""

from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, transaction

from complaints.states import Finding, Kind
from ratings.models import DocumentStep, Enforcement, LegalBasis
from ratings.operations import crediting, enforcing, trail
from ratings.operations.enforcing import NotRecorded
from ratings.queries import bases
from ratings.queries import enforcement as questions
from ratings.refusals import Refusal
from ratings.states import DocumentAction, Measure
from ratings.triggers import DOCUMENT_STEPS_ARE_APPENDED
from registry.actors import Officer
from registry.models import Tenure
from tests.complaints import paths
from tests.ratings import enforced, published
from tests.ratings.enforced import MONDAY
from tests.ratings.reviewed import regulator

NOW = paths.after(9)
LATER = NOW + timedelta(days=10)
WHY = "The court found that the wrong firm was named."


@contextmanager
def refused(*refusals):
    """That exactly this stood against it."""
    with pytest.raises(NotRecorded) as problem:
        yield
    assert problem.value.refusals == refusals


def test_a_document_is_recorded_with_its_cases_and_its_first_step(town):
    case = paths.disposed(town)
    row = enforced.order(town, cases=[case], tenure=town.garden.tenures.get())

    assert row.region == town.county
    assert row.officers == "王芳、李伟"
    assert [one.case for one in row.enforced_cases.all()] == [case]
    step = row.steps.get()
    assert (step.number, step.action, step.by) == (
        1,
        DocumentAction.RECORDED,
        town.county_dora.user,
    )
    assert trail.broken(row) is None


def test_departments_record_too_and_streets_firms_and_auditors_do_not(town):
    assert enforced.order(town, by=town.fireman).region == town.county
    auditor = Officer(town.auditor)
    for number, by in enumerate((town.anna, town.manager, auditor), start=2):
        with pytest.raises(NotRecorded) as problem:
            enforced.order(town, by=by, number=f"{number}号")
        assert Refusal.NOT_YOURS in problem.value.refusals


def test_another_county_does_not_record_about_a_firm_that_never_served_it(town):
    elsewhere = town.county.__class__.objects.create(
        code="340111000",
        name="包河区",
        name_en="Baohe District",
        level="COUNTY",
        parent=town.city,
    )
    with refused(Refusal.NOT_HERE):
        enforced.order(town, by=regulator("bao", "包", elsewhere))


def test_the_project_is_one_of_this_firm(town):
    other = Tenure.objects.create(
        community=town.court, firm=town.rival, starts_on=MONDAY
    )
    with refused(Refusal.NOT_HERE, Refusal.OTHER_PROJECT):
        enforced.order(town, tenure=other)


def test_a_number_is_recorded_once_among_all_documents(town):
    enforced.order(town)
    with refused(Refusal.NUMBER_TAKEN):
        enforced.order(town)
    with refused(Refusal.NUMBER_TAKEN):
        enforced.credit(town, number=enforced.PAPER.number)


def test_two_at_once_record_a_number_once(town, monkeypatch):
    enforced.order(town)
    monkeypatch.setattr(questions, "number_taken", lambda number: False)
    with refused(Refusal.NUMBER_TAKEN):
        enforced.order(town)
    assert DocumentStep.objects.count() == 1


def test_the_basis_is_asked_as_it_was_on_the_day_of_the_document(town):
    ended = enforced.basis(in_force_until=MONDAY)
    with refused(Refusal.BASIS_OLD):
        enforced.order(town, basis=ended)
    day_before = MONDAY - timedelta(days=1)
    assert enforced.order(town, basis=ended, issued_on=day_before).basis == ended


@pytest.mark.parametrize("finding", [Finding.UNFOUNDED, Finding.NOT_ESTABLISHED])
def test_a_case_that_was_not_founded_carries_no_document(town, finding):
    case = paths.verified(town, finding)
    with refused(Refusal.CASES):
        enforced.order(town, cases=[case])


def test_neither_does_a_case_of_another_project_or_kind(town):
    case = paths.disposed(town)
    left = enforced.left_project(town)
    with refused(Refusal.CASES):
        enforced.order(town, cases=[case], tenure=left)
    with refused(Refusal.CASES):
        enforced.order(town, cases=[town.file(kind=Kind.RETALIATION)])


def test_an_interview_may_follow_from_a_review_that_puts_the_firm_below(town):
    review = published.publish(town, published.a_dozen())
    firms = published.firms_named(["糟糕物业", "优秀物业"])
    for firm in firms.values():
        Tenure.objects.create(
            community=town.court if firm.name == "糟糕物业" else town.garden,
            firm=firm,
            starts_on=MONDAY - timedelta(days=9000),
            ends_on=MONDAY - timedelta(days=8000),
        )
    bad = enforced.interview(town, firm=firms["糟糕物业"], suggested_by=review)
    assert bad.suggested_by == review
    with refused(Refusal.NOT_SUGGESTED):
        enforced.interview(
            town, firm=firms["优秀物业"], suggested_by=review, number="2号"
        )


def test_a_penalty_follows_an_order_of_the_same_project_that_was_missed(town):
    order = enforced.order(town)
    by_rule = enforced.basis(Measure.PENALTY)
    day = order.due_on + timedelta(days=1)
    words = {"basis": by_rule, "order": order, "now": LATER}
    with refused(Refusal.ORDER_OTHER):
        enforced.penalty(town, issued_on=order.due_on, **words)
    with refused(Refusal.ORDER_OTHER):
        tenure = town.garden.tenures.get()
        enforced.penalty(town, issued_on=day, tenure=tenure, **words)
    assert enforced.penalty(town, issued_on=day, **words).order == order


def test_a_penalty_follows_a_hand_over_that_was_ordered_and_missed(town):
    left = enforced.left_project(town)
    hand_over = enforced.exit_from(town, left)
    day = hand_over.due_on + timedelta(days=1)
    assert list(questions.missed_orders(town.firm, day)) == [hand_over]
    words = {"basis": enforced.basis(Measure.PENALTY), "tenure": left, "now": LATER}

    row = enforced.penalty(town, issued_on=day, order=hand_over, **words)
    assert row.order == hand_over


def test_an_exit_waits_for_the_end_of_the_tenure(town):
    with refused(Refusal.TENURE_RUNS):
        enforced.exit_from(town, town.garden.tenures.get())
    left = enforced.left_project(town)
    assert enforced.exit_from(town, left).tenure == left


def comply(row, by, **more):
    words = {"on": MONDAY, "evidence": "Photos of the free lane.", "now": NOW, **more}
    enforcing.comply(enforcement=row, by=by, **words)


def revoke(row, by, **more):
    words = {"on": MONDAY, "because": WHY, "now": NOW, **more}
    enforcing.revoke(enforcement=row, by=by, **words)


def test_compliance_is_recorded_once_with_its_evidence(town):
    row = enforced.order(town)
    with refused(Refusal.EVIDENCE):
        comply(row, town.county_dora, evidence="seen")
    with refused(Refusal.LATER):
        comply(row, town.county_dora, on=MONDAY + timedelta(days=1))
    with refused(Refusal.BEFORE_ISSUED):
        comply(row, town.county_dora, on=MONDAY - timedelta(days=1))
    with refused(Refusal.NOT_YOURS):
        comply(row, town.anna)
    comply(row, town.city_emil)
    assert row.complied_on == MONDAY
    assert not Enforcement.objects.in_force_on(MONDAY).exists()
    with refused(Refusal.TWICE):
        comply(row, town.county_dora)
    assert [step.action for step in row.steps.order_by("number")] == [
        DocumentAction.RECORDED,
        DocumentAction.COMPLIED,
    ]


def test_what_was_complied_with_may_still_be_revoked_and_nothing_follows_then(town):
    row = enforced.order(town)
    with refused(Refusal.REASON):
        revoke(row, town.county_dora, because="wrong")
    comply(row, town.county_dora)
    revoke(row, town.county_dora)
    with refused(Refusal.TWICE):
        revoke(row, town.county_dora)
    other = enforced.order(town, number="2号")
    revoke(other, town.county_dora)
    with refused(Refusal.OVER):
        comply(other, town.county_dora)
    assert (trail.broken(row), trail.broken(other)) == (None, None)


def test_points_are_deducted_by_a_basis_within_the_rules_and_not_by_interviews(town):
    row = enforced.penalty(town)
    with refused(Refusal.BASIS):
        deduct(row, town, "3", None)
    with refused(Refusal.BASIS_OTHER):
        deduct(row, town, "3", enforced.basis(Measure.CREDIT))
    good = enforced.basis(Measure.DEDUCTION)
    with refused(Refusal.TOO_MANY_POINTS):
        deduct(row, town, "5.1", good)
    with refused(Refusal.POINTS):
        deduct(row, town, "0", good)
    deduct(row, town, "5", good)
    with refused(Refusal.TWICE):
        deduct(row, town, "5", good)
    with refused(Refusal.NO_DEDUCTION):
        deduct(enforced.interview(town), town, "1", good)


def deduct(row, town, points, basis):
    enforcing.deduct(
        enforcement=row,
        points=Decimal(points),
        basis=basis,
        by=town.county_dora,
        now=NOW,
    )


def test_a_credit_counts_for_two_persons_only(town):
    row = enforced.credit(town)
    with refused(Refusal.SECOND_PERSON):
        crediting.confirm(credit=row, by=town.county_dora, now=NOW)
    with refused(Refusal.NOT_YOURS):
        crediting.confirm(credit=row, by=town.anna, now=NOW)
    crediting.confirm(credit=row, by=town.city_emil, now=NOW)
    with refused(Refusal.TWICE):
        crediting.confirm(credit=row, by=town.fireman, now=NOW)
    crediting.revoke(credit=row, on=MONDAY, because=WHY, by=town.county_dora, now=NOW)
    assert trail.broken(row) is None


@pytest.mark.parametrize(
    ("refusal", "more"),
    [
        (Refusal.TOO_MANY_POINTS, {"points": Decimal("3.1")}),
        (Refusal.POINTS, {"points": Decimal("-1")}),
        (Refusal.ENDS, {"ends_on": MONDAY}),
        (Refusal.FACTS, {"facts": "good"}),
        (Refusal.LATER, {"issued_on": MONDAY + timedelta(days=1)}),
        (Refusal.BASIS, {"basis": None}),
    ],
)
def test_what_a_credit_has_to_say(town, refusal, more):
    with refused(refusal):
        enforced.credit(town, **more)


def test_a_changed_row_or_a_missing_step_is_found(town):
    row = enforced.order(town)
    Enforcement.objects.filter(pk=row.pk).update(facts="Something quite different.")
    row.refresh_from_db()
    assert trail.broken(row) == 1
    other = enforced.order(town, number="2号")
    Enforcement.objects.filter(pk=other.pk).update(
        complied_on=MONDAY, compliance="Nobody wrote it."
    )
    other.refresh_from_db()
    assert trail.broken(other) == 2


def test_the_command_names_the_document_that_was_changed(town, capsys):
    row = enforced.order(town)
    enforced.credit(town)
    call_command("verify_audit")
    said = capsys.readouterr().out
    assert "1 credits, 1 steps" in said
    assert "1 documents of enforcement, 1 steps" in said
    Enforcement.objects.filter(pk=row.pk).update(officers="赵一、钱二")
    with pytest.raises(CommandError, match=f"E-0*{row.pk}: step 1 is not"):
        call_command("verify_audit")


def test_the_database_keeps_the_steps_as_they_were_written(town):
    row = enforced.order(town)
    for write in (
        lambda: row.steps.update(acting_for="nobody"),
        lambda: row.steps.get().delete(),
    ):
        with (
            pytest.raises(
                (IntegrityError, DatabaseError), match=DOCUMENT_STEPS_ARE_APPENDED
            ),
            transaction.atomic(),
        ):
            write()


def test_a_basis_is_referred_to_by_whatever_stands_on_it(town):
    from_rule = enforced.basis()
    assert not bases.is_referred_to(from_rule)
    enforced.order(town, basis=from_rule)
    assert bases.is_referred_to(from_rule)
    of_points = LegalBasis.objects.get(pk=enforced.deducted(town).deduction_basis_id)
    assert bases.is_referred_to(of_points)
