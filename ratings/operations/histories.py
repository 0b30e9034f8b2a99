"""
The histories of ratings, each with a chain of its own: credits, enforcement, entries of
the lists, rule sets. Where they end goes into the daily anchor behind the cases.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain as in_a_row
from typing import Any

from django.db import transaction
from django.db.models import Manager, OuterRef, Subquery

from ratings.models import Credit, DocumentStep, Enforcement, RuleSet, RuleSetStep
from ratings.operations import trail
from ratings.operations.listings import auditing as entries
from ratings.queries import rule_history
from registry.ledger.anchors import NamedHead
from registry.ledger.chain import Head
from registry.ledger.examined import Examined, Histories, gone

DIGITS = 9


@dataclass(frozen=True)
class _Rows:
    """
    Rows whose histories are named by prefix and key, so that they sort as their keys.

    `broken` gives the number of the first bad step of a row, given its anchored head.
    """

    prefix: str
    rows: "Manager[Any]"
    steps: "Manager[Any]"
    path: str
    broken: Callable[[Any, Head | None], int | None]

    def heads(self) -> Iterator[NamedHead]:
        """The last step of each row, in the order of their names."""
        last = self.steps.filter(**{self.path: OuterRef("pk")}).order_by("-number")
        ends = (Subquery(last.values(name)[:1]) for name in ("number", "digest"))
        found = self.rows.order_by("pk").values_list("pk", *ends)
        for key, number, digest in found:
            # a row without any step is for `examine` to report
            if number is not None:
                yield self._name(key), Head(number, digest)

    def examine(self, anchored: Iterable[NamedHead] = ()) -> Iterator[Examined]:
        """Look at every row, and at `anchored` heads that have no row any more."""
        known = {name: head for name, head in anchored if name.startswith(self.prefix)}
        for key in self.rows.order_by("pk").values_list("pk", flat=True):
            name = self._name(key)
            yield self._examined(key, name, known.pop(name, None))
        yield from (gone(name) for name in sorted(known))

    @transaction.atomic
    def _examined(self, key: int, name: str, head: Head | None) -> Examined:
        """The row is held meanwhile, so that no step comes between it and its steps."""
        row = self.rows.select_for_update(of=("self",)).get(pk=key)
        steps = self.steps.filter(**{self.path: row}).count()
        return Examined(name, steps, erased=0, broken=self.broken(row, head))

    def _name(self, key: int) -> str:
        return f"{self.prefix}{key:0{DIGITS}}"


CREDITS = _Rows("C-", Credit.objects, DocumentStep.objects, "credit", trail.broken)
ENFORCEMENT = _Rows(
    "E-", Enforcement.objects, DocumentStep.objects, "enforcement", trail.broken
)
RULE_SETS = _Rows(
    "R-", RuleSet.objects, RuleSetStep.objects, "rule_set", rule_history.first_broken
)
# In the order of their prefixes, which is that of an anchor.
ALL = (
    Histories("credits", CREDITS.heads, CREDITS.examine),
    Histories("documents of enforcement", ENFORCEMENT.heads, ENFORCEMENT.examine),
    Histories("entries of the lists", entries.heads, entries.examine),
    Histories("rule sets", RULE_SETS.heads, RULE_SETS.examine),
)


def heads() -> Iterator[NamedHead]:
    """Where each history of ratings ends, in the order of the names."""
    return in_a_row.from_iterable(one.heads() for one in ALL)
