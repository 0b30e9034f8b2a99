"""`manage.py verify_audit`: whether history is what was written; exit 1 if not."""

from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from complaints import numbers
from complaints.numbers import WrongNumber
from complaints.operations import auditing
from complaints.operations.auditing import Examined
from propertyhub import histories
from ratings.operations.listings import auditing as listings
from registry.ledger.anchors import Anchor, NamedHead


class Command(BaseCommand):
    help = (
        "Compute the hash chain of each case and of each entry of a list again, "
        "compare it with the last anchor and name the first bad step of each bad one; "
        "exit 1 if there is any."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--case", metavar="NUMBER", help="look at this one only")

    def handle(self, *args: Any, **options: Any) -> None:
        found, anchor = auditing.examine_anchors()
        for problem in found:
            self.stderr.write(problem)
        if anchor is None:
            self.stderr.write("No anchor to compare with: a cut end may go unseen.")
        number = options["case"]
        cases = histories.of_cases(_heads(anchor))
        broken = self._report(
            auditing.examine(cases) if number is None else _one(number, cases)
        )
        if number is None:
            broken = broken or self._report_listings(anchor)
        if broken or found:
            raise CommandError(broken or found[0])

    def _report_listings(self, anchor: Anchor | None) -> str | None:
        """The same of the entries of the red and black lists, where there are any."""
        examined = list(listings.examine(_heads(anchor)))
        if examined:
            steps = sum(one.steps for one in examined)
            erased = sum(one.erased for one in examined)
            self.stdout.write(
                f"{len(examined)} entries of the lists, {steps} steps; "
                f"{erased} texts erased"
            )
        wrong = [
            f"{one.number}: step {one.broken} is not what was written."
            for one in examined
            if one.broken is not None
        ]
        for sentence in wrong:
            self.stderr.write(sentence)
        return next(iter(wrong), None)

    def _report(self, examined: Iterable[Examined]) -> str | None:
        """Tell what was found; the sentence on the first bad case if there is one."""
        first = None
        cases = steps = erased = 0
        for one in examined:
            cases, steps, erased = cases + 1, steps + one.steps, erased + one.erased
            if one.broken is not None:
                sentence = f"{one.case}: step {one.broken} is not what was written."
                self.stderr.write(sentence)
                first = first or sentence
        self.stdout.write(f"{cases} cases, {steps} steps; {erased} texts erased")
        return first


def _heads(anchor: Anchor | None) -> Iterable[NamedHead]:
    return () if anchor is None else anchor.heads()


def _one(typed: str, anchored: Iterable[NamedHead]) -> list[Examined]:
    try:
        examined = auditing.examine_one(numbers.normalised(typed), anchored)
    except WrongNumber as problem:
        raise CommandError(str(problem)) from None
    if examined is None:
        raise CommandError(f"There is no case {typed}.")
    return [examined]
