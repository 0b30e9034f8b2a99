"""The campaigns of the demo: one that runs on eight aspects, one that is over."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from complaints.models import Category
from propertyhub.demo.places import HEFEI, PROVINCE
from ratings.models import Campaign
from ratings.operations import campaigning
from ratings.operations.campaigning import Plan
from ratings.states import CampaignMeasure
from registry.actors import Officer
from registry.models import Region, User
from registry.roles import Right, Role

ASPECTS = 8
AT_WORK = timedelta(hours=9)
ABOUT = (
    "聚焦居民反映集中的八个方面，集中力量办理一批、整改一批、回访一批。"
    "本行动的数据只用于督促办理，不计入企业评价得分。"
)
ABOUT_LIFTS = "集中办理电梯困人、停运、维保不到位等诉求，逐件回访。"


def hold(*, now: datetime) -> None:
    """Write, publish and freeze what is missing of the campaigns."""
    if Campaign.objects.exists():
        return
    today = timezone.localtime(now).date()
    author, publisher = _regulators()
    for plan in (_hundred_days(today), _lifts(today)):
        written_at = _morning(plan.starts_on - timedelta(days=10))
        campaign = campaigning.make(plan=plan, by=author, now=written_at)
        campaigning.publish(
            campaign=campaign,
            revision=campaign.revision,
            by=publisher,
            now=_morning(plan.starts_on - timedelta(days=5)),
        )
    campaigning.freeze_days(now=now)


def _hundred_days(today: date) -> Plan:
    starts_on = today - timedelta(days=45)
    return Plan(
        title="物业服务突出问题百日攻坚行动",
        title_en="100 days for eight troubles with property services",
        document_number="皖物诉办〔演示〕3号",
        leader="安徽省住房和城乡建设厅（演示）",
        about=ABOUT,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=100),
        regions=[Region.objects.get(code=PROVINCE)],
        categories=_aspects(),
        targets={
            CampaignMeasure.SETTLED: Decimal("0.95"),
            CampaignMeasure.SATISFIED: Decimal("0.85"),
            CampaignMeasure.REPLIED: Decimal("0.35"),
        },
    )


def _lifts(today: date) -> Plan:
    starts_on = today - timedelta(days=80)
    return Plan(
        title="合肥市电梯诉求集中办理月",
        title_en="A month for the lifts of Hefei",
        document_number="合物诉办〔演示〕1号",
        leader="合肥市住房保障和房产管理局（演示）",
        about=ABOUT_LIFTS,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=30),
        regions=[Region.objects.get(code=HEFEI)],
        categories=list(Category.objects.filter(code="lifts")),
        targets={CampaignMeasure.SETTLED: Decimal("0.90")},
    )


def _aspects() -> list[Category]:
    """The categories of the upper level, without the last, which is for all others."""
    top = Category.objects.filter(parent__isnull=True, active=True)
    return list(top.order_by("position")[:ASPECTS])


def _regulators() -> list[Officer]:
    """Two of the province who may publish."""
    users = User.objects.filter(
        role=Role.REGULATOR,
        region__code=PROVINCE,
        user_permissions__codename=Right.PUBLISH.value,
        is_active=True,
    )
    return [Officer(user) for user in users.order_by("username")[:2]]


def _morning(day: date) -> datetime:
    zone = timezone.get_default_timezone()
    return datetime.combine(day, datetime.min.time(), tzinfo=zone) + AT_WORK
