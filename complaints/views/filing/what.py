"""What does somebody want, and what is it about?"""

import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from complaints.answers import Page
from complaints.danger import sounds_dangerous
from complaints.forms.filing.what import CategoryForm, KindForm
from complaints.models import Category
from complaints.operations import drafting
from complaints.queries import catalogue
from complaints.states import Kind, Urgency
from complaints.views.filing import drafts
from complaints.views.filing.asking import (
    Asked,
    answered,
    asks,
    show,
    where_words,
)
from registry.models import Community

KIND_TILES = (
    (
        Kind.COMPLAINT,
        "megaphone",
        gettext_lazy("Something is wrong and has to be put right"),
    ),
    (
        Kind.CONSULTATION,
        "circle-question-mark",
        gettext_lazy("You want to know something"),
    ),
    (Kind.SUGGESTION, "lightbulb", gettext_lazy("Something could be better")),
)
GROUP_ICONS = {
    "parking": "car",
    "lifts": "arrow-up-down",
    "fire": "flame",
    "fees": "receipt-text",
    "cleaning": "trash-2",
    "security": "shield",
    "buildings": "building-2",
    "money": "coins",
    "other": "message-circle",
}
OTHER_ICON = "circle-dot"


@asks(Page.KIND, unless=attrgetter("at_gate"))
def kind(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Complaint, consultation, suggestion; quietly, a report of retaliation."""
    at_gate = asked.at_gate
    form = KindForm(
        request.POST if request.method == "POST" else None,
        initial={"kind": asked.answers.kind},
    )
    if form.is_valid() and at_gate is not None:
        return _answered_at_gate(asked, at_gate, **form.cleaned_data)
    if form.is_valid():
        return answered(asked, **form.cleaned_data)
    return show(asked, Page.KIND, "kind", form, _kind_context(asked, at_gate))


@asks(Page.CATEGORY)
def category(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Nine groups with their categories in a fixed order, and a search above them."""
    leaves, words = list(catalogue.leaves()), request.GET.get("q", "").strip()
    found = catalogue.leaves_matching(words, leaves)
    form = CategoryForm(
        request.POST if request.method == "POST" else None,
        initial={"category": asked.answers.category},
        leaves=leaves,
    )
    if form.is_valid():
        return answered(asked, **form.cleaned_data)
    phrases = catalogue.phrases_of_danger(leaves)
    context = {
        "q": words,
        "found": [_tile(leaf) for leaf in found],
        "groups": _groups(leaves, chosen=str(form["category"].value() or "")),
        "phrases_json": json.dumps(phrases, ensure_ascii=False),
        "danger": asked.is_dangerous or sounds_dangerous(words, phrases),
    }
    return show(asked, Page.CATEGORY, "category", form, context)


def _answered_at_gate(
    asked: Asked, community: Community, **answers: str
) -> HttpResponse:
    """
    The place of the poster comes with the first answer. A draft about another place is
    not carried over to this one: it was offered, and gives way.
    """
    if asked.draft is not None and asked.answers.community != community.code:
        drafting.delete(draft=asked.draft)
        asked = Asked(asked.request)
    placed = {"community": community.code, "region": "", "place": ""}
    return answered(asked, **placed, **answers)


def _kind_context(asked: Asked, at_gate: Community | None) -> dict[str, Any]:
    elsewhere = at_gate is not None and asked.answers.community != at_gate.code
    community = at_gate or asked.community
    return {
        "tiles": [
            {"value": one.value, "label": one.label, "icon": icon, "hint": hint}
            for one, icon, hint in KIND_TILES
        ],
        "retaliation": Kind.RETALIATION.value,
        "place_name": community.name if community else asked.answers.place,
        "place_where": where_words(community) if community else "",
        "unfinished": drafts.offered(asked) if elsewhere else None,
    }


def _groups(leaves: Sequence[Category], *, chosen: str) -> list[Mapping[str, Any]]:
    """The groups with their categories; that of the chosen one stands open."""
    numbered = enumerate(leaves)
    return [
        {
            "label": parent.label,
            "icon": GROUP_ICONS.get(parent.code, OTHER_ICON),
            "tiles": (tiles := [_tile(leaf, number) for number, leaf in inside]),
            "open": chosen in {tile["value"] for tile in tiles},
        }
        for parent, inside in groupby(numbered, key=lambda one: one[1].parent)
        if parent is not None
    ]


def _tile(leaf: Category, number: int = 0) -> dict[str, Any]:
    return {
        "value": leaf.code,
        "label": leaf.label,
        "group": leaf.parent.label if leaf.parent else "",
        "number": number,
        "danger": leaf.urgency == Urgency.EMERGENCY,
    }
