"""Cases brought off the straight way, by the people of the fixture town."""

from datetime import timedelta
from typing import Any

from complaints.models import Case
from complaints.operations import (
    appeals,
    duties,
    handling,
    suspecting,
    timing,
    visiting,
)
from complaints.operations.filing import Reporter
from complaints.operations.handling import Disposal, NewCommitment
from complaints.states import (
    DeclineReason,
    Measure,
    Outcome,
    Party,
    PauseReason,
    Privacy,
)
from tests.complaints import lots, paths
from tests.complaints.paths import after

FRIDAY_BEFORE = after(-3 * 24)
WHY = "The lamps stand inside of the wall."
FINAL = dict.fromkeys(
    ("stage", "decision", "reasons", "remedy", "remains", "ways_on"), WHY
)


def declined(town) -> Any:
    case = town.file()
    decline(case, town)
    return case


def decline(case: Any, town) -> None:
    handling.decline(
        case=case,
        reason=DeclineReason.COURT,
        text="The court of Shushan decides this.",
        way_on="The court.",
        by=town.anna,
        now=after(1),
    )


def appealed(town) -> Any:
    case = declined(town)
    appeals.appeal(case=case, by=town.resident, now=after(2), text=WHY)
    return case


def refused_twice(town) -> Any:
    case = paths.disposed(town)
    duties.refuse(case=case, text=WHY, by=town.manager, now=after(4))
    handling.dispose(
        case=case, order=paths.order_to_firm(town), by=town.anna, now=after(5)
    )
    duties.refuse(case=case, text=WHY, by=town.manager, now=after(6))
    return case


def extension_asked(town) -> Any:
    case = paths.disposed(town)
    timing.ask_extension(
        case=case,
        until=(case.due_at + timedelta(days=3)).date(),
        text="The part comes late.",
        by=town.manager,
        now=after(4),
    )
    return case


def extension_asked_by_the_office(town, **filing) -> Any:
    case = paths.verified(town, **filing)
    timing.ask_extension(
        case=case,
        until=(case.due_at + timedelta(days=3)).date(),
        text="Two of the owners are on a journey.",
        by=town.anna,
        now=after(3),
    )
    return case


def paused(town) -> Any:
    case = paths.disposed(town)
    timing.pause(
        case=case,
        reason=PauseReason.EXPERT,
        document="Order no. 7",
        until=after(72).date(),
        text="The expert looks at it.",
        by=town.anna,
        now=after(4),
    )
    return case


def to_department(town) -> Any:
    return paths.disposed(
        town,
        Disposal(Measure.ORDER_DEPARTMENT, Party.DEPARTMENT, department=town.fire),
    )


def with_a_target(town) -> Any:
    paths.accepted(town)
    return town.file(reporter=Reporter(privacy=Privacy.HIDDEN, phone="+8613900139000"))


def number_of_the_other(case) -> dict[str, str]:
    return {"target": Case.objects.exclude(pk=case.pk).get().number}


def reopened_twice(town, **filing: Any) -> Any:
    case = paths.reported(town, **filing)
    for hour, by in ((6, town.bo), (7, town.county_dora)):
        visiting.reopen(case=case, by=town.resident, now=after(hour))
        handling.dispose(
            case=case, order=paths.order_to_firm(town), by=by, now=after(hour)
        )
        handling.rectify(
            case=case,
            text=paths.DONE,
            no_photo_because="It is dark.",
            by=town.manager,
            now=after(hour + 0.2),
        )
        handling.report(
            case=case,
            outcome=Outcome.PARTLY,
            text=paths.DONE,
            by=by,
            now=after(hour + 0.4),
        )
    return case


def told_on_friday(town) -> Any:
    """Reported by Anna so long ago that the resident is called on Monday."""
    case = paths.disposed_at(town, FRIDAY_BEFORE)
    handling.rectify(
        case=case,
        text=paths.DONE,
        no_photo_because="It is dark.",
        by=town.manager,
        now=FRIDAY_BEFORE,
    )
    handling.report(
        case=case,
        outcome=Outcome.FIXED,
        text=paths.DONE,
        by=town.anna,
        now=FRIDAY_BEFORE,
    )
    return case


def drawn_for_a_second_visit(town) -> Any:
    return lots.closed(town, drawn=True)


def promising(town) -> Any:
    """Rectified by the firm, which promised one thing more."""
    case = paths.disposed(town)
    handling.rectify(
        case=case,
        text=paths.DONE,
        no_photo_because="It is dark.",
        commitments=[NewCommitment("A marked lane to the gate", after(18 * 24).date())],
        by=town.manager,
        now=after(4),
    )
    return case


def suspected(town) -> Any:
    """Reported by Anna, doubted by Bo."""
    case = paths.reported(town)
    suspecting.suspect(case=case, text=WHY, by=town.bo, now=after(6))
    return case


def heard(town) -> Any:
    case = suspected(town)
    suspecting.hear(case=case, text=WHY, by=town.manager, now=after(7))
    return case


def department_suspected(town) -> Any:
    """Rectified by the fire department, doubted by Bo."""
    case = to_department(town)
    handling.rectify(
        case=case,
        text=paths.DONE,
        photos=[paths.photo()],
        by=town.fireman,
        now=after(4),
    )
    suspecting.suspect(case=case, text=WHY, by=town.bo, now=after(6))
    return case


def same_trouble_again(town) -> Any:
    """Told after it was said to be put right, and not accepted yet."""
    paths.closed(town)
    return town.file(now=after(7))
