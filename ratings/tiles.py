"""
A grid with a tile for each city, roughly as they lie on the map, and its five steps.

Pure. On a map the largest county wins the eye; here every city has the same room. The
steps are fixed, so that a colour means the same in every half-month.
"""

from collections.abc import Iterable
from decimal import Decimal

# The cities of Anhui by column and row, from the north-west.
PLACES = {
    "341600000": (0, 0),  # Bozhou
    "340600000": (1, 0),  # Huaibei
    "341300000": (2, 0),  # Suzhou
    "341200000": (0, 1),  # Fuyang
    "340400000": (1, 1),  # Huainan
    "340300000": (2, 1),  # Bengbu
    "341100000": (3, 1),  # Chuzhou
    "341500000": (0, 2),  # Lu'an
    "340100000": (1, 2),  # Hefei
    "340200000": (2, 2),  # Wuhu
    "340500000": (3, 2),  # Ma'anshan
    "340800000": (0, 3),  # Anqing
    "341700000": (1, 3),  # Chizhou
    "340700000": (2, 3),  # Tongling
    "341800000": (3, 3),  # Xuancheng
    "341000000": (2, 4),  # Huangshan
}
COLUMNS = 4
LIMITS = (60, 70, 80, 90)


def places(codes: Iterable[str]) -> dict[str, tuple[int, int]]:
    """
    Column and row of each city.

    Cities without a place on the grid follow below it, by their codes.
    """
    wanted = sorted(codes)
    found = {code: PLACES[code] for code in wanted if code in PLACES}
    first = 1 + max((row for _column, row in found.values()), default=-1)
    others = [code for code in wanted if code not in PLACES]
    for number, code in enumerate(others):
        found[code] = (number % COLUMNS, first + number // COLUMNS)
    return found


def step(points: Decimal) -> int:
    """Return the step of a score, 0 under 60 to 4 from 90 on."""
    return sum(points >= limit for limit in LIMITS)
