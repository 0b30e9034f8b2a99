"""No English is left on a Chinese page; Chinese on an English one says that it is."""

import pytest
import time_machine

from registry.models import User
from tests import pages
from tests.languages import HAN, Said, is_english, typed, without
from tests.ratings.rows import PERIOD

# the door of the desk is the desk's
NOT_OURS = {"desk", "desk_login"}
PEOPLE = ("anybody", "filer", "asker", "tracker", "manager")
OTHER_ADDRESSES = ("/rankings/?grade=NR", f"/rankings/{PERIOD.name}/funnels/density/")


@pytest.fixture
def world(town):
    world = pages.build_world(town)
    with time_machine.travel(pages.LOOKED_AT):
        yield world


def said_on(world, language):
    """By address, what each page says and in which language it says that it is."""
    for who in PEOPLE:
        visitor = world.visitor(who)
        mine = {name for name, (whose, _most) in pages.SHOWN.items() if whose == who}
        others = OTHER_ADDRESSES if who == "anybody" else ()
        for address in (
            *(world.address(name) for name in sorted(mine - NOT_OURS)),
            *others,
        ):
            answer = visitor.get(address, headers={"Accept-Language": language})
            if answer["Content-Type"].startswith("text/html") and answer.content:
                yield address, Said(answer.content.decode())


def test_chinese_on_an_english_page_says_that_it_is_chinese(world):
    found = {}
    for address, said in said_on(world, "en"):
        english = said.in_language("en")
        if untagged := [text for text in english if HAN.search(text)]:
            found[address] = untagged
    assert found == {}


def test_no_english_is_left_on_a_chinese_page(world):
    found = {}
    own_words = without(set(User.objects.values_list("username", flat=True)))
    for address, said in said_on(world, "zh-hans"):
        texts = map(own_words, said.in_language("zh-hans"))
        english = {text for text in texts if is_english(text)}
        if left := sorted(english - typed()):
            found[address] = left
    assert found == {}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_title_is_in_the_language_of_its_page_but_for_names(world, language):
    foreign = HAN.search if language == "en" else is_english
    titles = {address: said.title for address, said in said_on(world, language)}
    own_words = without(typed())
    assert "" not in titles.values()
    assert [one for one in titles.values() if foreign(own_words(one))] == []
