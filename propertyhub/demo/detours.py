"""
What seldom happens to a case of the demo: appealed, corrected, handed on, disputed,
extended, paused, planned, withdrawn, decided for good.

Each detour is taken at most once by a case, where chance and the table allow it.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from complaints.operations import delays, detours, redating
from complaints.operations.delays import Extension
from complaints.operations.detours import Correction, FinalReview
from complaints.operations.intents import Intent, NewCommitment
from complaints.operations.redating import Standstill
from complaints.queries.facts import pending_extension
from complaints.queries.rectifying import measured_due
from complaints.states import (
    Action,
    AskedBy,
    Kind,
    Party,
    PauseReason,
    Stage,
    State,
    Urgency,
)
from propertyhub.demo import texts
from propertyhub.demo.storytelling import Storyteller
from registry.actors import Resident
from registry.areas import parent_of

PROVED = Resident(phone_proved=True)
APPEALED = 0.4
OVERTURNED = 0.4
DECIDED_FOR_GOOD = 0.5
MADE_SAFE = 0.8
ROUNDS_BEFORE_A_FINAL_DECISION = 3
PERCENT: Mapping[str, Mapping[str, float]] = {
    State.FILED: {"withdraw": 1.0, "transfer": 2.0, "reclassify": 1.5},
    State.ACCEPTED: {"withdraw": 0.8, "pause": 1.0},
    State.VERIFIED: {"withdraw": 0.5, "pause": 1.0},
    State.DISPOSED: {
        "refuse": 5.0,
        "extend": 8.0,
        "pause": 2.0,
        "recall": 1.0,
        "plan": 1.0,
        "withdraw": 0.5,
    },
}
PAUSE_DAYS = 8
MILESTONES_AFTER_DAYS = (20, 60)


def appeal(teller: Storyteller) -> bool:
    """Some whose case was not accepted ask the office above."""
    if teller.rng.random() >= APPEALED:
        return False
    at = teller.scene.hours.at_work(teller.history.last_at, teller.rng.uniform(60, 900))
    if at > teller.scene.now:
        return False
    teller.history.take(
        detours.appeal(by=PROVED, now=at, text=texts.one(teller.rng, "appealed"))
    )
    return True


def decide_on_appeal(teller: Storyteller) -> bool:
    """The office above lets the refusal stand, or has the case accepted."""
    at = teller.scene.hours.at_work(
        teller.history.last_at, teller.rng.uniform(200, 1500)
    )
    if at > teller.scene.now or not teller.case.community_id:
        return False
    office = parent_of(teller.case.office_code) or teller.case.office_code
    besides = {step.actor_id for step in teller.history.steps if step.actor_id}
    by = teller.scene.cast.officer(teller.rng, office, besides=besides)
    if teller.rng.random() < OVERTURNED:
        text = texts.one(teller.rng, "overturned")
        teller.history.take(detours.overturn(text=text, by=by, now=at))
        return True
    text = texts.one(teller.rng, "upheld")
    teller.history.take(detours.uphold(text=text, by=by, now=at))
    return False


def decide_for_good(teller: Storyteller) -> bool:
    """After the second reopening the county may end it with a written review."""
    if (
        teller.case.round < ROUNDS_BEFORE_A_FINAL_DECISION
        or teller.rng.random() >= DECIDED_FOR_GOOD
    ):
        return False
    at = teller.moment()
    if at is None:
        return False
    office = teller.case.office_code
    county = f"{office[:6]}000" if not office.endswith("000") else office
    by = teller.scene.cast.officer(teller.rng, county)
    review = FinalReview(*texts.many("final"))
    teller.history.take(detours.final(review=review, by=by, now=at))
    return True


def taken(teller: Storyteller) -> bool:
    """Whether chance sends the case on a detour from where it is; then it was taken."""
    if _made_safe(teller):
        return True
    for name, percent in PERCENT.get(teller.case.state, {}).items():
        if name in teller.detours or teller.rng.random() * 100 >= percent:
            continue
        at = teller.moment()
        intent = None if at is None else WAYS[name](teller, at)
        if intent is not None:
            teller.detours.add(name)
            teller.history.take(intent)
            return True
    return False


def _made_safe(teller: Storyteller) -> bool:
    """Most hazards are made safe in time."""
    safe_by = teller.case.safe_by
    if safe_by is None or teller.rng.random() >= MADE_SAFE:
        return False
    minutes = teller.rng.uniform(5, 60)
    at = teller.scene.hours.at_work(teller.history.last_at, minutes)
    if at >= safe_by or at > teller.scene.now:
        return False
    text = texts.one(teller.rng, "made_safe")
    teller.history.take(detours.made_safe(text=text, by=teller.officer(), now=at))
    return True


def _withdraw(teller: Storyteller, at: datetime) -> Intent | None:
    if not teller.history.contact.phone_digest:
        return None
    return detours.withdraw(by=PROVED, now=at, text=texts.one(teller.rng, "withdrawn"))


def _transfer(teller: Storyteller, at: datetime) -> Intent | None:
    """To another street of the county, which may hand it back."""
    office = teller.case.office_code
    if office.endswith("000"):
        return None
    others = [
        street
        for street in teller.scene.places.streets
        if street[:6] == office[:6] and street != office
    ]
    if not others:
        return None
    to = teller.scene.around.regions[teller.rng.choice(others)]
    text = texts.one(teller.rng, "transferred")
    return detours.transfer(to=to, text=text, by=teller.officer(), now=at)


def _reclassify(teller: Storyteller, at: datetime) -> Intent | None:
    """A complaint turns out to be more urgent than it was filed."""
    case = teller.case
    if case.kind != Kind.COMPLAINT or case.urgency != Urgency.ORDINARY:
        return None
    to = Correction(
        was=Kind.COMPLAINT,
        kind=Kind.COMPLAINT,
        urgency=Urgency.URGENT,
        category=case.category.code,
        changes=True,
        upwards=True,
        downwards=False,
        consent=False,
    )
    text = texts.one(teller.rng, "reclassified")
    return detours.reclassify(to=to, text=text, sets={}, by=teller.officer(), now=at)


def _pause(teller: Storyteller, at: datetime) -> Intent | None:
    case, history = teller.case, teller.history
    if (
        case.paused_until is not None
        or case.due_at is None
        or (case.state == State.ACCEPTED and case.kind == Kind.COMPLAINT)
    ):
        return None
    clock = history.around.clocks.at(at)
    until = clock.later_by(at, PAUSE_DAYS)
    promises = {
        Stage(row.stage): row.promised_at
        for row in history.promises
        if row.round == case.round
    }
    measured = measured_due(history.steps) if case.state == State.DISPOSED else None
    return delays.pause(
        reason=PauseReason.EXPERT,
        document=texts.one(teller.rng, "pause_document"),
        standstill=Standstill(
            starts_at=at,
            ends_at=until,
            due_at=case.due_at,
            promises=redating.promises_ahead(case, promises),
            measured_due_at=measured,
        ),
        days=clock.workdays_between(at, until),
        text=texts.one(teller.rng, "paused"),
        by=teller.officer(),
        now=at,
    )


def _refuse(teller: Storyteller, at: datetime) -> Intent | None:
    """Within its time the firm says that it is not its duty; the office orders anew."""
    case = teller.case
    if case.party != Party.FIRM or case.acting_firm_id is None:
        return None
    handed = teller.history.steps[-1]
    soon = teller.scene.hours.at_work(handed.at, teller.rng.uniform(30, 300))
    if handed.action != Action.DISPOSE or soon > teller.scene.now:
        return None
    by = teller.scene.cast.firms[case.acting_firm_id]
    return detours.refuse(text=texts.one(teller.rng, "refused"), by=by, now=soon)


def _extend(teller: Storyteller, at: datetime) -> Intent | None:
    """The firm asks for some days, the office grants them."""
    case, history = teller.case, teller.history
    handed = history.steps[-1]
    asks_at = teller.scene.hours.at_work(handed.at, teller.rng.uniform(60, 900))
    decides_at = teller.scene.hours.at_work(asks_at, teller.rng.uniform(20, 200))
    if (
        case.party != Party.FIRM
        or case.acting_firm_id is None
        or case.due_at is None
        or handed.action != Action.DISPOSE
        or decides_at > teller.scene.now
        or asks_at >= case.due_at
    ):
        return None
    clock = history.around.clocks.at(asks_at)
    days = teller.rng.randint(2, 6)
    until = clock.later_by(case.due_at, days)
    text = texts.one(teller.rng, "extension")
    history.take(
        delays.ask_extension(
            extension=Extension(until, days),
            decide_by=clock.later_by(asks_at, 1),
            asked_by=AskedBy.PARTY,
            text=text,
            by=teller.scene.cast.firms[case.acting_firm_id],
            now=asks_at,
        )
    )
    asked = pending_extension(history.steps)
    if asked is None:
        return None
    return delays.extend(asked=asked, text=text, by=teller.officer(), now=decides_at)


def _recall(teller: Storyteller, at: datetime) -> Intent | None:
    text = texts.one(teller.rng, "recalled")
    return detours.recall(text=text, by=teller.officer(), now=at)


def _plan(teller: Storyteller, at: datetime) -> Intent | None:
    """Long works get dates from the county."""
    office = teller.case.office_code
    county = f"{office[:6]}000" if not office.endswith("000") else office
    clock = teller.history.around.clocks.at(at)
    ends = [at + timedelta(days=days) for days in MILESTONES_AFTER_DAYS]
    milestones = [
        NewCommitment(text, end.astimezone(clock.zone).date())
        for text, end in zip(texts.many("milestones"), ends, strict=True)
    ]
    return delays.plan(
        milestones=milestones,
        ends_at=[clock.end_of(one.due_on) for one in milestones],
        text=texts.one(teller.rng, "planned"),
        by=teller.scene.cast.officer(teller.rng, county),
        now=at,
    )


WAYS: Mapping[str, Callable[[Storyteller, datetime], Intent | None]] = {
    "withdraw": _withdraw,
    "transfer": _transfer,
    "reclassify": _reclassify,
    "pause": _pause,
    "refuse": _refuse,
    "extend": _extend,
    "recall": _recall,
    "plan": _plan,
}
