"""Names of the register are Chinese on every page, and an English one says so."""

import re
from html.parser import HTMLParser

import pytest

from tests.ratings.published import LATER, a_dozen, publish

HAN = re.compile(r"[\u4e00-\u9fff]")
VOID = {"meta", "link", "img", "input", "br"}


@pytest.fixture
def review(town):
    return publish(town, a_dozen())


class _Untagged(HTMLParser):
    """The Chinese texts of a page that do not say which language they are in."""

    def __init__(self):
        super().__init__()
        self.open = []
        self.found = []

    def handle_starttag(self, tag, attributes):
        if tag not in VOID:
            self.open.append(dict(attributes).get("lang"))

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, data):
        if HAN.search(data) and "zh-Hans" not in self.open:
            self.found.append(data.strip())


@pytest.mark.parametrize(
    "path",
    [
        "/rankings/",
        "/rankings/?grade=NR",
        f"/rankings/{LATER}/chart/",
        f"/rankings/{LATER}/funnels/density/",
        f"/rankings/{LATER}/regions/",
        f"/rankings/{LATER}/tiles/",
        "/firms/",
        "/about/ratings/",
        "/about/ratings/rules/1/",
    ],
)
def test_chinese_on_an_english_page_says_that_it_is_chinese(client, review, path):
    reader = _Untagged()
    reader.feed(client.get(path, headers={"Accept-Language": "en"}).content.decode())
    assert reader.found == []
