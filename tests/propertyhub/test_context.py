import pytest
from django.utils.translation import override

from propertyhub import context


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Demo data"), ("zh-hans", "演示数据")]
)
def test_the_desk_says_that_it_shows_demo_data(rf, settings, language, words):
    settings.DEMO = True
    with override(language):
        assert context.environment(rf.get("/admin/")) == [words, "warning"]


def test_a_real_desk_says_nothing_of_the_kind(rf, settings):
    settings.DEMO = False
    assert context.environment(rf.get("/admin/")) is None
    assert not context.page(rf.get("/"))["demo"]
