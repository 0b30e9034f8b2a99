"""
The steps of an entry at the desk: which form each has, and the one operation it calls.

Which of them a person may make now is asked of the table; nothing is decided here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ratings.forms.listing_acts import (
    DecideForm,
    DocumentForm,
    ObjectionAnswerForm,
    RecusalForm,
    ServeForm,
    StepForm,
    TextForm,
)
from ratings.listing_guards import Term
from ratings.models import Listing
from ratings.operations.listings import proceeding, standing
from ratings.queries.due_process import terms_on
from ratings.states import ListingAction, ListKind, ServiceWay
from registry.actors import Officer
from registry.models import User


@dataclass(frozen=True)
class Made:
    """A valid form, on its way into one operation."""

    listing: Listing
    form: Any
    by: Officer
    now: datetime

    @property
    def text(self) -> str:
        return str(self.form.cleaned_data["text"])

    @property
    def who(self) -> dict[str, Any]:
        """What every operation is given."""
        return {"listing": self.listing, "by": self.by, "now": self.now}


@dataclass(frozen=True)
class DeskAct:
    """What a step says before and after it, what its text is for, and who makes it."""

    hint: Promise
    done: Promise
    make: Callable[[Made], object]
    label: Promise | None = None
    text_hint: Promise | str = ""


def form_for(
    action: ListingAction, listing: Listing, user: User, **filled: Any
) -> forms.Form | None:
    """The form of a step, empty or with what was sent; None where the desk has none."""
    act = DESK_ACTS.get(action)
    if act is None:
        return None
    if action == ListingAction.SERVE:
        days = terms_on(timezone.localdate()).defence
        return ServeForm(user=user, defence_days=days, **filled)
    if act.label is None:
        return StepForm(**filled)
    named = {"label": act.label, "hint": act.text_hint, **filled}
    if action == ListingAction.DECIDE and listing.list_kind == ListKind.BLACK:
        return DecideForm(listing=listing, **named)
    if action == ListingAction.RECUSE:
        return RecusalForm(listing=listing, user=user, **named)
    return _TEXT_FORMS.get(action, TextForm)(**named)


def _serve(made: Made) -> object:
    entered = made.form.cleaned_data
    return proceeding.serve(
        way=ServiceWay(entered["way"]),
        served_on=entered["served_on"],
        proof=made.form.stored(made.now),
        defence_days=entered["defence_days"],
        **made.who,
    )


def _decide(made: Made) -> object:
    term = made.form.term() if isinstance(made.form, DecideForm) else None
    lighter = _if_lighter(term, made)
    return proceeding.decide(reasons=made.text, term=lighter, **made.who)


def _if_lighter(term: Term | None, made: Made) -> Term | None:
    """Said only where the decision has a term of its own."""
    listing = made.listing
    if term is None:
        return None
    told = (listing.list_class, listing.months, listing.to_be_published)
    return None if tuple(term) == told else term


def _suspend(made: Made) -> object:
    return standing.suspend(**_by_document(made))


def _resume(made: Made) -> object:
    return standing.resume(**_by_document(made))


def _quash(made: Made) -> object:
    return standing.quash(**_by_document(made))


def _by_document(made: Made) -> dict[str, Any]:
    document = made.form.cleaned_data["document"]
    return {"document": document, "reasons": made.text, **made.who}


def _answer_objection(made: Made) -> object:
    upheld = made.form.cleaned_data["decision"] == "UPHELD"
    return standing.answer_objection(upheld=upheld, reasons=made.text, **made.who)


def _recuse(made: Made) -> object:
    person = made.form.cleaned_data["person"]
    return proceeding.recuse(person=person, reasons=made.text, **made.who)


_REASONS = _("Reasons")
_A = ListingAction
_TEXT_FORMS: Mapping[ListingAction, type[TextForm]] = {
    _A.SUSPEND: DocumentForm,
    _A.RESUME: DocumentForm,
    _A.QUASH: DocumentForm,
    _A.ANSWER_OBJECTION: ObjectionAnswerForm,
}

# In the order of the page: what is offered first is what the entry waits for.
DESK_ACTS: Mapping[ListingAction, DeskAct] = {
    _A.REVIEW: DeskAct(
        _("By another person than who proposed it. Without it nothing goes on."),
        _("The legal opinion is written down."),
        lambda made: proceeding.review_law(opinion=made.text, **made.who),
        _("Legal opinion"),
    ),
    _A.NOTIFY: DeskAct(
        _(
            "The firm reads it: facts, article, reasons and rights. The decision is "
            "never heavier than what it is told here."
        ),
        _("The notice is written. Serve it next."),
        lambda made: proceeding.notify(reasons=made.text, **made.who),
        _("Reasons, as the firm reads them"),
    ),
    _A.SERVE: DeskAct(
        _(
            "The time for the defence runs from the service, and never from before "
            "today. Where the entry would lapse first, serve the notice again."
        ),
        _("The service is written down. The time for the defence runs."),
        _serve,
    ),
    _A.STAY_SILENT: DeskAct(
        _("The time for the defence passed, and none came."),
        _("Written down: no defence came in time."),
        lambda made: proceeding.record_silence(**made.who),
    ),
    _A.ADOPT: DeskAct(
        _("The defence is right: the entry is dropped."),
        _("The defence is adopted, and the entry dropped."),
        lambda made: proceeding.answer_defence(
            adopted=True, reasons=made.text, **made.who
        ),
        _("Reasons, as the firm reads them"),
    ),
    _A.REJECT: DeskAct(
        _("By another person than who proposed it. It never makes things heavier."),
        _("The defence is answered."),
        lambda made: proceeding.answer_defence(
            adopted=False, reasons=made.text, **made.who
        ),
        _("Reasons, as the firm reads them"),
    ),
    _A.DECIDE: DeskAct(
        _("By a third person. The term runs from today."),
        _("Decided. The paper is ready to be served."),
        _decide,
        _("Reasons, as the public reads them"),
        _(
            "At least 10 characters. Name no resident: they stand on the public pages "
            "and in the public paper. Phone numbers and homes are hidden there."
        ),
    ),
    _A.PUBLISH: DeskAct(
        _("It stands in public from now until its last day."),
        _("The entry stands in public."),
        lambda made: proceeding.publish(**made.who),
    ),
    _A.ANSWER_OBJECTION: DeskAct(
        _("The firm reads the reasons."),
        _("The objection is answered."),
        _answer_objection,
        _REASONS,
    ),
    _A.ACCEPT_REPAIR: DeskAct(
        _("A second person decides on it within ten working days."),
        _("The application is accepted."),
        lambda made: standing.accept_repair(**made.who),
    ),
    _A.REPAIR: DeskAct(
        _("The entry ends and leaves the public view at once."),
        _("The repair is granted. The entry has ended."),
        lambda made: standing.decide_repair(
            granted=True, reasons=made.text, **made.who
        ),
        _REASONS,
    ),
    _A.DENY_REPAIR: DeskAct(
        _("The entry stands; the firm reads the reasons and may ask again."),
        _("The repair is refused."),
        lambda made: standing.decide_repair(
            granted=False, reasons=made.text, **made.who
        ),
        _REASONS,
    ),
    _A.CORRECT: DeskAct(
        _("Everywhere the entry stood, within three working days."),
        _("The correction is reported."),
        lambda made: standing.report_correction(places=made.text, **made.who),
        _("Where it was removed and corrected"),
    ),
    _A.RESUME: DeskAct(
        _("The stay is over; the term ran on."),
        _("The entry is back where it was."),
        _resume,
        _REASONS,
    ),
    _A.DROP: DeskAct(
        _("Nothing comes of it; its documents are free for another proposal."),
        _("The proposal is dropped."),
        lambda made: proceeding.drop(reasons=made.text, **made.who),
        _REASONS,
    ),
    _A.RECUSE: DeskAct(
        _("Who is near to the firm, or may seem so, takes no further part."),
        _("The recusal is written down."),
        _recuse,
        _("Why"),
    ),
    _A.SUSPEND: DeskAct(
        _("While a stay holds, nobody sees the entry; its term runs on."),
        _("The publication is suspended."),
        _suspend,
        _REASONS,
    ),
    _A.REVOKE: DeskAct(
        _("The entry ends and leaves the public view at once."),
        _("The entry is taken back."),
        lambda made: standing.revoke(reasons=made.text, **made.who),
        _REASONS,
    ),
    _A.QUASH: DeskAct(
        _(
            "After a reconsideration or a judgment. It leaves the public view at once; "
            "the correction is reported within three working days."
        ),
        _("The entry is quashed. Report the correction next."),
        _quash,
        _REASONS,
    ),
}
# What an entry does not wait for stands folded behind one heading.
ASIDE = frozenset({_A.DROP, _A.RECUSE, _A.SUSPEND, _A.REVOKE, _A.QUASH})
# Of these, what it does wait for once a document of it was revoked.
ENDS_IT = frozenset({_A.DROP, _A.REVOKE})
