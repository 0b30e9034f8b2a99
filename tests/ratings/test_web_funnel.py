"""The funnel of a review: sentence, drawing, table and file say the same."""

import csv
from io import StringIO
from xml.etree import ElementTree

import pytest

from ratings import charts
from ratings.queries import funnels
from ratings.states import Control, Indicator
from tests.complaints.browsing import read
from tests.ratings.published import LATER, a_dozen, made, publish, tables

ENGLISH = {"Accept-Language": "en"}
SOLVED = f"/rankings/{LATER}/funnels/solved/"
DENSITY = f"/rankings/{LATER}/funnels/density/"


def a_province():
    """A good and a bad firm among thirty alike ones, and some with too few."""
    alike = {f"相似物业{number:02}": made(40, 28 + number % 5) for number in range(30)}
    return {**a_dozen(), **alike}


@pytest.fixture
def review(town):
    return publish(town, a_province())


def chart_of(page):
    return next(each for each in read(page).sources if "/funnels/" in each)


def drawn(client, page, monkeypatch):
    """What was handed over to be drawn."""
    specs = []

    def draw(spec):
        specs.append(spec)
        return b"<svg/>"

    monkeypatch.setattr(charts, "svg", draw)
    client.get(chart_of(page))
    return specs[0]


def file_of(client, page):
    link = next(link for link in read(page).links if ".csv" in link)
    text = client.get(link).content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


@pytest.mark.parametrize("name", [each.value for each in funnels.INDICATORS])
def test_drawing_table_and_file_have_the_same_numbers(
    client, review, monkeypatch, name
):
    page = client.get(f"/rankings/{LATER}/funnels/{name}/", headers=ENGLISH)
    (table,) = tables(page)
    dots = drawn(client, page, monkeypatch)["data"]["values"]
    rows = file_of(client, page)
    factor = 1 if name == "density" else 100
    assert len(dots) == len(table[1:]) == len(rows) == 38
    for dot, cells, row in zip(dots, table[1:], rows, strict=True):
        letter, firm, of, value, near, far, word = cells
        assert dot["letter"] == row["letter"] == letter.replace("–", "")
        assert firm == row["name"]
        assert float(of) == round(dot["n"], 2) == round(float(row["of"]), 2)
        assert value.strip("%") == f"{dot['y']:.2f}"
        assert float(row["value"]) * factor == pytest.approx(dot["y"], abs=0.0051)
        for cell, limits in (
            (near, ("low_95", "high_95")),
            (far, ("low_998", "high_998")),
        ):
            told = [float(part.strip("%")) for part in cell.split(" to ")]
            filed = [float(row[limit]) * factor for limit in limits]
            assert told == pytest.approx(filed, abs=0.0051)
        assert word == str(Control(row["control"]).label)


def test_the_lines_of_the_drawing_are_the_limits_of_the_table(
    client, review, monkeypatch
):
    page = client.get(SOLVED, headers=ENGLISH)
    spec = drawn(client, page, monkeypatch)
    last = spec["layer"][0]["data"]["values"][-1]
    row = max(file_of(client, page), key=lambda one: float(one["of"]))
    assert last["n"] == float(row["of"])
    for name, column in (("far_low", "low_998"), ("high", "high_95")):
        assert last[name] == pytest.approx(float(row[column]) * 100, abs=0.0051)


def test_the_good_and_the_bad_firm_stand_beyond_and_the_alike_within(client, review):
    page = client.get(SOLVED, headers=ENGLISH)
    found = {row[1]: row[-1] for row in tables(page)[0][1:]}
    assert found["优秀物业"] == "Beyond 99.8%, on the good side"
    assert found["糟糕物业"] == "Beyond 99.8%, on the bad side"
    assert found["相似物业00"] == "Within the limits"
    assert page.context["conclusion"] in page.content.decode()
    assert "36 of 38 rated firms" in page.context["conclusion"]


def test_the_target_is_the_frozen_pool_and_for_the_density_that_of_all(client, review):
    funnel = funnels.read(review, Indicator.SOLVED)
    assert str(funnel.target) == review.pools["firms"]["solved"]["m"]
    counts = [row.entry["window"] for row in review.firm_counts.all()]
    incidents = sum(int(each["incidents"]) for each in counts)
    days = sum(int(each["household_days"]) for each in counts)
    density = funnels.read(review, Indicator.DENSITY)
    assert float(density.target) == pytest.approx(incidents / (days / 90_000))


def test_few_incidents_are_the_good_side_of_the_density(client, town):
    firms = {f"物业{each}": made(20, 15, households=3_000) for each in range(20)}
    quiet, loud = made(10, 8, households=40_000), made(400, 300, households=2_000)
    publish(town, {**firms, "安静物业": quiet, "吵闹物业": loud})
    page = client.get(DENSITY, headers=ENGLISH)
    found = {row[1]: row[-1] for row in tables(page)[0][1:]}
    assert found["安静物业"].endswith("good side")
    assert found["吵闹物业"].endswith("bad side")


def test_firms_with_too_few_are_not_drawn(client, review):
    names = {row[1] for row in tables(client.get(SOLVED, headers=ENGLISH))[0][1:]}
    assert not [name for name in names if name.startswith("新来")]


def test_a_choice_of_firms_keeps_the_limits_of_all(client, review):
    whole, part = client.get(SOLVED), client.get(SOLVED, {"q": "相似"})
    rows = {row["name"]: row for row in file_of(client, whole)}
    chosen = file_of(client, part)
    assert len(chosen) == 36
    for row in chosen:
        assert row["high_998"] == rows[row["name"]]["high_998"]


def test_at_most_two_hundred_are_drawn_and_the_file_has_all(client, town):
    publish(town, {f"物业{number:03}": made(12, 9) for number in range(205)})
    page = client.get(SOLVED, headers=ENGLISH)
    assert len(tables(page)[0][1:]) == 200
    assert "Only the first 200 firms are drawn." in page.content.decode()
    assert len(file_of(client, page)) == 205


def test_where_nobody_is_rated_there_is_no_picture(client, town):
    publish(town, {"新来物业": made(3, 3)})
    page = client.get(SOLVED, headers=ENGLISH)
    assert "No rated firm to draw" in page.content.decode()
    assert client.get(SOLVED.rstrip("/") + ".svg").status_code == 404


def test_what_has_no_funnel_is_not_found(client, review):
    assert client.get(f"/rankings/{LATER}/funnels/inspection/").status_code == 404
    assert client.get(f"/rankings/{LATER}/funnels/x.csv").status_code == 404


def test_the_picture_stands_alone_without_styles_or_scripts(client, review):
    page = client.get(SOLVED)
    answer = client.get(chart_of(page))
    drawn_ = answer.content.decode()
    ElementTree.fromstring(drawn_)  # noqa: S314  # our own drawing
    assert page.context["conclusion"] in drawn_
    assert "style=" not in drawn_
    assert "<script" not in drawn_
    assert ">A<" in drawn_


@pytest.mark.parametrize(
    "url", [SOLVED, SOLVED.rstrip("/") + ".svg", DENSITY.rstrip("/") + ".csv"]
)
def test_who_holds_it_is_told_that_nothing_changed(client, review, url):
    first = client.get(url)
    again = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("number", [30, 300])
def test_a_funnel_costs_the_same_for_thirty_firms_and_for_three_hundred(
    client, town, django_assert_num_queries, number
):
    publish(town, {f"物业{each}": made(12, 9) for each in range(number)})
    client.get(SOLVED)
    with django_assert_num_queries(4):
        client.get(SOLVED)


def test_what_is_counted_stands_whole_along_the_axis(client, town):
    few = {f"小物业{number:02}": made(6 + number % 9, 5) for number in range(18)}
    publish(town, few)
    wide = client.get(f"{SOLVED.rstrip('/')}.svg", {"language": "en"}).content
    drawing = ElementTree.fromstring(wide)  # noqa: S314  # our own drawing
    written = {each.text for each in drawing.iter() if "text" in each.tag}
    assert {"10", "11", "12", "13", "14"} <= written
