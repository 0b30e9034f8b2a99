"""What is printed from a page: two sheets at most; each says what it is of."""

import re

import pypdfium2
import pytest
from django.utils import translation

from ratings import wording
from tests.browser.visitor import Eyes, go
from tests.ratings.rows import PERIOD

FEW_PAGES = 2
# what leads elsewhere from a screen, and nowhere from paper
WAYS_ON = "nav, footer, .switches, .skip, .act, .acts, button, input, select"
SEVERAL = 4


class Sheets:
    """A page as the printer of a browser makes it."""

    def __init__(self, page):
        page.emulate_media(media="print")
        document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
        self.texts = [one.get_textpage().get_text_bounded() for one in document]

    def each_says(self, words):
        """Whether every sheet has these words, at the beginning of a line or within."""
        read = [" ".join(text.split()).lower() for text in self.texts]
        return [words.lower() in text for text in read] == [True] * len(read)

    def numbers(self):
        return [re.findall(r"(\d+) / (\d+)", text)[-1] for text in self.texts]


@pytest.fixture
def printed(world, look):
    """The sheets of the page of this name, and whether its code was drawn on paper."""

    def through(name, who, language):
        with look(Eyes(language, screen="desktop"), world.visitor(who)) as page:
            go(page, world.address(name))
            sheets = Sheets(page)
            codes = page.locator(".sheet-code svg").all()
            assert [one.is_visible() for one in codes] == [True]
            ways_on = page.locator(WAYS_ON)
            assert ways_on.count() > SEVERAL
            assert ways_on.locator("visible=true").all() == []
            return sheets

    return through


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(
    ("name", "who"), [("complaints:case", "tracker"), ("ratings:ranking", "anybody")]
)
def test_a_printed_page_says_what_it_is_of_on_each_sheet(
    world, printed, site, name, who, language
):
    sheets = printed(name, who, language)
    of_case = name == "complaints:case"
    with translation.override(language):
        title = wording.title(PERIOD.name)
    assert len(sheets.texts) <= FEW_PAGES
    assert sheets.each_says(world.case.number if of_case else title)
    pages = len(sheets.texts)
    assert sheets.numbers() == [(str(n), str(pages)) for n in range(1, pages + 1)]
    assert site + world.address(name) in "".join(sheets.texts).replace("\r\n", "")
