"""
What is measured on a page as it is drawn: by scripts of the tests, not of the site.

Each script is a function of JavaScript that answers with a list of what is wrong, each
in a line that names its element.
"""

from pathlib import Path

from playwright.sync_api import Page

FOLDER = Path(__file__).parent / "scripts"
NAMES = (FOLDER / "names.js").read_text(encoding="utf-8")


def measure(page: Page, script: str, **told: object) -> list[str]:
    """What `scripts/<script>.js` finds; it is given `told`."""
    code = (FOLDER / f"{script}.js").read_text(encoding="utf-8")
    found = page.evaluate(f"(told) => {{ {NAMES}\n{code}\n return found(told) }}", told)
    return [str(one) for one in found]
