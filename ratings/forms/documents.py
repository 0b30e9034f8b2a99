"""What is typed about documents of enforcement and credits, then and later."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ratings.models import LegalBasis
from ratings.refusals import Refusal
from registry.models import Firm

LONGEST_TEXT = 4000
CHOOSE = gettext_lazy("Choose")
# Beside which field a refusal stands, in whatever form has that field.
FIELD_OF = {
    Refusal.NOT_HERE: ("tenure", "firm"),
    Refusal.OTHER_PROJECT: ("tenure",),
    Refusal.NUMBER: ("number",),
    Refusal.NUMBER_TAKEN: ("number",),
    Refusal.BODY: ("body",),
    Refusal.OFFICERS: ("officers",),
    Refusal.TWO_OFFICERS: ("officers",),
    Refusal.FACTS: ("facts",),
    Refusal.LATER: ("issued_on", "on"),
    Refusal.BEFORE_ISSUED: ("due_on", "on"),
    Refusal.DUE: ("due_on",),
    Refusal.GRAVE: ("grave_because",),
    Refusal.BASIS: ("basis",),
    Refusal.BASIS_OTHER: ("basis",),
    Refusal.BASIS_OLD: ("basis",),
    Refusal.CASES: ("cases",),
    Refusal.INTERVIEW: ("cases",),
    Refusal.NOT_SUGGESTED: ("suggested_by",),
    Refusal.ORDER_FIRST: ("order",),
    Refusal.ORDER_OTHER: ("order",),
    Refusal.PROJECT: ("tenure",),
    Refusal.TENURE_RUNS: ("tenure",),
    Refusal.REASON: ("because",),
    Refusal.EVIDENCE: ("evidence",),
    Refusal.POINTS: ("points",),
    Refusal.TOO_MANY_POINTS: ("points",),
    Refusal.ENDS: ("ends_on",),
    Refusal.NOT_SERVED: ("on",),
    Refusal.OTHER_CHECKLIST: ("on",),
    Refusal.NO_CHECKLIST: ("on",),
    Refusal.SIGNED: ("signed",),
    Refusal.BACKWARDS: ("effective_from",),
    Refusal.DAY_TAKEN: ("effective_from",),
    Refusal.WEIGHTS: ("items",),
}


class Asked:
    """
    A field that has to be filled in, of which the operation asks it: so everything that
    is against a document is said at once.
    """

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)  # type: ignore[misc]


class AskedText(Asked, forms.CharField):
    pass


class AskedChoice(Asked, forms.ChoiceField):
    pass


class AskedDay(Asked, forms.DateField):
    pass


class AskedTick(Asked, forms.BooleanField):
    pass


def day_field(label: Any, *, required: bool = True, hint: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Write a day."),
            "invalid": gettext_lazy("Write a day as year-month-day."),
        },
    )


def text_field(
    label: Any, *, rows: int = 4, hint: Any = "", required: bool = True
) -> forms.CharField:
    """A longer text; that it is there, and long enough, is asked by the operation."""
    return AskedText(
        label=label,
        help_text=hint,
        required=required,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def line_field(label: Any, most: int, *, hint: Any = "") -> forms.CharField:
    return AskedText(label=label, help_text=hint, max_length=most)


def points_field(label: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        max_digits=3,
        decimal_places=1,
        help_text=gettext_lazy("With one decimal place at most."),
        error_messages={
            "required": gettext_lazy("Write the points as a number above 0."),
            "invalid": gettext_lazy("Write the points as a number above 0."),
        },
    )


def address_field() -> forms.URLField:
    return forms.URLField(
        label=gettext_lazy("Public address of the document"),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Write the whole address of a page.")},
    )


def named_basis(basis: LegalBasis) -> str:
    """With the mark of the demo wherever it is chosen."""
    name = str(basis)
    return f"{name} ({_('made up for the demo')})" if basis.is_demo else name


class DocumentForm(forms.Form):
    """A form of a document, with refusals beside the fields that they are about."""

    use_required_attribute = False

    def refuse(self, refusals: Iterable[Refusal]) -> None:
        for refusal in refusals:
            named = (each for each in FIELD_OF.get(refusal, ()) if each in self.fields)
            self.add_error(next(named, None), str(refusal.label))

    def chosen(self, name: str, among: Iterable[Any]) -> Any:
        """The row that a valid form chose, nothing where it chose none."""
        key = self.cleaned_data.get(name)
        return next((row for row in among if str(row.pk) == key), None)


def offer(
    form: forms.Form,
    name: str,
    rows: Iterable[tuple[str, str]],
    *,
    nothing: Any = CHOOSE,
) -> None:
    """Give a field its choices; without `nothing` all of them are rows."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = [*([("", nothing)] if nothing else []), *rows]


class ComplianceForm(DocumentForm):
    on = day_field(gettext_lazy("Complied with on"))
    evidence = text_field(
        gettext_lazy("What shows it"),
        hint=gettext_lazy("In at least 10 characters."),
        rows=3,
    )


class RevocationForm(DocumentForm):
    on = day_field(gettext_lazy("Revoked on"))
    because = text_field(
        gettext_lazy("Why it was revoked"),
        hint=gettext_lazy("In at least 10 characters. It is not public."),
        rows=3,
    )


class DeductionForm(DocumentForm):
    points = points_field(gettext_lazy("Points to deduct"))
    basis = AskedChoice(label=gettext_lazy("Legal basis of the deduction"))

    def __init__(self, *args: Any, bases: list[LegalBasis], **options: Any) -> None:
        super().__init__(*args, **options)
        self.bases = bases
        offer(self, "basis", [(str(one.pk), named_basis(one)) for one in bases])


class CreditForm(DocumentForm):
    number = line_field(gettext_lazy("Document number"), 80)
    body = line_field(gettext_lazy("Issued by"), 80)
    issued_on = day_field(gettext_lazy("Issued on"))
    ends_on = day_field(
        gettext_lazy("Counts until"),
        hint=gettext_lazy("The first day on which the points no longer count."),
    )
    points = points_field(gettext_lazy("Points"))
    basis = AskedChoice(label=gettext_lazy("Legal basis"))
    facts = text_field(
        gettext_lazy("Established facts"),
        hint=gettext_lazy("In at least 10 characters."),
    )
    public_address = address_field()

    def __init__(
        self, *args: Any, firm: Firm, bases: list[LegalBasis], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.firm, self.bases = firm, bases
        offer(self, "basis", [(str(one.pk), named_basis(one)) for one in bases])


def today_first(day: date) -> dict[str, str]:
    """What a form of a day starts with."""
    return {"on": day.isoformat()}
