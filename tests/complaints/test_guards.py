"""Each guard of each row of the table: refused with its reason, and let through."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import translation

from complaints.guards import EXCLUSIONS, PREDICATES
from complaints.moves import MOVES
from complaints.refusals import Refusal
from complaints.states import (
    AskedBy,
    Finding,
    How,
    Kind,
    Measure,
    Outcome,
    Party,
    Suspicion,
    Urgency,
)
from complaints.workflow import TABLE, MoveNotAllowed
from tests.complaints.tries import (
    ANNA,
    DORA,
    ENTERED,
    NOW,
    OTHER_STREET,
    Try,
    row_name,
    try_of,
)

ME = {ANNA, DORA}


def another_than(kind: Kind) -> Kind:
    return Kind.SUGGESTION if kind == Kind.CONSULTATION else Kind.CONSULTATION


# What turns each guard against a try that would have passed.
SPOILED: dict[Refusal, dict[str, Callable[[Try], Try]]] = {
    Refusal.TEXT: {
        "nothing is written": lambda a_try: a_try.but({"text": ""}),
        "nine characters": lambda a_try: a_try.but({"text": "  ninechars  "}),
    },
    Refusal.ADDITION: {
        "neither word nor photo": lambda a_try: a_try.but({"text": " ", "photos": 0})
    },
    Refusal.SHOWN: {"hidden anyway": lambda a_try: a_try.but({"was_shown": False})},
    Refusal.REASON: {"no reason": lambda a_try: a_try.but({"reason": None})},
    Refusal.WAY_ON: {
        "no way on": lambda a_try: a_try.but({"way_on": " "}),
        "a letter": lambda a_try: a_try.but({"way_on": "x"}),
    },
    Refusal.FINDING: {
        "no finding": lambda a_try: a_try.but({"finding": None}),
        "nobody's duty": lambda a_try: a_try.but({"duty": None}),
        "no way": lambda a_try: a_try.but({"how": None}),
    },
    Refusal.SITE_VISIT: {
        "a hazard, by telephone": lambda a_try: a_try.but(
            {"how": How.CALL}, urgency=Urgency.URGENT
        ),
        "an emergency, from photos": lambda a_try: a_try.but(
            {"how": How.PHOTO}, urgency=Urgency.EMERGENCY
        ),
        "unfounded, from hearsay": lambda a_try: a_try.but(
            {"how": How.NEIGHBOUR, "finding": Finding.UNFOUNDED}
        ),
    },
    Refusal.WHY_AGAIN: {"not said why": lambda a_try: a_try.but({"text": "so"})},
    Refusal.OUTCOME: {
        "no result": lambda a_try: a_try.but({"outcome": None}),
        "a result of no rectification": lambda a_try: a_try.but(
            {"outcome": Outcome.UNFOUNDED}
        ),
    },
    Refusal.OUTCOME_FITS: {
        "no result": lambda a_try: a_try.but({"outcome": None}),
        "founded and fixed": lambda a_try: a_try.but({"outcome": Outcome.FIXED}),
        "founded, told as unfounded": lambda a_try: a_try.but(
            {"outcome": Outcome.UNFOUNDED}
        ),
        "unfounded, told as not established": lambda a_try: a_try.but(
            {"outcome": Outcome.NOT_ESTABLISHED}, finding=Finding.UNFOUNDED
        ),
        "nothing was found yet": lambda a_try: a_try.but(finding=None),
    },
    Refusal.MEASURE: {
        "no measure": lambda a_try: a_try.but({"measure": None}),
        "nobody": lambda a_try: a_try.but({"party": None}),
        "an order to the firm that a department has": lambda a_try: a_try.but(
            {"party": Party.DEPARTMENT}
        ),
        "a chamber that the firm holds": lambda a_try: a_try.but(
            {"measure": Measure.CHAMBER}
        ),
    },
    Refusal.EVIDENCE: {
        "no photo, no reason": lambda a_try: a_try.but(
            {"photos": 0, "no_photo_because": " "}
        ),
        "no photo, and a word": lambda a_try: a_try.but(
            {"photos": 0, "no_photo_because": "无"}
        ),
    },
    Refusal.SPOKEN_ANSWER: {
        "solved is not said": lambda a_try: a_try.but({"solved": None}),
        "satisfied is not said": lambda a_try: a_try.but({"satisfied": None}),
    },
    Refusal.TARGET: {"nowhere": lambda a_try: a_try.but({"target": ""})},
    Refusal.COMMITTED: {
        "nothing is open": lambda a_try: a_try.but(commitments=frozenset())
    },
    Refusal.COMMITMENT: {
        "none is named": lambda a_try: a_try.but({"commitment": None}),
        "it was settled before": lambda a_try: a_try.but({"commitment": 1}),
    },
    Refusal.MILESTONES: {"no date": lambda a_try: a_try.but({"milestones": ()})},
    Refusal.LOCATED: {"only described": lambda a_try: a_try.but(located=False)},
    Refusal.FOUNDED: {
        "unfounded": lambda a_try: a_try.but(finding=Finding.UNFOUNDED),
        "not established": lambda a_try: a_try.but(finding=Finding.NOT_ESTABLISHED),
        "nothing was found yet": lambda a_try: a_try.but(finding=None),
    },
    Refusal.REFUSAL_SETTLED: {
        "refused twice": lambda a_try: a_try.but(refusal_settled=False)
    },
    Refusal.REFUSED_TWICE: {
        "refused once": lambda a_try: a_try.but(refusal_settled=True)
    },
    Refusal.MAY_REFUSE: {
        "the time is over": lambda a_try: a_try.but(refuse_by=NOW),
        "there was no time": lambda a_try: a_try.but(refuse_by=None),
        "twice before": lambda a_try: a_try.but(refusals=2),
        "the duty was confirmed": lambda a_try: a_try.but(duty_confirmed=True),
    },
    Refusal.WINDOW_OVER: {
        "a second is left": lambda a_try: a_try.but(due_at=NOW + timedelta(seconds=1)),
    },
    Refusal.APPEAL_OPEN: {
        "once before": lambda a_try: a_try.but(appeals=1),
        "on the sixteenth day": lambda a_try: a_try.by(
            now=ENTERED + timedelta(days=15)
        ),
    },
    Refusal.REOPEN_IN_TIME: {
        "closed with an answer, 30 days ago": lambda a_try: a_try.by(
            now=ENTERED + timedelta(days=30)
        ),
        "closed without one, 60 days ago": lambda a_try: a_try.but(
            closed_with_answer=False
        ).by(now=ENTERED + timedelta(days=60)),
    },
    Refusal.REOPEN_AFTER_NO: {
        "nobody said no": lambda a_try: a_try.but(heard_no=None),
        "somebody else heard it": lambda a_try: a_try.but(heard_no=DORA),
    },
    Refusal.REOPENED_TWICE: {"reopened once": lambda a_try: a_try.but(reopenings=1)},
    Refusal.NOT_FINAL: {"decided for good": lambda a_try: a_try.but(final=True)},
    Refusal.KIND_EARLY: {
        "a complaint becomes a question": lambda a_try: a_try.but(
            {"kind": Kind.CONSULTATION}
        )
    },
    Refusal.CONSENT: {
        "out of retaliation, unasked": lambda a_try: a_try.but(
            {"kind": Kind.COMPLAINT, "consent": False}, kind=Kind.RETALIATION
        )
    },
    Refusal.SUSPICION_DECIDED: {
        "a doubted complaint becomes a question": lambda a_try: a_try.but(
            {"kind": another_than(a_try.facts.kind)}, questions=1
        )
    },
    Refusal.BINDING: {"settled above": lambda a_try: a_try.but(bound=True)},
    Refusal.STAYS_HIGH: {
        "retaliation to a street": lambda a_try: a_try.but(
            {"target": OTHER_STREET}, kind=Kind.RETALIATION
        )
    },
    Refusal.MERGEABLE: {
        "another trouble": lambda a_try: a_try.but({"same_incident": False})
    },
    Refusal.DUTY: {"nobody's": lambda t: t.but({"duty": None})},
    Refusal.NEW_CLASS: {"as before": lambda t: t.but({"changes_class": False})},
    Refusal.FINAL_REVIEW: {
        "nothing is written": lambda a_try: a_try.but({"review": ()}),
        "one part is nine characters": lambda a_try: a_try.but(
            {"review": ("What was decided.", " ninechars ")}
        ),
    },
    Refusal.NEW_DATE: {
        "no later than now": lambda a_try: a_try.but({"days": 0}),
        "eleven days in all": lambda a_try: a_try.but({"days": 4}),
    },
    Refusal.PAUSE_REASON: {
        "no reason": lambda a_try: a_try.but({"pause_reason": None}),
        "no document": lambda a_try: a_try.but({"document": " "}),
    },
    Refusal.PAUSE_LENGTH: {
        "not a day": lambda a_try: a_try.but({"days": 0}),
        "21 days": lambda a_try: a_try.but({"days": 21}, paused_days=0),
        "61 days in all": lambda a_try: a_try.but({"days": 11}),
    },
    Refusal.IN_TIME: {"the time is over": lambda t: t.but(due_at=NOW)},
    Refusal.OVERDUE: {
        "a second is left": lambda t: t.but(due_at=NOW + timedelta(seconds=1))
    },
    Refusal.NOT_URGED_TODAY: {
        "a day ago but for a second": lambda t: t.but(
            urged_at=NOW - timedelta(days=1, seconds=-1)
        )
    },
    Refusal.EXTENSIONS_LEFT: {"three before": lambda t: t.but(extensions=3)},
    Refusal.NOTHING_ASKED: {"decided already": lambda t: t.but(asked_by=None)},
    Refusal.ASKED_ALREADY: {"twice": lambda t: t.but(asked_by=AskedBy.PARTY)},
    Refusal.DECISION_RUNNING: {
        "a second is left": lambda t: t.but(decide_by=NOW + timedelta(seconds=1)),
        "nobody has to decide": lambda t: t.but(decide_by=None),
    },
    Refusal.NOT_PAUSED: {"it stands still": lambda t: t.but(paused=True)},
    Refusal.PAUSED: {"it runs": lambda t: t.but(paused=False)},
    Refusal.HAZARD: {"no hazard": lambda t: t.but(urgency=Urgency.ORDINARY)},
    Refusal.NOT_SAFE_YET: {"safe before": lambda t: t.but(safe=True)},
    Refusal.DRAWN: {"not drawn": lambda t: t.but(drawn=False)},
    Refusal.NOT_LOOKED_AT: {"looked at before": lambda t: t.but(looked_at=True)},
    Refusal.VISIT_DRAWN: {"not drawn": lambda t: t.but(visit_drawn=False)},
    Refusal.NOT_VISITED_AGAIN: {"twice": lambda t: t.but(visited_again=True)},
    Refusal.MAY_VISIT: {"no right": lambda t: t.by(may_visit=False)},
    Refusal.HAS_PHONE: {"anonymous": lambda t: t.but({"has_phone": False})},
    Refusal.CALL_OUTCOME: {"not said": lambda t: t.but({"call": None})},
    Refusal.CALLING_HOURS: {
        "before nine": lambda t: t.by(now=NOW - timedelta(seconds=1)),
        "at noon": lambda t: t.by(now=NOW + timedelta(hours=3)),
    },
    Refusal.CALLING_DAY: {
        "the next day": lambda t: t.by(now=ENTERED + timedelta(days=1)),
        "the same day, an emergency": lambda t: t.but(urgency=Urgency.EMERGENCY).by(
            now=ENTERED
        ),
    },
    Refusal.PUT_RIGHT: {"nothing done": lambda t: t.but(put_right=False)},
    Refusal.NEW_SUSPICION: {
        "suspected for it before": lambda t: t.but(
            suspected=frozenset({Suspicion.OUT_OF_TIME})
        )
    },
    Refusal.NOT_FOUND_FALSE: {"found false": lambda t: t.but(found_false=True)},
    Refusal.SUSPECTED: {"nothing is suspected": lambda t: t.but(questions=0)},
    Refusal.NOT_HEARD: {"answered before": lambda t: t.but(heard=True)},
    Refusal.HEARD: {"still to be heard": lambda t: t.but(heard=False)},
    Refusal.NOT_WHO_REPORTED: {"I reported it": lambda t: t.but(answer_for_it=ME)},
    Refusal.NOT_THE_ACCEPTER: {"I accepted it": lambda t: t.but(accepted_by=ME)},
    Refusal.NOT_THE_LOWERER: {"I lowered it": lambda t: t.but(lowered_by=ME)},
    Refusal.NOT_THE_DECLINER: {"I declined it": lambda t: t.but(declined_by=ME)},
    Refusal.NOT_THE_FINDER: {"I found it": lambda t: t.but(found_by=ME)},
    Refusal.NOT_THE_REPORTER: {"I reported it": lambda t: t.but(reported_before=ME)},
    Refusal.NOT_A_HANDLER: {"I handled it": lambda t: t.but(handled_by=ME)},
}

ROWS = [move for move in TABLE if move.source is not None]
ROW_AND_KIND = [
    pytest.param(move, kind, id=f"{row_name(move)}-{kind}")
    for move in ROWS
    for kind in sorted(move.kinds)
]
ROW_AND_GUARD = [
    pytest.param(move, guard, spoil, id=f"{row_name(move)}-{guard}-{sentence}")
    for move in ROWS
    for guard in move.guards
    for sentence, spoil in SPOILED.get(guard, {}).items()
]


@pytest.mark.parametrize(("move", "kind"), ROW_AND_KIND)
def test_who_brings_all_that_a_row_asks_for_may_make_the_move(move, kind):
    if Refusal.HAZARD in move.guards and kind != Kind.COMPLAINT:
        return
    try_of(move, kind).check(move)


@pytest.mark.parametrize(("move", "guard", "spoil"), ROW_AND_GUARD)
def test_a_guard_refuses_with_its_own_reason(move, guard, spoil):
    spoiled = spoil(try_of(move))

    assert move.fits(spoiled.facts)
    with pytest.raises(MoveNotAllowed) as refused:
        spoiled.check(move)
    assert refused.value.refusal == guard


def test_every_guard_of_every_row_was_tried_above():
    tried = {(case.values[0], case.values[1]) for case in ROW_AND_GUARD}
    asked = {(move, guard) for move in ROWS for guard in move.guards}
    assert tried == asked


def test_a_guard_is_about_the_case_or_about_the_person_and_stands_in_some_row():
    asked = {guard for move in TABLE for guard in move.guards}
    assert asked == PREDICATES.keys() | EXCLUSIONS.keys()
    assert not PREDICATES.keys() & EXCLUSIONS.keys()
    assert asked == SPOILED.keys()


def test_an_unknown_guard_is_not_passed_over():
    accept = next(move for move in MOVES if move.action == "ACCEPT")
    odd = replace(accept, guards=(Refusal.OUT_OF_TURN,))

    with pytest.raises(KeyError):
        try_of(odd).check(odd)


@pytest.mark.parametrize(
    ("guard", "enough"),
    [
        (Refusal.TEXT, {"text": "十个汉字也就是够长了"}),
        (Refusal.EVIDENCE, {"photos": 0, "no_photo_because": "Behind a locked door."}),
        (Refusal.OUTCOME, {"outcome": Outcome.FIXED}),
        (Refusal.MEASURE, {"measure": Measure.CHAMBER, "party": Party.OFFICE}),
        (Refusal.MEASURE, {"measure": Measure.REMEDY, "party": Party.OFFICE}),
        (Refusal.NOT_THE_ACCEPTER, {"downwards": False}),
        (Refusal.KIND_EARLY, {"kind": Kind.COMPLAINT}),
    ],
)
def test_just_enough_is_enough(guard, enough):
    for move in ROWS:
        if guard in move.guards and guard not in EXCLUSIONS:
            try_of(move).but(enough).check(move)


def test_a_class_is_raised_by_whoever_accepted_it():
    for move in ROWS:
        if move.action == "RECLASSIFY":
            try_of(move).but({"downwards": False}, accepted_by=ME).check(move)


@pytest.mark.parametrize(
    ("closed_with_answer", "days"), [(True, 30), (False, 60)], ids=["answer", "silence"]
)
def test_a_closed_case_is_reopened_until_the_last_moment(closed_with_answer, days):
    last = ENTERED + timedelta(days=days, microseconds=-1)
    for move in ROWS:
        if move.action == "REOPEN":
            a_try = try_of(move).but(closed_with_answer=closed_with_answer)
            a_try.by(now=last).check(move)


def test_each_explanation_fits_its_finding():
    explain = next(move for move in MOVES if move.action == "EXPLAIN")
    for finding, outcome in (
        (Finding.UNFOUNDED, Outcome.UNFOUNDED),
        (Finding.NOT_ESTABLISHED, Outcome.NOT_ESTABLISHED),
        (Finding.FOUNDED, Outcome.CANNOT),
        (Finding.PARTLY, Outcome.CANNOT),
    ):
        try_of(explain).but({"outcome": outcome}, finding=finding).check(explain)


@pytest.mark.parametrize("refusal", Refusal)
def test_a_refusal_is_told_in_both_languages(refusal):
    with translation.override("en"):
        english = str(refusal.label)
    with translation.override("zh-hans"):
        chinese = str(refusal.label)

    assert english.endswith(".")
    assert len(english.split()) > 2
    assert chinese != english
    assert re.search(r"[\u4e00-\u9fff]", chinese)
