"""The rule sets in words: their numbers, how far each is, and what a draft changes."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ratings import wording
from ratings.models import RuleSet
from ratings.queries import rule_sets
from ratings.rules import Rules
from ratings.states import RuleSetAction, RuleSetState
from ratings.views import words


def told(found: RuleSet) -> dict[str, Any]:
    """Who put the rules in force, and every number of them."""
    rules = Rules.from_document(found.content)
    return {
        "number": found.number,
        "title": found.title,
        "document": found.document_number,
        "body": found.issuing_body,
        "from": _day(found.effective_from),
        "until": _day(found.valid_until) or _("further notice"),
        "counts_from": words.day(found.counts_from),
        "opinions_answered": found.opinions_answered,
        "demo": found.is_demo,
        "answers": words.figure(rules.rated_answers),
        "incidents": words.figure(rules.rated_incidents),
        "half_months": words.figure(rules.window_half_months),
        "sections": [
            {
                "title": title,
                "lines": [{"name": name, "value": value} for name, value in lines],
            }
            for title, lines in wording.rules_in_words(rules)
        ],
    }


def stage(found: RuleSet, holding: RuleSet | None, today: date) -> dict[str, Any]:
    """
    How far a rule set is, until when opinions are taken, and what it would change.

    :param holding: the one in force today
    """
    before = _before(found, holding, today)
    return {
        "chip": _chip(found, holding, today),
        "sentence": _sentence(found),
        "reason": _reason(found),
        "consulted": _consulted(found),
        "opinions_to": found.opinions_to if _takes_opinions(found, today) else "",
        "compared_with": holding.number if before and holding else None,
        "changes": _changes(before, found) if before else [],
    }


def listed(holding: RuleSet | None, today: date) -> list[dict[str, Any]]:
    """Every version that anybody may read, the newest first: one query."""
    found = RuleSet.objects.public().defer("content").order_by("-number")
    return [
        {
            "number": one.number,
            "url": reverse("ratings:rules", args=[one.number]),
            "chip": _chip(one, holding, today),
            "until": _day(one.consulted_to) if _takes_opinions(one, today) else "",
        }
        for one in found
    ]


def _before(found: RuleSet, holding: RuleSet | None, today: date) -> Rules | None:
    """What it would replace, as long as it has not come into force."""
    if found.state == RuleSetState.WITHDRAWN:
        return None
    if found.effective_from is not None and found.effective_from <= today:
        return None
    return rule_sets.compared_with(found, holding)


def _changes(before: Rules, found: RuleSet) -> list[tuple[str, list[dict[str, str]]]]:
    rules = Rules.from_document(found.content)
    return [
        (heading, [asdict(number) for number in numbers])
        for heading, numbers in wording.changes(before, rules)
    ]


def _takes_opinions(found: RuleSet, today: date) -> bool:
    return (
        found.state == RuleSetState.CONSULTED
        and found.consulted_to is not None
        and today <= found.consulted_to
    )


def _chip(found: RuleSet, holding: RuleSet | None, today: date) -> Mapping[str, str]:
    standing = rule_sets.standing(found, holding, today)
    return asdict(wording.rule_set_chip(RuleSetState(found.state), standing))


def _sentence(found: RuleSet) -> str:
    """What comes next, or when it ended; nothing while it is simply in force."""
    match RuleSetState(found.state):
        case RuleSetState.CONSULTED | RuleSetState.REVIEWED:
            return _(
                "A draft: it is in force only once it is issued, 30 days after its "
                "publication at the earliest."
            )
        case RuleSetState.WITHDRAWN if found.withdrawn_from:
            return _("Withdrawn: not in force from %(day)s on.") % {
                "day": words.day(found.withdrawn_from)
            }
        case _:
            return ""


def _reason(found: RuleSet) -> str:
    if found.state != RuleSetState.WITHDRAWN:
        return ""
    said = found.steps.filter(action=RuleSetAction.WITHDRAW)
    return said.values_list("reason", flat=True).first() or ""


def _consulted(found: RuleSet) -> str:
    if found.consulted_from is None or found.consulted_to is None:
        return ""
    return _("Consulted on from %(first)s to %(last)s.") % {
        "first": words.day(found.consulted_from),
        "last": words.day(found.consulted_to),
    }


def _day(day: date | None) -> str:
    return words.day(day) if day else ""
