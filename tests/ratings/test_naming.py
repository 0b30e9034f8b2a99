"""Whether a text names a firm, as people write it."""

import pytest

from ratings.naming import names

FIRM, CODE = "长青物业服务有限公司", "91340104MA2EVERGRN"


@pytest.mark.parametrize(
    "text",
    [
        "长青物业服务有限公司被列入名单。",
        "对长青物业服务提出要求",
        "请长青物业整改。",
        "长 青 物 业",
        "信用代码91340104ma2evergrn",
        "信用代码９１３４０１０４ＭＡ２ＥＶＥＲＧＲＮ",
    ],
)
def test_a_firm_is_named_in_full_in_short_and_by_its_code(text):
    assert names(text, firm=FIRM, credit_code=CODE)


@pytest.mark.parametrize(
    "text", ["", "常青物业整改。", "各物业服务企业", "青物业", "91340104"]
)
def test_another_firm_or_the_trade_is_not(text):
    assert not names(text, firm=FIRM, credit_code=CODE)


@pytest.mark.parametrize(
    ("firm", "text", "is_named"),
    [
        ("万科物业集团股份有限公司", "万科物业", True),
        ("恒大有限责任公司", "恒大有限责任公司", True),
        ("恒大有限责任公司", "恒大", False),
        ("小区物业管理有限公司", "本市的小区物业", False),
        ("小区物业管理有限公司", "小区物业管理有限公司", True),
        ("Evergreen Property Co., Ltd.", "Ask Evergreen property again.", True),
    ],
)
def test_what_is_left_of_the_name_has_to_mean_this_firm(firm, text, is_named):
    assert names(text, firm=firm, credit_code=CODE) == is_named
