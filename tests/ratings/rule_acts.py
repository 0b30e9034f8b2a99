"""The acts on a rule set in the spring of 2026, each as it goes through."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from ratings.models import RuleSet, RuleSetStep
from ratings.operations import ruling
from ratings.rule_refusals import WrongEntry
from registry.roles import Right
from tests.ratings import ruled
from tests.ratings.ruled import DRAFTER, ISSUER, LAWYER, at

FIRST = date(2026, 1, 1)
MARCH = date(2026, 3, 2)
ONE_DAY = timedelta(days=1)
LAST = MARCH + timedelta(days=29)
OVER = LAST + ONE_DAY
EARLIEST = OVER + timedelta(days=30)


def draft(**numbers):
    return ruled.drafted(at(MARCH), counts_from=FIRST, **numbers)


def consult(rule_set, **said):
    given = {
        "first_day": MARCH,
        "last_day": LAST,
        "opinions_to": "opinions@example.org",
        "by": ruled.person(DRAFTER),
        "now": at(MARCH),
    }
    ruling.consult(rule_set=rule_set, **{**given, **said})


def review(rule_set, **said):
    given = {
        "opinion_number": "皖建法审1号",
        "opinion_date": OVER,
        "by": ruled.person(LAWYER),
        "now": at(OVER),
    }
    ruling.review(rule_set=rule_set, **{**given, **said})


def issue(rule_set, **said):
    given = {
        "document_number": "皖建物〔2026〕1号",
        "issuing_body": "安徽省住房和城乡建设厅",
        "opinions_answered": "采纳5条。",
        "effective_from": EARLIEST,
        "valid_until": EARLIEST.replace(year=2031),
        "by": ruled.person(ISSUER),
        "now": at(OVER),
    }
    ruling.issue(rule_set=rule_set, **{**given, **said})


def withdraw(rule_set, **said):
    given = {
        "reason": "The numbers were wrong.",
        "from_day": OVER + ONE_DAY,
        "by": ruled.person("tao", Right.PUBLISH),
        "now": at(OVER),
    }
    ruling.withdraw(rule_set=rule_set, **{**given, **said})


def reviewed():
    return ruled.reviewed(MARCH, counts_from=FIRST)


def issued():
    rule_set = reviewed()
    issue(rule_set)
    return rule_set


def refused_at(field, act, *given, **said):
    """The refusal stands at its field, in both languages, and changes nothing."""
    before = list(RuleSet.objects.values()), RuleSetStep.objects.count()
    told = set()
    for language in ("en", "zh-hans"):
        with translation.override(language), pytest.raises(WrongEntry) as refusal:
            act(*given, **said)
        assert refusal.value.field == field
        told.add(str(refusal.value))
    assert len(told) == 2, "said in both languages"
    assert (list(RuleSet.objects.values()), RuleSetStep.objects.count()) == before
    return told
