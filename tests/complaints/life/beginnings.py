"""
How far the first case of a life has come when the life begins.

Many rows of the table are a long way off: lives that all began with a filing would
seldom get there. What leads up to them is tried by the other lives.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from complaints.models import Case
from complaints.moves import Move
from complaints.operations import (
    appeals,
    duties,
    handling,
    lots,
    merging,
    visiting,
)
from complaints.operations.incoming import Place
from complaints.states import (
    Action,
    DeclineReason,
    Finding,
    Kind,
    Outcome,
    State,
)
from tests.complaints import paths
from tests.town import MONDAY_MORNING, Town

WHY = "The bridge is the road office's, not the firm's."
SOON = timedelta(minutes=10)
MOST = 4
LAST_MOMENT = MONDAY_MORNING + timedelta(hours=6)


def filed(town: Town) -> Any:
    return town.file()


def twins(town: Town) -> Any:
    """Reported twice: one is accepted, of the other nobody has looked yet."""
    paths.accepted(town)
    return town.file(now=paths.after(2))


def verified_twins(town: Town) -> Any:
    paths.accepted(town)
    return paths.verified(town)


def declined(town: Town, **filing: Any) -> Any:
    case = town.file(**filing)
    handling.decline(
        case=case,
        reason=DeclineReason.COURT,
        way_on="Ask the court.",
        text=WHY,
        by=town.anna,
        now=case.filed_at + SOON,
    )
    return case


def drawn(town: Town) -> Any:
    """Declined, and of the tenth that the county looks at a second time."""
    moments = (MONDAY_MORNING + SOON * number / 10 for number in count())
    return declined(town, now=next(filter(_is_drawn, moments)))


def _is_drawn(moment: datetime) -> bool:
    return lots.for_a_second_look(Case(filed_at=moment))


def appealed(town: Town, **filing: Any) -> Any:
    case = declined(town, **filing)
    appeals.appeal(case=case, text=WHY, by=town.resident, now=case.filed_at + 2 * SOON)
    return case


def appealed_described(town: Town) -> Any:
    place = Place(region=town.street, description="Behind the school.")
    return appealed(town, place=place)


def refused_twice(town: Town) -> Any:
    case = paths.disposed(town)
    duties.refuse(case=case, text=WHY, by=town.manager, now=paths.after(3.5))
    order = paths.order_to_firm(town)
    handling.dispose(case=case, order=order, by=town.anna, now=paths.after(4))
    duties.refuse(case=case, text=WHY, by=town.manager, now=paths.after(4.5))
    return case


def told_three_times(town: Town) -> Any:
    """Answered, reopened, answered by another, reopened, answered by the county."""
    case = paths.answered(town)
    for hour, by in ((5.2, town.bo), (5.4, town.county_dora)):
        now = paths.after(hour)
        visiting.reopen(case=case, by=town.resident, now=now, text="")
        handling.answer(case=case, text=WHY, by=by, now=paths.after(hour + 0.1))
    return case


# Each with where the case then is, as `tries.situation_of` calls it; the simplest one
# first, since that is what a failing life is brought back to.
BEGINNINGS: tuple[tuple[Callable[[Town], Any], str], ...] = (
    (filed, "FILED"),
    (twins, "FILED"),
    (verified_twins, "VERIFIED"),
    (declined, "DECLINED"),
    (drawn, "DECLINED"),
    (appealed, "APPEALED"),
    (appealed_described, "appealed, described"),
    (paths.accepted, "ACCEPTED"),
    (paths.verified, "VERIFIED"),
    (paths.disposed, "DISPOSED"),
    (refused_twice, "refused twice"),
    (paths.rectified, "RECTIFIED"),
    (paths.reported, "REPORTED"),
    (paths.explained, "explained"),
    (paths.answered, "answered"),
    (told_three_times, "told twice more"),
)


def chosen(missing: Mapping[str, float]) -> list[Callable[[Town], Any]]:
    """From the filing on, and those that begin where most is missing still."""
    by_need = sorted(BEGINNINGS, key=lambda one: -missing.get(one[1], 0))
    return [filed, *(begin for begin, _situation in by_need[:MOST])]


def merged_when_verified(town: Town) -> Any:
    target = paths.accepted(town)
    case = paths.verified(town)
    merging.merge(case=case, target=target, by=town.anna, now=paths.after(2.5))
    return case


def verified_a_third_time(town: Town) -> Any:
    """Unfounded twice for two officers, reopened twice, and looked at once more."""
    case = paths.explained(town)
    for hour in (5.2, 5.6):
        visiting.reopen(case=case, by=town.resident, now=paths.after(hour), text="")
        by = town.bo if hour < 5.5 else town.county_dora
        found = paths.found(Finding.UNFOUNDED)
        handling.verify(case=case, found=found, by=by, now=paths.after(hour + 0.1))
        if by is town.bo:
            handling.explain(
                case=case,
                outcome=Outcome.UNFOUNDED,
                text=WHY,
                by=town.anna,
                now=paths.after(hour + 0.2),
            )
    return case


# From where a row can be followed at once.
NEAR: Mapping[tuple[str, str], Callable[[Town], Any]] = {
    (Action.CONFIRM_DUTY, State.VERIFIED): refused_twice,
    (Action.RELEASE, State.VERIFIED): refused_twice,
    (Action.FINAL, State.VERIFIED): verified_a_third_time,
    (Action.FINAL, State.REPORTED): told_three_times,
    (Action.MERGE, State.FILED): twins,
    (Action.MERGE, State.VERIFIED): verified_twins,
    (Action.UNMERGE, State.MERGED): merged_when_verified,
    (Action.LOCATE, State.APPEALED): appealed_described,
    (Action.OVERTURN, State.DECLINED): drawn,
}
IN: Mapping[str, Callable[[Town], Any]] = {
    State.FILED: filed,
    State.ACCEPTED: paths.accepted,
    State.DECLINED: declined,
    State.APPEALED: appealed,
    State.VERIFIED: paths.verified,
    State.DISPOSED: paths.disposed,
    State.RECTIFIED: paths.rectified,
    State.REPORTED: paths.reported,
    State.CLOSED: paths.closed,
}


def near(rows: Sequence[Move]) -> list[Callable[[Town], Any]]:
    """Where lives begin that are meant for these rows."""
    return [_near(row) for row in rows[:MOST]]


def _near(row: Move) -> Callable[[Town], Any]:
    if row.action == Action.REOPEN and row.target == State.ACCEPTED:
        return paths.explained if Kind.COMPLAINT in row.kinds else paths.answered
    source = row.source or State.FILED
    return NEAR.get((row.action, source)) or IN[source]
