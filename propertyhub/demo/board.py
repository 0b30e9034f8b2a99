"""The message board of the demo: published, answered, refused and waiting messages."""

from datetime import datetime, timedelta

from complaints.models import Message
from complaints.operations import moderating
from complaints.operations.moderating import Written
from complaints.states import MessageReason
from propertyhub.demo import names
from propertyhub.demo.places import AOYUN, DANQING, PROVINCE
from registry.actors import Officer
from registry.models import Community, User
from registry.roles import Right, Role

# days ago, community, message, reply
PUBLISHED = (
    (
        21,
        DANQING,
        "池塘干了好几年，能不能改成电动车停车棚？大家晚上都没地方停。",
        "已转街道和业主代表商议，改变共有部分用途需要业主共同决定，商议情况会在小区公示。",
    ),
    (
        16,
        AOYUN,
        "换了物业以后路灯和电梯都修好了，楼道也干净，希望保持下去。",
        "",
    ),
    (
        12,
        DANQING,
        "业主委员会任期早就到了，一直没有换届，怎样才能启动？",
        "街道办正在指导成立换届小组，业主可到社区报名参加。相关规定见“法律问答”。",
    ),
    (9, "", "建议每个季度把公共收益贴在单元门口，不会上网的老人也能看到。", ""),
    (
        6,
        AOYUN,
        "快递柜旁边的灯晚上不亮，走路要小心。",
        "已联系物业更换，预计本周内完成。",
    ),
    (3, "", "电梯里的广告钱归谁，能不能拿来修门禁？", ""),
)
REFUSED = (
    (8, DANQING, "大家不要找这家物业，老板姓什么我都知道。", MessageReason.UNPROVEN),
    (5, "", "低价清洗油烟机，需要的联系我。", MessageReason.ADVERT),
)
WAITING = (
    (1, DANQING, "地下车库入口的减速带坏了，夜里声音很大。"),
    (0, "", "希望评分页面能说明怎样才算样本足够。"),
)


def fill(*, now: datetime) -> None:
    """Write, moderate and answer what is missing of the board."""
    if Message.objects.exists():
        return
    moderator = _moderator()
    phones = names.mobiles()
    for days, code, text, reply in PUBLISHED:
        message = _write(text, code, next(phones), now - timedelta(days=days))
        read_at = message.written_at + timedelta(hours=3)
        moderating.publish(
            message=message, version=message.version, by=moderator, now=read_at
        )
        if reply:
            moderating.reply(
                message=message,
                text=reply,
                version=message.version,
                by=moderator,
                now=read_at + timedelta(hours=5),
            )
    for days, code, text, reason in REFUSED:
        message = _write(text, code, next(phones), now - timedelta(days=days))
        moderating.refuse(
            message=message,
            reason=reason,
            version=message.version,
            by=moderator,
            now=message.written_at + timedelta(hours=2),
        )
    for days, code, text in WAITING:
        _write(text, code, next(phones), now - timedelta(days=days, hours=1))


def _write(text: str, code: str, phone: str, at: datetime) -> Message:
    community = Community.objects.filter(code=code).select_related("street").first()
    written = Written(
        text, phone, network=f"demo {at:%F}", phone_proved=False, community=community
    )
    return moderating.write(written=written, now=at)


def _moderator() -> Officer:
    """A regulator of the province with the right to moderate."""
    return Officer(
        User.objects.filter(
            role=Role.REGULATOR,
            region__code=PROVINCE,
            user_permissions__codename=Right.MODERATE.value,
        ).order_by("username")[0]
    )
