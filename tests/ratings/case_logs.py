"""What was written about each case: its steps, answers and contact, in plain Python."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol

from complaints.models import Answer, Contact, Step

Counts = dict[str, int | Decimal]

RESULTS = {"REPORT", "EXPLAIN"}
CONTENT = {"VERY", "SATISFIED", "FAIRLY"}
FOUNDED = {"FOUNDED", "PARTLY"}


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
        return last_of(self.of("VERIFY", before=ends))

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


def counts_of_answer(answer: Answer, satisfied: str) -> Counter[str]:
    """Solved or not, and satisfied with the firm, or with the street, as is given."""
    counts = Counter({str(answer.solved).lower(): 1})
    counts["rated"] = satisfied not in {"", "CANNOT_SAY"}
    counts["satisfied"] = satisfied in CONTENT
    return counts


def due_of(handed: Step) -> datetime:
    """Until when who was handed the case had to act."""
    assert handed.next_due_at is not None  # whoever is handed a case has a due moment
    return handed.next_due_at


def is_redone(log: Log, round_number: int, ends: datetime) -> bool:
    """Sent back in its round, followed by another round, or found to be false."""
    doubts = {step.number for step in log.of("SUSPECT") if step.round == round_number}
    return any(
        (step.action, step.round)
        in {("SEND_BACK", round_number), ("REOPEN", round_number + 1)}
        or (step.action == "FALSE_CONFIRMED" and step.about in doubts)
        for step in log.steps
        if step.at < ends
    )


def falls_in(window: Window, moment: datetime) -> bool:
    return window.starts <= moment < window.ends


def last_of(steps: list[Step]) -> Step | None:
    return steps[-1] if steps else None


def without_zeros(counts: Any) -> Counts:
    return {name: count for name, count in counts.items() if count}
