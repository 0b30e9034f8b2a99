"""
Everything that a page or the desk can do to a case: one entry for each address and act.

Each says how the case gets there, who sends what, and which steps are written then. A
new act without its entry fails the tests, since nobody has said what it writes.
"""

from typing import Any

from tests.complaints import paths
from tests.complaints.changing import (
    AGREED,
    TEXT,
    Change,
    Typed,
    at_desk,
    by_firm,
    by_resident,
    of_the_firm,
)
from tests.complaints.desk import picture
from tests.complaints.desk_changes import DESK, hazard
from tests.complaints.detours import declined, same_trouble_again
from tests.complaints.page_changes import PAGES
from tests.registry.ledger.photos import encoded, exif, upload
from tests.registry.ledger.scenes import scene
from tests.town import Town


def with_an_old_photo(_town: Town, _case: Any) -> Typed:
    """Taken on the day before the case was filed."""
    taken = encoded(scene(1), exif=exif(taken="2026:03:01 17:00:00"))
    return {**TEXT, "photos": upload(taken)}


RESIDENTS = {
    "APPEAL": by_resident("APPEAL", declined),
    "URGE": by_resident("URGE", hazard, {}),
    "NOTE": by_resident(
        "NOTE", paths.accepted, lambda *_: {**TEXT, "photos": picture()}
    ),
    "HIDE": by_resident("HIDE", lambda town: paths.disposed(town, reporter=AGREED), {}),
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
# Writes messages of the board, with steps of their own, and no case.
WRITES_NO_CASE = {"board_write", "feedback"}

CHANGES = {
    **{f"desk {name}": change for name, change in DESK.items()},
    **{f"resident {name}": change for name, change in RESIDENTS.items()},
    **{f"firm {name}": change for name, change in FIRMS.items()},
    **PAGES,
    **SUSPECTING,
}
