"""What a browser does not know costs the rule that it stands in, and no other."""

import re
from pathlib import Path

STYLES = Path("propertyhub/static/propertyhub")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
RULE = re.compile(r"([^{};]+)\{")
IN_PARENTHESES = re.compile(r"\([^()]*\)")


def selector_lists():
    for sheet in sorted(STYLES.glob("*.css")):
        plain = COMMENT.sub("", sheet.read_text())
        for rule in RULE.findall(plain):
            if not rule.lstrip().startswith("@"):
                yield sheet.name, rule.strip()


def parts_of(rule):
    """The selectors of a list; commas inside of parentheses part nothing."""
    while IN_PARENTHESES.search(rule):
        rule = IN_PARENTHESES.sub(lambda found: _flat(found[0]), rule)
    return rule.split(",")


def _flat(inside):
    return inside.replace(",", " ").replace("(", "[").replace(")", "]")


def test_no_list_mixes_has_with_selectors_that_every_browser_knows():
    """Safari before 15.4 and Chrome before 105 leave out the whole rule."""
    mixed = []
    for sheet, rule in selector_lists():
        with_it = [":has" in part for part in parts_of(rule)]
        if any(with_it) and not all(with_it):
            mixed.append(f"{sheet}: {rule}")
    assert mixed == []


def test_the_lists_are_read():
    assert len(list(selector_lists())) > 300
    assert parts_of("a:is(:has(b), c), d") == ["a:is[:has[b]  c]", " d"]
