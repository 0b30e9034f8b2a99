"""
What a resident can do with a case beside answering: appeal, urge, add a note, withdraw.

What is possible now is asked of the table; each is one form and one operation.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from complaints import policies
from complaints.forms.acting import ActForm
from complaints.forms.filing import new_key
from complaints.guards import APPEAL_DAYS
from complaints.models import Case, Step
from complaints.operations import appeals, merging, noting
from complaints.queries.timeline import Timeline
from complaints.states import Action
from complaints.views.moments import moment_words


@dataclass(frozen=True)
class Act:
    """How an act is called, what its text is for, and what is said when it is done."""

    title: Promise
    hint: Promise
    label: Promise
    button: Promise
    done: Promise
    make: Callable[..., Step]
    needed: bool = False
    takes_text: bool = True


ACTS: Mapping[Action, Act] = {
    Action.APPEAL: Act(
        _("Ask for a review"),
        _("The office above looks at the refusal: once, and within five working days."),
        _("Why it should be taken on"),
        _("Ask for a review"),
        _("Your case is under review. The office above decides."),
        appeals.appeal,
    ),
    Action.URGE: Act(
        _("Press for it"),
        _("It is overdue. Who has it in hand is told that you are waiting."),
        _("In your own words"),
        _("Press for it"),
        _("Pressed for. Who has it in hand is told."),
        lambda text, **who: noting.urge(**who),
        takes_text=False,
    ),
    Action.NOTE: Act(
        _("Add something"),
        _("The office reads it. No name and no phone, if it need not be."),
        _("What you want to add"),
        _("Add it"),
        _("Added. The office can read it."),
        noting.note,
        needed=True,
    ),
    Action.WITHDRAW: Act(
        _("Take the case back"),
        _("Nobody works on it any more, unless others reported the same."),
        _("Why, if you like"),
        _("Take the case back"),
        _("You took the case back."),
        merging.withdraw,
    ),
}


def offered(case: Case, timeline: Timeline) -> list[dict[str, Any]]:
    """The acts that are possible now, as `residents/acts.html` shows them."""
    possible = policies.resident_acts(case, timeline.history, now=timezone.now())
    return [_shown(case, action) for action in ACTS if action in possible]


def form_of(action: Action, data: Any) -> ActForm:
    act = ACTS[action]
    return ActForm(data, label=act.label, needed=act.needed, auto_id=_auto_id(action))


def _auto_id(action: Action) -> str:
    return f"{action.lower()}_%s"


def _until(case: Case, action: Action) -> str:
    """The last moment of an appeal is told with it."""
    if action != Action.APPEAL:
        return ""
    ends = case.entered_at + timedelta(days=APPEAL_DAYS)
    moment = moment_words(ends, now=timezone.now())
    return gettext("You can ask for it until %(moment)s.") % {"moment": moment}


def _shown(case: Case, action: Action) -> dict[str, Any]:
    act, auto_id = ACTS[action], _auto_id(action)
    form = ActForm(label=act.label, needed=act.needed, auto_id=auto_id)
    return {
        "title": act.title,
        "hint": " ".join(filter(None, (str(act.hint), _until(case, action)))),
        "button": act.button,
        "url": reverse("complaints:case_act", args=[case.number, action.lower()]),
        "field": form["text"] if act.takes_text else None,
        "key": new_key(),
        "version": case.version,
        "auto_id": auto_id,
    }
