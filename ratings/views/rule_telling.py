"""The numbers of a rule set in words; a number without words fails a test."""

from typing import Any

from django.utils.translation import gettext as _

from ratings import wording
from ratings.models import RuleSet
from ratings.rules import Rules
from ratings.views import words


def told(found: RuleSet) -> dict[str, Any]:
    """Who put the rules in force, and every number of them."""
    rules = Rules.from_document(found.content)
    return {
        "number": found.number,
        "title": found.title,
        "document": found.document_number,
        "body": found.issuing_body,
        "from": words.day(found.effective_from),
        "until": words.day(found.valid_until)
        if found.valid_until
        else _("further notice"),
        "counts_from": words.day(found.counts_from),
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
