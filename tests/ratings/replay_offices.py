"""
The counts of offices and regions in a review told again from the event log.

Plain Python, as `tests.ratings.replay` is for firms.
Rules: specification, domain rules 2.3, Work evaluation of regions.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from complaints.models import Step
from registry.queries import lineage
from tests.ratings.case_logs import (
    Counts,
    Log,
    Window,
    counts_of_answer,
    due_of,
    falls_in,
    is_redone,
    read_logs,
    without_zeros,
)

TOLD = {"REPORT", "EXPLAIN", "ANSWER"}
BY_ACTION = {
    "DECLINE": "declined",
    "TRANSFER": "transferred",
    "RECLASSIFY": "reclassified",
    "MERGE": "merged",
    "PAUSE": "paused",
    "DISPOSE": "disposed",
    "REFUSE": "refused",
}


def region_counts(window: Window, *, logs: Sequence[Log] = ()) -> dict[str, Counts]:
    """By region code, each the sum of all offices at or below it."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for log in logs or read_logs():
        for office, what in _office_events(log, window):
            for code in lineage(office):
                counts[code][what] += 1
    return {code: without_zeros(found) for code, found in counts.items()}


def _office_events(log: Log, window: Window) -> Iterator[tuple[str, str]]:
    """The office and what it counts, once for each time that it counts."""
    if log.kind_at(window.ends) == "RETALIATION":
        return
    if falls_in(window, log.filed_at):
        yield log.steps[0].office_code, "cases"
    for step in log.steps:
        if falls_in(window, step.at):
            yield from ((step.office_code, what) for what in _done_in(step))
        if step.next_due_at is not None and falls_in(window, step.next_due_at):
            yield from _waited_since(log, step, window.ends)
    yield from _told_to_the_office(log, window)
    yield from _rectified_for_the_office(log, window)
    yield from _found_unfounded(log, window)


def _found_unfounded(log: Log, window: Window) -> Iterator[tuple[str, str]]:
    """What was corrected to a question is no complaint that did not hold."""
    found = log.finding(window.ends)
    if found is None or log.kind_at(window.ends) != "COMPLAINT":
        return
    if falls_in(window, found.at) and found.detail["finding"] == "UNFOUNDED":
        yield found.office_code, "unfounded"


def _done_in(step: Step) -> Iterator[str]:
    if step.action in BY_ACTION:
        yield BY_ACTION[step.action]
    if step.action in TOLD:
        yield "asked"
    if step.action == "CLOSE" and step.detail["closing"] != "CANNOT_BE_CALLED":
        yield "visits"
        if step.detail["closing"] != "NOT_VISITED":
            yield "visited"


def _waited_since(log: Log, entered: Step, ends: datetime) -> Iterator[tuple[str, str]]:
    """A stage that fell due in the window, and who held the case at its end or then."""
    kind = log.kind_behind(entered.number)
    stage, due = _stage_waited_for(kind, entered.target), due_of(entered)
    later = [step for step in log.steps if step.number > entered.number]
    if stage is None or _is_dated_anew(later, ends):
        return
    left = next((step for step in later if _leaves(step)), None)
    in_time = left is not None and left.at <= due
    after = left if in_time else next((one for one in later if one.at > due), None)
    office = after.office_code if after is not None else _holder(log)
    yield office, f"{stage.lower()}_due"
    if in_time:
        yield office, f"{stage.lower()}_on_time"


def _leaves(step: Step) -> bool:
    """A case that is handed on begins anew, even where it waited to be accepted."""
    return step.source != step.target or step.action == "TRANSFER"


def _is_dated_anew(later: Iterable[Step], ends: datetime) -> bool:
    """The waiting got another due moment before it ended, and that one counts."""
    for step in later:
        if step.at >= ends or _leaves(step):
            return False
        if step.next_due_at is not None:
            return True
    return False


def _stage_waited_for(kind: str, state: str) -> str | None:
    """None where no office's punctuality is told of it: what was secret stays so."""
    if kind == "RETALIATION":
        return None
    if state == "ACCEPTED":
        return "VERIFICATION" if kind == "COMPLAINT" else "REPORT"
    stages = {"FILED": "ACCEPTANCE", "VERIFIED": "DISPOSAL", "RECTIFIED": "REPORT"}
    return stages.get(state)


def _holder(log: Log) -> str:
    """The office that the last step which hands a case on left it with."""
    named = [step for step in log.steps if "office" in step.detail]
    office: str = named[-1].detail["office"]
    return office


def _told_to_the_office(log: Log, window: Window) -> Iterator[tuple[str, str]]:
    newest = log.newest_own_answer(window.ends)
    for answer in log.answers:
        if not falls_in(window, answer.at):
            continue
        if not answer.own:
            yield answer.step.office_code, "typed"
        elif answer is newest:
            counts = counts_of_answer(answer, answer.satisfied_with_street)
            yield from ((answer.step.office_code, what) for what in counts.elements())


def _rectified_for_the_office(log: Log, window: Window) -> Iterator[tuple[str, str]]:
    rectified = log.of("RECTIFY", before=window.ends)
    last = {step.round: step for step in rectified}
    for round_number, step in last.items():
        if falls_in(window, step.at):
            yield step.office_code, "rectified"
            if is_redone(log, round_number, window.ends):
                yield step.office_code, "redone"
