"""What officers type about a rule set: its numbers, and each act on it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ratings import wording
from ratings.canonical import shortest
from ratings.rules import NAMES, Rules, WrongRules

LARGEST_FILE = 100_000
MOST_DIGITS = 16


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Give the day."),
            "invalid": gettext_lazy("Write the day as 2026-03-01."),
        },
    )


def _text(label: Any, help_text: Any = "", *, rows: int = 0) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=2000 if rows else 80,
        widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(),
        error_messages={"required": gettext_lazy("This is asked for.")},
    )


@dataclass(frozen=True)
class Number:
    """One number of the form, and whether it differs from the one in force."""

    field: BoundField
    is_changed: bool


class DraftForm(forms.Form):
    """
    Title, first day and every number of a draft; a JSON file may hold the numbers.

    `rules` are those of a valid form.
    """

    use_required_attribute = False

    title = _text(gettext_lazy("Title"))
    counts_from = _day(
        gettext_lazy("Filings are counted from"),
        gettext_lazy("The first day on which all filings of the province arrive here."),
    )
    file = forms.FileField(
        label=gettext_lazy("The numbers as a JSON file"),
        help_text=gettext_lazy(
            "Instead of the numbers below; the “rules” of published inputs are one."
        ),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, in_force: Rules | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.in_force = in_force
        self.rules: Rules | None = None
        for name in NAMES:
            self.fields[name] = _number(name, in_force)

    def sections(self) -> Iterator[tuple[str, list[Number]]]:
        """The numbers under the titles of their parts, as pages tell them."""
        for heading, names in wording.RULE_SECTIONS:
            yield str(heading), [self._shown(self[name]) for name in names]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("file"):
            self._read(given["file"])
        elif not NAMES & self.errors.keys():
            self._check({name: shortest(given[name]) for name in NAMES})
        return given

    def _read(self, file: Any) -> None:
        for name in NAMES & self.errors.keys():
            del self.errors[name]
        if file.size > LARGEST_FILE:
            self.add_error("file", _("This file is too large for a rule set."))
            return
        try:
            self.rules = Rules.from_json(file.read())
        except WrongRules as wrong:
            self.add_error("file", [wording.rule_problem(one) for one in wrong.found])

    def _check(self, numbers: Mapping[str, str]) -> None:
        try:
            self.rules = Rules.from_document(numbers)
        except WrongRules as wrong:
            for problem in wrong.found:
                self.add_error(problem.names[0], wording.rule_problem(problem))

    def _shown(self, field: BoundField) -> Number:
        if self.in_force is None:
            return Number(field, is_changed=False)
        before = shortest(getattr(self.in_force, field.name))
        return Number(field, is_changed=str(field.value()).strip() != before)


def _number(name: str, in_force: Rules | None) -> forms.DecimalField:
    named = {"name": wording.rule_label(name)}
    known = "" if in_force is None else shortest(getattr(in_force, name))
    return forms.DecimalField(
        label=wording.rule_label(name),
        help_text=_("In force: %(number)s") % {"number": known} if known else "",
        max_digits=MOST_DIGITS,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={
            "required": _("“%(name)s” is missing.") % named,
            "invalid": _("“%(name)s” is not a number.") % named,
        },
    )


class ActForm(forms.Form):
    """One act on a rule set as it was read: an old page changes nothing."""

    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput)


class ConsultForm(ActForm):
    first_day = _day(gettext_lazy("Consultation from"))
    last_day = _day(
        gettext_lazy("Consultation to"),
        gettext_lazy("The last day on which opinions are taken: 30 days at least."),
    )
    opinions_to = _text(
        gettext_lazy("Where opinions are sent"),
        gettext_lazy("Address and e-mail address, as everybody shall read them."),
        rows=3,
    )


class LegalReviewForm(ActForm):
    opinion_number = _text(gettext_lazy("Number of the legal opinion"))
    opinion_date = _day(gettext_lazy("Date of the legal opinion"))


class IssueForm(ActForm):
    document_number = _text(gettext_lazy("Document number"))
    issuing_body = _text(gettext_lazy("Issuing body"))
    opinions_answered = _text(
        gettext_lazy("How opinions were taken up"),
        gettext_lazy("Published with the rules: how many came, what was adopted, why."),
        rows=4,
    )
    effective_from = _day(
        gettext_lazy("In force from"),
        gettext_lazy(
            "30 days from today at the earliest. A half-month that began before this "
            "day keeps the older rules."
        ),
    )
    valid_until = _day(
        gettext_lazy("No longer valid from"),
        gettext_lazy("Five years after that at the latest."),
    )


class WithdrawForm(ActForm):
    reason = _text(gettext_lazy("Reason"), rows=3)


class EndForm(WithdrawForm):
    """Of issued rules the day matters, too."""

    from_day = _day(
        gettext_lazy("No longer in force from"),
        gettext_lazy("Tomorrow at the earliest: the half-month that began keeps them."),
    )
