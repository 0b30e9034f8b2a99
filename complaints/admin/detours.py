"""
The moves of the desk off the straight way, and the steps beside the moves: which form
each has, and the one operation it calls.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from complaints.admin.made import DeskMove, Made
from complaints.forms.calling import CallForm, SecondVisitForm
from complaints.forms.desk import AcceptForm, TextForm
from complaints.forms.detours import (
    ExtensionForm,
    FinalForm,
    MergeForm,
    OptionalTextForm,
    PauseForm,
    PlanForm,
    ReclassifyForm,
    ReleaseForm,
    TransferForm,
)
from complaints.models import Case
from complaints.operations import (
    appeals,
    committing,
    correcting,
    deciding,
    duties,
    merging,
    noting,
    raising,
    suspecting,
    timing,
    visiting,
)
from complaints.queries import desk as desk_queries
from complaints.states import Action

TEXTS: Mapping[Action, Promise] = {
    Action.UPHOLD: _("Reasons, to the resident"),
    Action.OVERTURN: _("Reasons, to the resident and the office"),
    Action.SECOND_LOOK: _("What you looked at"),
    Action.RAISE: _("Why you take the case"),
    Action.REFUSE: _("Why it is not your duty"),
    Action.CONFIRM_DUTY: _("Why it is the party's duty"),
    Action.RECALL: _("Why the order is taken back"),
    Action.UNMERGE: _("Why it is not the same"),
    Action.DENY_EXTENSION: _("Why not"),
    Action.MADE_SAFE: _("What made it safe"),
    Action.NOTE: _("Note"),
    Action.SUPERVISE: _("What you press for"),
    Action.SUSPECT: _("What makes you doubt that it was put right"),
    Action.HEAR: _("What was done, and how it can be seen"),
    Action.FALSE_CONFIRMED: _("Reasons, to the party and the resident"),
    Action.FALSE_DISMISSED: _("Reasons, to the party and the resident"),
}
Asking = Callable[[Case, date], dict[str, Any]]
FORMS: Mapping[Action, tuple[type[forms.Form], Asking]] = {
    Action.RECLASSIFY: (ReclassifyForm, lambda case, _today: {"case": case}),
    Action.TRANSFER: (
        TransferForm,
        lambda case, _today: {"offices": desk_queries.offices_for(case)},
    ),
    Action.MERGE: (
        MergeForm,
        lambda case, _today: {"targets": desk_queries.targets_for(case)},
    ),
    Action.ASK_EXTENSION: (ExtensionForm, lambda _case, today: {"today": today}),
    Action.PAUSE: (PauseForm, lambda _case, today: {"today": today}),
    Action.PLAN: (PlanForm, lambda _case, today: {"today": today}),
    Action.RELEASE: (ReleaseForm, lambda _case, _today: {}),
    Action.FINAL: (FinalForm, lambda _case, _today: {}),
    Action.EXTEND: (OptionalTextForm, lambda _case, _today: {}),
    Action.RESUME: (AcceptForm, lambda _case, _today: {}),
    Action.VISIT_TRY: (CallForm, lambda _case, _today: {}),
    Action.SECOND_VISIT: (SecondVisitForm, lambda case, _today: {"kind": case.kind}),
}


def form_for(
    action: Action, case: Case, *, now: datetime, **filled: Any
) -> forms.Form | None:
    """The form of a move, empty or with what was sent; None where there is none."""
    if action in TEXTS:
        return TextForm(label=TEXTS[action], **filled)
    if action not in FORMS:
        return None
    form, asking = FORMS[action]
    today = timezone.localtime(now).date()
    return form(**asking(case, today), **filled)


def _said(made: Made) -> dict[str, Any]:
    """What every move hands on: the case, the text, by whom and when."""
    return {
        "case": made.case,
        "text": made.entered["text"],
        "by": made.by,
        "now": made.now,
    }


def _reclassify(made: Made) -> object:
    return correcting.reclassify(to=made.form.corrected(), **_said(made))


def _transfer(made: Made) -> object:
    return correcting.transfer(to=made.form.office(), **_said(made))


def _merge(made: Made) -> object:
    return merging.merge(target=made.form.target_case(), **_said(made))


def _release(made: Made) -> object:
    return duties.release(duty=made.form.whose(), **_said(made))


def _ask_extension(made: Made) -> object:
    return timing.ask_extension(until=made.entered["until"], **_said(made))


def _pause(made: Made) -> object:
    return timing.pause(
        reason=made.form.why(),
        document=made.entered["document"],
        until=made.entered["until"],
        **_said(made),
    )


def _resume(made: Made) -> object:
    return timing.resume(case=made.case, by=made.officer, now=made.now)


def _plan(made: Made) -> object:
    return timing.plan(milestones=made.form.milestones(), **_said(made))


def _visit_try(made: Made) -> object:
    return visiting.try_to_call(
        case=made.case, outcome=made.form.outcome(), by=made.officer, now=made.now
    )


def _second_visit(made: Made) -> object:
    return visiting.visit_again(
        case=made.case,
        outcome=made.form.outcome(),
        given=made.form.heard(),
        by=made.officer,
        now=made.now,
    )


def _final(made: Made) -> object:
    return deciding.close_for_good(
        case=made.case, review=made.form.review(), by=made.officer, now=made.now
    )


def _settle(made: Made, *, kept: bool) -> object:
    return committing.settle(
        number=made.entered["commitment"],
        kept=kept,
        photos=made.photos,
        **_said(made),
    )


DETOURS: Mapping[Action, DeskMove] = {
    Action.OVERTURN: DeskMove(
        _("Have it accepted"),
        _("Have it accepted"),
        _("Accepted. The resident and the office are told."),
        lambda made: appeals.overturn(**_said(made)),
    ),
    Action.UPHOLD: DeskMove(
        _("Uphold the refusal"),
        _("Uphold the refusal"),
        _("Upheld. The resident is told why."),
        lambda made: appeals.uphold(**_said(made)),
    ),
    Action.SECOND_LOOK: DeskMove(
        _("Let the refusal stand after a second look"),
        _("Let the refusal stand"),
        _("The second look is written down."),
        lambda made: appeals.second_look(**_said(made)),
    ),
    Action.CONFIRM_DUTY: DeskMove(
        _("Confirm the duty"),
        _("Confirm the duty"),
        _("Confirmed. The acting party keeps the case and is told."),
        lambda made: duties.confirm_duty(**_said(made)),
    ),
    Action.RELEASE: DeskMove(
        _("Release from the duty"),
        _("Release from the duty"),
        _("Released. The office hands the case to somebody else."),
        _release,
    ),
    Action.EXTEND: DeskMove(
        _("Extend the time"),
        _("Extend the time"),
        _("Extended. The resident is told the new date."),
        lambda made: timing.extend(**_said(made)),
    ),
    Action.DENY_EXTENSION: DeskMove(
        _("Deny the extension"),
        _("Deny the extension"),
        _("Denied. Who asked for it is told."),
        lambda made: timing.deny_extension(**_said(made)),
    ),
    Action.REFUSE: DeskMove(
        _("Refuse the order"),
        _("Refuse the order"),
        _("Refused. The office decides how to go on."),
        lambda made: duties.refuse(**_said(made)),
    ),
    Action.RECALL: DeskMove(
        _("Take the order back"),
        _("Take the order back"),
        _("Taken back. The party is told."),
        lambda made: duties.recall(**_said(made)),
    ),
    Action.RECLASSIFY: DeskMove(
        _("Correct kind, urgency or category"),
        _("Correct the case"),
        _("Corrected. The resident is told."),
        _reclassify,
    ),
    Action.TRANSFER: DeskMove(
        _("Hand on to another office"),
        _("Hand on"),
        _("Handed on. The resident's promise stays."),
        _transfer,
    ),
    Action.MERGE: DeskMove(
        _("Merge into another case"),
        _("Merge"),
        _("Merged. Its reporter follows the other case and is told."),
        _merge,
    ),
    Action.UNMERGE: DeskMove(
        _("Part it from the other case"),
        _("Part"),
        _("Parted. It goes on where it was, and the resident is told."),
        lambda made: merging.unmerge(**_said(made)),
    ),
    Action.RAISE: DeskMove(
        _("Take the case a level up"),
        _("Take the case"),
        _("Taken. Your office holds the case now."),
        lambda made: raising.raise_level(**_said(made)),
    ),
    Action.FINAL: DeskMove(
        _("Decide for good"),
        _("Decide for good"),
        _("Decided. The resident is told, and the case is not reopened."),
        _final,
    ),
    Action.ASK_EXTENSION: DeskMove(
        _("Ask for an extension"),
        _("Ask for an extension"),
        _("Asked. It is decided within a working day; silence refuses."),
        _ask_extension,
    ),
    Action.PAUSE: DeskMove(
        _("Let the clock stand still"),
        _("Let the clock stand still"),
        _("The clock stands still. The resident is told."),
        _pause,
    ),
    Action.RESUME: DeskMove(
        _("Let the clock run again"),
        _("Let the clock run"),
        _("The clock runs again."),
        _resume,
    ),
    Action.PLAN: DeskMove(
        _("Plan long works"),
        _("Plan long works"),
        _("Planned. The resident is told the dates."),
        _plan,
    ),
    Action.COMMITMENT_KEPT: DeskMove(
        _("It was kept"),
        _("It was kept"),
        _("Written down: kept. The resident is told."),
        lambda made: _settle(made, kept=True),
    ),
    Action.COMMITMENT_BROKEN: DeskMove(
        _("It was not kept"),
        _("It was not kept"),
        _("Written down: not kept. The resident is told."),
        lambda made: _settle(made, kept=False),
    ),
    Action.VISIT_TRY: DeskMove(
        _("Write down a call"),
        _("Write down the call"),
        _("The call is written down."),
        _visit_try,
    ),
    Action.SECOND_VISIT: DeskMove(
        _("Write down the second visit"),
        _("Write down the second visit"),
        _("The second visit is written down."),
        _second_visit,
    ),
    Action.MADE_SAFE: DeskMove(
        _("Write down that it is safe for now"),
        _("It is safe for now"),
        _("Written down: it is safe for now."),
        lambda made: noting.make_safe(**_said(made)),
    ),
    Action.NOTE: DeskMove(
        _("Write a note"),
        _("Keep the note"),
        _("The note is kept."),
        lambda made: noting.note(**_said(made)),
    ),
    Action.SUPERVISE: DeskMove(
        _("Press for this case"),
        _("Press for it"),
        _("The holder is told."),
        lambda made: noting.supervise(**_said(made)),
    ),
    Action.SUSPECT: DeskMove(
        _("Doubt that it was put right"),
        _("Write down the suspicion"),
        _("Written down. The acting party is heard."),
        lambda made: suspecting.suspect(**_said(made)),
    ),
    Action.HEAR: DeskMove(
        _("Answer to the suspicion"),
        _("Send the answer"),
        _("Your answer has arrived. The office decides."),
        lambda made: suspecting.hear(**_said(made)),
    ),
    Action.FALSE_CONFIRMED: DeskMove(
        _("Find that it was not put right"),
        _("Find it false"),
        _("Decided. The party and the resident are told."),
        lambda made: suspecting.confirm(**_said(made)),
    ),
    Action.FALSE_DISMISSED: DeskMove(
        _("Find that the suspicion does not hold"),
        _("Dismiss the suspicion"),
        _("Dismissed. The party is told."),
        lambda made: suspecting.dismiss(**_said(made)),
    ),
}
