"""The two questions of the return visit, and the one tap that reopens a case."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.operations.visiting import Given
from complaints.states import Kind, Satisfied, Solved

LONGEST_REASON = 2000
# What is only answered is asked about its answer, and the answer is the street's.
WAS_IT_ANSWERED = {
    Kind.CONSULTATION: _("Was your question answered?"),
    Kind.SUGGESTION: _("Was your suggestion answered?"),
}
ANSWERED = {
    Solved.YES: _("Yes, it was answered"),
    Solved.NO: _("No, it was not answered"),
}


class VisitForm(forms.Form):
    """
    Is it solved, are you satisfied; apart and optional, about the street.

    Of what is only answered: was it, and are you satisfied with the street's answer.
    """

    key = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    solved = forms.ChoiceField(
        label=_("Is it solved?"),
        choices=Solved.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it is solved.")},
    )
    satisfied = forms.ChoiceField(
        label=_("How satisfied are you with the property firm?"),
        choices=Satisfied.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Say how satisfied you are. 'Cannot say' is an answer, too.")
        },
    )
    satisfied_street = forms.ChoiceField(
        label=_("How satisfied are you with the street office?"),
        required=False,
        choices=Satisfied.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, kind: str = Kind.COMPLAINT, **options: Any) -> None:
        super().__init__(*args, **options)
        if kind in WAS_IT_ANSWERED:
            self._ask_about_the_answer(Kind(kind))

    def _ask_about_the_answer(self, kind: Kind) -> None:
        solved = cast(forms.ChoiceField, self.fields["solved"])
        solved.label = WAS_IT_ANSWERED[kind]
        solved.choices = [(one, solved_words(one, kind)) for one in Solved]
        solved.error_messages["required"] = _("Say whether it was answered.")
        self.fields["satisfied"].label = _("How satisfied are you with the answer?")
        del self.fields["satisfied_street"]

    def given(self) -> Given:
        """What a valid form answers."""
        answer = self.cleaned_data["satisfied"]
        street = self.cleaned_data.get("satisfied_street", answer)
        return Given(
            solved=Solved(self.cleaned_data["solved"]),
            satisfied=Satisfied(answer),
            satisfied_with_street=Satisfied(street) if street else None,
        )


def solved_words(solved: Solved, kind: str) -> str:
    """An answer to the first question, as it was asked about this kind of case."""
    words = ANSWERED.get(solved) if kind in WAS_IT_ANSWERED else None
    return str(words or solved.label)


class ReopenForm(forms.Form):
    """One tap; nobody has to say why."""

    key = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("What is still wrong?"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
