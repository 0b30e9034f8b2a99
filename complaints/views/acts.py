"""
What a resident can do with a case beside answering: appeal, urge, add words or photos,
hide the phone from the firm, withdraw.

What is possible now is asked of the table; each is one form and one operation.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from complaints import policies
from complaints.forms.acting import ActForm, AdditionForm
from complaints.forms.filing import new_key
from complaints.guards import APPEAL_DAYS
from complaints.models import Case, Step
from complaints.operations import appeals, hiding, merging, noting
from complaints.queries.timeline import Timeline
from complaints.states import Action, State
from complaints.views import drafts
from complaints.views.moments import moment_words
from complaints.views.senders import admission
from complaints.views.typed import Typed
from registry.sentences import in_a_row


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
    takes_photos: bool = False


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
        _("Urge them to act"),
        _("It is overdue. Who has it in hand is told that you are waiting."),
        _("In your own words"),
        _("Urge them to act"),
        _("Urged. Who has it in hand is told."),
        lambda text, **who: noting.urge(**who),
        takes_text=False,
    ),
    Action.NOTE: Act(
        _("Add words or photos"),
        _("The office sees it, the firm does not. No names and no phones."),
        _("What you want to add"),
        _("Add to the case"),
        _("Added. The office can see it."),
        noting.note,
        takes_photos=True,
    ),
    Action.HIDE: Act(
        _("Hide your phone from the firm"),
        _(
            "From now on the firm cannot phone you; the office still can. The firm "
            "never saw your name."
        ),
        _("In your own words"),
        _("Hide your phone"),
        _("Hidden. The firm no longer sees your phone."),
        lambda text, **who: hiding.hide_phone(**who),
        takes_text=False,
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


# To a merged case a note is how its reporter objects (2.2, MERGE).
OBJECTION = replace(
    ACTS[Action.NOTE],
    title=_("Object to the merger"),
    hint=_(
        "Say why it is another trouble. The office reads it and can part the cases "
        "again. No names and no phones."
    ),
    label=_("Why it is not the same"),
    button=_("Object"),
    done=_("Your objection has arrived. The office reads it."),
)


def act_of(case: Case, action: Action) -> Act:
    """How an act on this case is called."""
    is_objection = action == Action.NOTE and case.state == State.MERGED
    return OBJECTION if is_objection else ACTS[action]


def offered(
    case: Case, timeline: Timeline, typed: Typed | None = None
) -> list[dict[str, Any]]:
    """
    The acts that are possible now, as `residents/acts.html` shows them.

    `typed` stands in the form that it was typed into.
    """
    possible = policies.resident_acts(case, timeline.history, now=timezone.now())
    return [_shown(case, action, typed) for action in ACTS if action in possible]


def form_of(request: HttpRequest, case: Case, action: Action) -> ActForm:
    """The form of an act as it was sent."""
    act = act_of(case, action)
    words: dict[str, Any] = {"label": act.label, "auto_id": _auto_id(action)}
    if not act.takes_photos:
        return ActForm(request.POST, needed=act.needed, **words)
    carried = drafts.kept(request)
    return AdditionForm(
        request.POST,
        request.FILES,
        kept=carried.files,
        kept_lost=carried.lost,
        admission=admission(request),
        **words,
    )


def _auto_id(action: Action) -> str:
    return f"{action.lower()}_%s"


def _until(case: Case, action: Action) -> str:
    """The last moment of an appeal is told with it."""
    if action != Action.APPEAL:
        return ""
    ends = case.entered_at + timedelta(days=APPEAL_DAYS)
    moment = moment_words(ends, now=timezone.now())
    return gettext("You can ask for it until %(moment)s.") % {"moment": moment}


def _shown(case: Case, action: Action, typed: Typed | None) -> dict[str, Any]:
    act, auto_id = act_of(case, action), _auto_id(action)
    sort = AdditionForm if act.takes_photos else ActForm
    text = typed.text if typed and typed.act == action.lower() else ""
    form = sort(
        label=act.label, needed=act.needed, auto_id=auto_id, initial={"text": text}
    )
    return {
        "title": act.title,
        "hint": in_a_row([str(act.hint), _until(case, action)]),
        "button": act.button,
        "url": reverse("complaints:case_act", args=[case.number, action.lower()]),
        "field": form["text"] if act.takes_text else None,
        "photos": form["photos"] if act.takes_photos else None,
        "key": new_key(),
        "version": case.version,
        "auto_id": auto_id,
        "typed": bool(text),
    }
