"""Proposing an entry: whom, on which documents, on which article, for how long."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ratings.forms.listing_acts import LONGEST_TEXT, TermForm
from ratings.listing_refusals import ListingRefusal as No
from ratings.models import Enforcement, LegalBasis
from ratings.queries.listing_facts import Established
from ratings.states import FactKind
from registry.models import Tenure

FACT = "fact_"
FIRM_ITSELF = "firm"
UNUSED = ("", gettext_lazy("Not for this entry"))

Documents = Sequence[tuple[Enforcement, list[FactKind]]]


class BasisField(forms.ModelChoiceField[LegalBasis]):
    """Each article with the heaviest class that it permits, a made-up one marked."""

    def label_from_instance(self, obj: LegalBasis) -> str:
        heaviest = _("up to: %(class)s") % {"class": obj.get_heaviest_display()}
        mark = [_("Made up for the demonstration")] if obj.is_demo else []
        return " · ".join([str(obj), heaviest, *mark])


class KeyForm(forms.Form):
    use_required_attribute = False

    key = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("Reasons"),
        help_text=gettext_lazy("Why it is proposed. At least 10 characters."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": No.TEXT.label},
    )


class BlackProposalForm(TermForm, KeyForm):
    """One choice for each document: what it establishes of this entry, if anything."""

    subject = forms.ChoiceField(
        label=gettext_lazy("Whom it is about"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a project, or the firm.")},
    )
    basis = BasisField(
        label=gettext_lazy("Legal basis"),
        queryset=LegalBasis.objects.none(),
        empty_label=gettext_lazy("Choose the article."),
        error_messages={"required": gettext_lazy("Choose the article.")},
    )

    def __init__(
        self,
        *args: Any,
        projects: Sequence[Tenure],
        documents: Documents,
        bases: Any,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.projects = {str(each.pk): each for each in projects}
        self.documents = list(documents)
        self.fields["subject"].choices = [  # type: ignore[attr-defined]
            *((str(each.pk), _project(each)) for each in projects),
            (FIRM_ITSELF, _("The firm as such")),
        ]
        self.fields["basis"].queryset = bases  # type: ignore[attr-defined]
        for document, kinds in self.documents:
            self.fields[f"{FACT}{document.pk}"] = forms.ChoiceField(
                label=_document(document),
                help_text=document.facts,
                required=False,
                choices=[UNUSED, *((kind.value, kind.label) for kind in kinds)],
            )
        facts = [f"{FACT}{document.pk}" for document, _kinds in self.documents]
        self.order_fields(
            ["subject", *facts, "basis", "list_class", "months", "unpublished", "text"]
        )

    def tenure(self) -> Tenure | None:
        """The project of a valid form; nothing where it is about the firm as such."""
        return self.projects.get(self.cleaned_data["subject"])

    def facts(self) -> list[Established]:
        """What the chosen documents establish, of a valid form."""
        chosen = (
            (document, self.cleaned_data.get(f"{FACT}{document.pk}", ""))
            for document, _kinds in self.documents
        )
        return [Established(FactKind(kind), each) for each, kind in chosen if kind]


def _project(tenure: Tenure) -> str:
    return _("Project %(community)s") % {"community": tenure.community.name}


def _document(document: Enforcement) -> str:
    where = document.tenure.community.name if document.tenure else _("the firm as such")
    return f"{document.number} · {document.get_measure_display()} · {where}"
