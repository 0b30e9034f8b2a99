"""
What a firm can do with a case beside answering: refuse the order, ask for more time,
say that a hazard is made safe. What is possible now is asked of the table.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from complaints import policies
from complaints.forms.filing import new_key
from complaints.forms.firm_acts import FirmActForm
from complaints.models import Case, Step
from complaints.operations import duties, noting, timing
from complaints.queries.facts import history_of
from complaints.states import Action
from registry.models import Firm


@dataclass(frozen=True)
class FirmAct:
    """How an act is called, what its text is for, and what is said when it is done."""

    title: Promise
    hint: Promise
    label: Promise
    button: Promise
    done: Promise
    make: Callable[..., Step]
    asks_for_a_day: bool = False


FIRM_ACTS: Mapping[Action, FirmAct] = {
    Action.REFUSE: FirmAct(
        _("It is not your duty"),
        _(
            "Say on what basis, within a working day and at most twice. The office "
            "decides; a second time the office above it does."
        ),
        _("Why it is not your duty"),
        _("Refuse the order"),
        _("Refused. The office decides how to go on."),
        duties.refuse,
    ),
    Action.ASK_EXTENSION: FirmAct(
        _("You need more time"),
        _(
            "Asked before the due date. The office decides within a working day; no "
            "answer is a no. You stay measured on the first due date."
        ),
        _("What the time is needed for"),
        _("Ask for more time"),
        _("Asked for. The office decides within a working day."),
        timing.ask_extension,
        asks_for_a_day=True,
    ),
    Action.MADE_SAFE: FirmAct(
        _("It is safe for now"),
        _("The danger is over; the repair is answered apart."),
        _("What made it safe"),
        _("It is safe for now"),
        _("Written down: it is safe for now."),
        noting.make_safe,
    ),
}


def offered(
    case: Case, firm: Firm, *, now: datetime, today: date
) -> list[dict[str, Any]]:
    """The acts that are possible now, as `firms/acts.html` shows them."""
    possible = policies.firm_acts(case, history_of(case), firm, now=now)
    return [_shown(case, action, today) for action in FIRM_ACTS if action in possible]


def form_of(action: Action, data: Any, *, today: date) -> FirmActForm:
    act = FIRM_ACTS[action]
    return FirmActForm(
        data,
        label=act.label,
        today=today,
        asks_for_a_day=act.asks_for_a_day,
        auto_id=_auto_id(action),
    )


def _auto_id(action: Action) -> str:
    return f"{action.lower()}_%s"


def _shown(case: Case, action: Action, today: date) -> dict[str, Any]:
    act, form = FIRM_ACTS[action], form_of(action, None, today=today)
    return {
        "title": act.title,
        "hint": act.hint,
        "button": act.button,
        "url": reverse("complaints:firm_act", args=[case.number, action.lower()]),
        "fields": form.visible_fields(),
        "key": new_key(),
        "version": case.version,
        "auto_id": _auto_id(action),
    }
