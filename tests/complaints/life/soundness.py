"""What holds of every case after every step of anybody."""

from itertools import pairwise

from complaints.guards import EXCLUSIONS
from complaints.models import Case, Promise, Step
from complaints.moves import Move, Office, Who
from complaints.operations.raising import RAISING
from complaints.operations.writing import chained_fields
from complaints.states import (
    OPEN_STATES,
    Action,
    ActorKind,
    Closing,
    Kind,
    Stage,
    State,
)
from complaints.workflow import allowed_pairs, stage_of
from registry.ledger import chain
from registry.queries import county_of, lineage
from tests.complaints.life import hazards
from tests.complaints.life.evidence import LEFT_BEHIND
from tests.complaints.life.people import People
from tests.complaints.life.story import (
    DATES_ANEW,
    NOT_MOVES,
    Story,
    begins_to_wait,
    enters,
    people_of,
    whole_seconds,
)
from tests.ratings import replay

PAIRS = allowed_pairs()
RESTS = {Action.PAUSE, Action.RESUME}
DATED_BESIDE = {
    Action.EXTEND,
    Action.PAUSE,
    Action.RESUME,
    Action.HOLIDAY,
    Action.COMMITMENT_KEPT,
    Action.COMMITMENT_BROKEN,
}
# What is written about a suspicion is about no waiting.
OF_SUSPICIONS = {Action.FALSE_CONFIRMED, Action.FALSE_DISMISSED}
HANDS_ON = {Action.LOCATE, Action.TRANSFER, Action.RECLASSIFY, Action.RAISE}
MAY_PROMISE_EARLIER = {Action.RECLASSIFY, Action.RESUME, Action.UNMERGE}
# Another office has its own time, and what the resident was promised stays.
KEEPS_ITS_PROMISES = {Action.TRANSFER}
SHIFTS = {Action.PAUSE, Action.RESUME, Action.UNMERGE, Action.HOLIDAY}
STAFF = {ActorKind.OFFICER, ActorKind.CLERK}
WITH_ANSWER = {Closing.ANSWERED, Closing.TYPED}
SETTLED_BY_ANOTHER = {
    Action.DISPOSE,
    Action.SEND_BACK,
    Action.REPORT,
    Action.EXPLAIN,
    Action.ANSWER,
}
RESULTS = {Action.REPORT, Action.EXPLAIN, Action.ANSWER}


def check(story: Story, people: People) -> None:
    """:raises AssertionError: if anything about the case is not as it has to be"""
    try:
        _check(story, people)
    except Exception as problem:
        problem.add_note(story.told)
        raise


def _check(story: Story, people: People) -> None:
    _the_steps_are_whole(story)
    _the_row_says_what_the_steps_say(story)
    _only_permitted_moves(story, people)
    _the_offices_follow(story, people)
    _who_reported_does_not_go_on(story)
    _each_hand_over_is_another_s_turn(story)
    _waiting_is_measured(story)
    _nothing_is_chased_twice(story)
    _promises_only_move_later(story)
    _each_promise_has_its_step(story)
    _what_is_due_is_promised(story)
    _a_closed_case_says_why(story)
    _what_is_dangerous_is_watched(story)


def _the_steps_are_whole(story: Story) -> None:
    """Numbered without a gap, in the order of time, in an unbroken chain."""
    steps = story.steps
    assert [step.number for step in steps] == list(
        range(1, story.case.steps_written + 1)
    ), "the numbers of the steps have a gap"
    assert all(one.at <= next_one.at for one, next_one in pairwise(steps)), (
        "a step lies before the one it follows"
    )
    rows = (chain.Row(step.number, chained_fields(step), step.digest) for step in steps)
    assert chain.first_broken(rows) is None, "the chain of digests is broken"
    for step in steps:
        assert (step.actor_id is not None) == (step.actor_kind in STAFF), (
            f"{step} has no actor"
        )
        assert step.actor_name or step.actor_kind == ActorKind.RESIDENT


def _the_row_says_what_the_steps_say(story: Story) -> None:
    case, last = story.case, story.steps[-1]
    entry = [step for step in story.steps if begins_to_wait(step)][-1]
    entered = [step for step in story.steps if enters(step)][-1]
    assert case.state == last.target, "the state is not the last step's"
    raised = [step for step in story.steps if _raises_version(step)]
    assert case.version == len(raised), "the version does not count the moves"
    assert (case.entered_number, case.entered_at) == (entry.number, entered.at)
    assert case.kind == story.kind_behind(last), "the kind is not the last correction's"
    paused = [step for step in story.steps if step.action in RESTS]
    rests = bool(paused) and paused[-1].action == Action.PAUSE
    assert (case.paused_until is not None) == rests, "the clock rests, or does not"
    assert case.due_at == entry.next_due_at, "the due moment is not the entry's"
    is_open = case.state in OPEN_STATES
    assert (case.due_at is not None) == is_open, "due while it is not open, or not"
    assert is_open or case.chase_at is None
    reopened = [step.action == Action.REOPEN for step in story.steps]
    for number, step in enumerate(story.steps, start=1):
        assert step.round == 1 + sum(reopened[:number]), (
            f"{step} stands in round {step.round}"
        )
    assert case.round == last.round, "the round is not the last step's"


def _raises_version(step: Step) -> bool:
    on_its_own = step.action == Action.RAISE and not _came_with_another(step)
    return step.action not in NOT_MOVES or step.action in DATED_BESIDE or on_its_own


def _came_with_another(step: Step) -> bool:
    """A raise that a third transfer, or another such step, brought with it."""
    return step.action == Action.RAISE and step.actor_name == RAISING.job


def _only_permitted_moves(story: Story, people: People) -> None:
    """Along the table, by who may, with what the guards ask for."""
    state = ""
    for step in story.steps:
        assert step.source == state, f"{step} begins where the case was not"
        state = step.target
        if step.action in NOT_MOVES:
            assert step.source == step.target
            continue
        if step.source not in {"", step.target}:
            pair = (story.kind_before(step), step.source, step.target)
            assert pair in PAIRS, f"{pair} is no pair of the table"
        move = story.row_of(step)
        for guard in move.guards:
            assert LEFT_BEHIND[guard](story, step), f"{step} without {guard}"
        _by_the_right_place(story, step, move, people)


def _by_the_right_place(story: Story, step: Step, move: Move, people: People) -> None:
    if move.who == Who.ACTING_PARTY:
        handed = story.last_before(step, Action.DISPOSE).detail
        party = handed["firm"] if handed["party"] == "FIRM" else handed["department"]
        assert people.party_of[step.actor_id] == party, f"{step} by another party"
    if move.who != Who.OFFICER or move.office == Office.ANY:
        return
    office, holder = people.office_of[step.actor_id], step.office_code
    if move.office == Office.COUNTY_OR_HIGHER_HOLDER:
        assert office == county_of(holder), f"{step} by another office than the county"
    elif move.office == Office.ONE_UP:
        # above the province there is none: it decides itself
        above = lineage(holder)[1:] or [holder]
        assert office in above, f"{step} by no office above"
    elif EXCLUSIONS.keys() & set(move.guards):
        assert office in lineage(holder), f"{step} by another office"
    else:
        assert office == holder, f"{step} by another office"


def _the_offices_follow(story: Story, people: People) -> None:
    holder = story.steps[0].detail["office"]
    for step in story.steps:
        if _came_with_another(step):
            holder = step.detail["office"]
        assert step.office_code == holder, f"{step} at another office"
        if step.action in HANDS_ON:
            holder = step.detail.get("office", holder)
        if story.kind_behind(step) == Kind.RETALIATION:
            assert holder.endswith("000"), f"{step}: a street holds a retaliation"
    assert story.case.office_code == holder, "the office is not the last step's"
    assert people.code_of[story.case.office_id] == holder


def _who_reported_does_not_go_on(story: Story) -> None:
    for step in story.steps:
        if step.action in SETTLED_BY_ANOTHER:
            told = {
                one
                for one in story.steps
                if one.action in RESULTS and one.round == step.round - 1
            }
            assert step.actor_id not in people_of(told), f"{step} by who reported"


def _each_hand_over_is_another_s_turn(story: Story) -> None:
    """What the reporter before could open, opens by the number of this turn no more."""
    handed = [step for step in story.steps if step.action == Action.HAND_ON]
    assert story.contact.turn == 1 + len(handed), "the turn is not the hand-overs'"


def _waiting_is_measured(story: Story) -> None:
    """Each step says for how long and until when the case had waited."""
    assert story.steps[0].due_at is None
    for step in story.steps[1:]:
        waited = story.waits_since(step)
        assert step.due_at == waited.next_due_at, f"{step} was due at another moment"
        if enters(step) or step.action not in DATES_ANEW:
            assert (step.next_due_at is not None) == (
                enters(step) and step.target in OPEN_STATES
            )
        if step.action not in NOT_MOVES:
            entry = story.entered_before(step)
            assert step.waited_seconds == whole_seconds(step.at, entry.at)
            assert bool(step.stage) == (step.source in OPEN_STATES)
        if step.action == Action.RECTIFY:
            spare = replay.spare(story.steps, step).total_seconds()
            assert step.spare_seconds == spare, f"{step} had other time to spare"
        else:
            assert step.spare_seconds is None


def _nothing_is_chased_twice(story: Story) -> None:
    chased = [step for step in story.steps if step.about is not None]
    assert len({(step.action, step.about) for step in chased}) == len(chased)
    for step in chased:
        if step.action in OF_SUSPICIONS or step.detail.get("stage") == Stage.SUSPICION:
            continue
        assert step.about == story.waits_since(step).number
        assert (step.action != Action.REMIND) == (step.at >= step.due_at), (
            f"{step} came at the wrong time"
        )


def _promises_only_move_later(story: Story) -> None:
    """Within a round; a new round promises anew, and its first step says so."""
    held: dict[tuple[int, Stage], Promise] = {}
    for promise in story.promises:
        key = (promise.round, Stage(promise.stage))
        before = held.get(key)
        action = promise.step.action
        if before is None:
            promises_first = {Action.FILE, Action.REOPEN, Action.APPEAL}
            stage = stage_of(
                Kind(story.kind_behind(promise.step)), State(promise.step.target)
            )
            assert action in promises_first | {Action.RECLASSIFY} or (
                promise.stage == stage
            )
        else:
            if action not in MAY_PROMISE_EARLIER:
                assert promise.promised_at >= before.promised_at, (
                    f"{promise} came earlier"
                )
            assert promise.revision > before.revision
            says_why = DATES_ANEW | {Action.UNMERGE}
            assert promise.late_stage or action in says_why, (
                f"{promise} was changed without a reason"
            )
            assert promise.step.at >= before.step.at
        held[key] = promise


def _each_promise_has_its_step(story: Story) -> None:
    """Every open round is promised to its end, and steps quote what was promised."""
    stages = {promise.round: set[str]() for promise in story.promises}
    for promise in story.promises:
        assert promise.step.round == promise.round
        stages[promise.round].add(promise.stage)
    assert list(stages) == list(range(1, story.case.round + 1))
    assert all(Stage.VISIT in promised for promised in stages.values())
    for step in story.moves[1:]:
        known = [
            promise.promised_at
            for promise in story.promises
            if (promise.round, promise.stage) == (_round_before(step), step.stage)
            and promise.step.number < step.number
        ]
        assert step.promised_at == (known[-1] if known else None), (
            f"{step} quotes another promise"
        )
        assert step.promised_at is None or step.due_at >= step.promised_at


def _what_is_due_is_promised(story: Story) -> None:
    """A waiting is due when it is promised; whatever made it later, said so."""
    for step in story.steps:
        if step.next_due_at is None or step.action in KEEPS_ITS_PROMISES:
            continue
        stage = stage_of(Kind(story.kind_behind(step)), State(step.target))
        known = [
            promise.promised_at
            for promise in story.promises
            if (promise.round, promise.stage) == (step.round, stage)
            and promise.step.number <= step.number
        ]
        if step.action in SHIFTS:
            assert known[-1] <= step.next_due_at, f"{step} is due before its promise"
        else:
            assert known[-1] == step.next_due_at, f"{step} is due at another moment"


def _round_before(step: Step) -> int:
    return step.round - 1 if step.action == Action.REOPEN else step.round


def _a_closed_case_says_why(story: Story) -> None:
    case: Case = story.case
    closings = [
        step for step in story.steps if step.action in {Action.CLOSE, Action.FINAL}
    ]
    assert (case.state == State.CLOSED) == bool(case.closing)
    if case.closing:
        assert closings[-1].detail["closing"] == case.closing
    answered = [step for step in closings if step.detail["closing"] in WITH_ANSWER]
    answers = {answer.step_id: answer for answer in story.answers}
    assert answers.keys() == {step.pk for step in answered}, (
        "an answer without its closing, or the other way round"
    )
    for step in answered:
        answer = answers[step.pk]
        assert (answer.round, answer.at) == (step.round, step.at)
        assert (answer.solved, answer.satisfied) == (
            step.detail["solved"],
            step.detail["satisfied"],
        )
        typed = step.detail["closing"] == Closing.TYPED
        assert not (typed and answer.own), f"{answer} was typed, and counts as own"


def _what_is_dangerous_is_watched(story: Story) -> None:
    watched = hazards.is_watched(story.steps)
    assert (story.case.safe_by is not None) == watched, "a hazard without its clock"
