"""What axe-core finds on a page by the rules of WCAG 2.0 to 2.2, levels A and AA."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
OPTIONS = {
    "runOnly": {"type": "tag", "values": list(RULES)},
    "resultTypes": ["violations"],
}
AXE = Axe()


def violations(page: Page) -> list[str]:
    """Each rule that an element breaks, in one line with the element."""
    found = AXE.run(page, options=OPTIONS).response["violations"]
    return [
        f"{one['id']}: {node['html'][:200]} ({node['target'][0]})"
        for one in found
        for node in one["nodes"]
    ]


def assert_accessible(page: Page) -> None:
    """:raises AssertionError: that names each broken rule and its element"""
    if broken := violations(page):
        raise AssertionError("\n".join([page.url, *broken]))
