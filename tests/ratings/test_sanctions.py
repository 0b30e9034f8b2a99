"""What has to be true before a document of enforcement is recorded."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from ratings.refusals import Refusal
from ratings.sanctions import Basis, Known, Order, Paper, names_in, refusals
from ratings.states import EnforcementMeasure, Measure

DAY = date(2026, 3, 10)
PAPER = Paper(
    measure=EnforcementMeasure.ORDER,
    number="1号",
    body="蜀山区住房和城乡建设局",
    officers="王芳、李伟",
    facts="The fire lane is blocked.",
    issued_on=DAY,
    due_on=DAY + timedelta(days=5),
)
BASES = {
    EnforcementMeasure.ORDER: Basis(Measure.ORDER, in_force=True, at_once=False),
    EnforcementMeasure.PENALTY: Basis(Measure.PENALTY, in_force=True, at_once=False),
}
MISSED = Order(
    fits=True, due_on=DAY - timedelta(days=1), complied_on=None, revoked=False
)
GOOD: dict[EnforcementMeasure, dict[str, object]] = {
    EnforcementMeasure.INTERVIEW: {"cases": 1},
    EnforcementMeasure.ORDER: {},
    EnforcementMeasure.PENALTY: {"order": MISSED},
    EnforcementMeasure.EXIT: {"names_project": True, "tenure_ended_on": DAY},
}


def asked(measure=EnforcementMeasure.ORDER, *, paper=None, **known):
    facts: Any = {"basis": BASES.get(measure), **GOOD[measure], **known}
    return refusals(
        replace(PAPER, measure=measure, **(paper or {})), Known(today=DAY, **facts)
    )


@pytest.mark.parametrize("measure", EnforcementMeasure)
def test_a_whole_document_is_recorded(measure):
    assert asked(measure) == []


@pytest.mark.parametrize(
    ("refusal", "paper"),
    [
        (Refusal.NUMBER, {"number": " "}),
        (Refusal.BODY, {"body": ""}),
        (Refusal.OFFICERS, {"officers": " 、"}),
        (Refusal.TWO_OFFICERS, {"officers": "王芳"}),
        (Refusal.TWO_OFFICERS, {"officers": "王芳、王芳"}),
        (Refusal.FACTS, {"facts": "Too short"}),
        (Refusal.LATER, {"issued_on": DAY + timedelta(days=1)}),
        (Refusal.BEFORE_ISSUED, {"due_on": DAY - timedelta(days=1)}),
        (Refusal.DUE, {"due_on": None}),
        (Refusal.ONLY_PENALTIES, {"is_grave": True, "grave_because": "x" * 20}),
    ],
)
def test_what_the_paper_has_to_say(refusal, paper):
    assert asked(paper=paper) == [refusal]


@pytest.mark.parametrize(
    ("refusal", "known"),
    [
        (Refusal.NOT_YOURS, {"may_record": False}),
        (Refusal.NOT_HERE, {"served_here": False}),
        (Refusal.OTHER_PROJECT, {"names_project": True, "own_project": False}),
        (Refusal.NUMBER_TAKEN, {"number_taken": True}),
        (Refusal.BASIS, {"basis": None}),
        (Refusal.BASIS_OTHER, {"basis": BASES[EnforcementMeasure.PENALTY]}),
        (
            Refusal.BASIS_OLD,
            {"basis": Basis(Measure.ORDER, in_force=False, at_once=False)},
        ),
        (Refusal.CASES, {"cases": 1, "cases_fit": False}),
    ],
)
def test_what_has_to_be_known(refusal, known):
    assert asked(**known) == [refusal]


def test_an_interview_needs_one_officer_and_a_case_or_a_review():
    interview = EnforcementMeasure.INTERVIEW
    assert asked(interview, paper={"officers": "王芳"}) == []
    assert asked(interview, cases=0) == [Refusal.INTERVIEW]
    assert asked(interview, cases=0, names_review=True, suggested=True) == []
    assert asked(interview, names_review=True) == [Refusal.NOT_SUGGESTED]


@pytest.mark.parametrize(
    "order",
    [
        replace(MISSED, fits=False),
        replace(MISSED, revoked=True),
        replace(MISSED, due_on=None),
        replace(MISSED, due_on=DAY),
        replace(MISSED, complied_on=DAY - timedelta(days=1)),
    ],
)
def test_a_penalty_follows_only_an_order_that_was_missed(order):
    assert asked(EnforcementMeasure.PENALTY, order=order) == [Refusal.ORDER_OTHER]


def test_an_order_complied_with_too_late_was_missed():
    late = replace(MISSED, complied_on=DAY)
    assert asked(EnforcementMeasure.PENALTY, order=late) == []


def test_a_penalty_without_an_order_needs_a_basis_that_permits_it_at_once():
    penalty = EnforcementMeasure.PENALTY
    assert asked(penalty, order=None) == [Refusal.ORDER_FIRST]
    at_once = replace(BASES[penalty], at_once=True)
    assert asked(penalty, order=None, basis=at_once) == []


def test_a_grave_penalty_says_why():
    penalty = EnforcementMeasure.PENALTY
    assert asked(penalty, paper={"is_grave": True}) == [Refusal.GRAVE]
    why = {"is_grave": True, "grave_because": "A fine of 100,000 yuan."}
    assert asked(penalty, paper=why) == []


def test_an_authority_ends_no_contract():
    leaves = EnforcementMeasure.EXIT
    assert asked(leaves, tenure_ended_on=None) == [Refusal.TENURE_RUNS]
    later = DAY + timedelta(days=1)
    assert asked(leaves, tenure_ended_on=later) == [Refusal.TENURE_RUNS]
    assert asked(leaves, names_project=False) == [Refusal.PROJECT]
    one = {"officers": "王芳"}
    assert asked(leaves, paper=one) == [Refusal.TWO_OFFICERS]


def test_names_are_parted_as_they_are_typed():
    assert names_in("王芳、李伟，Bo Wu; 王芳\n") == ["王芳", "李伟", "Bo Wu"]
