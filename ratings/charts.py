"""
Charts as SVG: a pure function of their figures, drawn without script and network.

Beside every chart a page shows the same figures as a sentence and a table. Marks differ
in shape too, so nothing hangs on colour; a chart stands on its own ground, dark where
the page is.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from importlib.metadata import version
from typing import Any

import vl_convert
from django.core.cache import cache

from ratings.chart_colours import CSS, INK, LAKE, LINE, PAPER, SOFT_INK, SPAN, of_tile

FACES = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif'
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
VERSION = "v5.20"
KIND = "image/svg+xml"
KEPT_SECONDS = 24 * 3600
NAME_UNITS = 34  # a Chinese character is two wide
NAME_WIDTH = 230
TICKS = 8
# Of the marks of a funnel: within, beyond 95 %, beyond 99.8 %.
SHAPES = ("circle", "triangle-up", "diamond")
TILE = 88
# solid, dashed, dotted
DASHES = [[1, 0], [8, 4], [2, 3]]

Spec = dict[str, Any]


@dataclass(frozen=True)
class Bar:
    """
    A score with its interval, under the label of its firm or half-month.

    `reference` is the province's score with the weights of this firm.
    """

    label: str
    score: str
    low: str
    high: str
    reference: str = ""


@dataclass(frozen=True)
class Dot:
    """A firm in a funnel, `beyond` so many limits; its letter, where it has one."""

    n: str
    y: str
    beyond: int
    letter: str = ""


@dataclass(frozen=True)
class Line:
    """The limits at one place of the funnel, the widest outside."""

    n: str
    far_low: str
    low: str
    high: str
    far_high: str


@dataclass(frozen=True)
class Tile:
    """A city in the grid: its figure, and of five steps the one it has, or none."""

    label: str
    figure: str
    step: int | None
    column: int
    row: int


@dataclass(frozen=True)
class Words:
    """What is written beside a drawing: its sentence and the titles of its axes."""

    said: str
    x: str
    y: str


@dataclass(frozen=True)
class Point:
    """A count on a day (ISO), of the curve with this label."""

    day: str
    label: str
    count: int


def svg(spec: Spec) -> bytes:
    """Draw the chart, or take it from the cache, where it lies by its content."""
    key = f"chart:{mark(spec)}"
    drawn: bytes | None = cache.get(key)
    if drawn is None:
        plain = vl_convert.vegalite_to_svg(
            spec, vl_version=VERSION, allowed_base_urls=[]
        )
        drawn = _completed(plain, spec["description"]).encode()
        cache.set(key, drawn, KEPT_SECONDS)
    return drawn


def mark(spec: Spec) -> str:
    """A name for the chart's content: the same figures, the same mark."""
    made_with = [VERSION, version("vl-convert-python"), CSS]
    written = json.dumps([*made_with, spec], sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()


def scores(
    bars: Sequence[Bar], *, scale: tuple[int, int], said: str, axis: str
) -> Spec:
    """Firms beside each other, in the order of the table, each with the province."""
    # numbered out of sight: two firms may have one name, and a number reads as a rank
    values = [
        {**_values(bar), "label": f"{number}|{shortened(bar.label)}"}
        for number, bar in enumerate(bars)
    ]
    y = _axis("label", "nominal", sort=None, title=None)
    y["axis"] |= {"labelLimit": 0, "minExtent": NAME_WIDTH, "maxExtent": NAME_WIDTH}
    y["axis"] |= {"labelExpr": "split(datum.value, '|')[1]"}
    x = _axis("low", "quantitative", title=axis)
    x["scale"] = {"domain": list(scale), "nice": False}
    x["axis"] |= {"tickCount": TICKS}
    return _chart(
        said,
        values,
        width=460,
        height={"step": 26},
        layer=[
            _interval({"x": x, "x2": {"field": "high"}, "y": y}),
            _province({"x": {"field": "reference", "type": "quantitative"}, "y": y}),
            _score({"x": {"field": "score", "type": "quantitative"}, "y": y}),
        ],
    )


def trend(bars: Sequence[Bar], *, scale: tuple[int, int], said: str, axis: str) -> Spec:
    """One firm over the reviews; where it was not rated the chart leaves a gap."""
    x = _axis("label", "ordinal", sort=None, title=None)
    x["axis"] |= {"labelAngle": -45, "labelOverlap": "greedy"}
    # half-months without a score keep their place on the axis
    x["scale"] = {"domain": [bar.label for bar in bars]}
    y = _axis("low", "quantitative", title=axis)
    y["scale"] = {"domain": list(scale), "nice": False}
    return _chart(
        said,
        [_values(bar) for bar in bars],
        width=560,
        height=240,
        layer=[
            _interval({"x": x, "y": y, "y2": {"field": "high"}}),
            _score({"x": x, "y": {"field": "score", "type": "quantitative"}}),
        ],
    )


def funnel(
    dots: Sequence[Dot], lines: Sequence[Line], *, target: str, words: Words
) -> Spec:
    """Firms by how much is known of them, between the limits that chance sets."""
    x = _axis("n", "quantitative", title=words.x)
    x["axis"] |= {"tickMinStep": 1, "format": "d"}
    y = _axis("y", "quantitative", title=words.y)
    y["scale"] = {"zero": False}
    limits = {"values": [_floats(line) for line in lines]}
    dashes = {"far_low": [1, 0], "low": [6, 4], "high": [6, 4], "far_high": [1, 0]}
    return _chart(
        words.said,
        [_floats(dot) for dot in dots],
        width=520,
        height=340,
        layer=[
            *(
                {
                    "data": limits,
                    "mark": {"type": "line", "color": LAKE, "strokeDash": dash},
                    "encoding": {"x": x, "y": {**y, "field": name}},
                }
                for name, dash in dashes.items()
            ),
            {
                "data": {"values": [{"target": float(target)}]},
                "mark": {"type": "rule", "color": SOFT_INK, "strokeWidth": 1.5},
                "encoding": {"y": {"field": "target", "type": "quantitative"}},
            },
            _dots(x, y),
            _letters(x, y),
        ],
    )


def _dots(x: Spec, y: Spec) -> Spec:
    """Shape, fill and size say how many limits a firm is beyond."""
    steps = list(range(len(SHAPES)))
    marked = {"field": "beyond", "type": "ordinal", "legend": None}
    return {
        "mark": {"type": "point", "filled": True, "opacity": 1, "strokeWidth": 0},
        "encoding": {
            "x": x,
            "y": y,
            "shape": {**marked, "scale": {"domain": steps, "range": list(SHAPES)}},
            "size": {**marked, "scale": {"domain": steps, "range": [80, 150, 200]}},
            "color": {**marked, "scale": {"domain": steps, "range": [LAKE, INK, INK]}},
        },
    }


def _letters(x: Spec, y: Spec) -> Spec:
    text = {"type": "text", "dx": 11, "fontSize": 13, "fontWeight": "bold"}
    return {
        "mark": {**text, "color": INK},
        "encoding": {"x": x, "y": y, "text": {"field": "letter", "type": "nominal"}},
    }


def tiles(shown: Sequence[Tile], *, said: str) -> Spec:
    """Equal tiles, each roughly where its city lies; the figure is printed on it."""
    dashes = [[4, 3] if tile.step is None else [1, 0] for tile in shown]
    values = [
        {**vars(tile), **of_tile(tile.step), "dash": dash}
        for tile, dash in zip(shown, dashes, strict=True)
    ]
    place = {
        name: {"field": name, "type": "ordinal", "axis": None}
        for name in ("column", "row")
    }
    at = {"x": place["column"], "y": place["row"]}
    return _chart(
        said,
        values,
        width={"step": TILE},
        height={"step": TILE},
        layer=[
            {
                "mark": {"type": "rect", "stroke": INK, "strokeWidth": 1},
                "encoding": {
                    **at,
                    "fill": {"field": "fill", "type": "nominal", "scale": None},
                    "strokeDash": {"field": "dash", "type": "nominal", "scale": None},
                },
            },
            _on_tile(at, "label", size=13, above=-12),
            _on_tile(at, "figure", size=17, above=12),
        ],
    )


def curves(points: Sequence[Point], *, said: str, axis: str) -> Spec:
    """Counts by day: each curve dashed in its own way, its label where it ends."""
    labels = list(dict.fromkeys(point.label for point in points))
    x = _axis("day", "temporal", title=None, timeUnit="yearmonthdate")
    x["axis"] |= {"format": "%Y-%m-%d", "labelAngle": -45, "labelOverlap": "greedy"}
    y = _axis("count", "quantitative", title=axis)
    y["scale"] = {"zero": True, "nice": True}
    dash: Spec = {"field": "label", "type": "nominal", "sort": labels, "legend": None}
    dash["scale"] = {"domain": labels, "range": DASHES[: len(labels)]}
    last = {"aggregate": {"argmax": "day"}, "field": "count", "type": "quantitative"}
    word = {"type": "text", "align": "left", "dx": 6, "color": INK, "fontSize": 13}
    return _chart(
        said,
        [vars(point) for point in points],
        width=520,
        height=240,
        layer=[
            {
                "mark": {"type": "line", "color": LAKE, "strokeWidth": 2},
                "encoding": {"x": x, "y": y, "strokeDash": dash},
            },
            {
                "mark": word,
                "encoding": {
                    "x": {"aggregate": "max", "field": "day", "type": "temporal"},
                    "y": last,
                    "text": {"field": "label", "type": "nominal"},
                },
            },
        ],
    )


def _on_tile(at: Spec, field: str, *, size: int, above: int) -> Spec:
    return {
        "mark": {"type": "text", "fontSize": size, "dy": above},
        "encoding": {
            **at,
            "text": {"field": field, "type": "nominal"},
            "color": {"field": "text", "type": "nominal", "scale": None},
        },
    }


def shortened(name: str) -> str:
    """The name as far as it fits beside the chart; the table has it in full."""
    taken, room = "", NAME_UNITS
    for letter in name:
        room -= 1 if letter.isascii() else 2
        if room < 1:
            return f"{taken}…"
        taken += letter
    return taken


def _completed(drawn: str, said: str) -> str:
    """With its sentence, for whoever opens it by itself, and its colours by night."""
    label = f'<svg role="img" aria-label="{escape(said)}" '
    return drawn.replace("<svg ", label, 1).replace(">", f"><style>{CSS}</style>", 1)


def _values(bar: Bar) -> dict[str, Any]:
    """Drawn, not calculated with: here alone figures become floating numbers."""
    return {
        "label": bar.label,
        **{
            name: float(text) if text else None
            for name, text in (
                ("score", bar.score),
                ("low", bar.low),
                ("high", bar.high),
                ("reference", bar.reference),
            )
        },
    }


def _floats(mark: Dot | Line) -> dict[str, Any]:
    """The figures of a mark; a letter stays what it is."""
    return {
        name: value if name in ("letter", "beyond") else float(value)
        for name, value in vars(mark).items()
    }


def _chart(
    said: str,
    values: list[dict[str, Any]],
    *,
    width: int | dict[str, int],
    height: int | dict[str, int],
    layer: list[Spec],
) -> Spec:
    return {
        "$schema": SCHEMA,
        "description": said,
        "background": PAPER,
        "padding": 12,
        "width": width,
        "height": height,
        "data": {"values": values},
        "layer": layer,
        "config": {
            "font": FACES,
            "view": {"stroke": None},
            "axis": {
                "labelFontSize": 13,
                "titleFontSize": 13,
                "titleFontWeight": "normal",
                "labelColor": INK,
                "titleColor": SOFT_INK,
                "gridColor": LINE,
                "domainColor": SOFT_INK,
                "tickColor": SOFT_INK,
            },
        },
    }


def _axis(field: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"field": field, "type": kind, "axis": {}, **more}


def _interval(encoding: Spec) -> Spec:
    rule = {"type": "rule", "strokeWidth": 6, "strokeCap": "round"}
    return {"mark": {**rule, "color": LAKE, "opacity": SPAN}, "encoding": encoding}


def _score(encoding: Spec) -> Spec:
    point = {"type": "point", "shape": "diamond", "filled": True, "size": 80}
    return {"mark": {**point, "color": INK, "opacity": 1}, "encoding": encoding}


def _province(encoding: Spec) -> Spec:
    tick = {"type": "tick", "thickness": 2, "size": 20, "color": SOFT_INK}
    return {"mark": {**tick, "opacity": 1}, "encoding": encoding}
