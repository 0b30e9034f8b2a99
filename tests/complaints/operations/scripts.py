"""
What happens to some cases, as lists of what is done and with what.

Each script names functions of `handling` and `visiting`, with their arguments.
"""

from datetime import timedelta

from complaints.operations.intents import Disposal, Given, NewCommitment, Verification
from complaints.states import (
    Channel,
    DeclineReason,
    Duty,
    Finding,
    How,
    Measure,
    Outcome,
    Party,
    Satisfied,
    Solved,
)
from tests.town import MONDAY_MORNING


def after(**time):
    return MONDAY_MORNING + timedelta(**time)


def sent_back_and_reopened_twice(town):
    found = Verification(Finding.FOUNDED, Duty.FIRM, How.VISIT, "seen on site")
    order = Disposal(Measure.ORDER_FIRM, Party.FIRM, town.firm, instructions="build it")
    no = Given(Solved.NO, Satisfied.DISSATISFIED, Satisfied.FAIRLY)
    done = {"no_photo_because": "dark", "by": town.manager}
    promised = [NewCommitment("a shelter", MONDAY_MORNING.date())]
    yield "accept", {"by": town.anna, "now": after(hours=1)}
    yield "verify", {"found": found, "by": town.anna, "now": after(days=2)}
    yield "dispose", {"order": order, "by": town.anna, "now": after(days=2)}
    yield (
        "rectify",
        {"text": "We poured cement.", "commitments": promised, "now": after(days=9)}
        | done,
    )
    yield (
        "send_back",
        {"text": "Steep and useless.", "by": town.anna, "now": after(days=10)},
    )
    yield "rectify", {"text": "A level place now.", "now": after(days=16)} | done
    yield "report", _result(Outcome.FIXED, town.anna, after(days=17))
    yield "close", _answered(no, town.resident, after(days=18))
    yield "reopen", {"by": town.resident, "now": after(days=18, minutes=1)}
    yield "dispose", {"order": order, "by": town.bo, "now": after(days=30)}
    yield "rectify", {"text": "Repaired once more.", "now": after(days=31)} | done
    yield "report", _result(Outcome.PARTLY, town.bo, after(days=32))
    yield "reopen", {"by": town.resident, "now": after(days=33), "text": "Not so."}
    yield "dispose", {"order": order, "by": town.county_dora, "now": after(days=34)}


def answered_and_left_alone(town):
    yield "accept", {"by": town.bo, "now": after(hours=3)}
    yield (
        "answer",
        {"text": "The owners decide on it.", "by": town.bo, "now": after(days=1)},
    )


def located_and_unfounded(town):
    found = Verification(Finding.UNFOUNDED, Duty.FIRM, How.VISIT)
    yield (
        "locate",
        {"community": town.garden, "by": town.county_dora, "now": after(hours=1)},
    )
    yield "accept", {"by": town.anna, "now": after(hours=2)}
    yield "verify", {"found": found, "by": town.anna, "now": after(hours=3)}
    yield "explain", _result(Outcome.UNFOUNDED, town.bo, after(hours=4))
    said = Given(Solved.NO, Satisfied.CANNOT_SAY)
    yield (
        "close_by_phone",
        {"given": said, "by": town.city_emil, "now": after(days=2)},
    )


def declined(town):
    yield (
        "decline",
        {
            "reason": DeclineReason.COURT,
            "text": "It is before the court.",
            "way_on": "Wait for the judgment.",
            "by": town.anna,
            "now": after(hours=5),
        },
    )


def handed_to_a_department(town):
    found = Verification(Finding.PARTLY, Duty.DEPARTMENT, How.VISIT)
    order = Disposal(Measure.ORDER_DEPARTMENT, Party.DEPARTMENT, department=town.fire)
    yield "accept", {"by": town.anna, "now": after(minutes=20)}
    yield "verify", {"found": found, "by": town.anna, "now": after(hours=2)}
    yield "dispose", {"order": order, "by": town.anna, "now": after(hours=3)}
    yield (
        "rectify",
        {
            "text": "The wires are gone.",
            "no_photo_because": "inside a flat",
            "by": town.fireman,
            "now": after(days=5),
        },
    )


def forgotten(town):
    yield from ()


def _result(outcome, by, now):
    return {"outcome": outcome, "text": "Looked at and told.", "by": by, "now": now}


def _answered(given, by, now):
    return {"given": given, "channel": Channel.LINK, "by": by, "now": now}
