"""
Which cases are drawn by lot for somebody above to look at them once more.

With a key, so that nobody can tell before the step that is drawn.
"""

from typing import Any

from complaints import drawing
from complaints.models import Case, Step
from complaints.states import Action, CallOutcome, Closing
from registry.sealing import lookup_digest


def drawn(case: Case, step: Step) -> dict[str, Any]:
    """
    What a step writes down of its lot: of a refusal to accept, whether it is looked at
    once more; of an end, whether the resident is called once more.
    """
    if step.action == Action.DECLINE:
        return {"second_look": for_a_second_look(case)}
    if step.action == Action.CLOSE:
        has_phone = step.detail["closing"] != Closing.CANNOT_BE_CALLED
        return {"second_visit": has_phone and for_a_second_visit(case)}
    return {}


def waits(step: Step) -> bool:
    """Whether somebody above has to look, or to call, once more behind this step."""
    if step.action == Action.SECOND_VISIT:
        return bool(step.detail["call"] == CallOutcome.NO_ANSWER)
    return any(step.detail.get(lot) for lot in ("second_look", "second_visit"))


def for_a_second_look(case: Case) -> bool:
    what = lookup_digest(case.filed_at.isoformat(), purpose="second look")
    return drawing.is_drawn("second look", what, percent=drawing.SHARE_OF_DECLINED)


def for_a_second_visit(case: Case) -> bool:
    """Each round is drawn for itself."""
    what = lookup_digest(
        f"{case.filed_at.isoformat()} {case.round}", purpose="second visit"
    )
    return drawing.is_drawn("second visit", what, percent=drawing.SHARE_OF_CLOSED)
