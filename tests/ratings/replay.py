"""
The counts of a review told again from the event log: steps, answers and contacts.

Plain Python, one case after another, on purpose: it shares no query and no helper with
what it checks. Due moments and the time to spare are worked out here, from when a case
was handed over and rectified and from how long the office looked at what was sent back.
Rules: specification, domain rules 2.3, What is counted; Work evaluation of regions.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any, Protocol

from complaints.models import Answer, Contact, Step
from registry.queries import lineage

Counts = dict[str, int | Decimal]

RESULTS = {"REPORT", "EXPLAIN"}
TOLD = {"REPORT", "EXPLAIN", "ANSWER"}
CONTENT = {"VERY", "SATISFIED", "FAIRLY"}
FOUNDED = {"FOUNDED", "PARTLY"}
STAGES = ("ACCEPTANCE", "VERIFICATION", "DISPOSAL", "REPORT")
BY_ACTION = {
    "DECLINE": "declined",
    "TRANSFER": "transferred",
    "RECLASSIFY": "reclassified",
    "MERGE": "merged",
    "PAUSE": "paused",
    "DISPOSE": "disposed",
    "REFUSE": "refused",
}


class Window(Protocol):
    """Half-open: from `starts` on, and before `ends`."""

    @property
    def starts(self) -> datetime: ...

    @property
    def ends(self) -> datetime: ...


@dataclass
class Log:
    """What was written about one case; of the case itself only who answers for it."""

    case: int
    firm: str | None
    contact: Contact
    steps: list[Step]
    answers: list[Answer]

    def kind_at(self, moment: datetime) -> str:
        """As it was filed, or corrected to last before the moment."""
        said = [step for step in self.of("FILE", "RECLASSIFY") if step.at < moment]
        kind: str = (said or self.steps[:1])[-1].detail["kind"]
        return kind

    def kind_behind(self, number: int) -> str:
        said = [step for step in self.of("FILE", "RECLASSIFY") if step.number <= number]
        kind: str = said[-1].detail["kind"]
        return kind

    def is_merged(self, moment: datetime) -> bool:
        parted = self.of("MERGE", "UNMERGE", before=moment)
        return bool(parted) and parted[-1].action == "MERGE"

    @property
    def filed_at(self) -> datetime:
        return self.steps[0].at

    def of(self, *actions: str, before: datetime | None = None) -> list[Step]:
        return [
            step
            for step in self.steps
            if step.action in actions and (before is None or step.at < before)
        ]

    def finding(self, ends: datetime) -> Step | None:
        return _last(self.of("VERIFY", before=ends))

    def is_proved(self, ends: datetime) -> bool:
        proved = self.contact.phone_proved_at
        return proved is not None and proved < ends

    def charges_the_firm(self, ends: datetime) -> bool:
        """Founded or partly, and the duty of the firm."""
        found = self.finding(ends)
        return (
            self.kind_at(ends) == "COMPLAINT"
            and not self.is_merged(ends)
            and self.firm is not None
            and found is not None
            and found.detail["finding"] in FOUNDED
            and found.detail["duty"] == "FIRM"
        )

    def own_answers(self, ends: datetime) -> list[Answer]:
        """The reporter's and those of who joined."""
        return [answer for answer in self.answers if answer.own and answer.at < ends]

    def newest_own_answer(self, ends: datetime) -> Answer | None:
        """The reporter's."""
        own = [one for one in self.own_answers(ends) if one.follower is None]
        return max(own, key=lambda answer: (answer.at, answer.pk), default=None)


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
        counts[str(log.firm)]["self_filed"] += _in(window, log.filed_at)
    for log in _incidents(others, window):
        counts[str(log.firm)]["incidents"] += 1
    for log, answer, share in _scored_answers(others, within or window):
        if _in(window, answer.at):
            for what, once in _answer_counts(answer, answer.satisfied).items():
                counts[str(log.firm)][what] += once * share
    for firm, _phone in _explained(others, window, within or window):
        counts[str(firm)]["explained"] += 1
    for log in others:
        counts[str(log.firm)].update(_of_one_case(log, window))
    return {
        firm: _plain(found) for firm, found in counts.items() if any(found.values())
    }


def region_counts(window: Window, *, logs: Sequence[Log] = ()) -> dict[str, Counts]:
    """By region code, each the sum of all offices at or below it."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for log in logs or read_logs():
        for office, what in _office_events(log, window):
            for code in lineage(office):
                counts[code][what] += 1
    return {code: _plain(found) for code, found in counts.items()}


def read_logs() -> list[Log]:
    """Every case that was ever filed, in the order of ids."""
    steps: dict[int, list[Step]] = defaultdict(list)
    for step in Step.objects.select_related("case__firm").order_by("case", "number"):
        steps[step.case_id].append(step)
    answers: dict[int, list[Answer]] = defaultdict(list)
    for answer in Answer.objects.select_related("step", "follower").order_by("pk"):
        answers[answer.case_id].append(answer)
    contacts = {contact.case_id: contact for contact in Contact.objects.all()}
    return [
        Log(
            case=case,
            firm=written[0].case.firm.credit_code if written[0].case.firm else None,
            contact=contacts[case],
            steps=written,
            answers=answers[case],
        )
        for case, written in sorted(steps.items())
    ]


def _incidents(logs: Iterable[Log], window: Window) -> list[Log]:
    """Of each proved phone the newest incident of the window, for each firm."""
    newest: dict[tuple[str | None, str], Log] = {}
    for log in sorted(logs, key=lambda log: (log.filed_at, log.case)):
        if _in(window, log.filed_at) and log.is_proved(window.ends):
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
        if _in(window, answer.at):
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
            answer.own and answer.follower is None and _in(whole, answer.at)
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
    told = _last(log.of(*RESULTS, before=window.ends))
    return (
        told is not None
        and told.action == "EXPLAIN"
        and told.detail["outcome"] == "CANNOT"
        and _in(window, told.at)
    )


def _answer_counts(answer: Answer, satisfied: str) -> Counter[str]:
    counts = Counter({str(answer.solved).lower(): 1})
    counts["rated"] = satisfied not in {"", "CANNOT_SAY"}
    counts["satisfied"] = satisfied in CONTENT
    return counts


def _of_one_case(log: Log, window: Window) -> Counter[str]:
    """What a charged case adds apart from its place among those of one phone."""
    counts: Counter[str] = Counter()
    ends = window.ends
    proved = log.is_proved(ends)
    counts["unproved"] += _in(window, log.filed_at) and not proved
    counts["typed"] += sum(
        not answer.own and _in(window, answer.at) for answer in log.answers
    )
    told = _last(log.of(*RESULTS, before=ends))
    reachable = bool(log.contact.phone_digest)
    counts["asked"] += told is not None and reachable and _in(window, told.at)
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
    if not _in(window, due) or not _is_still_ordered(log, round_number, due):
        return Counter()
    done = _tries(log, round_number, window.ends)
    rectified = [step for step in done if step.action == "RECTIFY"]
    counts = Counter(due=1, rectified=int(bool(rectified)))
    if rectified and done[-1] is rectified[-1]:
        counts["on_time"] += spare(log.steps, rectified[-1]) >= timedelta()
    if rectified:
        counts["redone"] += _is_redone(log, round_number, window.ends)
    return counts


def _measured(log: Log, round_number: int, handed: Step, ends: datetime) -> datetime:
    """The first due moment, moved by what stood still while the firm had the case."""
    due, with_firm = _due_of(handed), False
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


def _due_of(handed: Step) -> datetime:
    assert handed.next_due_at is not None  # whoever is handed a case has a due moment
    return handed.next_due_at


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
    due, party = _due_of(first), _party(handed[-1])
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


def _is_redone(log: Log, round_number: int, ends: datetime) -> bool:
    """Sent back in its round, followed by another round, or found to be false."""
    doubts = {step.number for step in log.of("SUSPECT") if step.round == round_number}
    return any(
        (step.action, step.round)
        in {("SEND_BACK", round_number), ("REOPEN", round_number + 1)}
        or (step.action == "FALSE_CONFIRMED" and step.about in doubts)
        for step in log.steps
        if step.at < ends
    )


def _office_events(log: Log, window: Window) -> Iterator[tuple[str, str]]:
    """The office and what it counts, once for each time that it counts."""
    if _in(window, log.filed_at):
        yield log.steps[0].office_code, "filed"
    if log.kind_at(window.ends) == "RETALIATION":
        return
    if _in(window, log.filed_at):
        yield log.steps[0].office_code, "cases"
    for step in log.steps:
        if _in(window, step.at):
            yield from ((step.office_code, what) for what in _done_in(step))
        if step.next_due_at is not None and _in(window, step.next_due_at):
            yield from _waited_since(log, step, window.ends)
    yield from _told_to_the_office(log, window)
    yield from _rectified_for_the_office(log, window)
    yield from _found_unfounded(log, window)


def _found_unfounded(log: Log, window: Window) -> Iterator[tuple[str, str]]:
    """What was corrected to a question is no complaint that did not hold."""
    found = log.finding(window.ends)
    if found is None or log.kind_at(window.ends) != "COMPLAINT":
        return
    if _in(window, found.at) and found.detail["finding"] == "UNFOUNDED":
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
    stage, due = _stage_waited_for(kind, entered.target), _due_of(entered)
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
        if not _in(window, answer.at):
            continue
        if not answer.own:
            yield answer.step.office_code, "typed"
        elif answer is newest:
            counts = _answer_counts(answer, answer.satisfied_with_street)
            yield from ((answer.step.office_code, what) for what in counts.elements())


def _rectified_for_the_office(log: Log, window: Window) -> Iterator[tuple[str, str]]:
    rectified = log.of("RECTIFY", before=window.ends)
    last = {step.round: step for step in rectified}
    for round_number, step in last.items():
        if _in(window, step.at):
            yield step.office_code, "rectified"
            if _is_redone(log, round_number, window.ends):
                yield step.office_code, "redone"


def _in(window: Window, moment: datetime) -> bool:
    return window.starts <= moment < window.ends


def _last(steps: list[Step]) -> Step | None:
    return steps[-1] if steps else None


def _plain(counts: Any) -> Counts:
    return {name: count for name, count in counts.items() if count}
