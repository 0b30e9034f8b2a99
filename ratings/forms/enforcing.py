"""What a document of enforcement says, asked for by its measure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.models import Case
from ratings import wording
from ratings.forms.documents import (
    AskedChoice,
    AskedDay,
    DocumentForm,
    address_field,
    day_field,
    line_field,
    named_basis,
    offer,
    text_field,
)
from ratings.models import Enforcement, LegalBasis, Review
from ratings.operations.enforcing import Draft
from ratings.sanctions import Paper
from ratings.states import EnforcementMeasure
from registry.models import Firm, Tenure

# What only some measures are asked for.
ASKED_OF = {
    "basis": (
        EnforcementMeasure.ORDER,
        EnforcementMeasure.PENALTY,
        EnforcementMeasure.EXIT,
    ),
    "order": (EnforcementMeasure.PENALTY,),
    "suggested_by": (EnforcementMeasure.INTERVIEW,),
    "is_grave": (EnforcementMeasure.PENALTY,),
    "grave_because": (EnforcementMeasure.PENALTY,),
}


@dataclass(frozen=True)
class Grounds:
    """What the document may name: all of the firm, and of the officer's region."""

    measure: EnforcementMeasure
    firm: Firm
    tenures: Sequence[Tenure] = ()
    bases: Sequence[LegalBasis] = ()
    orders: Sequence[Enforcement] = ()
    reviews: Sequence[Review] = ()
    cases: Sequence[Case] = field(default=())


class EnforcementForm(DocumentForm):
    number = line_field(gettext_lazy("Document number"), 80)
    body = line_field(gettext_lazy("Issued by"), 80)
    officers = line_field(
        gettext_lazy("Officers"),
        160,
        hint=gettext_lazy("Their names, with commas between them."),
    )
    issued_on = day_field(gettext_lazy("Issued on"))
    due_on = AskedDay(
        label=gettext_lazy("To be complied with by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Write a day as year-month-day.")},
    )
    tenure = forms.ChoiceField(label=gettext_lazy("Project"), required=False)
    basis = AskedChoice(label=gettext_lazy("Legal basis"))
    order = forms.ChoiceField(
        label=gettext_lazy("Order that was not complied with"),
        help_text=gettext_lazy(
            "Not needed where the legal basis permits the penalty at once."
        ),
        required=False,
    )
    suggested_by = forms.ChoiceField(
        label=gettext_lazy("Review that suggests it"),
        help_text=gettext_lazy(
            "Published reviews in which the firm lies clearly below the province or "
            "beyond the 99.8% limit of an indicator."
        ),
        required=False,
    )
    cases = forms.MultipleChoiceField(
        label=gettext_lazy("Cases"),
        help_text=gettext_lazy("Founded complaints that the firm answers for."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    facts = text_field(
        gettext_lazy("Established facts"),
        hint=gettext_lazy("In at least 10 characters, and nothing about residents."),
    )
    is_grave = forms.BooleanField(label=gettext_lazy("A grave penalty"), required=False)
    grave_because = text_field(gettext_lazy("Why it is grave"), rows=2, required=False)
    public_address = address_field()

    def __init__(self, *args: Any, grounds: Grounds, **options: Any) -> None:
        super().__init__(*args, **options)
        self.grounds = grounds
        for name, measures in ASKED_OF.items():
            if grounds.measure not in measures:
                del self.fields[name]
        self.fields["due_on"].required = grounds.measure == EnforcementMeasure.ORDER
        if grounds.measure == EnforcementMeasure.EXIT:
            self.fields["basis"].required = False
        self._offer_rows()

    def _offer_rows(self) -> None:
        grounds = self.grounds
        named = {
            "tenure": [(one.pk, _project(one)) for one in grounds.tenures],
            "basis": [(one.pk, named_basis(one)) for one in grounds.bases],
            "order": [(one.pk, _order(one)) for one in grounds.orders],
            "suggested_by": [
                (one.pk, wording.title(one.period)) for one in grounds.reviews
            ],
        }
        nothing = {"tenure": _("The firm as a whole"), "order": _("None")}
        for name, rows in named.items():
            if name in self.fields:
                offer(
                    self,
                    name,
                    [(str(key), label) for key, label in rows],
                    nothing=nothing.get(name, _("Choose")),
                )
        cases = [(str(one.pk), _case(one)) for one in grounds.cases]
        offer(self, "cases", cases, nothing=None)

    def draft(self) -> Draft:
        """What a valid form says."""
        grounds, typed = self.grounds, self.cleaned_data
        wanted = set(typed["cases"])
        return Draft(
            paper=self._paper(),
            firm=grounds.firm,
            tenure=self.chosen("tenure", grounds.tenures),
            basis=self.chosen("basis", grounds.bases),
            order=self.chosen("order", grounds.orders),
            suggested_by=self.chosen("suggested_by", grounds.reviews),
            cases=[case for case in grounds.cases if str(case.pk) in wanted],
            public_address=typed["public_address"],
        )

    def _paper(self) -> Paper:
        typed = self.cleaned_data
        return Paper(
            measure=self.grounds.measure,
            number=typed["number"],
            body=typed["body"],
            officers=typed["officers"],
            facts=typed["facts"],
            issued_on=typed["issued_on"],
            due_on=typed["due_on"],
            is_grave=typed.get("is_grave", False),
            grave_because=typed.get("grave_because", ""),
        )


def _project(tenure: Tenure) -> str:
    until = wording.day(tenure.ends_on) if tenure.ends_on else ""
    if not until:
        return tenure.community.name
    return _("%(community)s (until %(day)s)") % {
        "community": tenure.community.name,
        "day": until,
    }


def _order(order: Enforcement) -> str:
    due_on = wording.day(order.due_on) if order.due_on else ""
    return _("%(number)s, due on %(day)s") % {"number": order.number, "day": due_on}


def _case(case: Case) -> str:
    place = case.community.name if case.community else case.place
    return f"{case.number} · {place}"
