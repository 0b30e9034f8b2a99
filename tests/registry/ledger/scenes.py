"""Pictures with something on them, each number another one; like photos, with noise."""

from random import Random

from PIL import Image, ImageDraw, ImageFilter


def scene(number, size=(640, 480)):
    """A yard with boxes, poles and shadows, as a phone would take it."""
    chance = Random(number)  # noqa: S311  # the same each time
    picture = Image.linear_gradient("L").rotate(chance.randrange(0, 360, 15))
    picture = picture.resize(size).convert("RGB")
    pen = ImageDraw.Draw(picture)
    for _each in range(14):
        left, top = chance.randrange(size[0]), chance.randrange(size[1])
        right = left + chance.randrange(30, size[0] // 2)
        bottom = top + chance.randrange(30, size[1] // 2)
        colour = tuple(chance.randrange(256) for _channel in range(3))
        shape = chance.choice([pen.rectangle, pen.ellipse])
        shape((left, top, right, bottom), fill=colour)
    noise = Image.frombytes("L", size, chance.randbytes(size[0] * size[1]))
    blurred = picture.filter(ImageFilter.GaussianBlur(2))
    return Image.blend(blurred, noise.convert("RGB"), 0.06)
