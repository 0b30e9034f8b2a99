"""What a page draws, element by element, so that the same is not looked at again."""

import re
from html.parser import HTMLParser

# nothing is inside of them
EMPTY = {"br", "hr", "img", "input", "link", "meta", "source", "wbr", "path", "circle"}
# by these an element looks and is read otherwise; of others it counts that it has them
TELLING = {"class", "role", "type"}
NUMBER = re.compile(r"\d+")

Element = tuple[object, ...]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[Element] = set()
        self._around: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]):
        given = dict(attributes)
        told = sorted(
            (name, NUMBER.sub("0", value or "") if name in TELLING else bool(value))
            for name, value in attributes
        )
        self.found.add((*self._around[-2:], tag, *told))
        if tag not in EMPTY:
            self._around.append((tag, given.get("class")))

    def handle_endtag(self, tag: str) -> None:
        open_ones = [name for name, _class in self._around]
        if tag in open_ones:
            last = len(open_ones) - 1 - open_ones[::-1].index(tag)
            del self._around[last:]


def elements(html: str) -> frozenset[Element]:
    """Each sort of element, by its attributes and by the two that it stands in."""
    reader = _Reader()
    reader.feed(html)
    return frozenset(reader.found)
