"""Everything that officers do to a case at the desk, by the name of its move."""

from typing import Any

from complaints.models import Case
from complaints.operations import handling, lots, merging
from complaints.operations.filing import Place
from complaints.states import DeclineReason, Finding, Kind
from tests.complaints import paths
from tests.complaints.changing import ANSWER, FOUND, TEXT, Typed, at_desk
from tests.complaints.desk import picture
from tests.complaints.detours import (
    FINAL,
    WHY,
    appealed,
    department_suspected,
    drawn_for_a_second_visit,
    extension_asked,
    heard,
    number_of_the_other,
    paused,
    promising,
    refused_twice,
    reopened_twice,
    to_department,
    told_on_friday,
    with_a_target,
)
from tests.complaints.paths import after
from tests.town import MONDAY_MORNING, Town


def drawn_for_a_second_look(town: Town) -> Any:
    seconds = 0
    while not lots.for_a_second_look(case_at(seconds)):
        seconds += 1
    case = town.file(now=case_at(seconds).filed_at)
    handling.decline(
        case=case,
        reason=DeclineReason.COURT,
        text=WHY,
        way_on="The court.",
        by=town.anna,
        now=after(1),
    )
    return case


def case_at(seconds: int) -> Case:
    return Case(filed_at=MONDAY_MORNING.replace(second=seconds % 60))


def not_located(town: Town) -> Any:
    return town.file(place=Place(region=town.county, description="The old mill"))


def merged(town: Town) -> Any:
    case = with_a_target(town)
    target = Case.objects.exclude(pk=case.pk).get()
    merging.merge(case=case, target=target, by=town.anna, now=after(2))
    return case


def settling(_town: Town, _case: Any) -> Typed:
    return {**TEXT, "commitment": 1, "photos": picture()}


def hazard(town: Town) -> Any:
    """Urgent, so that it is overdue in the afternoon."""
    return town.file(category="fire-charging")


DESK = {
    "ACCEPT": at_desk(
        "ACCEPT",
        "anna",
        paths.filed,
        lambda town, _case: {
            "upto": "DISPOSE",
            **FOUND,
            "note": "Seen on site.",
            "photos": picture(),
            "measure": "ORDER_FIRM",
            "firm": town.firm.pk,
        },
        writes="ACCEPT VERIFY DISPOSE",
    ),
    "LOCATE": at_desk("LOCATE", "county_dora", not_located, {"community": "DQHY"}),
    "DECLINE": at_desk(
        "DECLINE",
        "anna",
        paths.filed,
        TEXT | {"reason": "COURT", "way_on": "The court."},
    ),
    "VERIFY": at_desk("VERIFY", "anna", paths.accepted, FOUND),
    "DISPOSE": at_desk(
        "DISPOSE",
        "anna",
        paths.verified,
        lambda town, _case: {"measure": "ORDER_FIRM", "firm": town.firm.pk},
    ),
    "EXPLAIN": at_desk(
        "EXPLAIN", "bo", lambda town: paths.verified(town, Finding.UNFOUNDED)
    ),
    "REPORT": at_desk("REPORT", "anna", paths.rectified, TEXT | {"outcome": "FIXED"}),
    "SEND_BACK": at_desk("SEND_BACK", "anna", paths.rectified),
    "RECTIFY": at_desk(
        "RECTIFY", "fireman", to_department, lambda *_: {**TEXT, "photos": picture()}
    ),
    "ANSWER": at_desk(
        "ANSWER", "anna", lambda town: paths.accepted(town, kind=Kind.CONSULTATION)
    ),
    "CLOSE": at_desk("CLOSE", "bo", paths.reported, ANSWER, writes="CLOSE REOPEN"),
    "OVERTURN": at_desk("OVERTURN", "county_dora", appealed),
    "UPHOLD": at_desk("UPHOLD", "county_dora", appealed),
    "SECOND_LOOK": at_desk("SECOND_LOOK", "county_dora", drawn_for_a_second_look),
    "CONFIRM_DUTY": at_desk("CONFIRM_DUTY", "county_dora", refused_twice),
    "RELEASE": at_desk(
        "RELEASE", "county_dora", refused_twice, TEXT | {"duty": "DEVELOPER"}
    ),
    "EXTEND": at_desk("EXTEND", "anna", extension_asked),
    "DENY_EXTENSION": at_desk("DENY_EXTENSION", "bo", extension_asked),
    "REFUSE": at_desk("REFUSE", "fireman", to_department),
    "RECALL": at_desk("RECALL", "anna", paths.disposed),
    "RECLASSIFY": at_desk(
        "RECLASSIFY",
        "bo",
        paths.accepted,
        TEXT | {"kind": "COMPLAINT", "urgency": "URGENT", "category": "fire-charging"},
    ),
    "TRANSFER": at_desk(
        "TRANSFER", "anna", paths.accepted, TEXT | {"target": "340104008"}
    ),
    "MERGE": at_desk(
        "MERGE",
        "anna",
        with_a_target,
        lambda _town, case: number_of_the_other(case),
        writes="MERGE FOLLOW",
    ),
    "UNMERGE": at_desk("UNMERGE", "anna", merged, writes="UNMERGE FOLLOW"),
    "RAISE": at_desk("RAISE", "county_dora", paths.disposed),
    "FINAL": at_desk("FINAL", "county_dora", reopened_twice, FINAL),
    "ASK_EXTENSION": at_desk(
        "ASK_EXTENSION", "anna", paths.verified, TEXT | {"until": "2026-03-09"}
    ),
    "PAUSE": at_desk(
        "PAUSE",
        "anna",
        paths.disposed,
        TEXT | {"reason": "EXPERT", "document": "Order no. 7", "until": "2026-03-09"},
    ),
    "RESUME": at_desk("RESUME", "bo", paused, {}),
    "PLAN": at_desk(
        "PLAN",
        "county_dora",
        paths.disposed,
        TEXT | {"milestone_1": "The owners vote.", "by_1": "2026-05-08"},
    ),
    "COMMITMENT_KEPT": at_desk("COMMITMENT_KEPT", "anna", promising, settling),
    "COMMITMENT_BROKEN": at_desk("COMMITMENT_BROKEN", "bo", promising, settling),
    "VISIT_TRY": at_desk("VISIT_TRY", "bo", told_on_friday, {"call": "NO_ANSWER"}),
    "SECOND_VISIT": at_desk(
        "SECOND_VISIT",
        "county_dora",
        drawn_for_a_second_visit,
        ANSWER | {"call": "ANSWERED"},
        "SECOND_VISIT REOPEN",
    ),
    "MADE_SAFE": at_desk("MADE_SAFE", "anna", hazard),
    "NOTE": at_desk("NOTE", "bo", paths.disposed),
    "SUPERVISE": at_desk("SUPERVISE", "county_dora", paths.disposed),
    "SUSPECT": at_desk("SUSPECT", "bo", paths.reported),
    "HEAR": at_desk("HEAR", "fireman", department_suspected),
    "FALSE_CONFIRMED": at_desk("FALSE_CONFIRMED", "bo", heard),
    "FALSE_DISMISSED": at_desk("FALSE_DISMISSED", "bo", heard),
}
