"""
Rule sets that went through their due process, for tests that need rules in force.

Qian of the province drafts, Lü reviews the law, Shen issues; all of it in time for the
day on which the rules are to take effect.
"""

from datetime import date, datetime, time, timedelta

from django.contrib.auth.models import Permission
from django.utils import timezone

from ratings.models import RuleSet
from ratings.operations import ruling
from ratings.rules import RULES_1
from registry.actors import Officer
from registry.models import Region, User
from registry.roles import Right, Role
from tests.town import PASSWORD

DRAFTER, LAWYER, ISSUER = "qian", "lyu", "shen"
RIGHTS = {DRAFTER: Right.DECIDE, LAWYER: Right.LEGAL_REVIEW, ISSUER: Right.PUBLISH}
OPINIONS_TO = "合肥市紫云路996号，规则处收；opinions@propertyhub.example"


def person(username: str, *rights: Right, region: Region | None = None) -> Officer:
    """A regulator at the desk with these rights, or with those of the name."""
    known = User.objects.filter(username=username).first()
    return Officer(known or _made(username, rights or (RIGHTS[username],), region))


def _made(username, rights, region):
    user = User.objects.create_user(
        username,
        password=PASSWORD,
        role=Role.REGULATOR,
        region=region or Region.objects.get(level="PROVINCE"),
        is_staff=True,
    )
    codes = [right.value for right in rights]
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    return User.objects.get(pk=user.pk)


def at(day: date) -> datetime:
    """Ten o'clock of this day."""
    zone = timezone.get_default_timezone()
    return datetime.combine(day, time(10), tzinfo=zone)


def load(*, counts_from: date, **numbers: str) -> RuleSet:
    """Rule set 1 in force from this day; there already, it stays as it is."""
    known = RuleSet.objects.filter(number=1).first()
    return known or issued(counts_from, counts_from=counts_from, **numbers)


def load_until(valid_until: date, *, counts_from: date) -> RuleSet:
    """Rule set 1 in force from the one day until before the other."""
    rule_set = _before_issue(counts_from, counts_from=counts_from)
    return _issue(rule_set, counts_from, valid_until)


def drafted(now: datetime, *, counts_from: date, **numbers: str) -> RuleSet:
    return ruling.draft(
        title="物业服务评价规则",
        counts_from=counts_from,
        content=RULES_1.as_document() | numbers,
        by=person(DRAFTER),
        now=now,
    )


def consulted(first_day: date, *, counts_from: date, **numbers: str) -> RuleSet:
    """Drafted and put up for thirty days from this day on."""
    now = at(first_day)
    rule_set = drafted(now, counts_from=counts_from, **numbers)
    ruling.consult(
        rule_set=rule_set,
        first_day=first_day,
        last_day=first_day + timedelta(days=29),
        opinions_to=OPINIONS_TO,
        by=person(DRAFTER),
        now=now,
    )
    return rule_set


def reviewed(first_day: date, *, counts_from: date, **numbers: str) -> RuleSet:
    """Consulted on from this day on, and legally reviewed on the day after the end."""
    rule_set = consulted(first_day, counts_from=counts_from, **numbers)
    over = first_day + timedelta(days=30)
    ruling.review(
        rule_set=rule_set,
        opinion_number="皖建法审〔2026〕1号",
        opinion_date=over,
        by=person(LAWYER),
        now=at(over),
    )
    return rule_set


def issued(effective_from: date, *, counts_from: date, **numbers: str) -> RuleSet:
    """Published thirty days before this day, from when on it is in force."""
    rule_set = _before_issue(effective_from, counts_from=counts_from, **numbers)
    in_five_years = effective_from.replace(year=effective_from.year + 5)
    return _issue(rule_set, effective_from, in_five_years)


def _before_issue(
    effective_from: date, *, counts_from: date, **numbers: str
) -> RuleSet:
    first_day = effective_from - timedelta(days=60)
    return reviewed(first_day, counts_from=counts_from, **numbers)


def _issue(rule_set: RuleSet, effective_from: date, valid_until: date) -> RuleSet:
    ruling.issue(
        rule_set=rule_set,
        document_number="皖建物〔2026〕1号",
        issuing_body="安徽省住房和城乡建设厅",
        opinions_answered="收到意见12条，采纳5条。",
        effective_from=effective_from,
        valid_until=valid_until,
        by=person(ISSUER),
        now=at(effective_from - timedelta(days=30)),
    )
    return rule_set
