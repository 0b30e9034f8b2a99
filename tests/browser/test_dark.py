"""Pictures of figures are dark where the page is, on a page and by themselves."""

import io

import pytest
from PIL import Image

from tests.browser.visitor import Eyes, go
from tests.ratings.rows import PERIOD

PAPER = {"light": (255, 255, 255), "dark": (0x12, 0x18, 0x1F)}


def ground_of(picture):
    """The colour of its first corner, inside the frame."""
    shot = Image.open(io.BytesIO(picture.screenshot())).convert("RGB")
    return shot.getpixel((8, 8))


@pytest.fixture
def chart(world):
    return f"/rankings/{PERIOD.next().name}/chart/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chart_has_the_ground_that_its_reader_likes(chart, look, scheme):
    with look(Eyes(screen="desktop", scheme=scheme)) as page:
        go(page, chart)
        picture = page.locator(".chart img")
        assert ground_of(picture) == PAPER[scheme]
        go(page, picture.get_attribute("src"))
        assert ground_of(page.locator("svg")) == PAPER[scheme]


def test_on_paper_it_is_day(chart, look):
    with look(Eyes(screen="desktop", scheme="dark")) as page:
        go(page, chart)
        page.emulate_media(media="print")
        assert ground_of(page.locator(".chart img")) == PAPER["light"]
