"""
Invented names, numbers and addresses; nobody can be reached by any of them.

Firms say 示例 ("example") in their names. Phones lie in ranges that are given to
nobody, except for a few example numbers that pages accept as phones.
"""

import tomllib
from collections.abc import Iterator
from itertools import count, product
from pathlib import Path
from random import Random

from registry.credit_code import check_character

_PARTS = tomllib.loads(
    Path(__file__).with_name("names.toml").read_text(encoding="utf-8")
)
FIRM_WORDS: list[str] = _PARTS["firm_words"]

AREA_CODES = {
    "3401": "0551",
    "3402": "0553",
    "3403": "0552",
    "3404": "0554",
    "3405": "0555",
    "3406": "0561",
    "3407": "0562",
    "3408": "0556",
    "3410": "0559",
    "3411": "0550",
    "3412": "0558",
    "3413": "0557",
    "3415": "0564",
    "3416": "0558",
    "3417": "0566",
    "3418": "0563",
}


def community_names(rng: Random) -> Iterator[str]:
    """Each name once."""
    pairs = product(_PARTS["community_first"], _PARTS["community_last"])
    names = [first + last for first, last in pairs]
    rng.shuffle(names)
    yield from names


def person(rng: Random) -> str:
    surname: str = rng.choice(_PARTS["surnames"])
    given: str = rng.choice(_PARTS["given"])
    return surname + given


def credit_code(county_code: str, number: int) -> str:
    """A code whose check character fits; the body says that it is a demo."""
    first_17 = f"91{county_code[:6]}MADEM{number:04}"
    return first_17 + check_character(first_17)


def landline(region_code: str, number: int) -> str:
    """No subscriber's number in China begins with a zero."""
    return f"{AREA_CODES[region_code[:4]]}-0000{number:04}"


def mobiles() -> Iterator[str]:
    """The 140 block has no subscribers."""
    for number in count(1):
        yield f"+86140{number:08}"


def example_mobile(number: int) -> str:
    """A phone that pages accept, beside the example 138 0013 8000."""
    return f"+86138001380{number:02}"


def unit(rng: Random) -> str:
    building, entrance = rng.randint(1, 28), rng.randint(1, 4)
    floor, door = rng.randint(1, 18), rng.randint(1, 4)
    return f"{building}幢{entrance}单元{floor}0{door}室"
