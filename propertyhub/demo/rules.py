"""The rule sets of the demo: one that went its whole way, one in consultation."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from ratings.models import RuleSet
from ratings.operations import ruling
from ratings.rule_terms import CONSULTED_DAYS, PUBLISHED_DAYS, last_end
from ratings.rules import RULES_1
from registry.actors import Officer
from registry.models import User
from registry.roles import Right

TITLE = "物业服务评价规则（第1版）"
NEXT_TITLE = "物业服务评价规则（第2版，征求意见稿）"
BODY = "安徽省住房和城乡建设厅（演示）"
OPINIONS_TO = (
    "书面意见请寄：合肥市紫云路996号，安徽省住房和城乡建设厅（演示）物业处，邮编230091；"
    "电子邮件：rules@propertyhub.example"
)
OPEN_SINCE = timedelta(days=10)
OTHER_NUMBERS = {
    "weight_solved": "30",
    "weight_satisfied": "15",
    "rated_answers": "12",
    "grade_aa": "78",
}


def bring_in(*, counts_from: date, now: datetime) -> None:
    """Rule set 1, in force from this day, and a second one that is consulted on now."""
    if RuleSet.objects.exists():
        return
    drafter, lawyer = _people()
    put_in_force(counts_from, counts_from=counts_from, drafter=drafter, second=lawyer)
    _open_the_next(counts_from, drafter, now)


def put_in_force(
    effective_from: date, *, counts_from: date, drafter: Officer, second: Officer
) -> RuleSet:
    """The whole way, each act as long before the effect as it has to be."""
    published = effective_from - timedelta(days=PUBLISHED_DAYS)
    reviewed = published - timedelta(days=5)
    opened = reviewed - timedelta(days=CONSULTED_DAYS)
    rule_set = _draft(TITLE, counts_from, {}, drafter, _ten(opened))
    ruling.consult(
        rule_set=rule_set,
        first_day=opened,
        last_day=reviewed - timedelta(days=1),
        opinions_to=OPINIONS_TO,
        by=drafter,
        now=_ten(opened),
    )
    year, number = published.year, rule_set.number
    ruling.review(
        rule_set=rule_set,
        opinion_number=f"演示法审〔{year}〕{number}号",
        opinion_date=reviewed,
        by=second,
        now=_ten(reviewed),
    )
    ruling.issue(
        rule_set=rule_set,
        document_number=f"演示〔{year}〕{number}号",
        issuing_body=BODY,
        opinions_answered="收到意见23条，采纳9条；未采纳的意见已逐条说明理由。",
        effective_from=effective_from,
        valid_until=last_end(effective_from),
        by=second,
        now=_ten(published),
    )
    return rule_set


def _open_the_next(counts_from: date, drafter: Officer, now: datetime) -> None:
    opened = timezone.localtime(now).date() - OPEN_SINCE
    rule_set = _draft(NEXT_TITLE, counts_from, OTHER_NUMBERS, drafter, _ten(opened))
    ruling.consult(
        rule_set=rule_set,
        first_day=opened,
        last_day=opened + timedelta(days=CONSULTED_DAYS),
        opinions_to=OPINIONS_TO,
        by=drafter,
        now=_ten(opened),
    )


def _draft(
    title: str,
    counts_from: date,
    numbers: Mapping[str, str],
    by: Officer,
    now: datetime,
) -> RuleSet:
    content = {**RULES_1.as_document(), **numbers}
    return ruling.draft(
        title=title,
        counts_from=counts_from,
        content=content,
        by=by,
        now=now,
        demo=True,
    )


def _people() -> tuple[Officer, Officer]:
    """Who decides drafts; who reviews the law may publish, too, and issues."""
    return _with_right(Right.DECIDE), _with_right(Right.LEGAL_REVIEW)


def _with_right(right: Right) -> Officer:
    found = User.objects.filter(user_permissions__codename=right.value, is_active=True)
    return Officer(found.order_by("username")[0])


def _ten(day: date) -> datetime:
    zone = timezone.get_default_timezone()
    return datetime.combine(day, time(10), tzinfo=zone)
