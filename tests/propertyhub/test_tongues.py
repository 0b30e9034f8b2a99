import pytest
from django.utils import translation
from django.utils.safestring import mark_safe

from propertyhub.templatetags.tongues import tongues


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Block 3", "Block 3"),
        ("丹青花园", '<span lang="zh-Hans">丹青花园</span>'),
        ("To 长青物业, today", 'To <span lang="zh-Hans">长青物业</span>, today'),
        (
            "〔2026〕1号 of 荷",
            '〔2026〕1<span lang="zh-Hans">号</span> of <span lang="zh-Hans">荷</span>',
        ),
        ("<b>长青</b>", '&lt;b&gt;<span lang="zh-Hans">长青</span>&lt;/b&gt;'),
        (mark_safe("<b>长青</b>"), '<b><span lang="zh-Hans">长青</span></b>'),
    ],
)
def test_chinese_in_english_says_that_it_is_chinese(text, told):
    with translation.override("en"):
        assert tongues(text) == told


def test_nothing_is_said_of_chinese_in_chinese():
    with translation.override("zh-hans"):
        assert tongues("<长青>") == "&lt;长青&gt;"
