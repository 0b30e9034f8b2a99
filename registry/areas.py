"""
The arithmetic of official division codes (GB/T 2260, with street codes: 9 digits).

Two digits of the province, two of the city, two of the county, three of the street;
what lies below a region shares its leading digits. Which codes are in use, and what
they are called, stands in the table of regions.
"""

import re
from enum import StrEnum

WELL_FORMED = re.compile(r"[1-8][0-9](?:0{7}|(?!00)[0-9]{2}[0-9]{5})")


class WrongAreaCode(ValueError):
    """This text is no division code of nine digits."""


class Level(StrEnum):
    """The four levels of regions, the widest first."""

    PROVINCE = "PROVINCE"
    CITY = "CITY"
    COUNTY = "COUNTY"
    STREET = "STREET"


# Of streets no figures are told: too few people stand behind one.
PUBLIC_LEVELS = (Level.PROVINCE, Level.CITY, Level.COUNTY)
WIDTHS = {Level.PROVINCE: 2, Level.CITY: 4, Level.COUNTY: 6, Level.STREET: 9}
CODE_LENGTH = WIDTHS[Level.STREET]


def level_of(code: str) -> Level:
    """
    :raises WrongAreaCode: if this is no division code
    """
    if not WELL_FORMED.fullmatch(code):
        raise WrongAreaCode(f"{code!r} is no division code of nine digits")
    return next(
        level for level, width in WIDTHS.items() if int(code[width:] or "0") == 0
    )


def parent_of(code: str) -> str | None:
    """
    Return the code of the region right above, None above a province.

    A city without counties, such as 441900000, is right above its streets.

    :raises WrongAreaCode: if this is no division code
    """
    above = [width for width in WIDTHS.values() if width < WIDTHS[level_of(code)]]
    parents = [code[:width].ljust(CODE_LENGTH, "0") for width in above]
    return parents[-1] if parents else None


def below(code: str) -> tuple[str, str]:
    """
    Return the range [low, high) of this region's code and all codes below it.

    As text it is one range on the index of codes.

    :raises WrongAreaCode: if this is no division code
    """
    step = 10 ** (CODE_LENGTH - WIDTHS[level_of(code)])
    return code, str(int(code) + step)
