"""
What an officer writes on a case: one plain form for each move of the desk.

A form asks for what the move carries and hands it on as the operations take it. What
the workflow asks of it is decided by the workflow; its refusals come back to the field
that they are about.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.forms.firms import AnswerForm
from complaints.refusals import Refusal
from complaints.states import DeclineReason, Outcome
from complaints.workflow import MoveNotAllowed
from registry.models import Community
from registry.queries import communities_matching

LONGEST_TEXT = 2000
LONGEST_LINE = 200

# Where a refusal of the workflow is shown; those not named stand above the form.
FIELD_OF: dict[Refusal, str] = {
    Refusal.TEXT: "text",
    Refusal.WHY_AGAIN: "note",
    Refusal.REASON: "reason",
    Refusal.WAY_ON: "way_on",
    Refusal.SITE_VISIT: "how",
    Refusal.OUTCOME: "outcome",
    Refusal.EVIDENCE: "photos",
    Refusal.CASE_FULL: "photos",
    Refusal.SPOKEN_ANSWER: "solved",
    Refusal.CALL_OUTCOME: "call",
    Refusal.TARGET: "community",
    Refusal.DUTY: "duty",
    Refusal.NEW_CLASS: "category",
    Refusal.CONSENT: "consent",
    Refusal.KIND_EARLY: "kind",
    Refusal.SUSPICION_DECIDED: "kind",
    Refusal.MERGEABLE: "target",
    Refusal.STAYS_HIGH: "target",
    Refusal.NEW_DATE: "until",
    Refusal.PAUSE_LENGTH: "until",
    Refusal.PAUSE_REASON: "document",
    Refusal.MILESTONES: "milestone_1",
}


def show_refusal(form: forms.Form, refused: MoveNotAllowed) -> None:
    """Put the workflow's refusal where the form can do something about it."""
    name = FIELD_OF.get(refused.refusal)
    if refused.refusal == Refusal.TARGET and "target" in form.fields:
        name = "target"
    form.add_error(name if name in form.fields else None, str(refused))


def one_of(
    choices: type[TextChoices], label: Any, missing: Any, **options: Any
) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=choices.choices,
        label=label,
        widget=forms.RadioSelect,
        error_messages={"required": missing},
        **options,
    )


def words(label: Any, *, rows: int = 4, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows}),
        **options,
    )


def offer(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    """Let a choice be one of these, the first of them unless another is taken."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
        field.initial = choices[0][0] if choices else None


class DeskForm(forms.Form):
    """What every form of the desk carries: the case's version and its own key."""

    use_required_attribute = False

    key = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def beside_the_point(self) -> frozenset[str]:
        """The fields that do not apply to what was chosen in the others."""
        return frozenset()


def typed_into(form: forms.Form) -> list[tuple[str, str]]:
    """Name and value of each field that was filled and applied, as people read it."""
    beside = form.beside_the_point() if isinstance(form, DeskForm) else frozenset()
    named = (
        (str(field.label), _as_read(field))
        for field in form.visible_fields()
        if field.name not in beside and field.name != "photos"
    )
    return [(label, value) for label, value in named if value]


def _as_read(field: forms.BoundField) -> str:
    value = str(field.value() or "").strip()
    if isinstance(field.field, forms.ChoiceField):
        # What was not among the choices was not chosen.
        flat = dict(_flat(field.field.choices))
        return flat.get(value, "")
    return value


def _flat(choices: Any) -> Iterator[tuple[str, str]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        elif value:
            yield str(value), str(label)


class AcceptForm(DeskForm):
    """Accepting carries nothing."""


class DeclineForm(DeskForm):
    reason = one_of(
        DeclineReason, gettext_lazy("Why not?"), gettext_lazy("Choose a reason.")
    )
    text = words(
        gettext_lazy("Explanation to the resident"),
        error_messages={"required": Refusal.TEXT.label},
    )
    way_on = forms.CharField(
        label=gettext_lazy("What the resident can do instead"),
        max_length=LONGEST_LINE,
        help_text=gettext_lazy("Which office, which number, which way."),
        error_messages={"required": Refusal.WAY_ON.label},
    )


class CommunityField(forms.CharField):
    """
    A listed community, by its code or its whole name.

    Anything else is only looked for: the page shows what was found, to choose of.
    """

    widget = forms.TextInput(attrs={"type": "search", "autocomplete": "off"})

    def clean(self, value: Any) -> Any:
        words = str(super().clean(value)).strip()
        if not words:
            return None
        meant = Community.objects.select_related("street").filter(
            Q(code__iexact=words) | Q(name=words)
        )
        found = list(meant[:2])
        if len(found) != 1:
            raise forms.ValidationError(_not_one(words))
        return found[0]


def _not_one(words: str) -> str:
    if communities_matching(words):
        return _("Choose one of the communities found.")
    return _(
        "No community fits. Try part of the name, the pinyin initials or the address."
    )


class LocateForm(DeskForm):
    community = CommunityField(
        label=gettext_lazy("Community"),
        help_text=gettext_lazy("Name, part of it, pinyin initials or address."),
        error_messages={"required": gettext_lazy("Say which community it is.")},
    )


class TextForm(DeskForm):
    """A move that carries nothing but a text."""

    text = words(gettext_lazy("Text"), error_messages={"required": Refusal.TEXT.label})

    def __init__(
        self, *args: Any, label: Any, help_text: Any = "", **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["text"].label = label
        self.fields["text"].help_text = help_text


class ReportForm(DeskForm):
    outcome = forms.ChoiceField(
        label=gettext_lazy("Result"),
        choices=[
            (one.value, one.label)
            for one in (Outcome.FIXED, Outcome.PARTLY, Outcome.CANNOT)
        ],
        widget=forms.RadioSelect,
        error_messages={"required": Refusal.OUTCOME.label},
    )
    text = words(
        gettext_lazy("Message to the resident"),
        help_text=gettext_lazy("What was done, what was not, and why."),
        error_messages={"required": Refusal.TEXT.label},
    )


class RectifyForm(AnswerForm):
    """The acting party's answer, written down by an officer or a department."""

    use_required_attribute = False

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, today=today, **options)
        self.fields["text"].label = _("What was done")
        self.fields["text"].help_text = _("What, where, when and by whom.")
