"""How much a phone has to load for filing: once for all pages, and for each page."""

import gzip

from tests import pages
from tests.browser.visitor import Eyes, go

MOST_BYTES = 300_000


def test_filing_loads_little(world, look):
    """Files as WhiteNoise sends them, compressed and once; pages as they are, each."""
    loaded: dict[str, int] = {}
    for who in ("filer", "tracker"):
        with look(Eyes(), world.visitor(who)) as page:
            page.on("response", lambda answer: loaded.update(_bytes_of(answer)))
            for name in _pages_of_filing(who):
                go(page, world.address(name))
            page.wait_for_load_state("networkidle")
    assert any(address.endswith(".css") for address in loaded)
    assert sum(loaded.values()) <= MOST_BYTES, loaded


def _pages_of_filing(who):
    if who == "tracker":
        return ["complaints:filed"]
    return [name for name, (whose, _most) in pages.SHOWN.items() if whose == who]


def _bytes_of(answer):
    if answer.status != 200 or "/photos/" in answer.url:
        return {}
    body = answer.body()
    is_file = "/static/" in answer.url
    return {answer.url: len(gzip.compress(body) if is_file else body)}
