"""The colours of tokens.css can be told apart: 4.5 to 1 for text, 3 to 1 for marks."""

import re
from pathlib import Path

import pytest

from ratings.chart_colours import (
    CSS,
    INK,
    LAKE,
    LINE,
    NIGHT,
    PAPER,
    SOFT_INK,
    SPAN,
    STEPS,
    of_tile,
)

STYLES = Path("propertyhub/static/propertyhub")
TOKENS = STYLES / "tokens.css"
RATINGS = STYLES / "ratings.css"
NAMED_COLOUR = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6});")
GROUNDS = ("paper", "mist")
TEXTS = ("ink", "soft-ink", "lake", "lake-deep", "seal", "slate", "leaf", "rust")
TINTED = ("leaf", "amber", "rust", "lake")

TEXT_PAIRS = [
    *((text, ground) for text in TEXTS for ground in GROUNDS),
    *((tone, f"{tone}-mist") for tone in TINTED),
    *(("ink", f"{tone}-mist") for tone in TINTED),
    ("soft-ink", "lake-mist"),
    ("amber", "paper"),
    ("amber", "mist"),
    ("on-lake", "lake"),
    ("on-lake", "lake-deep"),
    ("on-focus", "focus"),
    ("lake-deep", "lake-mist"),
]
MARK_PAIRS = [
    *((mark, ground) for mark in ("edge", "ink", *TINTED) for ground in GROUNDS),
    ("edge", "lake-mist"),
]


def themes() -> dict[str, dict[str, str]]:
    light, dark = TOKENS.read_text().split("prefers-color-scheme: dark")
    day = dict(NAMED_COLOUR.findall(light))
    return {"light": day, "dark": day | dict(NAMED_COLOUR.findall(dark))}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_has_the_known_contrast():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_can_be_read(theme, text, ground):
    colours = themes()[theme]
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), MARK_PAIRS)
def test_marks_can_be_seen(theme, mark, ground):
    colours = themes()[theme]
    assert contrast(colours[mark], colours[ground]) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_focus_is_seen_by_its_yellow_or_its_ink(theme):
    colours = themes()[theme]
    for ground in GROUNDS:
        best = max(
            contrast(colours[ring], colours[ground]) for ring in ("focus", "ink")
        )
        assert best >= 3


def test_the_dark_theme_has_its_own_value_for_every_colour_but_the_focus():
    light, dark = TOKENS.read_text().split("prefers-color-scheme: dark")
    missing = set(dict(NAMED_COLOUR.findall(light))) - set(
        dict(NAMED_COLOUR.findall(dark))
    )
    assert not missing


def test_colours_stand_in_the_tokens_only():
    assert not re.search(
        r"#[0-9a-fA-F]{3,6}\b", TOKENS.with_name("site.css").read_text()
    )


CHARTED = {
    "ink": INK,
    "soft-ink": SOFT_INK,
    "line": LINE,
    "lake": LAKE,
    "paper": PAPER,
}


def drawn(theme: str) -> dict[str, str]:
    """The colours of a chart as they are seen, by the colour that is written down."""
    return {day: day if theme == "light" else NIGHT[day] for day in NIGHT}


def mixed(mark: str, ground: str, opacity: float) -> str:
    parts = [
        round(int(mark[i : i + 2], 16) * opacity + int(ground[i : i + 2], 16) * rest)
        for rest in (1 - opacity,)
        for i in (1, 3, 5)
    ]
    return "#" + "".join(f"{part:02x}" for part in parts)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", CHARTED)
def test_charts_have_the_colours_of_the_tokens(theme, name):
    assert drawn(theme)[CHARTED[name]].lower() == themes()[theme][name]


@pytest.mark.parametrize("day", NIGHT)
def test_a_chart_says_each_of_its_colours_by_night(day):
    for part in ("fill", "stroke"):
        assert f'[{part}="{day}"]{{{part}:{NIGHT[day]}}}' in CSS


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("mark", [INK, SOFT_INK, LAKE])
def test_what_is_drawn_can_be_seen_on_its_ground(theme, mark):
    colours = drawn(theme)
    least = 3 if mark == LAKE else 4.5
    assert contrast(colours[mark], colours[PAPER]) >= least


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_interval_can_be_seen_and_the_score_on_it(theme):
    colours = drawn(theme)
    span = mixed(colours[LAKE], colours[PAPER], SPAN)
    assert contrast(span, colours[PAPER]) >= 3
    assert contrast(span, colours[INK]) >= 3


def test_the_interval_of_the_pages_is_that_of_the_charts():
    said = re.search(r"\.interval-span {[^}]*fill-opacity: (.+?);", RATINGS.read_text())
    assert float(said[1]) == SPAN


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("step", [None, *range(len(STEPS))])
def test_the_figure_on_a_tile_can_be_read(theme, step):
    colours = {name: drawn(theme)[day] for name, day in of_tile(step).items()}
    assert contrast(colours["text"], colours["fill"]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_steps_of_the_tiles_go_one_way(theme):
    steps = [luminance(drawn(theme)[day]) for day in STEPS]
    assert steps == sorted(steps, reverse=theme == "light")
