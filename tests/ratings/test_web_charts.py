"""Every chart stands beside a sentence, a table with the same numbers, and a file."""

import csv
import socket
from io import StringIO
from xml.etree import ElementTree

import pytest
import vl_convert

from ratings import charts
from ratings.charts import Bar
from ratings.models import FirmScore
from registry.models import Firm
from tests.complaints.browsing import read
from tests.ratings.published import EARLIER, LATER, a_dozen, made, publish, tables

ENGLISH = {"Accept-Language": "en"}
LOCAL_CACHE = "django.core.cache.backends.locmem.LocMemCache"
CHART = f"/rankings/{LATER}/chart/"


@pytest.fixture
def review(town):
    return publish(town, a_dozen())


def drawn_values(monkeypatch, ask):
    """The figures that were handed over to be drawn."""
    specs = []

    def draw(spec):
        specs.append(spec)
        return b"<svg/>"

    monkeypatch.setattr(charts, "svg", draw)
    ask()
    return specs[0]["data"]["values"]


def test_a_phone_gets_the_same_chart_in_its_own_width(client, review):
    page = read(client.get(CHART, headers=ENGLISH))
    drawn = [client.get(url) for url in page.sources if "chart.svg" in url]
    narrow, wide = (
        float(ElementTree.fromstring(each.content).get("width"))  # noqa: S314
        for each in drawn
    )
    assert narrow < 340 < wide


def test_the_chart_draws_the_numbers_of_its_table(client, review, monkeypatch):
    page = client.get(CHART, headers=ENGLISH)
    (table,) = tables(page)
    svg = next(each for each in read(page).sources if "chart.svg" in each)
    values = drawn_values(monkeypatch, lambda: client.get(svg))
    assert len(values) == len(table[1:]) == 8
    for value, row in zip(values, table[1:], strict=True):
        assert value["label"].split("|")[1] == row[1].split(" ")[0]
        assert f"{value['score']:.2f}" == row[3]
        assert f"{value['low']:.2f} to {value['high']:.2f}" == row[4]


def test_the_file_of_the_chart_says_the_same(client, review):
    page = client.get(CHART, headers=ENGLISH)
    link = next(link for link in read(page).links if ".csv" in link)
    text = client.get(link).content.decode("utf-8-sig")
    rows = [row for row in csv.DictReader(StringIO(text)) if row["score"]]
    assert [row["score"] for row in rows] == [row[3] for row in tables(page)[0][1:]]


def test_the_picture_is_described_by_its_sentence(client, review):
    page = client.get(CHART, headers=ENGLISH)
    sentence = page.context["conclusion"]
    assert f'alt="{sentence}"' in page.content.decode()
    svg = next(each for each in read(page).sources if "chart.svg" in each)
    assert sentence in client.get(svg).content.decode()


def test_a_choice_of_firms_is_drawn_alone(client, review, monkeypatch):
    page = client.get(CHART, {"q": "相似"}, headers=ENGLISH)
    svg = next(each for each in read(page).sources if "chart.svg" in each)
    values = drawn_values(monkeypatch, lambda: client.get(svg))
    assert len(values) == len(tables(page)[0][1:]) == 6


def test_at_most_forty_firms_are_drawn_and_the_page_says_so(client, town):
    publish(town, {f"物业{number:02}": made(12, 9) for number in range(45)})
    page = client.get(CHART, headers=ENGLISH)
    assert len(tables(page)[0][1:]) == 40
    assert "Only the first 40 firms are drawn." in page.content.decode()


def test_where_nobody_is_rated_there_is_no_picture(client, town):
    publish(town, {"新来物业": made(3, 3)})
    page = client.get(CHART, headers=ENGLISH)
    assert "No rated firm to draw" in page.content.decode()
    assert not [each for each in read(page).sources if "chart.svg" in each]


def test_the_trend_draws_the_numbers_of_its_table(client, town, monkeypatch):
    publish(town, {"甲": made(40, 20)}, period=EARLIER)
    publish(town, {"甲": made(5, 5)})
    url = f"/firms/{Firm.objects.get(name='甲').credit_code}/"
    page = client.get(url, headers=ENGLISH)
    svg = next(each for each in read(page).sources if "trend.svg" in each)
    values = drawn_values(monkeypatch, lambda: client.get(svg))
    first = FirmScore.objects.get(review__period=EARLIER)
    assert [value["label"] for value in values] == [EARLIER, LATER]
    assert f"{values[0]['score']:.2f}" == str(first.score)
    assert values[1]["score"] is None
    rows = tables(page)[-1][1:]
    assert [row[2] for row in rows] == [str(first.score), "–"]


def test_a_drawing_keeps_chinese_names_and_the_faces_of_the_pages():
    drawn = charts.svg(
        charts.scores(
            [Bar("长青物业服务有限公司", "78.31", "70.20", "85.10", "75.00")],
            scale=(60, 100),
            said="One firm.",
            axis="得分",
        )
    ).decode()
    ElementTree.fromstring(drawn)  # noqa: S314  # our own drawing
    assert "长青物业服务有限公司" in drawn
    assert "Noto Sans CJK SC" in drawn
    assert "style=" not in drawn
    assert "<script" not in drawn
    assert "得分" in drawn


def test_a_drawing_needs_no_network(monkeypatch, settings):
    settings.CACHES = {"default": {"BACKEND": LOCAL_CACHE}}

    def refuse(*_arguments):
        raise AssertionError("a chart asked for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    spec = charts.trend(
        [Bar(LATER, "78.31", "70.20", "85.10")], scale=(60, 90), said="One.", axis="x"
    )
    assert charts.svg(spec).startswith(b"<svg")
    spec["data"] = {"url": "https://example.org/figures.json"}
    with pytest.raises(ValueError, match=r"url|URL"):
        charts.svg(spec)


def test_the_same_figures_are_drawn_once(monkeypatch):
    spec = charts.trend(
        [Bar(LATER, "78.31", "70.20", "85.10")], scale=(60, 90), said="One.", axis="x"
    )
    first = charts.svg(spec)
    monkeypatch.setattr(vl_convert, "vegalite_to_svg", None)
    assert charts.svg(spec) == first


def test_a_drawing_may_be_kept_and_asked_about(client, review):
    url = f"/rankings/{LATER}/chart.svg?language=en"
    first = client.get(url)
    assert first.headers["Content-Type"] == "image/svg+xml"
    assert first.headers["Cache-Control"] == "public, max-age=300"
    again = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    chinese = client.get(url.replace("=en", "=zh-hans"))
    assert chinese.headers["ETag"] != first.headers["ETag"]
    assert client.get(url.replace("=en", "=tlh")).status_code == 404


def test_a_long_name_is_cut_where_the_room_ends():
    assert charts.shortened("长青物业") == "长青物业"
    cut = charts.shortened("长" * 40)
    assert cut.endswith("…")
    assert len(cut) <= 17


@pytest.mark.parametrize("number", [30, 300])
def test_a_chart_costs_the_same_for_thirty_firms_and_for_three_hundred(
    client, town, django_assert_num_queries, number
):
    publish(town, {f"物业{each}": made(12, 9) for each in range(number)})
    with django_assert_num_queries(7):
        client.get(CHART, headers=ENGLISH)
