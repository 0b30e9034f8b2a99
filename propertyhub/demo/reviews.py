"""The half-month reviews of the demo: held when they fell due, published, and told."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from django.utils import timezone

from propertyhub.demo import rules
from ratings.models import Bulletin, Review
from ratings.operations import bulletins, publishing, reviewing
from ratings.periods import HalfMonth
from ratings.states import ReviewState
from registry.actors import Officer
from registry.models import User
from registry.roles import Right

AT_WORK = timedelta(hours=9)
AN_HOUR = timedelta(hours=1)
INTRODUCTION = (
    "各市住房和城乡建设局，各物业服务企业：\n"
    "现将本半月物业诉求办理情况通报如下。数据截至期末，企业评价结果以同期公布的半月评价为准。"
)
REMARKS = (
    "请超期诉求的承办单位在5个工作日内向居民说明原因和新的办理时限。"
    "对本通报数据有疑问的，可拨打12345政务服务热线。"
)


def hold(*, since: date, now: datetime, say: Callable[[str], None]) -> None:
    """
    Load the rules, count from the half-month of `since`, and review what is due by now.

    Whatever preview is over is published, with its bulletin; the others stay where they
    are today.
    """
    rules.bring_in(counts_from=HalfMonth.containing(since).first_day, now=now)
    first, second = _publishers()
    for period in reviewing.due_periods(now):
        held_at = period.end_moment(timezone.get_default_timezone())
        review = reviewing.run(
            period=period, now=held_at + reviewing.HOUR_OF_THE_REVIEW
        )
        _bring_on(review, first, second, held_at + AT_WORK, now)
        say(f"{review.period}: {review.get_state_display()}")


def _bring_on(
    review: Review, first: Officer, second: Officer, opened: datetime, now: datetime
) -> None:
    if review.state != ReviewState.SCORED or opened > now:
        return
    publishing.open_preview(review=review, by=first, now=opened)
    ends_at = review.preview_ends_at
    if ends_at is not None and ends_at + AT_WORK <= now:
        publishing.publish(review=review, by=second, now=ends_at + AT_WORK)
        _bring_out(review, first, second, ends_at + AT_WORK)


def _bring_out(
    review: Review, first: Officer, second: Officer, published: datetime
) -> None:
    """The first edits the bulletin, the second signs it, an hour after each other."""
    bulletin = Bulletin.objects.get(review=review)
    bulletins.edit(
        bulletin=bulletin,
        introduction=INTRODUCTION,
        remarks=REMARKS,
        revision=bulletin.revision,
        by=first,
        now=published + AN_HOUR,
    )
    bulletins.sign(
        bulletin=bulletin,
        revision=bulletin.revision,
        by=second,
        now=published + 2 * AN_HOUR,
    )
    bulletins.publish(bulletin=bulletin, by=first, now=published + 3 * AN_HOUR)


def _publishers() -> Iterator[Officer]:
    """Two people of the province who may publish."""
    users = User.objects.filter(
        user_permissions__codename=Right.PUBLISH.value, is_active=True
    )
    for user in users.order_by("username")[:2]:
        yield Officer(user)
