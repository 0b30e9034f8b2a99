"""
The traces by which a free text betrays who wrote it, as patterns.

They read a shadow of the text, made by complaints.scrubbing: one character for each
of the original, half-width, every dash a hyphen, every space a blank, every digit an
ASCII one. A second, spoken shadow writes Chinese numerals as digits, too. Of what a
pattern finds, its group `trace` is hidden, or the whole where it has none.

Where readable text and a person's safety disagree, the person wins: a list of figures
that looks like a mobile number is lost. Numbers of everybody (110, 12345, 400 numbers),
dates, prices, counts, case numbers and the common parts of a building stay readable.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Trace:
    """One pattern; a spoken one is looked for in the spoken shadow as well."""

    pattern: re.Pattern[str]
    spoken: bool = False


def _trace(*parts: str, spoken: bool = False) -> Trace:
    return Trace(re.compile("".join(parts), re.IGNORECASE | re.ASCII), spoken)


# What people put between the digits of a number; a Chinese one passes for a dash.
GAP = r"[ \t\u200b_.·()*一-]{0,3}"
AREA = r"(?:10|2\d|[3-9]\d\d)"
NOT_A_DATE = r"(?!20\d\d[-.]\d)"
NOT_A_CASE_NUMBER = r"(?!\d\d-?\d{4}-?\d{6}-?\d(?!\d))"

NUMBERS = (
    # Mobile numbers, also with a digit too many, and those with stars in the middle.
    _trace(
        rf"(?<!\d)(?:(?:\+|00)?86{GAP})?0?{NOT_A_CASE_NUMBER}",
        rf"1{GAP}[3-9](?:{GAP}\d){{9}}\d?(?!\d)",
        spoken=True,
    ),
    _trace(r"(?<!\d)1[3-9]\d[*x]{4,5}\d{3,4}(?!\d)"),
    # Landlines with their area code and extension; without it behind their word.
    _trace(
        rf"(?<![\d-])(?:\(?0|(?:\+|00)86{GAP}\(?0?\)?){AREA}\)?{GAP}",
        r"[2-8](?:[ -]?\d){6,7}(?!\d)(?:\s?(?:转|-|ext\.?)\s?\d{1,6})?",
        spoken=True,
    ),
    _trace(
        r"(?:电话|座机|固话|手机|联系方式|\btel|phone|mobile|call me (?:at|on))",
        r"(?:号码?|\snumber)?(?:[\s:是为]|is){0,4}",
        rf"(?P<trace>(?![48]00){NOT_A_DATE}[02-8](?:{GAP}\d){{6,}})",
        spoken=True,
    ),
    _trace(r"尾号[\s:是为]{0,3}(?P<trace>\d{3,6})(?!\d)", spoken=True),
    # Identity numbers of both lengths, then whatever stands behind such a word.
    _trace(
        r"(?<!\d)[1-8]\d{5}[ -]?(?:19|20)\d\d[ -]?(?:0[1-9]|1[0-2])[ -]?",
        r"(?:[0-2]\d|3[01])[ -]?\d{3}[\dx](?![\da-z])",
    ),
    _trace(r"(?<!\d)[1-8]\d{7}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}(?!\d)"),
    _trace(
        r"(?:身份证|护照|通行证|社保卡|银行卡|卡号|[账帐]号)(?:号码?)?[\s:是为]{0,4}",
        rf"(?P<trace>{NOT_A_DATE}[a-z]{{0,2}}[\d*][\dx* -]{{4,}}[\dx])",
    ),
    _trace(r"(?<!\d)62\d\d(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?!\d)"),
    # Number plates, green ones too; a word such as "云Server" has no two digits.
    _trace(
        r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]",
        r"[ ·.-]{0,2}[a-z][ ·.-]{0,2}(?=(?:[a-z]*\d){2})",
        r"[a-hj-np-z\d]{4,5}[a-hj-np-z\d挂学警港澳](?![a-z\d])",
    ),
)

CHAT = r"(?<![a-z\d])(?:微信|威信|薇信|we\s?chat|weixin|wx|vx|v信|加我?v|v(?=\s?:))"
QQ = r"(?<![a-z])(?:qq|扣扣|企鹅)"
OTHERS = r"(?:抖音|快手|小红书|微博|钉钉|支付宝)"
NAME_OF_ACCOUNT = r"[a-z][a-z\d_-]{5,19}"
HOTLINE_OR_PRICE = r"(?!12345(?!\d)|\d+\s?[元块人个年月万])"

ACCOUNTS = (
    _trace(
        r"[a-z\d._%+-]{1,64}\s{0,2}(?:@|[(\[]at[)\]])\s{0,2}",
        r"[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,4}",
    ),
    _trace(r"[a-z\d._-]{1,64} at (?:qq|163|126|139|sina|foxmail|gmail|outlook)\.com"),
    # Behind its word and a colon anything is an account; behind the word alone only
    # what looks like one, so that "WeChat payment" and "微信12345热线" stay.
    _trace(
        rf"(?:{CHAT}|{QQ}|{OTHERS})\s?",
        r"(?:(?:[账帐]?号码?|id|number)?\s?[:=是为]|[账帐]?号码?",
        r"|(?:id|number)(?: is)?\s)\s?",
        rf"(?P<trace>{HOTLINE_OR_PRICE}(?:{NAME_OF_ACCOUNT}|\d{{5,12}}))(?![a-z\d])",
    ),
    _trace(
        rf"{CHAT}\s?(?:is\s)?(?P<trace>(?=[a-z_-]*[\d_]){NAME_OF_ACCOUNT})(?![a-z\d])"
    ),
    _trace(rf"{QQ}\s?(?:is\s)?(?P<trace>{HOTLINE_OR_PRICE}[1-9]\d{{4,11}})(?!\d)"),
)

# Three or four digits before these are no room: 2026年, 1200元, 300户, 150平米.
COUNTED = (
    r"(?!\s?(?:[年月日天元块毛户人名个次台辆盏根条张层楼栋幢座度吨斤公平米\u33a1路时点分"
    r"秒万千百十多余几%]|来[户个人家]|单元|小时|号[楼线门车梯]|号电梯))"
)
ROOM = rf"[1-9]\d{{2,3}}(?!\d)[a-d]?(?![a-z]|\.\d){COUNTED}(?:号[室房]?|室|房间?)?"
NAMED_ROOM = r"\d{3,4}[a-d]?(?:号[室房]|室(?!外)|房间?)"
BUILDING = (
    r"(?:(?<!\d)[\d一二三四五六七八九十百]{1,4}\s?(?:号?楼|号院|栋|幢|座|#楼?)"
    r"|(?<![a-z])[a-z甲乙丙丁][栋幢座])"
)
UNIT = r"(?:(?<!\d)(?:\d{1,2}|十\d?|\d十\d?)|[东西南北中甲乙丙丁])\s?单元"
JOINT = r"[\s,的-]{0,2}"

HOMES = (
    # 3栋2单元501室, 3#2-501, 2单元501, 三号楼二单元五零一, 2单元3室.
    _trace(
        rf"(?:{BUILDING}{JOINT})?{UNIT}{JOINT}",
        rf"(?:{ROOM}|\d{{1,2}}室|\d{{3,4}}户(?![居人家都业]))",
        spoken=True,
    ),
    _trace(rf"{BUILDING}{JOINT}\d{{1,2}}-(?:\d{{1,2}}-)?{ROOM}", spoken=True),
    # 5号楼1203, A座1203; spoken only 五号楼一二零三室; in Shanghai 12弄5号301室.
    _trace(rf"{BUILDING}{JOINT}{ROOM}"),
    _trace(rf"{BUILDING}{JOINT}{NAMED_ROOM}", spoken=True),
    _trace(rf"(?:\d{{1,4}}弄\s?)?(?<!\d)\d{{1,3}}号\s?{NAMED_ROOM}", spoken=True),
    # 3-2-501, but neither a case number nor 15-11-2026 nor a 400 number.
    _trace(
        r"(?<![\d-])(?![48]00-)\d{1,3}[-#]\d{1,2}-(?!20[2-9]\d)",
        rf"{ROOM}(?!-?\d)",
    ),
    _trace(rf"(?<![\d-])(?:\d{{1,3}}[-#])?{NAMED_ROOM}", spoken=True),
    # 1203业主, but not 500业主: rooms are counted from 01 on each floor.
    _trace(r"(?<!\d)[1-9]\d?(?:0[1-9]|1[0-2])(?=的?(?:业主|户主|住户))"),
    _trace(
        r"(?:我家|家住|家在|住在?|我是|房号|室号|门牌号?|\bi live (?:in|at))",
        rf"[\s:(是为在]{{0,3}}(?P<trace>(?:\d{{1,3}}[-#]){{0,2}}{ROOM})(?!-?\d)",
    ),
    _trace(r"(?<!\d)\d{1,2}[楼层][东西南北中左右]{1,2}[边侧]?户", spoken=True),
    _trace(
        r"\b(?:building \w{1,4},? )?(?:unit \w{1,3},? )?",
        r"(?:(?:flat|apt|apartment)\.? (?:no\.? ?)?#?(?:\d{1,3}-)?\d{1,4}",
        r"|room (?:no\.? ?)?#?\d{3,4})[a-z]?\b",
    ),
    _trace(r"\b(?:building|bldg|block|tower)\.? ?\d{1,3}[-#][1-9]\d{2,3}(?!\d)"),
)

SINGLE_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于"
    "蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛"
    "闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤常温康施文牛樊葛邢安齐易乔伍庞"
    "颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂"
    "苗谷盛曲翁冉骆蓝游辛靳管柴蒙鲍华喻祁蒲滕屈饶牟艾尤阳穆卓古吉简芦褚娄窦戚岑景"
    "卜晏席柏宗瞿桂闵苟卞姬师仇栾隋刁沙荣巫寇桑甄丛仲虞敖"
)
DOUBLE_SURNAMES = (
    "欧阳|上官|司马|诸葛|司徒|夏侯|皇甫|尉迟|慕容|令狐|东方|端木|公孙|宇文|南宫"
)
# Words that begin like a name: who is 高龄, or from 安徽, is not called so.
NO_NAMES = (
    "高[层龄中三度空温血兴]|金[色融额]|万[科达一分家]|方[便案法]|安[徽置全装保排静心分]"
    "|于[是昨今去前上晚早中下本该此年每周当次凌一二三四五六七八九十元]|常[住年常州客]"
    "|江[苏西北南]|石[家油材头]|白[天领族]|田园|程序|任何|文[明化]|单[身位亲元独]"
    "|张贴|孙[女子]|周[围边末一二三四五六日]|黄[山色]|马[上路鞍桶]|唐山|谢[谢绝]"
    "|严[重格禁查]|武[汉警]|林[业场]|夏[天季]|吴江|郑州|徐州|苏州|宁[波国愿可]"
    "|温[州馨度]|包[河月工括]|胡[同乱]|何[时况必]|曾[经在多两几向被打]|余[下款额]"
    "|祝[你您大]|季度|龙[湖岗头]|汤池|管[家理道委]|尚[未且]|毕[竟业]|关[于闭心注]"
    "|施工|左[右边侧手脚腿]|齐[全齐]|康[复养]|沙发|游[客戏]|蓝[牙色]|古[代城]|简单"
    "|师[傅范]|景区|荣[幸誉]|易[燃爆]|雷[雨电]|盛世|华[润府]|阳[光台]|吉[利祥]"
    "|蒙[蔽城古]|甘[肃心]|董事|钟[点头]|段[时落]|叶子|陆[续军]|舒[服城适]|顾[客问虑]"
    "|纪[委检念]|章程|柳州|桂[林花]|兰州|苗族"
)
SURNAME = rf"(?!{NO_NAMES})(?:{DOUBLE_SURNAMES}|[{SINGLE_SURNAMES}])"
GIVEN = r"[\u4e00-\u9fff]"
TITLE = r"(?:先生|女士|小姐|太太|阿姨|大[爷妈姐哥叔伯]|奶奶|爷爷|老师|某某?)"
# A name ends where the sentence does, or goes on in a way that names do not.
ENDS = rf"(?:(?!{GIVEN})|(?=家?住|电话|手机|的[儿女妈母父爸家爱妻丈邻租]))(?<![人户])"
NAMED = (
    rf"(?P<trace>{SURNAME}(?:{TITLE}|{GIVEN}{{1,2}}{ENDS})"
    rf"|[老小](?!师)[{SINGLE_SURNAMES}]{ENDS})"
)
# "我叫王师傅来修": somebody else was called in.
CALLED_IN = r"(?:师傅|经理|主任|队长|[工姐哥叔总]|阿姨|保安|保洁)"
COMES = r"(?!来(?!自)|去|帮|过来|给|修|开|赶|送|[上下]来|上门)"
GOES_ON = rf"(?:(?!{GIVEN})|(?=[家住是我你您请现今昨前上早一想要有来]|电[话梯]|手机))"

SELF_NAMINGS = (
    _trace(
        r"(?:我|本人|俺|名字)(?:的名字|名)?就?叫[做作]?\s?",
        rf"(?P<trace>{SURNAME}(?!{CALLED_IN})(?:{GIVEN}{{1,2}}{GOES_ON}|{GIVEN}){COMES})",
    ),
    _trace(
        rf"(?:我|本人|俺|免贵|敝|鄙人)就?姓\s?(?P<trace>{SURNAME}",
        rf"(?:,?\s?名\s?{GIVEN}{{1,2}}{ENDS})?)",
    ),
    _trace(rf"(?:我|俺|这里|本人)就?是\s?{NAMED}"),
    _trace(rf"本人\s?{NAMED}"),
    _trace(
        r"(?:我|本人)就?是[^,;!?。\n]{0,12}",
        rf"(?:业主|住户|租户|户主|[栋幢座楼室元\d]的)\s?{NAMED}",
    ),
    _trace(
        r"(?:投诉人|反映人|联系人|举报人|申请人|当事人|来电人|署名|落款)",
        rf"(?:姓名)?[\s:是为]{{0,3}}{NAMED}",
    ),
    _trace(rf"(?:名字|业主|住户|租户|户主)[\s:是为]{{1,3}}{NAMED}"),
    _trace(rf"姓名[\s:是为]{{0,3}}{NAMED}"),
    # Under a letter: after the salute, or alone on the last line.
    _trace(rf"敬礼[\s!。]{{0,3}}{NAMED}"),
    _trace(rf"\n[\s-]{{0,4}}(?P<trace>{SURNAME}{GIVEN}{{1,2}})(?=\s*(?:\d|$))"),
    _trace(
        r"\b(?:my name(?: is|'s) |(?:name|signed) ?: ?)",
        r"(?P<trace>(?!not|known|on|in)[a-z][a-z'-]+",
        r"(?: (?!(?:and|from|in|of|at|on|i|the|to|if|when|about)\b)[a-z][a-z'-]+)?)",
    ),
    _trace(
        r"\b(?:i am|i'm|this is) ",
        r"(?P<trace>(?-i:[A-Z][a-z'-]+ [A-Z][a-z'-]+(?: [A-Z][a-z'-]+)?))\b",
    ),
)

TRACES = NUMBERS + ACCOUNTS + HOMES + SELF_NAMINGS
