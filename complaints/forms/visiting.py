"""The two questions of the return visit, and the one tap that reopens a case."""

from django import forms
from django.utils.translation import gettext_lazy as _

from complaints.operations.visiting import Given
from complaints.states import Satisfied, Solved

LONGEST_REASON = 2000


class VisitForm(forms.Form):
    """Is it solved, are you satisfied; apart and optional, about the street."""

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

    def given(self) -> Given:
        """What a valid form answers."""
        street = self.cleaned_data["satisfied_street"]
        return Given(
            solved=Solved(self.cleaned_data["solved"]),
            satisfied=Satisfied(self.cleaned_data["satisfied"]),
            satisfied_with_street=Satisfied(street) if street else None,
        )


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
