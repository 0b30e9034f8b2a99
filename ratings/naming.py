"""
Whether a text names a firm: by its credit code, in full, or as people call it.

Pure. A firm is called without its legal form, as 长青物业 for 长青物业服务有限公司;
what is left has to be long enough to mean this firm and no other.
"""

import re
import unicodedata

LEGAL_FORM = re.compile(
    r"(?:集团)?(?:股份|有限责任|有限)*公司$|(?:co\.?,?)?(?:ltd|limited)\.?$"
)
TRADE = re.compile(r"(?:服务|管理|集团)+$")
SHORTEST = 4
# What is left of some names says the trade alone.
SAYS_NOTHING = frozenset({"物业服务", "物业管理", "住宅物业", "小区物业"})


def names(text: str, *, firm: str, credit_code: str) -> bool:
    """Whether the text names this firm, however it is spaced or written wide."""
    read = _plain(text)
    return any(each in read for each in {_plain(credit_code), *_called(_plain(firm))})


def _called(firm: str) -> set[str]:
    without_form = LEGAL_FORM.sub("", firm)
    short = {without_form, TRADE.sub("", without_form)}
    return {firm} | {
        each for each in short if len(each) >= SHORTEST and each not in SAYS_NOTHING
    }


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(each for each in folded if each.isalnum())
