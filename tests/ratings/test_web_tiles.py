"""The grid of cities: the drawing, the table and the file have the same numbers."""

import csv
from decimal import Decimal
from io import StringIO

import pytest

from ratings import charts, tiles
from ratings.models import RegionScore
from registry.models import Region
from tests.complaints.browsing import read
from tests.ratings.published import LATER, made, publish, tables
from tests.ratings.test_web_regions import office

ENGLISH = {"Accept-Language": "en"}
TILES = f"/rankings/{LATER}/tiles/"
ANHUI = [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 15, 16, 17, 18]


@pytest.fixture
def review(town):
    """All sixteen cities; one is good, one bad, one has too few cases."""
    for number in ANHUI[1:]:
        Region.objects.get_or_create(
            code=f"34{number:02}00000",
            defaults={
                "name": f"第{number}市",
                "level": "CITY",
                "parent": town.province,
            },
        )
    cities = {f"34{number:02}00000": office(600, 560, 520) for number in ANHUI}
    cities["340200000"] = office(600, 598, 597)
    cities["340300000"] = office(600, 300, 280)
    cities["340400000"] = office(20, 20, 20)
    own = {
        town.province.code: office(9000, 8000, 8000),
        town.county.code: office(0, 0, 0),
    }
    return publish(town, {"甲": made(12, 9)}, regions={**own, **cities})


def drawn(client, page, monkeypatch):
    specs = []

    def draw(spec):
        specs.append(spec)
        return b"<svg/>"

    monkeypatch.setattr(charts, "svg", draw)
    client.get(next(each for each in read(page).sources if "tiles.svg" in each))
    return specs[0]["data"]["values"]


def test_drawing_table_and_file_have_the_same_numbers(client, review, monkeypatch):
    page = client.get(TILES, headers=ENGLISH)
    (table,) = tables(page)
    shown = drawn(client, page, monkeypatch)
    link = next(link for link in read(page).links if ".csv" in link)
    filed = list(csv.DictReader(StringIO(client.get(link).content.decode("utf-8-sig"))))
    assert len(shown) == len(table[1:]) == len(filed) == len(ANHUI)
    for tile, cells, row in zip(shown, table[1:], filed, strict=True):
        assert tile["label"] == cells[0].removesuffix(" City")
        assert tile["figure"] == cells[2] == (row["score"] or "–")
        assert cells[3] == (f"{row['low']} to {row['high']}" if row["low"] else "–")
        assert row["step"] == ("" if tile["step"] is None else str(tile["step"] + 1))


def test_every_city_of_the_province_has_a_tile_of_its_own():
    codes = [f"34{number:02}00000" for number in ANHUI]
    assert set(tiles.PLACES) == set(codes)
    assert len(set(tiles.places(codes).values())) == len(ANHUI)


def test_cities_without_a_place_follow_below():
    found = tiles.places(["341000000", "420100000", "420200000"])
    assert found == {
        "341000000": (2, 4),
        "420100000": (0, 5),
        "420200000": (1, 5),
    }


@pytest.mark.parametrize(
    ("points", "step"),
    [("0", 0), ("59.99", 0), ("60", 1), ("70", 2), ("80", 3), ("89.99", 3), ("90", 4)],
)
def test_a_step_begins_on_its_limit(points, step):
    assert tiles.step(Decimal(points)) == step


def test_a_city_with_too_few_cases_has_a_dashed_tile_without_a_number(
    client, review, monkeypatch
):
    page = client.get(TILES, headers=ENGLISH)
    shown = drawn(client, page, monkeypatch)
    few = [tile for tile in shown if tile["step"] is None]
    assert [tile["figure"] for tile in few] == ["–"]
    assert few[0]["dash"] == [4, 3]
    assert RegionScore.objects.get(region__code="340400000").score is None


def test_the_sentence_says_whether_the_ends_differ(client, review):
    said = client.get(TILES, headers=ENGLISH).context["conclusion"]
    best = RegionScore.objects.get(region__code="340200000").score
    assert said.startswith("Rated: 15 of 16 cities, from ")
    assert f"to {best} points" in said
    assert said.endswith("so they clearly differ.")


def test_alike_cities_do_not_clearly_differ(client, town):
    city = office(40, 36, 34)
    publish(
        town,
        {"甲": made(12, 9)},
        regions={
            town.province.code: city,
            town.city.code: city,
            town.county.code: city,
        },
    )
    said = client.get(TILES, headers=ENGLISH).context["conclusion"]
    assert said.endswith("so even they do not clearly differ.")


def test_the_picture_prints_every_number(client, review):
    page = client.get(TILES, headers=ENGLISH)
    url = next(each for each in read(page).sources if "tiles.svg" in each)
    svg = client.get(url).content.decode()
    for row in tables(page)[0][1:]:
        assert f">{row[2]}<" in svg
    assert "style=" not in svg


@pytest.mark.parametrize("url", [TILES, TILES[:-1] + ".svg", TILES[:-1] + ".csv"])
def test_who_holds_it_is_told_that_nothing_changed(client, review, url):
    first = client.get(url)
    again = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
