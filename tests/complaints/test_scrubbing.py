"""What must be hidden of a text stands in braces."""

import re
import unicodedata

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from complaints.numbers import compose
from complaints.scrubbing import MARK, scrub
from tests.complaints.flow import full_width
from tests.complaints.free_texts import BETRAYING, HARMLESS

unhurried = settings(deadline=None)


@pytest.mark.parametrize("line", BETRAYING)
def test_what_betrays_the_writer_is_hidden_and_nothing_else(line):
    text = line.replace("{", "").replace("}", "")
    assert scrub(text) == re.sub(r"\{.*?\}", MARK, line)


@pytest.mark.parametrize("text", HARMLESS)
def test_ordinary_text_stays(text):
    assert scrub(text) == text


@pytest.mark.parametrize(
    "text",
    ["13800138000", "+86-138-0013-8000", "0551-62631234", "zhang@163.com", "3-2-501"],
)
def test_full_width_typing_hides_nothing_from_us(text):
    assert scrub(f"请联系{full_width(text)}谢谢") == f"请联系{MARK}谢谢"


def test_digits_in_emoji_keycaps_are_digits():
    keycaps = "".join(f"{digit}\ufe0f\u20e3" for digit in "13800138000")
    assert not re.search(r"\d", scrub(keycaps))


def test_a_name_alone_on_the_last_line_is_hidden():
    assert (
        scrub("请尽快修\n张三\n2026年11月20日") == f"请尽快修\n{MARK}\n2026年11月20日"
    )
    assert scrub("请尽快修\n谢谢") == "请尽快修\n谢谢"


def test_everything_in_one_text_is_hidden():
    text = "我叫张三，住3栋2单元501，电话138 0013 8000，电梯坏了7天。"
    assert scrub(text) == f"我叫{MARK}，住{MARK}，电话{MARK}，电梯坏了7天。"


def test_neighbouring_traces_become_one_mark():
    assert scrub("张三13800138000", known=["张三"]) == MARK


@pytest.mark.parametrize(
    ("known", "line"),
    [
        ("张三", "物业知道{张三}投诉过"),
        ("张三", "{张 三}和{张·三}是同一个人"),
        ("张三", "{张先生}反映过，{张女士}也是，张经理不理"),
        ("欧阳娜娜", "{欧阳女士}来过，欧阳路也堵"),
        ("Zhang San", "{zhang san}，{ZHANGSAN}，{Zhang-San}"),
        ("13800138000", "打{+86 (138) 0013/8000}"),
        ("+86 138-0013-8000", "打{13800138000}"),
        ("008613800138000", "打{一三八,零零一三,八零零零}"),
        ("13800138000", "我的号{1加3加8加0加0加1加3加8加0加0加0}"),
        ("13800138000", "999{13800138000}999"),
        ("0551-62631234", "打{6263，1234}"),
        ("+8655162631234", "打{0551/62631234}"),
        ("62631234", "打{6263.1234}"),
        ("3栋2单元501室", "{3 2 501}漏水"),
        ("3-2-501", "{三栋丁二单元五零一}"),
        ("12-2-1203", "{12幢2门1203}，{1203}漏水"),
        ("3栋2单元501室", "{501}漏水，交了501元，501路也停"),
        ("3-2-501", "{5零1}的阳台"),
        ("501", "{501}的阳台，交了{501}元，不是1501"),
    ],
)
def test_what_is_known_of_the_writer_is_hidden_in_any_spelling(known, line):
    text = line.replace("{", "").replace("}", "")
    assert scrub(text, known=[known]) == re.sub(r"\{.*?\}", MARK, line)


@pytest.mark.parametrize("empty", ["", " ", "-", "张", "2", "张 "])
def test_what_could_stand_anywhere_is_passed_over(empty):
    text = "张贴 - 2次"
    assert scrub(text, known=[empty]) == text


def test_what_stands_next_to_a_hidden_part_is_looked_at_again():
    assert scrub("甲913800138000", known=["甲9"]) == MARK


def test_the_words_of_a_mark_are_no_trace():
    assert scrub(f"{MARK}，修好了", known=["已隐去"]) == f"{MARK}，修好了"


def test_a_mark_in_the_text_stays_a_mark():
    assert scrub(f"{MARK}{MARK}张三{MARK}", known=["张三"]) == MARK


FOREIGN = st.characters(exclude_characters=MARK, exclude_categories=["Cs"])
PIECES = [piece for line in BETRAYING for piece in re.split("[{}]", line)]
texts = st.lists(
    st.sampled_from([*PIECES, *HARMLESS, MARK, "1", "3", "8", "-", "我是"])
    | st.text(max_size=4),
    max_size=8,
).map("".join)
han = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF, exclude_characters=MARK)
particulars = st.text(han, min_size=2, max_size=4) | st.text(
    FOREIGN, min_size=2, max_size=12
).filter(lambda text: sum(map(str.isalpha, text)) > 1)


@unhurried
@given(texts, st.lists(particulars, max_size=2))
@example("13800138000 13900139000 3-2-501", [])
@example("340104199001011234567 13800138000", ["567"])
def test_scrubbing_twice_changes_nothing_more(text, known):
    scrubbed = scrub(text, known=known)
    assert scrub(scrubbed, known=known) == scrubbed
    assert scrub(scrubbed) == scrubbed


@unhurried
@given(texts, particulars, texts)
def test_a_known_particular_never_survives(before, known, after):
    assert known not in scrub(before + known + after, known=[known])


mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
DIGITS = "0123456789"
ARABIC_DIGITS = "".join(chr(0x660 + int(digit)) for digit in DIGITS)
DIGIT_SCRIPTS = [DIGITS, full_width(DIGITS), "〇一二三四五六七八九", ARABIC_DIGITS]
SEPARATORS = [*" -—–_.·()*\t\u200b\u3000", full_width("-"), full_width(".")]


@st.composite
def spelt(draw, phone, separators):
    """The phone with any digit in any script and anything between the digits."""
    digits = [draw(st.sampled_from(DIGIT_SCRIPTS))[int(digit)] for digit in phone]
    between = [draw(separators) for _ in digits[1:]]
    return digits[0] + "".join(map("".join, zip(between, digits[1:], strict=True)))


def digits_of(text):
    return [one for one in text if reads_as_a_digit(one)]


def reads_as_a_digit(character):
    """Some letters do, in whatever shape: 138OO138OOO."""
    plain = unicodedata.normalize("NFKC", character)
    return plain in "OolI幺" or unicodedata.numeric(character, None) is not None


@unhurried
@given(st.data(), mobiles)
def test_no_digit_of_a_phone_survives_whatever_separates_them(data, phone):
    separators = st.text(st.sampled_from(SEPARATORS), max_size=2)
    text = data.draw(spelt(phone, separators))
    assert digits_of(scrub(f"请打{text}，谢谢")) == []


@unhurried
@given(st.data(), mobiles, st.sampled_from(["", "+86", "86", "0086-"]))
def test_no_digit_of_a_known_phone_survives_anything_between(data, phone, prefix):
    separators = st.text(FOREIGN, max_size=4).filter(lambda text: not digits_of(text))
    text = data.draw(spelt(phone, separators))
    assume(MARK not in text)
    scrubbed = scrub(f"请打{text}，谢谢", known=[prefix + phone])
    assert digits_of(scrubbed) == []


@given(
    st.builds(
        compose,
        province=st.integers(10, 89).map(str),
        year=st.integers(2020, 2099),
        month=st.integers(1, 12),
        counter=st.integers(1, 999_999),
    )
)
@example("13-2611-004217-0")
def test_a_case_number_stays_readable(number):
    text = f"见{number}号诉求"
    assert scrub(text) == text


@given(st.dates(), st.times())
def test_dates_and_times_stay_readable(day, time):
    text = (
        f"{day:%Y-%m-%d} {time:%H:%M:%S}，{day.year}年{day.month}月{day.day}日"
        f"{time.hour}点{time.minute}分，{day:%Y.%m.%d}"
    )
    assert scrub(text) == text


@given(st.decimals(0, 99_999_999, places=2), st.integers(1, 9999))
def test_prices_and_counts_stay_readable(price, count):
    text = f"交了{price}元，{count}户{count}天，共{count}次，每户{count}块"
    assert scrub(text) == text
