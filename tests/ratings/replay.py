"""
The counts of firms in a review told again from the event log, case after case.

Plain Python on purpose: it shares no query and no helper with what it checks. Due
moments and the time to spare are worked out here, from when a case was handed over and
rectified and from how long the office looked at what was sent back.
Rules: specification, domain rules 2.3, What is counted.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from complaints.models import Answer, Step
from tests.ratings.case_logs import (
    RESULTS,
    Counts,
    Log,
    Window,
    counts_of_answer,
    due_of,
    falls_in,
    is_redone,
    last_of,
    read_logs,
    without_zeros,
)


def firm_counts(
    window: Window,
    *,
    within: Window | None = None,
    self_filed: Collection[int] = (),
    logs: Sequence[Log] = (),
) -> dict[str, Counts]:
    """
    By the credit code of the answerable firm; firms without any count are absent.

    `within` is the window of the review, where this one is only the end of it.
    `logs` are those of `read_logs`, where several windows are told from one reading.
    """
    counts: dict[str, Any] = defaultdict(Counter)
    charged = [log for log in logs or read_logs() if log.charges_the_firm(window.ends)]
    own = [log for log in charged if log.case in self_filed]
    others = [log for log in charged if log.case not in self_filed]
    for log in own:
        counts[str(log.firm)]["self_filed"] += falls_in(window, log.filed_at)
    for log in _incidents(others, window):
        counts[str(log.firm)]["incidents"] += 1
    for log, answer, share in _scored_answers(others, within or window):
        if falls_in(window, answer.at):
            for what, once in counts_of_answer(answer, answer.satisfied).items():
                counts[str(log.firm)][what] += once * share
    for firm, _phone in _explained(others, window, within or window):
        counts[str(firm)]["explained"] += 1
    for log in others:
        counts[str(log.firm)].update(_of_one_case(log, window))
    told = {firm: without_zeros(found) for firm, found in counts.items()}
    return {firm: found for firm, found in told.items() if found}


def _incidents(logs: Iterable[Log], window: Window) -> list[Log]:
    """Of each proved phone the newest incident of the window, for each firm."""
    newest: dict[tuple[str | None, str], Log] = {}
    for log in sorted(logs, key=lambda log: (log.filed_at, log.case)):
        if falls_in(window, log.filed_at) and log.is_proved(window.ends):
            newest[log.firm, log.contact.phone_digest] = log
    return list(newest.values())


def _scored_answers(
    logs: Iterable[Log], window: Window
) -> Iterator[tuple[Log, Answer, Decimal]]:
    """
    Of each phone the last answer to the firm in the window; what is left of one case
    shares one answer, by as many phones as there are.
    """
    newest: dict[tuple[str | None, str], tuple[Log, Answer]] = {}
    given = [(log, one) for log in logs for one in log.own_answers(window.ends)]
    for log, answer in sorted(given, key=lambda pair: (pair[1].at, pair[1].pk)):
        if falls_in(window, answer.at):
            newest[log.firm, _phone_of(log, answer)] = (log, answer)
    voices = Counter(log.case for log, _answer in newest.values())
    for log, answer in newest.values():
        share = Decimal(1) / voices[log.case]
        yield log, answer, share.quantize(Decimal("0.000001"))


def _phone_of(log: Log, answer: Answer) -> str:
    if answer.follower is None:
        return log.contact.phone_digest
    return answer.follower.phone_digest


def _explained(
    logs: Sequence[Log], window: Window, whole: Window
) -> set[tuple[str | None, str]]:
    """Whose cases were last told that nothing can be done, and who never answered."""
    spoke = {
        (log.firm, log.contact.phone_digest)
        for log in logs
        if any(
            answer.own and answer.follower is None and falls_in(whole, answer.at)
            for answer in log.answers
        )
    }
    told = {
        (log.firm, log.contact.phone_digest)
        for log in logs
        if log.is_proved(window.ends)
        and not log.own_answers(window.ends)
        and _ends_with_cannot(log, window)
    }
    return told - spoke


def _ends_with_cannot(log: Log, window: Window) -> bool:
    told = last_of(log.of(*RESULTS, before=window.ends))
    return (
        told is not None
        and told.action == "EXPLAIN"
        and told.detail["outcome"] == "CANNOT"
        and falls_in(window, told.at)
    )


def _of_one_case(log: Log, window: Window) -> Counter[str]:
    """What a charged case adds apart from its place among those of one phone."""
    counts: Counter[str] = Counter()
    ends = window.ends
    proved = log.is_proved(ends)
    counts["unproved"] += falls_in(window, log.filed_at) and not proved
    counts["typed"] += sum(
        not answer.own and falls_in(window, answer.at) for answer in log.answers
    )
    told = last_of(log.of(*RESULTS, before=ends))
    reachable = bool(log.contact.phone_digest)
    counts["asked"] += told is not None and reachable and falls_in(window, told.at)
    if proved:
        for round_number in {step.round for step in log.steps}:
            counts.update(_of_one_round(log, round_number, window))
    return counts


def _of_one_round(log: Log, round_number: int, window: Window) -> Counter[str]:
    """Was it due, was it done by then, did it have to be done again?"""
    handed = [
        step
        for step in log.of("DISPOSE")
        if step.round == round_number
        and (step.detail["party"], step.detail["firm"]) == ("FIRM", log.firm)
    ]
    if not handed:
        return Counter()
    due = _measured(log, round_number, handed[0], window.ends)
    if not falls_in(window, due) or not _is_still_ordered(log, round_number, due):
        return Counter()
    done = _tries(log, round_number, window.ends)
    rectified = [step for step in done if step.action == "RECTIFY"]
    counts = Counter(due=1, rectified=int(bool(rectified)))
    if rectified and done[-1] is rectified[-1]:
        counts["on_time"] += spare(log.steps, rectified[-1]) >= timedelta()
    if rectified:
        counts["redone"] += is_redone(log, round_number, window.ends)
    return counts


def _measured(log: Log, round_number: int, handed: Step, ends: datetime) -> datetime:
    """The first due moment, moved by what stood still while the firm had the case."""
    due, with_firm = due_of(handed), False
    for step in log.steps:
        if step.round != round_number or step.at >= ends:
            continue
        if step.action == "DISPOSE":
            with_firm = step.detail["firm"] == log.firm
        if step.action in {"PAUSE", "RESUME", "HOLIDAY"} and with_firm:
            due = step.measured_due_at or due
    return due


def _is_still_ordered(log: Log, round_number: int, due: datetime) -> bool:
    """Whether the firm had the order when its time was over."""
    with_firm = handed_to_firm = False
    for step in log.steps:
        if step.round != round_number or step.at >= due:
            continue
        if step.action == "DISPOSE":
            handed_to_firm = step.detail["firm"] == log.firm
            with_firm = handed_to_firm
        if step.action == "CONFIRM_DUTY":
            with_firm = handed_to_firm
        if step.action in {"REFUSE", "RECALL", "WITHDRAW"}:
            with_firm = False
    return with_firm


def _tries(log: Log, round_number: int, ends: datetime) -> list[Step]:
    steps = log.of("RECTIFY", "SEND_BACK", before=ends)
    return [step for step in steps if step.round == round_number]


def spare(steps: Iterable[Step], rectified: Step) -> timedelta:
    """
    From a rectification to the first due moment that its party was given in the round;
    what the office took to look at earlier tries is given back.
    """
    before = [
        step
        for step in steps
        if step.action in {"DISPOSE", "RECTIFY", "SEND_BACK"}
        and step.round == rectified.round
        and step.number <= rectified.number
    ]
    handed = [step for step in before if step.action == "DISPOSE"]
    first = next(step for step in handed if _party(step) == _party(handed[-1]))
    due, party = due_of(first), _party(handed[-1])
    now_with = None
    for step in steps:
        if step.round != rectified.round or step.number > rectified.number:
            continue
        if step.action == "DISPOSE":
            now_with = _party(step)
        if step.action in {"PAUSE", "RESUME", "HOLIDAY"} and now_with == party:
            due = step.measured_due_at or due
    looked_at = timedelta()
    for tried, back in pairwise(before):
        if back.action == "SEND_BACK":
            looked_at += back.at - tried.at
    return due + looked_at - rectified.at


def _party(handed: Step) -> tuple[object, ...]:
    detail = handed.detail
    return detail["party"], detail["firm"], detail["department"]
