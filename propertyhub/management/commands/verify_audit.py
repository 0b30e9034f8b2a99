"""`manage.py verify_audit`: whether history is what was written; exit 1 if not."""

from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from complaints import numbers
from complaints.numbers import WrongNumber
from complaints.operations import auditing
from propertyhub import histories
from ratings.operations import histories as ratings
from registry.ledger.anchors import Anchor, NamedHead
from registry.ledger.examined import Examined

CASES = "cases"


class Command(BaseCommand):
    help = (
        "Compute the hash chains of cases, entries of lists, documents and rule sets "
        "again, compare them with the last anchor and name the first bad step of each "
        "bad one; exit 1 if there is any."
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
            for each in ratings.ALL:
                wrong = self._report(each.examine(_heads(anchor)), each.sort)
                broken = broken or wrong
        if broken or found:
            raise CommandError(broken or found[0])

    def _report(self, examined: Iterable[Examined], sort: str = CASES) -> str | None:
        """
        Tell what was found; the sentence on the first bad one if there is any. Of other
        sorts than cases a house may have none, and then nothing is said.
        """
        first = None
        count = steps = erased = 0
        for one in examined:
            count, steps, erased = count + 1, steps + one.steps, erased + one.erased
            if one.broken is not None:
                self.stderr.write(one.sentence)
                first = first or one.sentence
        if count or sort == CASES:
            self.stdout.write(f"{count} {sort}, {steps} steps; {erased} texts erased")
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
