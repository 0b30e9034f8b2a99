"""
Whether history is what was written, and the daily anchor of its heads.

Cases are walked in the order of their numbers, some hundreds at a time, so that the
memory it takes does not grow with them and people may go on writing meanwhile.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from django.conf import settings
from django.db.models import OuterRef, Subquery

from complaints.models import Answer, Case, Commitment, Promise, Step, Text
from complaints.operations.writing import chained_fields, digest_of
from complaints.states import Action, Channel
from registry.ledger import anchors, chain
from registry.ledger.anchors import Anchor, NamedHead
from registry.ledger.chain import Head
from registry.ledger.examined import Examined, gone

CASES_AT_ONCE = 500
TAKE_ANSWERS = frozenset({Action.CLOSE, Action.FOLLOW})
GIVEN = ("solved", "satisfied", "satisfied_with_street")


@dataclass(frozen=True)
class Beside:
    """What is stored of a step in rows of its own."""

    answer: Answer | None = None
    commitments: Sequence[Commitment] = ()
    promises: Sequence[Promise] = ()


def anchor(*, day: date, beside: Iterable[NamedHead] = ()) -> bool:
    """
    Write the heads of all chains into the anchor of a day, outside the database.

    `beside` are the heads of other histories, whose names come behind all cases'.
    Safe to run again, and at once: False where the day has its anchor already.
    """
    every = itertools.chain(heads(), beside)
    return anchors.write(anchors_folder(), day=day, heads=every)


def anchors_folder() -> Path:
    return Path(settings.AUDIT_ANCHORS)


def examine_anchors() -> tuple[list[str], Anchor | None]:
    """
    What is changed, missing or exchanged among the anchors, and the newest of those
    that say what was written.
    """
    found: list[str] = []
    before = newest = None
    for each in anchors.all_in(anchors_folder()):
        problem = anchors.problem(each, before)
        if problem is None:
            newest = each
        else:
            found.append(problem)
        before = each
    return found, newest


def heads() -> Iterator[NamedHead]:
    """The last step of each case, in the order of the cases' numbers."""
    last = Step.objects.filter(case=OuterRef("pk")).order_by("-number")
    after = ""
    while True:
        found = list(
            Case.objects.filter(number__gt=after)
            .order_by("number")
            .values_list(
                "number",
                Subquery(last.values("number")[:1]),
                Subquery(last.values("digest")[:1]),
            )[:CASES_AT_ONCE]
        )
        if not found:
            return
        for number, step, digest in found:
            # a case without any step is for `examine` to report
            if step is not None:
                yield number, Head(step, digest)
        after = found[-1][0]


def examine(anchored: Iterable[NamedHead] = ()) -> Iterator[Examined]:
    """
    Look at the history of every case, and at `anchored` heads that have no case any
    more. These come in the order of the cases' numbers, as an anchor has them.
    """
    known = iter(anchored)
    awaited = next(known, None)
    after = ""
    while cases := _cases_after(after):
        after = cases[-1].number
        there = {case.number for case in cases}
        mine: dict[str, Head] = {}
        while awaited is not None and awaited[0] <= after:
            name, head = awaited
            if name in there:
                mine[name] = head
            else:
                yield gone(name)
            awaited = next(known, None)
        yield from _examined(cases, mine)
    while awaited is not None:
        yield gone(awaited[0])
        awaited = next(known, None)


def examine_one(number: str, anchored: Iterable[NamedHead] = ()) -> Examined | None:
    """Look at the history of one case; None if there never was such a case."""
    known = {name: head for name, head in anchored if name == number}
    case = Case.objects.filter(number=number).select_related("text").first()
    if case is not None:
        return next(_examined([case], known))
    return gone(number) if known else None


def _cases_after(number: str) -> list[Case]:
    cases = Case.objects.filter(number__gt=number).order_by("number")
    return list(cases.select_related("text")[:CASES_AT_ONCE])


def _examined(cases: Sequence[Case], known: dict[str, Head]) -> Iterator[Examined]:
    """
    Their steps are read after them, so what was counted on a case must be there; and
    what is stored beside the steps after these, for the same reason.
    """
    by_pk = {case.pk: case for case in cases}
    steps = list(
        Step.objects.filter(case__in=by_pk)
        .select_related("text")
        .order_by("case_id", "number")
    )
    beside = _beside(by_pk)
    found = {}
    for pk, its_steps in groupby(steps, key=attrgetter("case_id")):
        case = by_pk[pk]
        head = known.get(case.number)
        found[pk] = _examined_case(case, list(its_steps), beside, head)
    for case in cases:
        yield found.get(case.pk) or gone(case.number)


def _beside(cases: Iterable[int]) -> Mapping[int, Beside]:
    """By step, of those that have any."""
    committed: dict[int, list[Commitment]] = defaultdict(list)
    for one in Commitment.objects.filter(case__in=cases).select_related("text"):
        committed[one.step_id].append(one)
    promised: dict[int, list[Promise]] = defaultdict(list)
    for row in Promise.objects.filter(case__in=cases):
        promised[row.step_id].append(row)
    answers = {one.step_id: one for one in Answer.objects.filter(case__in=cases)}
    return {
        step: Beside(answers.get(step), committed.get(step, ()), promised.get(step, ()))
        for step in {*committed, *promised, *answers}
    }


def _examined_case(
    case: Case,
    steps: Sequence[Step],
    beside: Mapping[int, Beside],
    head: Head | None,
) -> Examined:
    for step in steps:
        step.case = case
    stored = [(step, beside.get(step.pk, Beside())) for step in steps]
    covers = "promises_digest" in steps[0].detail
    rows = (_row(step, its, covers_promises=covers) for step, its in stored)
    broken = chain.first_broken(rows, head=head)
    last = steps[-1].number
    if broken is None and last < case.steps_written:
        broken = last + 1
    if broken is None and last > case.steps_written:
        broken = _more_than_written(case, last)
    texts = (text for step, its in stored for text in _texts(step, its))
    erased = sum(text.erased_at is not None for text in texts)
    return Examined(case.number, len(steps), erased, broken)


def _more_than_written(case: Case, last: int) -> int | None:
    """The case went on while it was read, or somebody added steps past it."""
    written = Case.objects.values_list("steps_written", flat=True).get(pk=case.pk)
    return written + 1 if written < last else None


def _row(step: Step, beside: Beside, *, covers_promises: bool) -> chain.Row:
    """`covers_promises` is false of a case that was filed before chains covered any."""
    fits = all(_is_as_written(text) for text in _texts(step, beside))
    fits = fits and _is_as_given(beside.answer, step)
    fits = fits and _are_as_promised(beside.commitments, step)
    fits = fits and (not covers_promises or _are_as_dated(beside.promises, step))
    if step.action == Action.FILE:
        fits = fits and step.detail.get("text") == step.case.text.digest
    # No link fits a step whose text, answer, promise or commitment is another by now.
    return chain.Row(step.number, chained_fields(step) if fits else {}, step.digest)


def _is_as_given(answer: Answer | None, step: Step) -> bool:
    """What scores count is what the chain covers of the step that took the answer."""
    if step.action not in TAKE_ANSWERS or "solved" not in step.detail:
        return answer is None
    if answer is None:
        return False
    stored = {name: getattr(answer, name) for name in GIVEN}
    written = {name: step.detail.get(name, "") for name in GIVEN}
    channel = step.detail.get("channel", answer.channel)
    own = channel in (Channel.LINK, Channel.WEB)
    return (stored, answer.round, answer.at, answer.channel, answer.own) == (
        written,
        step.round,
        step.at,
        channel,
        own,
    )


def _are_as_promised(commitments: Sequence[Commitment], step: Step) -> bool:
    """Number, day and text of each as the chain covers them."""
    stored = [
        {
            "number": one.number,
            "due_on": one.due_on.isoformat(),
            "text": one.text.digest,
        }
        for one in sorted(commitments, key=attrgetter("number"))
    ]
    written: list[dict[str, object]] = step.detail.get("commitments", [])
    return stored == written


def _are_as_dated(promises: Sequence[Promise], step: Step) -> bool:
    """Each promise of the step as the chain covers them, and none beside these."""
    written: str | None = step.detail.get("promises_digest")
    return written == (digest_of(promises) if promises else None)


def _texts(step: Step, beside: Beside) -> Iterator[Text]:
    if step.action == Action.FILE:
        yield step.case.text
    if step.text is not None:
        yield step.text
    yield from (one.text for one in beside.commitments)


def _is_as_written(text: Text) -> bool:
    """Of an erased text the digest is left, and that stands in the chain."""
    erased = text.erased_at is not None
    return erased or text.digest == chain.text_digest(text.salt, text.body)
