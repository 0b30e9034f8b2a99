import pytest
from babel.messages.catalog import Catalog

from propertyhub.translating.examination import Lists, problems_in

LISTS = Lists(same=frozenset(), avoided=("please", "无效"))


def problems(msgid, msgstr, lists=LISTS, **more):
    catalogue = Catalog(locale="zh_Hans")
    catalogue.add(msgid, msgstr, **more)
    return [problem.split(": ", 1)[1] for problem in problems_in(catalogue, lists)]


def test_a_good_translation_has_no_problem():
    assert problems("Case %(number)s", "案件%(number)s") == []
    assert problems(("%(n)s day", "%(n)s days"), ("%(n)s天",)) == []
    assert problems(("one day", "%(n)s days"), ("%(n)s天",)) == []


@pytest.mark.parametrize(
    ("msgid", "msgstr", "problem"),
    [
        ("Case", "", "not translated"),
        (("%(n)s day", "%(n)s days"), ("",), "not translated"),
        ("Case %(number)s", "案件", "the placeholders differ"),
        ("Photo {number}", "照片{n}", "the placeholders differ"),
        ("Case", "Case", "the translation is the English text"),
        ("A case", "Yi jian", "the translation has no Chinese character"),
        ("Please wait", "稍候", "says 'please'"),
        ("Not valid", "无效", "says '无效'"),
    ],
)
def test_each_problem_is_named(msgid, msgstr, problem):
    assert problems(msgid, msgstr) == [problem]


def test_a_guess_is_a_problem():
    assert problems("Case", "案件", flags=["fuzzy"]) == ["the translation is a guess"]


def test_what_has_no_letters_needs_no_chinese():
    assert problems("%(day)s, %(time)s", "%(day)s %(time)s") == []


def test_a_listed_text_may_stay_as_it_is():
    lists = Lists(same=frozenset({"PropertyHub"}), avoided=())
    assert problems("PropertyHub", "PropertyHub", lists) == []


def test_a_list_holds_nothing_that_nobody_says():
    lists = Lists(same=frozenset({"PropertyHub"}), avoided=())
    assert problems("Case", "案件", lists) == [
        "listed as the same everywhere, but no text says it"
    ]


def test_the_theme_s_own_english_is_not_ours_to_word():
    assert problems("Please wait", "稍候", auto_comments=["unfold"]) == []
