"""One photo is known again however it was copied, and no other is taken for it."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageEnhance

from registry.ledger.images import clean
from registry.ledger.looks import ALIKE, WHOLE_BAND, differing, look_of, neighbours
from tests.registry.ledger.photos import encoded, upload
from tests.registry.ledger.scenes import scene

SCENES = range(24)
BAND = st.integers(0, WHOLE_BAND)


def look(picture, **options):
    """As an upload: encoded, decoded, made anew."""
    return clean(upload(encoded(picture, **options))).look


def half(picture):
    return picture.resize((picture.width // 2, picture.height // 2))


COPIES = {
    "encoded again": lambda picture: look(picture, quality=90),
    "encoded badly": lambda picture: look(picture, quality=25),
    "half as large": lambda picture: look(half(picture)),
    "a thumbnail": lambda picture: look(picture.resize((160, 120))),
    "a screenshot": lambda picture: clean(upload(encoded(picture, "PNG"))).look,
    "brightened": lambda picture: look(ImageEnhance.Brightness(picture).enhance(1.15)),
    "without colours": lambda picture: look(picture.convert("L")),
}


@pytest.mark.parametrize("copied", COPIES)
def test_a_copy_is_alike(copied):
    pairs = [(look(one), COPIES[copied](one)) for one in map(scene, SCENES)]
    assert max(differing(*pair) for pair in pairs) <= ALIKE


def test_no_two_others_are_alike():
    looks = [look(scene(number)) for number in SCENES]
    assert min(differing(*pair) for pair in combinations(looks, 2)) > ALIKE


@pytest.mark.parametrize("shade", ["black", "grey", "white"])
def test_a_picture_of_nothing_has_no_look(shade):
    assert look_of(Image.new("RGB", (640, 480), shade)) is None


def test_a_wall_that_gets_darker_has_no_look():
    """Else it would be like every other one."""
    assert look_of(Image.linear_gradient("L").rotate(90).resize((640, 480))) is None


@given(
    look=st.tuples(BAND, BAND, BAND, BAND),
    flipped=st.sets(st.integers(0, 63), max_size=ALIKE),
)
def test_whatever_is_alike_is_found_by_one_band(look, flipped):
    other = list(look)
    for bit in flipped:
        other[bit // 16] ^= 1 << bit % 16
    assert differing(look, tuple(other)) == len(flipped)
    assert any(b in neighbours(a) for a, b in zip(look, other, strict=True))
