"""Putting rule sets in force."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ratings.models import RuleSet
from ratings.rules import RULES_1

FIRST = 1


class NoRulesInForce(Exception):
    """No rule set was in force when the period began."""

    def __str__(self) -> str:
        return _(
            "No rule set was in force when this period began. Load one first: "
            "manage.py load_rules."
        )


@transaction.atomic
def load(*, counts_from: date, demo: bool = False) -> RuleSet:
    """
    Rule set 1, with the numbers of the specification; once there, it stays as it is.

    `counts_from` is the first day on which filings reached this platform everywhere.
    """
    rule_set, _created = RuleSet.objects.get_or_create(
        number=FIRST,
        defaults={
            "title": "物业服务评价规则（第1版）",
            "document_number": "演示2026年第1号" if demo else "",
            "issuing_body": "安徽省住房和城乡建设厅（演示）" if demo else "",
            "effective_from": counts_from,
            "counts_from": counts_from,
            "content": RULES_1.as_document(),
            "is_demo": demo,
        },
    )
    return rule_set


def in_force_on(day: date) -> RuleSet:
    """:raises NoRulesInForce: if none was"""
    found = RuleSet.objects.in_force_on(day).order_by("-number").first()
    if found is None:
        raise NoRulesInForce
    return found
