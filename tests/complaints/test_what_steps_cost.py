"""
What the dearest steps cost: twelve queries for each case that an operation touches.

`test_life_of_a_case` counts whatever anybody tries; here are those that come near.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from complaints.models import Case, Step
from complaints.operations import (
    appeals,
    committing,
    correcting,
    duties,
    handling,
    joining,
    merging,
    noting,
    suspecting,
    timing,
)
from complaints.operations.correcting import Corrected
from complaints.operations.filing import Reporter
from complaints.operations.handling import NewCommitment
from complaints.states import DeclineReason, Kind, PauseReason, Privacy, Urgency
from registry.models import Duty, User
from tests.complaints import detours, paths
from tests.complaints.detours import WHY
from tests.complaints.life import costs
from tests.complaints.paths import after
from tests.town import Town

MOST_QUERIES = 12
DAY = 24

# A case, and what is about to be done to it.
Ready = tuple[Case, Callable[..., Any]]


@pytest.fixture
def town(town):
    """Everybody has an address, so that all who are told are written to."""
    for user in User.objects.all():
        user.email = f"{user.username}@example.cn"
        user.save(update_fields=["email"])
    Duty.objects.create(
        region=town.county,
        starts_at=after(0),
        ends_at=after(30 * DAY),
        name="Duty desk",
        phone="0551-6356 0000",
    )
    return town


def cost_of(ready: Ready) -> tuple[int, int]:
    """The steps that an operation on a case just read writes, and its queries."""
    case, operation = ready
    fresh = Case.objects.get(pk=case.pk)
    before = Step.objects.count()
    with costs.asked() as said:
        operation(case=fresh)
    return Step.objects.count() - before, len(said)


def same_trouble(town: Town) -> Any:
    """A new case about what another one says was put right a week before."""
    paths.closed(town)
    return town.file(
        text="E-bikes block the stairs of building 3 again.", now=after(7 * DAY)
    )


def accepted_with_a_suspicion(town: Town) -> Ready:
    case = same_trouble(town)
    return case, partial(handling.accept, by=town.anna, now=after(7 * DAY + 1))


def overturned_with_a_suspicion(town: Town) -> Ready:
    case = same_trouble(town)
    moment = after(7 * DAY + 1)
    handling.decline(
        case=case,
        reason=DeclineReason.COURT,
        text=WHY,
        way_on=WHY,
        by=town.anna,
        now=moment,
    )
    appeals.appeal(case=case, by=town.resident, now=moment, text=WHY)
    return case, partial(appeals.overturn, text=WHY, by=town.county_dora, now=moment)


def merged(town: Town) -> Ready:
    case = detours.with_a_target(town)
    target = Case.objects.exclude(pk=case.pk).get()
    return case, partial(
        merging.merge, target=target, text=WHY, by=town.anna, now=after(2)
    )


def parted(town: Town) -> Ready:
    case = detours.with_a_target(town)
    target = Case.objects.exclude(pk=case.pk).get()
    merging.merge(case=case, target=target, text=WHY, by=town.anna, now=after(2))
    return case, partial(merging.unmerge, text=WHY, by=town.bo, now=after(3))


@pytest.mark.parametrize(
    "on_two_cases",
    [accepted_with_a_suspicion, overturned_with_a_suspicion, merged, parted],
)
def test_on_two_cases_a_step_costs_twelve_queries_for_each(town, on_two_cases):
    steps, queries = cost_of(on_two_cases(town))

    assert steps == 2
    assert queries <= MOST_QUERIES * 2


def test_an_acceptance_that_suspects_nothing_new_costs_one_step(town):
    """The earlier case is looked at, though its rectification is suspected already."""
    first, moment = same_trouble(town), after(7 * DAY + 1)
    handling.accept(case=first, by=town.anna, now=moment)
    earlier = Case.objects.order_by("pk")[0]
    suspecting.hear(case=earlier, text=WHY, by=town.manager, now=moment)
    suspecting.confirm(case=earlier, text=WHY, by=town.bo, now=moment)
    case = town.file(text="E-bikes block the stairs of building 3.", now=moment)
    accept = partial(handling.accept, by=town.anna, now=after(7 * DAY + 1))

    steps, queries = cost_of((case, accept))

    assert steps == 1
    assert queries <= MOST_QUERIES


def more_urgent(town: Town) -> Ready:
    """All promises are new, and the desks and duty phones of a hazard ring."""
    case = paths.accepted(town)
    to = Corrected(Kind.COMPLAINT, Urgency.EMERGENCY, town.category("fire-charging"))
    return case, partial(
        correcting.reclassify, to=to, text=WHY, by=town.bo, now=after(2)
    )


def retaliation(town: Town) -> Ready:
    """It goes to the county, and who had joined has no part in it any more."""
    case = paths.accepted(town)
    paths.follow(town, case, now=after(1.5))
    to = Corrected(Kind.RETALIATION, Urgency.ORDINARY, town.category("parking-ebike"))
    return case, partial(
        correcting.reclassify, to=to, text=WHY, by=town.bo, now=after(2)
    )


def a_hazard_after_all(town: Town) -> Ready:
    """What was no retaliation goes back to its street, and rings as a hazard does."""
    case = town.file(kind=Kind.RETALIATION)
    category = town.category("fire-charging")
    to = Corrected(Kind.COMPLAINT, Urgency.EMERGENCY, category, consent=True)
    return case, partial(
        correcting.reclassify, to=to, text=WHY, by=town.county_dora, now=after(2)
    )


def overturned_late(town: Town) -> Ready:
    """Behind its first promise, so that a new one is made; a neighbour is told, too."""
    case = town.file()
    paths.follow(town, case)
    moment = after(3 * DAY)
    handling.decline(
        case=case,
        reason=DeclineReason.COURT,
        text=WHY,
        way_on=WHY,
        by=town.anna,
        now=moment,
    )
    appeals.appeal(case=case, by=town.resident, now=moment, text=WHY)
    return case, partial(appeals.overturn, text=WHY, by=town.county_dora, now=moment)


def planned(town: Town) -> Ready:
    case = paths.disposed(town)
    day = after(20 * DAY).date()
    milestones = [
        NewCommitment("The owners vote.", day),
        NewCommitment("The lift is replaced.", day + timedelta(days=60)),
    ]
    return case, partial(
        timing.plan, milestones=milestones, text=WHY, by=town.county_dora, now=after(4)
    )


def settled(town: Town) -> Ready:
    case = detours.promising(town)
    return case, partial(
        committing.settle,
        number=1,
        kept=True,
        text=WHY,
        photos=[paths.photo()],
        by=town.anna,
        now=after(5),
    )


def stopped(town: Town) -> Ready:
    case = paths.disposed(town)
    return case, partial(
        timing.pause,
        reason=PauseReason.EXPERT,
        document="Order no. 7",
        until=after(72).date(),
        text=WHY,
        by=town.anna,
        now=after(4),
    )


def extended(town: Town) -> Ready:
    case = detours.extension_asked(town)
    return case, partial(timing.extend, text=WHY, by=town.anna, now=after(5))


def suspected(town: Town) -> Ready:
    case = paths.reported(town)
    return case, partial(suspecting.suspect, text=WHY, by=town.bo, now=after(6))


def found_false(town: Town) -> Ready:
    case = detours.heard(town)
    return case, partial(suspecting.confirm, text=WHY, by=town.bo, now=after(7.5))


def refused_again(town: Town) -> Ready:
    case = paths.disposed(town)
    duties.refuse(case=case, text=WHY, by=town.manager, now=after(4))
    handling.dispose(
        case=case, order=paths.order_to_firm(town), by=town.anna, now=after(5)
    )
    return case, partial(duties.refuse, text=WHY, by=town.manager, now=after(6))


def withdrawn(town: Town) -> Ready:
    case = detours.to_department(town)
    return case, partial(merging.withdraw, text=WHY, by=town.resident, now=after(4))


def withdrawn_from_followers(town: Town) -> Ready:
    """Who follows has proved no phone, and is told to file; the department, too."""
    case = detours.to_department(town)
    for number in range(3):
        paths.follow(town, case, f"+861370013700{number}", by=town.by_receipt)
    return case, partial(merging.withdraw, text=WHY, by=town.resident, now=after(6))


def declined_to_followers(town: Town) -> Ready:
    case = town.file()
    for number in range(3):
        paths.follow(town, case, f"+861370013700{number}")
    return case, partial(
        handling.decline,
        reason=DeclineReason.COURT,
        text=WHY,
        way_on=WHY,
        by=town.anna,
        now=after(6),
    )


def joined(town: Town) -> Ready:
    """The result is there already, so that its link is sent at once."""
    case = paths.reported(town)
    reporter = Reporter(Privacy.HIDDEN, paths.NEIGHBOUR)
    return case, partial(
        joining.follow, reporter=reporter, by=town.by_receipt, now=after(6)
    )


def handed_on(town: Town) -> Ready:
    """The first who follows becomes the reporter."""
    case = paths.disposed(town)
    paths.follow(town, case)
    return case, partial(merging.withdraw, text=WHY, by=town.resident, now=after(6))


@pytest.mark.parametrize(
    "dear",
    [
        more_urgent,
        retaliation,
        a_hazard_after_all,
        overturned_late,
        planned,
        settled,
        stopped,
        extended,
        suspected,
        found_false,
        refused_again,
        withdrawn,
        withdrawn_from_followers,
        declined_to_followers,
        joined,
        handed_on,
    ],
)
def test_a_step_costs_twelve_queries_at_most(town, dear):
    steps, queries = cost_of(dear(town))

    assert steps == 1
    assert queries <= MOST_QUERIES


def test_what_an_operation_knows_of_a_case_its_move_does_not_read_again(town):
    """A transfer asks how often the case was transferred already."""
    case = paths.accepted(town)

    with costs.asked() as said:
        correcting.transfer(
            case=case, to=town.county, text=WHY, by=town.anna, now=after(2)
        )

    assert len([one for one in said if 'FROM "complaints_step"' in one]) == 1


def test_a_note_asks_for_no_clock_and_for_nobody_s_names(town):
    case = paths.disposed(town)

    with costs.asked() as said:
        noting.note(case=case, text=WHY, by=town.anna, now=after(5))

    assert [one for one in said if "timelimit" in one or "registry_user" in one] == []
