"""No words of ours are left in the other language at the desk, titles included."""

import re

import pytest
import time_machine

from tests import desk_pages, pages
from tests.desk_world import build_desk
from tests.languages import HAN, Said, is_english, typed, without

# Of the theme, the same in every language: what languages call themselves, their codes,
# a key, and how a password is kept, of which most is masked.
OF_THE_THEME = {"English", "简体中文", "en", "zh-hans", "esc", "md5"}
MASKED = re.compile(r"\w*\*{4,}")


@pytest.fixture
def desk(town):
    desk = build_desk(town)
    with time_machine.travel(pages.LOOKED_AT):
        yield desk


@pytest.mark.parametrize(
    ("language", "is_foreign"),
    [("zh-hans", is_english), ("en", HAN.search)],
    ids=["chinese", "english"],
)
def test_nothing_but_names_is_in_the_other_language(desk, language, is_foreign):
    """What was typed stands as it was typed, in a text of ours too."""
    own_words = without(typed() | OF_THE_THEME)
    found: dict[str, set[str]] = {}
    for role in desk.people:
        for page in desk_pages.shown(desk, role, accept_language=language):
            said = Said(page.answer.content.decode())
            assert said.title, page.address
            for text in [said.title, *said.in_language(language)]:
                if is_foreign(own_words(MASKED.sub("", text))):
                    found.setdefault(text, set()).add(page.name)
    assert found == {}
