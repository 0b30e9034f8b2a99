"""
The tricks, each as one more case beside the same six: how it goes where nobody plays,
how it is played, and what a count that falls for it would say.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from complaints.operations import correcting, handling, merging, suspecting, timing
from complaints.operations.correcting import Corrected
from complaints.operations.filing import Reporter
from complaints.states import (
    DeclineReason,
    Finding,
    Kind,
    Outcome,
    PauseReason,
    Privacy,
    Urgency,
)
from tests.complaints import last_words, paths
from tests.complaints.paths import DONE, after
from tests.ratings import long_paths
from tests.ratings.long_paths import phone_of
from tests.town import Town

TAKEN_BACK = "taken back"
REPORTED = "reported"
# no more than the one answer of an incident, however many speak
BOUNDED = "one answer"
FIRM_S_PHONE = "+8613700137999"
A_DAY_LATE = timedelta(days=1)
Path = Callable[[Town], Any]


@dataclass(frozen=True)
class Trick:
    """
    `naive` is added to the counts of the firm that the review found, and gives what
    would be counted were the trick believed. `shown` names the count that tells of it,
    of the street's county ("office") or of the firm, and how much it says; `alerts`
    that the county is alerted of a firm's own phone.
    """

    name: str
    honest: Path
    played: Path
    naive: Mapping[str, int | str]
    verdict: str
    shown: tuple[str, str, Decimal] | None = None
    alerts: bool = False


def honestly_no(town):
    """Seen, put right in time, and the resident says no."""
    paths.closed(town, paths.NO, reporter=phone_of(50))


def nothing(town):
    """Nobody files."""


def merged(town):
    """The unhappy case goes into a neighbour's, whose answer comes first."""
    happy = paths.disposed(town, reporter=phone_of(51))
    case = paths.verified(town, reporter=phone_of(50))
    paths.prove(case)
    merging.merge(case=case, target=happy, by=town.anna, now=after(3.5))
    _put_right(town, happy)
    last_words.close(happy, town, paths.YES)
    paths.answer_too(town, happy.followers.get(), paths.NO, now=after(7))


def apart(town):
    honestly_no(town)
    paths.closed(town, paths.YES, reporter=phone_of(51))


def declined(town):
    case = town.file(reporter=phone_of(50))
    handling.decline(
        case=case,
        reason=DeclineReason.COURT,
        text=DONE,
        way_on="The court.",
        by=town.anna,
        now=after(1),
    )


def unfounded(town):
    case = paths.verified(town, Finding.UNFOUNDED, reporter=phone_of(50))
    handling.explain(
        case=case, outcome=Outcome.UNFOUNDED, text=DONE, by=town.bo, now=after(5)
    )


def late(town):
    """Put right a day behind the first due moment."""
    case = paths.disposed(town, reporter=phone_of(50))
    _rectified_late(town, case)


def extended(town):
    """The same day, but the time was extended before."""
    case = paths.disposed(town, reporter=phone_of(50))
    first_due = case.due_at
    timing.ask_extension(
        case=case,
        until=(first_due + 3 * A_DAY_LATE).date(),
        text=DONE,
        by=town.manager,
        now=after(4),
    )
    timing.extend(case=case, text="", by=town.anna, now=after(5))
    _rectified_late(town, case, first_due)


def paused(town):
    """The same day, but the clock stood still for it."""
    case = paths.disposed(town, reporter=phone_of(50))
    first_due = case.due_at
    timing.pause(
        case=case,
        reason=PauseReason.EXPERT,
        document="Order no. 7",
        until=after(24 * 9).date(),
        text=DONE,
        by=town.anna,
        now=after(4),
    )
    timing.resume(case=case, by=town.bo, now=after(24 * 4))
    _rectified_late(town, case, first_due)


def found_false(town):
    """A photo of another place: doubted by Bo, heard, and confirmed."""
    case = paths.reported(town, reporter=phone_of(50))
    paths.prove(case)
    suspecting.suspect(case=case, text=DONE, by=town.bo, now=after(6))
    suspecting.hear(case=case, text=DONE, by=town.manager, now=after(7))
    suspecting.confirm(case=case, text=DONE, by=town.bo, now=after(30))


def sent_back(town):
    """Nobody pretends: Anna sees that it is not done, and sends it back."""
    case = paths.rectified(town, reporter=phone_of(50))
    paths.prove(case)
    handling.send_back(case=case, text=DONE, by=town.anna, now=after(5))
    _put_right(town, case)


def unanswered(town):
    paths.prove(paths.reported(town, reporter=phone_of(50)))


def typed(town):
    paths.prove(long_paths.typed(town, reporter=phone_of(50)))


def self_filed(town):
    """From the duty phone of the firm, and very satisfied."""
    _knows_its_phone(town)
    firm_s = Reporter(privacy=Privacy.HIDDEN, phone=FIRM_S_PHONE)
    paths.closed(town, paths.YES, reporter=firm_s)


def joined_by_friends(town):
    """Four friends of the firm join, and drown the resident."""
    case = paths.reported(town, reporter=phone_of(50))
    friends = [paths.follow(town, case, f"+861360013600{one}") for one in range(4)]
    last_words.close(case, town, paths.NO)
    for friend in friends:
        paths.answer_too(town, friend, paths.YES, now=after(7))


def joined_by_itself(town):
    """The firm's own phone joins a resident's case, and praises."""
    _knows_its_phone(town)
    case = paths.reported(town, reporter=phone_of(50))
    firm_s = paths.follow(town, case, FIRM_S_PHONE)
    last_words.close(case, town, paths.NO)
    paths.answer_too(town, firm_s, paths.YES, now=after(7))


def reclassified(town):
    case = paths.accepted(town, reporter=phone_of(50))
    correcting.reclassify(
        case=case,
        to=Corrected(Kind.CONSULTATION, Urgency.ORDINARY, town.category()),
        text=DONE,
        by=town.bo,
        now=after(2),
    )
    paths.prove(case)


def _rectified_late(town, case, first_due=None):
    paths.prove(case)
    when = (first_due or case.due_at) + A_DAY_LATE
    handling.rectify(
        case=case, text=DONE, photos=[paths.photo()], by=town.manager, now=when
    )
    handling.report(
        case=case,
        outcome=Outcome.FIXED,
        text=DONE,
        by=town.anna,
        now=when + timedelta(hours=1),
    )


def _put_right(town, case):
    long_paths.put_right(town, case, after(5.5))
    handling.report(
        case=case, outcome=Outcome.FIXED, text=DONE, by=town.anna, now=after(5.7)
    )


def _knows_its_phone(town):
    town.firm.duty_phone = FIRM_S_PHONE
    town.firm.save()


ONE = Decimal(1)
A_GOOD_CASE = (
    "incidents",
    "yes",
    "rated",
    "satisfied",
    "due",
    "on_time",
    "rectified",
)
NO_LESS = {"incidents": 0}
TRICKS = (
    Trick(
        "merge: the unhappy one goes into the neighbour's case",
        apart,
        merged,
        {"yes": "0.5", "no": "-0.5", "satisfied": "0.5"},
        verdict=REPORTED,
        shown=("office", "merged", ONE),
    ),
    Trick(
        "decline: the office does not take the case",
        honestly_no,
        declined,
        NO_LESS,
        verdict=REPORTED,
        shown=("office", "declined", ONE),
    ),
    Trick(
        "unfounded: the office sees nothing",
        honestly_no,
        unfounded,
        NO_LESS,
        verdict=REPORTED,
        shown=("office", "unfounded", ONE),
    ),
    Trick(
        "extend: more time, and done by then",
        late,
        extended,
        {"on_time": 1},
        verdict=TAKEN_BACK,
    ),
    Trick(
        "pause: the clock stands still",
        late,
        paused,
        NO_LESS,
        verdict=REPORTED,
        shown=("office", "paused", ONE),
    ),
    Trick(
        "fake rectification: a photo from elsewhere",
        sent_back,
        found_false,
        {"redone": -1},
        verdict=TAKEN_BACK,
        shown=("firm", "redone", ONE),
    ),
    Trick(
        "typed answers: the clerk writes yes",
        unanswered,
        typed,
        {"yes": 1, "rated": 1, "satisfied": 1},
        verdict=TAKEN_BACK,
        shown=("firm", "typed", ONE),
    ),
    Trick(
        "self-filed: from the firm's own phone",
        nothing,
        self_filed,
        dict.fromkeys(
            ("incidents", "yes", "rated", "satisfied", "due", "on_time", "rectified"), 1
        ),
        verdict=TAKEN_BACK,
        shown=("firm", "self_filed", ONE),
        alerts=True,
    ),
    Trick(
        "friends who join: four say yes, one no",
        honestly_no,
        joined_by_friends,
        {"yes": "3.2", "no": "0.8", "rated": 4, "satisfied": "3.2"},
        verdict=BOUNDED,
        shown=("firm", "rated", Decimal(7)),
    ),
    Trick(
        "the firm joins a case itself",
        honestly_no,
        joined_by_itself,
        {"yes": 1, "rated": 1, "satisfied": 1},
        verdict=TAKEN_BACK,
        alerts=True,
    ),
    Trick(
        "reclassify: it was only a question",
        honestly_no,
        reclassified,
        NO_LESS,
        verdict=REPORTED,
        shown=("office", "reclassified", ONE),
    ),
)
