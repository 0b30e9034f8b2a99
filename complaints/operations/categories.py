"""The two levels of categories that rule set 1 begins with, most frequent first."""

from dataclasses import dataclass

from complaints.states import Urgency
from registry.roles import DepartmentKind as Dept


@dataclass(frozen=True)
class Leaf:
    code: str
    zh: str
    en: str
    synonyms: tuple[str, ...] = ()
    urgency: Urgency = Urgency.ORDINARY
    department: Dept | None = None
    needs_entry: bool = False


@dataclass(frozen=True)
class Top:
    code: str
    zh: str
    en: str
    leaves: tuple[Leaf, ...]
    department: Dept = Dept.HOUSING


OTHER = Leaf("other", "其他", "Something else")

CATEGORIES = (
    Top(
        "parking",
        "停车",
        "Parking",
        (
            Leaf(
                "space",
                "车位不够、乱收费",
                "Too few spaces, unfair charges",
                ("车位", "停车费", "parking space"),
            ),
            Leaf(
                "blocked",
                "乱停乱放",
                "Cars in the way",
                ("堵车", "占道", "车位被占", "违停", "僵尸车"),
            ),
            Leaf("ebike", "电动车停放", "Parking of e-bikes", ("电瓶车", "车棚")),
            Leaf("charging", "汽车充电桩", "Chargers for cars", ("充电桩",)),
            OTHER,
        ),
    ),
    Top(
        "lifts",
        "电梯",
        "Lifts",
        (
            Leaf(
                "broken",
                "电梯坏了不修",
                "Broken and not repaired",
                ("停运", "故障", "电梯停"),
            ),
            Leaf(
                "trapped",
                "有人被困电梯",
                "People trapped in the lift",
                (
                    "困人",
                    "困在电梯",
                    "电梯 困",
                    "电梯 关在",
                    "trapped lift",
                    "trapped elevator",
                    "stuck in lift",
                    "stuck in elevator",
                ),
                Urgency.EMERGENCY,
                Dept.MARKET,
            ),
            Leaf(
                "unsafe",
                "电梯异响、下坠",
                "Noises, jolts, sudden drops",
                ("下坠", "抖动"),
                Urgency.URGENT,
                Dept.MARKET,
            ),
            OTHER,
        ),
        Dept.MARKET,
    ),
    Top(
        "fire",
        "消防安全",
        "Fire safety",
        (
            Leaf(
                "charging",
                "电动车飞线充电、进楼",
                "E-bikes charged by hanging wires or indoors",
                ("飞线", "上楼充电", "电动车进楼", "e-bike charging"),
                Urgency.URGENT,
            ),
            Leaf(
                "exits",
                "消防通道被堵",
                "Blocked fire exits or lanes",
                ("消防通道", "安全出口", "消防车道"),
                Urgency.URGENT,
            ),
            Leaf(
                "equipment",
                "消防设施失灵",
                "Fire equipment out of order",
                ("灭火器", "消火栓"),
                Urgency.URGENT,
            ),
            Leaf(
                "danger",
                "燃气泄漏、冒烟",
                "Smell of gas, smoke",
                (
                    "煤气",
                    "着火",
                    "燃气 漏",
                    "天然气 漏",
                    "燃气 味",
                    "天然气 味",
                    "起火",
                    "失火",
                    "gas leak",
                    "smell gas",
                    "on fire",
                ),
                Urgency.EMERGENCY,
            ),
            OTHER,
        ),
        Dept.FIRE,
    ),
    Top(
        "fees",
        "收费与纠纷",
        "Fees and disputes",
        (
            Leaf(
                "unclear",
                "收费不清、乱收费",
                "Unclear or unfair fees",
                ("物业费", "涨价", "property fee"),
            ),
            Leaf(
                "services",
                "只收钱不服务",
                "Fees without service",
                ("质价不符", "光收钱"),
            ),
            Leaf("utilities", "水电费加价", "Marked-up water or power", ("电费",)),
            OTHER,
        ),
        Dept.PRICES,
    ),
    Top(
        "cleaning",
        "保洁卫生",
        "Cleaning",
        (
            Leaf(
                "rubbish",
                "垃圾没人清",
                "Garbage not taken away",
                ("垃圾", "污水", "下水道", "化粪池", "rubbish", "sewage"),
            ),
            Leaf(
                "stairs",
                "楼道脏乱、小广告",
                "Dirty stairs, stuck-on ads",
                ("广告", "没人打扫"),
            ),
            Leaf("pests", "蚊虫鼠害", "Insects and rats", ("老鼠", "蟑螂")),
            OTHER,
        ),
        Dept.URBAN,
    ),
    Top(
        "security",
        "门禁安保",
        "Security and access",
        (
            Leaf("door", "单元门坏了", "Broken unit door", ("门禁", "单元门", "门锁")),
            Leaf("guards", "外人随意进出", "Outsiders come and go", ("保安", "门岗")),
            Leaf("cameras", "监控失灵", "Cameras out of order", ("摄像头", "监控")),
            OTHER,
        ),
        Dept.POLICE,
    ),
    Top(
        "buildings",
        "房屋与设施",
        "Buildings and facilities",
        (
            Leaf(
                "leak",
                "漏水渗水",
                "Leaks and damp",
                ("漏水", "渗水", "往下滴水", "water leak", "leaking"),
                needs_entry=True,
            ),
            Leaf("roads", "道路破损", "Broken roads", ("路面", "积水")),
            Leaf(
                "lights",
                "路灯楼道灯不亮",
                "Dark lamps and stairs",
                ("路灯", "楼道灯", "灯不亮", "no light"),
            ),
            Leaf(
                "water",
                "停水停电",
                "No water or power",
                ("停水", "停电", "水压", "power cut"),
                Urgency.URGENT,
            ),
            Leaf(
                "walls",
                "外墙脱落",
                "Falling plaster or tiles",
                ("墙皮", "坠物", "掉砖", "瓷砖"),
                Urgency.URGENT,
            ),
            Leaf(
                "greens",
                "绿化、水池没人管",
                "Neglected greens and ponds",
                ("绿化", "草坪", "池塘"),
            ),
            OTHER,
        ),
    ),
    Top(
        "money",
        "公共收益与维修资金",
        "Public income and maintenance fund",
        (
            Leaf("income", "公共收益不公开", "Public income not shown", ("广告收入",)),
            Leaf(
                "fund", "维修资金用不了", "Maintenance fund not usable", ("维修基金",)
            ),
            Leaf(
                "committee", "业委会问题", "Owners' committee", ("业主委员会", "换届")
            ),
            OTHER,
        ),
    ),
    Top(
        "other",
        "服务态度及其他",
        "Service attitude and other",
        (
            Leaf("attitude", "服务态度差", "Bad attitude", ("骂人", "推诿")),
            Leaf("noreply", "打电话没人理", "Nobody answers", ("没人接",)),
            Leaf("noise", "噪音扰民", "Noise", ("噪声", "装修", "狗叫")),
            OTHER,
        ),
    ),
)
