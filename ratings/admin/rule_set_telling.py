"""One rule set in words and numbers, for its page at the desk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from complaints.wording import moment_in_words
from ratings import wording
from ratings.models import RuleSet
from ratings.queries import rule_history, rule_sets
from ratings.rules import Rules
from ratings.states import RuleSetState
from ratings.wording import Changed, Chip

Sections = list[tuple[str, list[tuple[str, str]]]]


@dataclass(frozen=True)
class Done:
    """One line of the history."""

    name: str
    moment: str
    who: str
    reason: str


@dataclass(frozen=True)
class Page:
    state: Chip
    facts: tuple[tuple[str, str], ...]
    history: tuple[Done, ...]
    compared_with: str
    changes: list[tuple[str, list[Changed]]]
    sections: Sections
    public_address: str


def page_of(rule_set: RuleSet, *, today: date) -> Page:
    holding = rule_sets.in_force(today)
    rules = Rules.from_document(rule_set.content)
    before = rule_sets.compared_with(rule_set, holding)
    is_public = rule_set.consulted_from is not None
    return Page(
        state=wording.rule_set_chip(
            RuleSetState(rule_set.state), rule_sets.standing(rule_set, holding, today)
        ),
        facts=tuple(_facts(rule_set)),
        history=tuple(_history(rule_set, today)),
        compared_with=str(holding.number) if before and holding else "",
        changes=wording.changes(before, rules) if before else [],
        sections=wording.rules_in_words(rules),
        public_address=reverse("ratings:rules", args=[rule_set.number])
        if is_public
        else "",
    )


def _facts(found: RuleSet) -> Iterator[tuple[str, str]]:
    """What is known by now, in the order of the process."""
    days = {
        _("Filings are counted from"): found.counts_from,
        _("Consultation from"): found.consulted_from,
        _("Consultation to"): found.consulted_to,
    }
    yield _("Number"), str(found.number)
    for name, day in days.items():
        if day:
            yield name, wording.day(day)
    texts = {
        _("Where opinions are sent"): found.opinions_to,
        _("Number of the legal opinion"): found.opinion_number,
        _("Document number"): found.document_number,
        _("Issuing body"): found.issuing_body,
        _("How opinions were taken up"): found.opinions_answered,
    }
    yield from ((name, text) for name, text in texts.items() if text)
    terms = {
        _("Published on"): found.published_on,
        _("In force from"): found.effective_from,
        _("No longer valid from"): found.valid_until,
        _("No longer in force from"): found.withdrawn_from,
    }
    for name, day in terms.items():
        if day:
            yield name, wording.day(day)


def _history(found: RuleSet, today: date) -> Iterator[Done]:
    for step in rule_history.steps_of(found):
        yield Done(
            step.get_action_display(),
            moment_in_words(step.at, today=today),
            str(step.actor),
            step.reason,
        )
