"""
Photos of the demo: drawn on the spot, each marked 示例 (example).

The two characters are drawn stroke by stroke, since no Chinese font can be counted on.
"""

import io
from collections.abc import Callable
from datetime import datetime
from random import Random

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

from registry.ledger import files
from registry.models import StoredFile

WIDTH, HEIGHT = 800, 600
PURPOSE = "picture of the demo"
INK = (255, 255, 255)
Point = tuple[float, float]

# 示 and 例 in squares of 100, each stroke a line of points.
STROKES: tuple[tuple[tuple[Point, ...], ...], ...] = (
    (
        ((22, 22), (78, 22)),
        ((8, 46), (92, 46)),
        ((50, 46), (50, 92), (40, 84)),
        ((32, 58), (14, 82)),
        ((68, 58), (86, 82)),
    ),
    (
        ((28, 6), (8, 44)),
        ((20, 30), (20, 94)),
        ((30, 16), (64, 16)),
        ((46, 16), (30, 56)),
        ((40, 36), (62, 36), (34, 90)),
        ((42, 52), (52, 64)),
        ((74, 20), (74, 70)),
        ((92, 6), (92, 92), (80, 86)),
    ),
)


def photo(rng: Random, *, topic: str, after: bool, now: datetime) -> StoredFile:
    """A drawn photo of one of the scenes, before or after the rectification."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), _sky(rng))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 380, WIDTH, HEIGHT), fill=_shade(rng, 120))
    _house(draw, rng)
    SCENES[topic](draw, rng, after)
    _mark(draw, after=after)
    encoded = io.BytesIO()
    picture.save(encoded, "JPEG", quality=85)
    upload = ContentFile(encoded.getvalue(), name="demo.jpg")
    return files.store_image(upload, now=now, purpose=PURPOSE)


def _sky(rng: Random) -> tuple[int, int, int]:
    return rng.randint(150, 190), rng.randint(180, 210), rng.randint(205, 235)


def _shade(rng: Random, around: int) -> tuple[int, int, int]:
    value = around + rng.randint(-20, 20)
    return value, value, value - rng.randint(0, 15)


def _house(draw: ImageDraw.ImageDraw, rng: Random) -> None:
    left = rng.randint(40, 420)
    draw.rectangle((left, 70, left + 320, 400), fill=_shade(rng, 190))
    for row in range(5):
        for column in range(5):
            x, y = left + 24 + column * 58, 92 + row * 58
            draw.rectangle((x, y, x + 32, y + 36), fill=_shade(rng, 90))


def _bikes(draw: ImageDraw.ImageDraw, rng: Random, after: bool) -> None:
    if after:
        draw.polygon(
            [(60, 350), (740, 350), (700, 300), (100, 300)], fill=(70, 110, 90)
        )
        for x in (80, 400, 720):
            draw.line((x, 350, x, 520), fill=(80, 80, 80), width=8)
    for at in range(6):
        x = 120 + at * 105
        y = 480 if after else 440 + rng.randint(0, 100)
        _bike(draw, x, y, (rng.randint(40, 200), 60, rng.randint(60, 200)))


def _bike(
    draw: ImageDraw.ImageDraw, x: float, y: float, colour: tuple[int, int, int]
) -> None:
    for wheel in (x - 32, x + 32):
        draw.ellipse(
            (wheel - 20, y - 20, wheel + 20, y + 20), outline=(30, 30, 30), width=6
        )
    draw.line((x - 32, y, x, y - 30, x + 32, y), fill=colour, width=8)
    draw.line((x + 22, y - 50, x + 32, y), fill=colour, width=6)


def _lift(draw: ImageDraw.ImageDraw, rng: Random, after: bool) -> None:
    gap = 4 if after else rng.randint(24, 60)
    draw.rectangle((270, 150, 530, 560), fill=(90, 95, 100))
    draw.rectangle((285, 165, 400 - gap, 560), fill=(170, 175, 180))
    draw.rectangle((400 + gap, 165, 515, 560), fill=(170, 175, 180))
    lamp = (60, 170, 90) if after else (200, 60, 50)
    draw.ellipse((385, 115, 415, 145), fill=lamp)


def _wire(draw: ImageDraw.ImageDraw, rng: Random, after: bool) -> None:
    if not after:
        for _each in range(3):
            x = rng.randint(150, 600)
            draw.line((x, 130, x + 30, 300, x - 20, 470), fill=(20, 20, 20), width=5)
    _bike(draw, 380, 500, (180, 60, 60))


def _road(draw: ImageDraw.ImageDraw, rng: Random, after: bool) -> None:
    draw.polygon([(300, 380), (500, 380), (780, 600), (20, 600)], fill=(95, 95, 98))
    if after:
        for at in range(4):
            draw.rectangle(
                (392, 400 + at * 50, 408, 430 + at * 50), fill=(240, 240, 230)
            )
        return
    for _each in range(5):
        x, y = rng.randint(180, 560), rng.randint(430, 560)
        draw.ellipse((x, y, x + rng.randint(50, 110), y + 30), fill=(60, 70, 80))


def _rubbish(draw: ImageDraw.ImageDraw, rng: Random, after: bool) -> None:
    draw.rectangle((330, 400, 470, 540), fill=(60, 110, 80))
    draw.rectangle((320, 385, 480, 405), fill=(50, 90, 65))
    if not after:
        for _each in range(9):
            x, y = rng.randint(120, 620), rng.randint(470, 560)
            draw.ellipse((x, y, x + 70, y + 46), fill=_shade(rng, 60))


def _door(draw: ImageDraw.ImageDraw, rng: Random, after: bool) -> None:
    draw.rectangle((290, 200, 510, 560), fill=(70, 75, 82))
    right = 500 if after else 400
    draw.rectangle((300, 210, right, 560), fill=(120, 130, 140))
    if not after:
        for _each in range(12):
            x, y = rng.randint(300, 380), rng.randint(230, 520)
            draw.rectangle((x, y, x + 30, y + 18), fill=(230, 210, 120))


def _cement(draw: ImageDraw.ImageDraw, rng: Random, after: bool) -> None:
    """The slope that was poured over the green; afterwards with lines, no flatter."""
    draw.polygon([(60, 570), (740, 570), (740, 410)], fill=(165, 165, 160))
    draw.ellipse((40, 540, 260, 590), fill=(105, 125, 140))
    if after:
        for x in range(330, 720, 70):
            draw.line((x, 566, x + 20, 566 - (x - 60) * 0.2), fill=INK, width=5)
    else:
        _bike(draw, 480 + rng.randint(-20, 20), 480, (180, 60, 60))


Scene = Callable[[ImageDraw.ImageDraw, Random, bool], None]
SCENES: dict[str, Scene] = {
    "parking": _bikes,
    "cement": _cement,
    "lifts": _lift,
    "fire": _wire,
    "buildings": _road,
    "cleaning": _rubbish,
    "security": _door,
}


def _mark(draw: ImageDraw.ImageDraw, *, after: bool) -> None:
    """示例 in the corner, and which of the two it is."""
    draw.rectangle((0, 0, 300, 130), fill=(20, 60, 90))
    for at, character in enumerate(STROKES):
        for stroke in character:
            points = [(20 + at * 120 + x, 15 + y) for x, y in stroke]
            draw.line(points, fill=INK, width=9, joint="curve")
    word = "DEMO - AFTER" if after else "DEMO - BEFORE"
    font = ImageFont.load_default(26)
    draw.text((WIDTH - 230, HEIGHT - 44), word, fill=INK, font=font)
