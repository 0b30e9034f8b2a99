"""The shares beside a work evaluation: counted, in percent, and how they moved."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ratings.canonical import HUNDRED, ZERO, rounded
from ratings.queries.region_pages import Compared, Entry
from ratings.shrinkage import Tally
from ratings.views import words

PLACES = 1
COLUMNS = (
    "period",
    "version",
    "code",
    "share",
    "part",
    "whole",
    "percent",
    "percent_before",
    "percent_a_year_before",
)
REPLIES = ("yes", "partly", "no", "cannot_say", "typed")


def _of_cases(name: str) -> Callable[[Entry], Tally]:
    return lambda entry: _tally(entry["window"], name, "cases")


def _typed(entry: Entry) -> Tally:
    window = entry["window"]
    replies = sum((Decimal(window[name]) for name in REPLIES), start=ZERO)
    return Tally(Decimal(window["typed"]), replies)


def _agreed(entry: Entry) -> Tally:
    return _tally(entry["beside"]["window"], "second_agreed", "second_visits")


def _silent(entry: Entry) -> Tally:
    beside = entry["beside"]
    whole = Decimal(beside["communities"])
    return Tally(whole - Decimal(beside["with_filings"]), whole)


def _tally(counts: Mapping[str, str], part: str, whole: str) -> Tally:
    return Tally(Decimal(counts[part]), Decimal(counts[whole]))


@dataclass(frozen=True)
class Share:
    """A share of a region's counts; `beside` ones older reviews do not have."""

    name: Promise
    of: Callable[[Entry], Tally]
    beside: bool = False

    def read(self, entry: Entry | None) -> Tally | None:
        """Nothing where there is no review, no such count, or nothing to divide by."""
        if entry is None or (self.beside and "beside" not in entry):
            return None
        tally = self.of(entry)
        return tally if tally.n else None


SHARES = {
    "declined": Share(gettext_lazy("Not accepted"), _of_cases("declined")),
    "transferred": Share(
        gettext_lazy("Transferred to another office"), _of_cases("transferred")
    ),
    "unfounded": Share(gettext_lazy("Found unfounded"), _of_cases("unfounded")),
    "reclassified": Share(gettext_lazy("Reclassified"), _of_cases("reclassified")),
    "paused": Share(gettext_lazy("Paused"), _of_cases("paused")),
    "merged": Share(gettext_lazy("Merged into another case"), _of_cases("merged")),
    "typed": Share(gettext_lazy("Answers typed by an office"), _typed),
    "second_agreed": Share(
        gettext_lazy("Second visits that heard the same"), _agreed, beside=True
    ),
    "without_filing": Share(
        gettext_lazy("Communities without a filing: no data"), _silent, beside=True
    ),
}


def rows(found: Compared) -> list[dict[str, str]]:
    """The lines of the table."""
    return [_row(share, found) for share in SHARES.values()]


def figures(found: Compared) -> Iterator[dict[str, object]]:
    """The same numbers for a file."""
    for name, share in SHARES.items():
        tally = share.read(found.now)
        yield {
            "share": name,
            "part": None if tally is None else words.exact(tally.s),
            "whole": None if tally is None else words.exact(tally.n),
            "percent": _percent(tally),
            "percent_before": _percent(share.read(found.before)),
            "percent_a_year_before": _percent(share.read(found.a_year_before)),
        }


def silent(found: Compared) -> str:
    """Of how many communities nobody knows anything, in a sentence."""
    tally = SHARES["without_filing"].read(found.now)
    if tally is None:
        return ""
    return _(
        "From %(silent)s of %(all)s communities no case came in this window. That is "
        "no data, and not a good result."
    ) % {"silent": words.figure(tally.s), "all": words.figure(tally.n)}


def _row(share: Share, found: Compared) -> dict[str, str]:
    now = share.read(found.now)
    return {
        "name": str(share.name),
        "counted": "–" if now is None else words.out_of(now.s, now.n),
        "now": _shown(now),
        "before": _shown(share.read(found.before)),
        "a_year_before": _shown(share.read(found.a_year_before)),
    }


def _percent(tally: Tally | None) -> Decimal | None:
    return None if tally is None else rounded(tally.s / tally.n * HUNDRED, PLACES)


def _shown(tally: Tally | None) -> Any:
    percent = _percent(tally)
    return "–" if percent is None else f"{percent}%"
