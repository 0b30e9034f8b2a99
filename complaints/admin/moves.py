"""
The moves of the desk: which form each has, and the one operation it calls.

Which of them a person can make now is asked of the workflow; nothing is decided here.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from complaints.admin import detours
from complaints.admin.made import DeskMove, Filled, Made
from complaints.forms.committing import SettleForm
from complaints.forms.desk import (
    AcceptForm,
    DeclineForm,
    LocateForm,
    RectifyForm,
    ReportForm,
    TextForm,
)
from complaints.forms.taking_on import DisposeForm, TakeOnForm, Upto, VerifyForm
from complaints.forms.visiting import VisitForm
from complaints.guards import EXPLAINABLE
from complaints.models import Case
from complaints.operations import desk, handling, visiting
from complaints.queries.desk import parties_for
from complaints.states import Action, DeclineReason, Finding, Kind, Outcome
from registry.actors import Actor, Clerk, Officer
from registry.models import StoredFile, User
from registry.roles import Role


def actor_of(user: User) -> Actor | None:
    """Who acts: an office's officer or a department's clerk; others only read."""
    match user.role:
        case Role.OFFICER:
            return Officer(user)
        case Role.DEPARTMENT:
            return Clerk(user)
        case _:
            return None


def explained(case: Case) -> Outcome | None:
    """The result that an explanation tells: it follows from the finding."""
    if not case.finding:
        return None
    return next(iter(EXPLAINABLE[Finding(case.finding)]))


def form_for(
    action: Action,
    case: Case,
    *,
    now: datetime,
    kept: Sequence[StoredFile] = (),
    **filled: Any,
) -> forms.Form | None:
    """The form of a move, empty or with what was sent; None when the desk has none."""
    match action:
        case Action.ACCEPT if case.kind == Kind.COMPLAINT:
            parties = parties_for(case, now=now)
            return TakeOnForm(parties=parties, kept=kept, **filled)
        case Action.DISPOSE:
            return DisposeForm(parties=parties_for(case, now=now), **filled)
        case _ if action in _WITH_PHOTOS:
            return _WITH_PHOTOS[action](kept=kept, **filled)
        case Action.RECTIFY:
            today = timezone.localtime(now).date()
            return RectifyForm(today=today, kept=kept, **filled)
        case Action.CLOSE:
            return VisitForm(kind=case.kind, **filled)
        case _:
            return _plain(action, case, now, filled)


def _plain(
    action: Action, case: Case, now: datetime, filled: Filled
) -> forms.Form | None:
    """What asks for a text, or for what it carries and nothing of the case."""
    if action in _TEXTS:
        return TextForm(label=_TEXTS[action], **filled)
    form = _PLAIN.get(action)
    if form is not None:
        return form(**filled)
    return detours.form_for(action, case, now=now, **filled)


def done_by(action: Action, form: forms.Form) -> str:
    """What is said after a move: of one screen, how far it went."""
    return str(
        _TAKEN_ON[form.reaches]
        if isinstance(form, TakeOnForm)
        else DESK_MOVES[action].done
    )


def button_of(action: Action, form: forms.Form) -> str:
    """What a button promises; how far one screen goes is chosen above its button."""
    if isinstance(form, TakeOnForm):
        return str(_("Go as far as chosen"))
    return str(DESK_MOVES[action].button)


def _locate(made: Made) -> object:
    community = made.entered["community"]
    return handling.locate(
        case=made.case, community=community, by=made.by, now=made.now
    )


def _accept(made: Made) -> object:
    form = made.form
    if not isinstance(form, TakeOnForm):
        return handling.accept(case=made.case, by=made.by, now=made.now)
    return desk.accept_verify_dispose(
        case=made.case,
        found=form.found(made.photos) if form.goes_to(Upto.VERIFY) else None,
        order=form.order() if form.goes_to(Upto.DISPOSE) else None,
        by=made.by,
        now=made.now,
    )


def _decline(made: Made) -> object:
    return handling.decline(
        case=made.case,
        reason=DeclineReason(made.entered["reason"]),
        text=made.entered["text"],
        way_on=made.entered["way_on"],
        by=made.by,
        now=made.now,
    )


def _verify(made: Made) -> object:
    found = made.form.found(made.photos)
    return handling.verify(case=made.case, found=found, by=made.by, now=made.now)


def _dispose(made: Made) -> object:
    order = made.form.order()
    return handling.dispose(case=made.case, order=order, by=made.by, now=made.now)


def _explain(made: Made) -> object:
    return handling.explain(
        case=made.case,
        outcome=explained(made.case),
        text=made.entered["text"],
        by=made.by,
        now=made.now,
    )


def _rectify(made: Made) -> object:
    return handling.rectify(
        case=made.case,
        text=made.entered["text"],
        photos=made.photos,
        no_photo_because=made.entered["no_photo_because"],
        commitments=made.form.commitments(),
        by=made.by,
        now=made.now,
    )


def _send_back(made: Made) -> object:
    text = made.entered["text"]
    return handling.send_back(case=made.case, text=text, by=made.by, now=made.now)


def _report(made: Made) -> object:
    return handling.report(
        case=made.case,
        outcome=Outcome(made.entered["outcome"]),
        text=made.entered["text"],
        by=made.by,
        now=made.now,
    )


def _answer(made: Made) -> object:
    text = made.entered["text"]
    return handling.answer(case=made.case, text=text, by=made.by, now=made.now)


def _close(made: Made) -> object:
    given = made.form.given()
    return visiting.close_by_phone(
        case=made.case, given=given, by=made.officer, now=made.now
    )


_WITH_PHOTOS: Mapping[Action, type[VerifyForm | SettleForm]] = {
    Action.VERIFY: VerifyForm,
    Action.COMMITMENT_KEPT: SettleForm,
    Action.COMMITMENT_BROKEN: SettleForm,
}
_PLAIN: Mapping[Action, type[forms.Form]] = {
    Action.ACCEPT: AcceptForm,
    Action.LOCATE: LocateForm,
    Action.DECLINE: DeclineForm,
    Action.REPORT: ReportForm,
}
_TAKEN_ON = {
    Upto.ACCEPT: _("Accepted."),
    Upto.VERIFY: _("Accepted and verified."),
    Upto.DISPOSE: _("Accepted, verified and handed over. The acting party is told."),
}
_TEXTS = {
    Action.EXPLAIN: _("Explanation to the resident"),
    Action.SEND_BACK: _("What is missing"),
    Action.ANSWER: _("Answer to the resident"),
}

_STRAIGHT: Mapping[Action, DeskMove] = {
    Action.ACCEPT: DeskMove(
        _("Take the case on"), _("Take the case on"), _("Taken on."), _accept
    ),
    Action.LOCATE: DeskMove(
        _("Say which community it is"),
        _("Locate the case"),
        _("Located. The community's street holds the case now."),
        _locate,
    ),
    Action.DECLINE: DeskMove(
        _("Decline the case"),
        _("Decline the case"),
        _("Declined. The resident is told why, and what to do instead."),
        _decline,
    ),
    Action.DISPOSE: DeskMove(
        _("Hand the case over"),
        _("Hand the case over"),
        _("Handed over. The acting party is told."),
        _dispose,
    ),
    Action.EXPLAIN: DeskMove(
        _("Explain to the resident"),
        _("Send the explanation"),
        _("Explained. The resident is told and asked."),
        _explain,
    ),
    Action.VERIFY: DeskMove(
        _("Write down the finding"),
        _("Write down the finding"),
        _("The finding is written down."),
        _verify,
    ),
    Action.REPORT: DeskMove(
        _("Report the result"),
        _("Report the result"),
        _("Reported. The resident is told and asked."),
        _report,
    ),
    Action.SEND_BACK: DeskMove(
        _("Send it back"),
        _("Send it back"),
        _("Sent back. The acting party is told what is missing."),
        _send_back,
    ),
    Action.RECTIFY: DeskMove(
        _("Write down the rectification"),
        _("Write down the rectification"),
        _("The rectification is written down."),
        _rectify,
    ),
    Action.ANSWER: DeskMove(
        _("Answer the resident"),
        _("Send the answer"),
        _("Answered. The resident is told and asked."),
        _answer,
    ),
    Action.CLOSE: DeskMove(
        _("Write down the answer by telephone"),
        _("Close with this answer"),
        _("The answer is written down."),
        _close,
    ),
}

# In the order of the page: what is offered first is what the case waits for.
DESK_MOVES: Mapping[Action, DeskMove] = {**_STRAIGHT, **detours.DETOURS}
