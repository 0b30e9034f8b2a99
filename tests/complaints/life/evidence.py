"""
What each guard of the table leaves behind: read again from the history, afterwards.

Nothing here asks the guards themselves, or a guard that lets all pass would pass here.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from complaints.models import Step
from complaints.refusals import Refusal
from complaints.states import (
    Action,
    DeclineReason,
    Duty,
    Finding,
    How,
    Kind,
    Measure,
    Party,
    Satisfied,
    Solved,
    State,
    Urgency,
)
from tests.complaints.life.story import NOT_MOVES, TELLING, Story, people_of

FITTING = {
    (Measure.ORDER_FIRM, Party.FIRM),
    (Measure.ORDER_DEPARTMENT, Party.DEPARTMENT),
    (Measure.CHAMBER, Party.OFFICE),
    (Measure.REMEDY, Party.OFFICE),
}
TOLD_OF = {
    Finding.FOUNDED: "CANNOT",
    Finding.PARTLY: "CANNOT",
    Finding.UNFOUNDED: "UNFOUNDED",
    Finding.NOT_ESTABLISHED: "NOT_ESTABLISHED",
}
ANSWERED = {"ANSWERED", "TYPED"}


def _written(_story: Story, step: Step) -> bool:
    return step.text is not None and len(step.text.body.strip()) >= 10


def _finding(story: Story, step: Step) -> str:
    found: str = story.last_before(step, Action.VERIFY).detail["finding"]
    return found


def _complete_finding(_story: Story, step: Step) -> bool:
    detail = step.detail
    known = {"finding": Finding, "duty": Duty, "how": How}
    return all(detail[name] in words.values for name, words in known.items())


def _seen_on_site(story: Story, step: Step) -> bool:
    said = story.last_before(step, Action.FILE, Action.RECLASSIFY)
    hazard = said.detail["urgency"] != Urgency.ORDINARY
    needed = hazard or step.detail["finding"] == Finding.UNFOUNDED
    return not needed or step.detail["how"] == How.VISIT


def _settled(story: Story, step: Step) -> bool:
    def said(*actions: Action) -> int:
        return sum(one.round == step.round for one in story.before(step, *actions))

    return said(Action.REFUSE) < 2 or said(Action.RELEASE, Action.CONFIRM_DUTY) == 1


def _proved(_story: Story, step: Step) -> bool:
    return bool(step.detail["photos"] or step.detail["no_photo_because"].strip())


def _both_answered(_story: Story, step: Step) -> bool:
    detail = step.detail
    return detail["solved"] in Solved.values and detail["satisfied"] in Satisfied.values


def _located(story: Story, step: Step) -> bool:
    described = bool(story.case.place)
    return not described or bool(story.before(step, Action.LOCATE))


def _not_the_finder(story: Story, step: Step) -> bool:
    return step.actor_id != story.last_before(step, Action.VERIFY).actor_id


def _not_the_reporter(story: Story, step: Step) -> bool:
    told = story.before(step, *TELLING)
    before = [one for one in told if one.round == step.round - 1]
    return step.actor_id not in people_of(before)


def _not_a_handler(story: Story, step: Step) -> bool:
    handled = [
        one
        for one in story.before(step)
        if one.round == step.round and one.action not in NOT_MOVES
    ]
    return step.actor_id not in people_of(handled)


def _not_the_lowerer(story: Story, step: Step) -> bool:
    lowered = story.before(step, Action.RECLASSIFY)
    return step.actor_id not in people_of(
        one
        for one in lowered
        if one.source == State.FILED and one.detail.get("downwards")
    )


def _while_residents_are_called(_story: Story, step: Step) -> bool:
    local = timezone.localtime(step.at)
    minutes = local.hour * 60 + local.minute
    return 9 * 60 <= minutes < 12 * 60 or 14 * 60 + 30 <= minutes < 20 * 60


def _in_time(story: Story, step: Step) -> bool:
    closed = story.last_before(step, Action.CLOSE)
    days = 30 if closed.detail["closing"] in ANSWERED else 60
    return step.at < closed.at + timedelta(days=days)


def _heard_no(story: Story, step: Step) -> bool:
    """Heard at the end of the case, or at its second visit, by the same person."""
    heard = story.last_before(step, Action.CLOSE, Action.SECOND_VISIT)
    return heard.detail.get("solved") == Solved.NO and heard.actor_id == step.actor_id


def _appealed_in_time(story: Story, step: Step) -> bool:
    declined = story.last_before(step, Action.DECLINE)
    first = not story.before(step, Action.APPEAL)
    return first and step.at < declined.at + timedelta(days=15)


def _is_another_class(story: Story, step: Step) -> bool:
    """Kind and urgency as they were said last; the category may differ alone."""
    before = story.last_before(step, Action.FILE, Action.RECLASSIFY).detail
    now = step.detail
    named = ("kind", "urgency", "category")
    return any(before[name] != now[name] for name in named)


def _may_be_refused(story: Story, step: Step) -> bool:
    """Within the working day given for it, twice in a round, not once confirmed."""
    handed = story.last_before(step, Action.DISPOSE, Action.CONFIRM_DUTY)
    refused = story.before(step, Action.REFUSE)
    in_round = sum(one.round == step.round for one in refused)
    until = datetime.fromisoformat(handed.detail["refuse_by"])
    return (
        handed.action == Action.DISPOSE
        and step.at < until
        and until - handed.at <= timedelta(days=12)
        and in_round < 2
    )


def _nothing_is_doubted(story: Story, step: Step) -> bool:
    """All that is suspected in one round is decided together."""
    doubted = {one.round for one in story.before(step, Action.SUSPECT)}
    decided = story.before(step, Action.FALSE_CONFIRMED, Action.FALSE_DISMISSED)
    return doubted <= {story.steps[one.about - 1].round for one in decided}


LEFT_BEHIND: Mapping[Refusal, Callable[[Story, Step], bool]] = {
    Refusal.TEXT: _written,
    Refusal.WHY_AGAIN: _written,
    Refusal.REASON: lambda _story, step: step.detail["reason"] in DeclineReason.values,
    Refusal.WAY_ON: lambda _story, step: bool(step.detail["way_on"].strip()),
    Refusal.FINDING: _complete_finding,
    Refusal.SITE_VISIT: _seen_on_site,
    Refusal.FOUNDED: lambda story, step: _finding(story, step) in {"FOUNDED", "PARTLY"},
    Refusal.REFUSAL_SETTLED: _settled,
    Refusal.MEASURE: lambda _story, step: (
        (step.detail["measure"], step.detail["party"]) in FITTING
    ),
    Refusal.EVIDENCE: _proved,
    Refusal.OUTCOME: lambda _story, step: (
        step.detail["outcome"] in {"FIXED", "PARTLY", "CANNOT"}
    ),
    Refusal.OUTCOME_FITS: lambda story, step: (
        step.detail["outcome"] == TOLD_OF[Finding(_finding(story, step))]
    ),
    Refusal.SPOKEN_ANSWER: _both_answered,
    Refusal.CALLING_HOURS: _while_residents_are_called,
    Refusal.HAS_PHONE: lambda story, _step: bool(story.contact.phone_sealed),
    # every officer of these lives has the right
    Refusal.MAY_VISIT: lambda _story, _step: True,
    Refusal.TARGET: lambda _story, step: bool(
        step.detail.get("community") or step.detail["office"] != step.office_code
    ),
    Refusal.APPEAL_OPEN: _appealed_in_time,
    Refusal.NOT_THE_DECLINER: lambda story, step: (
        step.actor_id not in people_of(story.before(step, Action.DECLINE))
    ),
    Refusal.NEW_CLASS: _is_another_class,
    Refusal.KIND_EARLY: lambda _story, step: (
        step.detail["kind"] == step.detail["was_kind"]
    ),
    Refusal.SUSPICION_DECIDED: lambda story, step: (
        step.detail["kind"] == step.detail["was_kind"]
        or _nothing_is_doubted(story, step)
    ),
    Refusal.CONSENT: lambda _story, _step: True,
    Refusal.NOT_THE_ACCEPTER: lambda story, step: (
        not step.detail["downwards"]
        or step.actor_id not in people_of(story.before(step, Action.ACCEPT))
    ),
    Refusal.BINDING: lambda story, step: len(story.before(step, Action.TRANSFER)) < 4,
    Refusal.STAYS_HIGH: lambda story, step: (
        story.kind_before(step) != Kind.RETALIATION
        or step.detail["office"].endswith("000")
    ),
    Refusal.REFUSED_TWICE: lambda story, step: not _settled(story, step),
    Refusal.DUTY: lambda _story, step: step.detail["duty"] in Duty.values,
    Refusal.MAY_REFUSE: _may_be_refused,
    Refusal.MILESTONES: lambda _story, step: bool(step.detail["commitments"]),
    Refusal.REOPENED_TWICE: lambda story, step: (
        len(story.before(step, Action.REOPEN)) >= 2
    ),
    Refusal.FINAL_REVIEW: lambda _story, step: len(step.text.body.split("\n\n")) == 6,
    Refusal.MERGEABLE: lambda _story, step: bool(step.detail["into"]),
    Refusal.LOCATED: _located,
    Refusal.WINDOW_OVER: lambda _story, step: step.at >= step.due_at,
    Refusal.NOT_FINAL: lambda story, step: not story.before(step, Action.FINAL),
    Refusal.REOPEN_IN_TIME: _in_time,
    Refusal.REOPEN_AFTER_NO: _heard_no,
    Refusal.NOT_THE_LOWERER: _not_the_lowerer,
    Refusal.NOT_THE_FINDER: _not_the_finder,
    Refusal.NOT_THE_REPORTER: _not_the_reporter,
    Refusal.NOT_A_HANDLER: _not_a_handler,
}
