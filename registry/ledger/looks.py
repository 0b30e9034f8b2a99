"""
How a photo looks, in 64 bits that survive being resized and encoded again.

A difference hash: the picture is shrunk to 9 by 8 shades of grey, and each bit says
whether one is brighter than its right neighbour. Two photos are alike when few bits
differ. Pure.
"""

from collections.abc import Iterator

from PIL import Image

COLUMNS, ROWS = 8, 8
BANDS, BITS_OF_A_BAND = 4, 16
WHOLE_BAND = 2**BITS_OF_A_BAND - 1
# So few bits differ between two copies of one photo; between others usually some 30.
ALIKE = 7
# The same of two photos of one place, taken before and after on purpose from one spot:
# copies were seen to differ in up to three.
COPIED = 3
# Shades of grey that noise alone makes.
NOISE = 2
# A wall, the night sky: what has less to tell would be like every other plain picture.
LEAST_BITS = 6

Bands = tuple[int, int, int, int]


def look_of(picture: Image.Image) -> Bands | None:
    """The look of a picture as four bands of 16 bits; None where it is too plain."""
    size = COLUMNS + 1, ROWS
    small = picture.convert("L").resize(size, Image.Resampling.BOX)
    shades = small.tobytes()
    bits = 0
    for row in range(ROWS):
        start = row * (COLUMNS + 1)
        for place in range(start, start + COLUMNS):
            bits = bits << 1 | (shades[place] > shades[place + 1] + NOISE)
    if not LEAST_BITS <= bits.bit_count() <= COLUMNS * ROWS - LEAST_BITS:
        return None
    first, second, third, fourth = (
        bits >> (BITS_OF_A_BAND * place) & WHOLE_BAND
        for place in reversed(range(BANDS))
    )
    return first, second, third, fourth


def differing(one: Bands, other: Bands) -> int:
    """In how many of the 64 bits two looks differ."""
    return sum((a ^ b).bit_count() for a, b in zip(one, other, strict=True))


def neighbours(band: int) -> Iterator[int]:
    """
    A band and those that differ from it in one bit.

    Of two looks that differ in at most seven bits, one of the four bands differs in at
    most one: so a search for these values finds every look that is alike.
    """
    yield band
    for place in range(BITS_OF_A_BAND):
        yield band ^ 1 << place
