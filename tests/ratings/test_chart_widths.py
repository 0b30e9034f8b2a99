"""What a chart loses on a phone, and what it does not."""

import json
from xml.etree import ElementTree

import pytest

from ratings import charts
from ratings.chart_widths import on_a_phone
from ratings.charts import Bar, Dot, Line, Point, Tile, Words

# a phone of 360 pixels has 326 for a picture within its frame; 7 less are not seen
MOST = 333
NAMES = ["示例德邻物业服务集团有限公司", "示例光明里物业管理有限公司"]
SAID = {"said": "So it is.", "axis": "Score with its interval (95%)"}
CHARTS = {
    "scores": charts.scores(
        [Bar(name, "82", "75", "88", "79") for name in NAMES], scale=(60, 90), **SAID
    ),
    "trend": charts.trend(
        [Bar(f"2026-{month:02}-1", "82", "75", "88") for month in range(1, 13)],
        scale=(60, 90),
        **SAID,
    ),
    "funnel": charts.funnel(
        [Dot("12", "75", 0), Dot("40", "55", 2, "A")],
        [Line("6", "5", "30", "100", "100"), Line("40", "34", "50", "90", "99")],
        target="77",
        words=Words(said="So it is.", x="Answers whether it is solved", y="Share"),
    ),
    "curves": charts.curves(
        [
            Point(f"2026-11-{day:02}", label, day * 50)
            for day in range(1, 21)
            for label in ("Filed in all", "Disputes resolved")
        ],
        **SAID,
    ),
    "tiles": charts.tiles(
        [Tile("Huangshan", "88.38", 3, column, 0) for column in range(4)], said="So."
    ),
}


def drawn(spec):
    return ElementTree.fromstring(charts.svg(spec))  # noqa: S314  # drawn here


def written(picture):
    return "".join(picture.itertext())


@pytest.mark.parametrize("kind", [kind for kind in CHARTS if kind != "tiles"])
def test_it_is_as_wide_as_the_page(kind):
    wide, narrow = drawn(CHARTS[kind]), drawn(on_a_phone(CHARTS[kind]))
    assert float(narrow.get("width")) <= MOST < float(wide.get("width"))


@pytest.mark.parametrize("kind", CHARTS)
def test_letters_keep_their_size_and_figures_their_place(kind):
    spec, narrow = CHARTS[kind], on_a_phone(CHARTS[kind])
    assert narrow["data"] == spec["data"]
    assert narrow["config"] == spec["config"]


def test_a_firm_is_named_above_its_bar():
    assert all(name in written(drawn(on_a_phone(CHARTS["scores"]))) for name in NAMES)


def test_what_the_caption_says_is_not_written_at_the_end_of_a_curve():
    assert "Disputes resolved" in written(drawn(CHARTS["curves"]))
    assert "Disputes resolved" not in written(drawn(on_a_phone(CHARTS["curves"])))


def test_tiles_are_the_same():
    assert on_a_phone(CHARTS["tiles"]) == CHARTS["tiles"]


def test_the_chart_of_a_page_is_not_changed():
    before = json.dumps(CHARTS["scores"])
    on_a_phone(CHARTS["scores"])
    assert json.dumps(CHARTS["scores"]) == before
