"""
Everything that a page or the desk can do to a case: one entry for each address and act.

Each says how the case gets there, who sends what, and which steps are written then. A
new act without its entry fails the tests, since nobody has said what it writes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from complaints import codes
from complaints.models import Case, Step
from complaints.operations import handling, lots, merging
from complaints.operations.filing import Place, Reporter
from complaints.states import DeclineReason, Finding, Kind, Privacy
from tests.complaints import paths
from tests.complaints.desk import QUEUE, move_of, picture
from tests.complaints.detours import (
    FINAL,
    WHY,
    appealed,
    declined,
    department_suspected,
    drawn_for_a_second_visit,
    extension_asked,
    heard,
    number_of_the_other,
    paused,
    promising,
    refused_twice,
    reopened_twice,
    same_trouble_again,
    suspected,
    to_department,
    told_on_friday,
    with_a_target,
)
from tests.complaints.paths import after
from tests.registry.ledger.photos import encoded, exif, upload
from tests.registry.ledger.scenes import scene
from tests.town import MONDAY_MORNING, PHONE, Town

Typed = Mapping[str, Any]
A_REPLY = ("registry_idempotencykey", "UPDATE")
A_STEP = ("complaints_step", "INSERT")
A_NOTICE = ("registry_notice", "INSERT")
A_PROOF = ("complaints_contact", "UPDATE")

TEXT = {"text": WHY}
FOUND = {"finding": "FOUNDED", "duty": "FIRM", "how": "VISIT"}
ANSWER = {"solved": "NO", "satisfied": "DISSATISFIED"}
AGREED = Reporter(Privacy.FIRM_MAY_PHONE, PHONE, "Wang Fang", "3-2-501")


@dataclass(frozen=True)
class Change:
    """
    One thing that can be done: to the case of `reach`, by somebody of the town (or by
    the resident, who holds the receipt), sent to `address`, and the steps it `writes`.

    `last` is what the request writes last, as table and event: a failure there comes
    when everything else is done.
    """

    reach: Callable[[Town], Any]
    writes: str
    address: Callable[[Any], str]
    who: str = ""
    typed: Callable[[Town, Any], Typed] | Typed = field(default_factory=dict)
    last: tuple[str, str] = A_REPLY

    def browser(self, town: Town, case: Any) -> Client:
        """Whoever sends it, logged in or with the case's receipt shown."""
        client = Client(raise_request_exception=False)
        if self.who:
            client.force_login(getattr(town, self.who).user)
        elif case is not None:
            receipt = codes.receipt_for(case.number)
            client.post("/track/", {"number": case.number, "receipt": receipt})
        else:
            client.get("/file/new/?community=DQHY")  # begins a session
        return client

    def send(self, browser: Client, town: Town, case: Any, **more: Any) -> Any:
        """With the version at which the case was reached, and always the same key."""
        typed = self.typed(town, case) if callable(self.typed) else self.typed
        version = case.version if case is not None else 1
        sent = {"version": version, "key": "a key of its own", **typed, **more}
        return browser.post(self.address(case), sent)


def everything() -> dict[type[Model], list[dict[str, Any]]]:
    """Every row of the house."""
    return {
        model: list(model._base_manager.order_by("pk").values())
        for app in ("registry", "complaints", "ratings")
        for model in apps.get_app_config(app).get_models()
    }


def last_step() -> int:
    return Step.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def steps_after(pk: int) -> str:
    """What was written since, in the way in which a change says it."""
    written = Step.objects.filter(pk__gt=pk).order_by("pk")
    return " ".join(written.values_list("action", flat=True))


def at_desk(
    action: str,
    who: str,
    reach: Callable[[Town], Any],
    typed: Callable[[Town, Any], Typed] | Typed = TEXT,
    writes: str = "",
) -> Change:
    """A move of the desk; unless it says otherwise it writes the step of its name."""
    address = lambda case: move_of(case, action)  # noqa: E731
    return Change(reach, writes or action, address, who, typed)


def by_resident(
    act: str, reach: Callable[[Town], Any], typed: Typed = TEXT, writes: str = ""
) -> Change:
    address = lambda case: f"/track/{case.number}/act/{act.lower()}/"  # noqa: E731
    return Change(reach, writes or act, address, typed=typed)


def by_firm(
    act: str, reach: Callable[[Town], Any], typed: Typed = TEXT, writes: str = ""
) -> Change:
    address = lambda case: f"/firm/{case.number}/act/{act.lower()}/"  # noqa: E731
    return Change(reach, writes or act, address, "manager", typed)


def of_the_firm(page: str) -> Callable[[Any], str]:
    return lambda case: f"/firm/{case.number}/{page}"


def of_the_case(page: str) -> Callable[[Any], str]:
    return lambda case: f"/track/{case.number}/{page}"


def of_the_link(page: str = "") -> Callable[[Any], str]:
    """By the link of the message."""
    return lambda case: (
        f"/v/{codes.visit_token(case_id=case.pk, round_number=case.round)}/{page}"
    )


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


def with_an_old_photo(_town: Town, _case: Any) -> Typed:
    """Taken on the day before the case was filed."""
    taken = encoded(scene(1), exif=exif(taken="2026:03:01 17:00:00"))
    return {**TEXT, "photos": upload(taken)}


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
    ),
    "MADE_SAFE": at_desk("MADE_SAFE", "anna", hazard),
    "NOTE": at_desk("NOTE", "bo", paths.disposed),
    "SUPERVISE": at_desk("SUPERVISE", "county_dora", paths.disposed),
    "SUSPECT": at_desk("SUSPECT", "bo", paths.reported),
    "HEAR": at_desk("HEAR", "fireman", department_suspected),
    "FALSE_CONFIRMED": at_desk("FALSE_CONFIRMED", "bo", heard),
    "FALSE_DISMISSED": at_desk("FALSE_DISMISSED", "bo", heard),
}

RESIDENTS = {
    "APPEAL": by_resident("APPEAL", declined),
    "URGE": by_resident("URGE", hazard, {}),
    "NOTE": by_resident("NOTE", paths.accepted),
    "WITHDRAW": by_resident("WITHDRAW", paths.accepted),
}

FIRMS = {
    "REFUSE": by_firm("REFUSE", paths.disposed),
    "ASK_EXTENSION": by_firm(
        "ASK_EXTENSION", paths.disposed, TEXT | {"until": "2026-03-20"}
    ),
    "MADE_SAFE": by_firm(
        "MADE_SAFE", lambda town: paths.disposed(town, category="fire-charging")
    ),
}

# The names of addresses, with what is done there.
PAGES = {
    "file": Change(
        lambda town: None,
        "FILE",
        lambda _case: "/file/new/?community=DQHY",
        typed=lambda *_: {
            "kind": "COMPLAINT",
            "category": "lifts-broken",
            "text": "The lift has stood still for a week.",
            "phone": "138 0013 8000",
            "privacy": "HIDDEN",
            "photos": picture(),
        },
    ),
    "photo_upload": Change(
        lambda town: None,
        "",
        lambda _case: "/file/photo/",
        typed=lambda *_: {"photo": picture()},
    ),
    "track": Change(
        paths.filed,
        "",
        lambda _case: "/track/",
        typed=lambda _town, case: {"number": case.number, "phone": "138 0013 8000"},
        last=A_NOTICE,
    ),
    "case_answer": Change(
        paths.reported, "CLOSE", of_the_case("answer/"), typed=ANSWER
    ),
    "case_reopen": Change(
        paths.reported, "REOPEN", of_the_case("reopen/"), typed={"reason": WHY}
    ),
    "visit": Change(paths.reported, "CLOSE", of_the_link(), typed=ANSWER),
    "visit_reopen": Change(
        paths.closed, "REOPEN", of_the_link("reopen/"), typed={"reason": WHY}
    ),
    "firm_case": Change(
        paths.disposed,
        "RECTIFY",
        of_the_firm(""),
        "manager",
        lambda *_: {**TEXT, "photos": picture()},
    ),
    "firm_hearing": Change(
        suspected,
        "HEAR",
        of_the_firm("hearing/"),
        "manager",
        lambda *_: {**TEXT, "photos": picture()},
    ),
    "firm_phone": Change(
        lambda town: paths.disposed(town, reporter=AGREED),
        "LOOK",
        of_the_firm("phone/"),
        "manager",
        last=A_STEP,
    ),
    "firm_unit": Change(
        lambda town: paths.disposed(town, reporter=AGREED, category="buildings-leak"),
        "LOOK",
        of_the_firm("unit/"),
        "manager",
        last=A_STEP,
    ),
    "complaints_case_add": Change(
        lambda town: None,
        "FILE",
        lambda _case: f"{QUEUE}add/",
        "anna",
        lambda *_: {
            "channel": "PHONE",
            "kind": "COMPLAINT",
            "category": "parking-ebike",
            "community": "DQHY",
            "text": "The e-bikes block the stairs.",
            "privacy": "HIDDEN",
            "phone": "138 0013 8000",
        },
    ),
    "complaints_case_call": Change(
        paths.disposed,
        "LOOK",
        lambda case: reverse("admin:complaints_case_call", args=[case.pk]),
        "anna",
        last=A_STEP,
    ),
    "complaints_case_changelist": Change(
        paths.filed,
        "ACCEPT",
        lambda _case: QUEUE,
        "anna",
        lambda _town, case: {
            "action": "accept_selected",
            "_selected_action": [case.pk],
        },
        last=A_STEP,
    ),
}

# The system writes down a suspicion together with what raised it.
SUSPECTING = {
    "desk ACCEPT the same trouble": at_desk(
        "ACCEPT", "bo", same_trouble_again, {"upto": "ACCEPT"}, writes="SUSPECT ACCEPT"
    ),
    "firm_case with an old photo": Change(
        paths.disposed, "RECTIFY SUSPECT", of_the_firm(""), "manager", with_an_old_photo
    ),
}

# Addresses at which the acts of `DESK`, `RESIDENTS` and `FIRMS` arrive.
OF_ACTS = {"complaints_case_move", "case_act", "firm_act"}
# Writes no step, and on purpose keeps its first write: a try counts, also a failed one.
COUNTS_TRIES = {"track_code"}

CHANGES = {
    **{f"desk {name}": change for name, change in DESK.items()},
    **{f"resident {name}": change for name, change in RESIDENTS.items()},
    **{f"firm {name}": change for name, change in FIRMS.items()},
    **PAGES,
    **SUSPECTING,
}
