"""
Words that residents use for one and the same thing, in both languages.

The order counts: what stands first is looked for first, and what was found is not
looked at again, so that "charging pile" is not read as "charging".
"""

import re


def _sense(*words: str) -> re.Pattern[str]:
    """English ones as whole words, in the singular and plural."""
    english = [rf"\b{word}s?\b" for word in words if word.isascii()]
    chinese = [word for word in words if not word.isascii()]
    return re.compile("|".join(english + chinese))


SENSES = {
    # things
    "charger": _sense(
        "充电桩", "快充桩?", "慢充桩?", "充电站", "charging pile", "charger"
    ),
    "ebike": _sense(
        "电动自行车",
        "电动车",
        "电瓶车",
        "电单车",
        "非机动车",
        "e-bike",
        "ebike",
        "scooter",
    ),
    "battery": _sense("电瓶", "电池", "batter(?:y|ie)"),
    "shed": _sense("车棚", "停车棚"),
    "hanging wire": _sense(
        "飞线",
        "插线板",
        "接线板",
        "拖线板",
        "插排",
        "电线",
        "放线",
        "拉线",
        "wire",
        "cable",
    ),
    "socket charging": _sense("充电", "charging", "charge"),
    "garage": _sense(
        "地下车库",
        "地下停车场",
        "地库",
        "车库",
        "负一层",
        "负一楼",
        "地下车位",
        "garage",
    ),
    "space": _sense("停车位", "车位", "parking space"),
    "sell only": _sense("只卖不租", "只售不租"),
    "lift": _sense("电梯", "轿厢", "客梯", "货梯", "lift", "elevator"),
    "trapped": _sense(
        "被困",
        "困住",
        "困在",
        "困人",
        "关人",
        "关在",
        "关住",
        "卡在",
        "卡住",
        "trapped",
        "stuck",
    ),
    "door": _sense("单元门", "大门", "门锁", "铁门", "entrance door", "front door"),
    "closer": _sense("闭门器", "door closer", "closer"),
    "fire exit": _sense(
        "安全出口", "疏散门", "防火门", "消防门", "emergency exit", "fire exit"
    ),
    "fire lane": _sense("消防通道", "消防车道", "登高面"),
    "chain": _sense("铁链子?", "链条锁?", "锁链", "chain"),
    "hydrant": _sense("消防栓", "消火栓", "hydrant"),
    "hose": _sense("水带", "枪头", "hose"),
    "extinguisher": _sense("灭火器", "extinguisher"),
    "gas": _sense("煤气", "天然气", "燃气", "gas"),
    "building rubbish": _sense(
        "装修垃圾", "建筑垃圾", "construction waste", "renovation waste"
    ),
    "waste room": _sense("垃圾房", "垃圾站", "垃圾亭", "garbage room", "bin room"),
    "bin": _sense("垃圾桶", "垃圾箱", "dustbin", "rubbish bin", "bin"),
    "rubbish": _sense("垃圾", "rubbish", "garbage", "trash", "waste"),
    "rat": _sense("老鼠", "鼠", "rat", "mouse", "mice"),
    "mosquito": _sense("蚊虫", "蚊子", "mosquito(?:e)?"),
    "spraying": _sense("打过?药", "喷过?药", "消杀", "灭蚊"),
    "flies": _sense("苍蝇", "fl(?:y|ie)"),
    "faeces": _sense("大小便", "大便", "小便", "尿骚", "尿"),
    "sewage": _sense("粪水", "化粪池", "粪", "sewage"),
    "manhole": _sense("窨井盖?", "井盖", "manhole(?: cover)?"),
    "dirty water": _sense("脏水", "污水", "臭水", "dirty water"),
    "stench": _sense("臭气?", "恶臭", "味儿?", "气味", "熏", "smell", "stink"),
    "stairs": _sense(
        "楼梯间", "楼梯", "楼道", "走道", "stair", "stairwell", "corridor"
    ),
    "lamp": _sense("路灯", "楼道灯", "楼梯灯", "灯泡", "lamp", "light"),
    "dark": _sense("漆黑", "摸黑", "一片黑", "黑灯瞎火", "不亮", "dark"),
    "river": _sense("河边", "沿河", "river"),
    "camera": _sense("监控", "摄像头", "探头", "camera", "cctv"),
    "guard": _sense("保安", "门卫", "门岗", "岗亭", "站岗", "看门", "guard"),
    "stolen": _sense("被偷", "偷", "丢了", "丢的", "小偷", "stolen", "theft", "thief"),
    "thrown": _sense("高空抛物", "扔下", "丢下来", "往下扔", "楼上扔", "抛物"),
    "bottle": _sense("酒瓶子?", "瓶子", "bottle"),
    "wall": _sense("外墙", "墙砖", "瓷砖", "墙面", "墙皮", "facade"),
    "fence": _sense("围墙", "围栏", "fence"),
    "fallen": _sense("塌", "倒了", "豁口", "缺口", "collapsed"),
    "falling": _sense("掉下来", "往下掉", "脱落", "falling"),
    "crack": _sense("裂缝", "裂", "开裂", "crack"),
    "leak": _sense("漏水", "渗水", "滴水", "漏雨", "进水", "漏", "渗", "滴", "leak"),
    "roof": _sense("楼顶", "屋顶", "房顶", "屋面", "顶楼", "顶层", "roof"),
    "ceiling": _sense("顶板", "天花板", "吊顶", "ceiling"),
    "mould": _sense("发霉", "霉", "mould", "mold"),
    "pressure": _sense("水压", "水流", "水泵", "water pressure"),
    "heater": _sense("热水器", "boiler"),
    "no water": _sense("停水", "没水", "断水", "没有水", "no water"),
    "power cut": _sense("停电", "没电", "断电", "跳闸", "power cut", "blackout"),
    "power price": _sense("电费", "电价", "卖电", "一度"),
    "pond": _sense("水池", "景观池", "池子", "水景", "喷泉", "pond"),
    "dry": _sense("干了", "没水了", "干枯", "干涸", "dried", "dry"),
    "lawn": _sense("草坪", "草地", "绿化带", "绿化", "绿地", "花坛", "lawn", "green"),
    "garden plot": _sense("种菜", "菜园", "菜地", "开荒"),
    "slide": _sense("滑滑梯", "滑梯", "slide"),
    "child": _sense(
        "小孩子?", "小朋友", "孩子", "孩", "娃", "女儿", "儿子", "child(?:ren)?", "kid"
    ),
    "old": _sense(
        "老太太",
        "老头子?",
        "老两口",
        "老人家?",
        "奶奶",
        "大爷",
        "婆婆",
        "年纪大",
        "elderly",
        "grandmother",
        "grandfather",
    ),
    "road": _sense("路面", "马路", "道路", "road"),
    "hole": _sense("坑坑洼洼", "坑", "洼", "水塘", "pothole", "hole"),
    "dead car": _sense("僵尸车", "报废", "破车"),
    "tyre": _sense("轮胎", "胎", "tyre", "tire"),
    "junk": _sense("废品", "破烂", "纸壳", "纸箱子?", "收破烂", "收废品"),
    "cart": _sense("三轮车?", "cart"),
    # people, papers and money
    "committee": _sense("业主委员会", "业委会", "committee"),
    "election": _sense("换届", "重新选举", "选举", "改选", "election"),
    "term over": _sense("到期", "任期满", "任期", "期满"),
    "fund": _sense("维修资金", "维修基金", "大修基金", "维修金", "maintenance fund"),
    "signature": _sense("签字", "签名", "signature"),
    "income": _sense("收益", "收入", "公示", "公开", "账", "income"),
    "advert": _sense("广告", "advert", "advertisement"),
    "fee": _sense("物业费", "管理费", "服务费", "management fee"),
    "raised": _sense("涨价", "上涨", "涨到", "涨", "翻一倍", "多收", "差价"),
    "vote": _sense("业主大会", "投票", "征求意见", "表决", "vote"),
    "cleaner": _sense("保洁", "卫生", "打扫", "清扫", "cleaner"),
    "rude": _sense("态度", "骂人", "骂", "恶劣", "吼", "rude"),
    "desk": _sense("前台", "服务台", "客服", "reception"),
    "phone": _sense("值班电话", "电话", "热线", "hotline", "phone"),
    "no answer": _sense("没人接", "没有人接", "打不通", "无人接听", "不接"),
    "day and night": _sense("24小时", "二十四小时"),
    # noise
    "dance": _sense("广场舞", "跳舞", "dancing", "dance"),
    "loudspeaker": _sense("大喇叭", "喇叭", "音响", "音乐", "loudspeaker"),
    "drill": _sense("电钻", "冲击钻", "砸墙", "打墙", "drilling", "drill"),
    "renovation": _sense("装修", "装潢", "renovation"),
    "dawn": _sense("天不亮", "清早", "大清早", "六点不到", "凌晨", "dawn"),
    "fan": _sense("排烟机", "排风机", "风机", "抽油烟机", "油烟", "exhaust fan"),
    "noise": _sense(
        "噪音", "噪声", "扰民", "轰隆", "震天响", "吵", "嗡嗡", "noise", "noisy"
    ),
    "sleep": _sense("睡觉", "没法睡", "睡不着", "睡", "slept", "sleeping", "sleep"),
    "restaurant": _sense("火锅店", "饭店", "餐馆", "烧烤店", "烧烤", "restaurant"),
    # what is the matter
    "broken": _sense(
        "坏了",
        "坏的",
        "坏",
        "故障",
        "失灵",
        "停运",
        "停用",
        "趴窝",
        "黑屏",
        "检修",
        "修",
        "out of order",
        "out of service",
        "broken",
        "dead",
        "does not work",
    ),
    "shaking": _sense("晃", "震", "抖", "shak(?:es|ing)", "jolt"),
    "bang": _sense("咣当", "撞击声", "异响", "bang"),
    "overflowing": _sense("爆满", "满出来", "满了", "堆得?满", "溢", "overflowing"),
    "piled up": _sense("堆成山", "堆了", "堆着", "堆", "压住"),
    "queue": _sense("排队", "排长队", "等梯", "挤不上", "queue"),
    "injured": _sense("摔伤", "摔了", "摔", "划破", "划伤", "崴", "缝了", "injured"),
    "corroded": _sense("腐蚀", "锈", "corroded", "rusty"),
    "steep": _sense("陡", "坡", "steep"),
    "cement": _sense("水泥", "cement", "concrete"),
    "stranger": _sense("陌生人", "闲杂人员", "外头人", "stranger", "outsider"),
    "blocked": _sense("堵着?", "占着?", "占用", "挡", "blocked"),
    "locked": _sense("锁着", "锁死", "上锁", "锁", "locked"),
    "peak": _sense("早高峰", "高峰", "rush hour"),
    "night": _sense("半夜", "夜里", "晚上", "深夜", "night"),
}
STOP_CHARACTERS = frozenset(
    "的了是在我们你他她它这那就都也还又和与把被给让叫到得地着过去来上下里有没不很太吧呢吗"
    "啊呀嘛么什怎样说讲问请个一两几每天日月年家人俺咱恁这要会能可以为因所但而且或如果"
)
STOP_WORDS = frozenset(
    re.findall(
        "[a-z]+",
        """
        the a an and or of to in on at is are was were be been has have had not no for
        from with without since last my our your their his her its it i we you they he
        she this that these those there than then so as by do does did can cannot will
        would any some who which when where every each one two
        """,
    )
)
