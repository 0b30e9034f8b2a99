"""One region: what its score is made of, what stands beside it, and its past."""

import csv
from dataclasses import replace
from decimal import Decimal
from io import StringIO

import pytest

from ratings import charts
from ratings.models import RegionCounts, RegionScore
from tests.complaints.browsing import read
from tests.ratings.published import EARLIER, LATER, made, publish, tables
from tests.ratings.test_web_regions import office

ENGLISH = {"Accept-Language": "en"}
A_YEAR_BEFORE = "2025-03-1"
SHARE, COUNTED, NOW, BEFORE, A_YEAR_AGO = range(5)


def reviewed(town, city, period=LATER, **beside):
    review = publish(
        town,
        {"甲": made(12, 9)},
        regions={
            town.province.code: city,
            town.city.code: city,
            town.county.code: office(0, 0, 0),
        },
        period=period,
    )
    if beside:
        row = RegionCounts.objects.get(review=review, region=town.city)
        row.entry |= {"beside": beside}
        row.save()
    return review


def city(cases=200, **more):
    numbers = {name: Decimal(number) for name, number in more.items()}
    return replace(office(cases, cases - 10, cases - 20), **numbers)


def page_of(client, region, **query):
    url = f"/rankings/{LATER}/regions/{region.code}/"
    return client.get(url, query, headers=ENGLISH)


def shares_of(page):
    return {row[SHARE]: row for row in tables(page)[1][1:]}


def file_of(client, page, name):
    link = next(link for link in read(page).links if name in link)
    text = client.get(link).content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def test_each_share_is_shown_with_the_review_before_and_a_year_ago(client, town):
    reviewed(town, city(100, declined=20), period=A_YEAR_BEFORE)
    reviewed(town, city(150, declined=15), period=EARLIER)
    reviewed(town, city(200, declined=10, transferred=7, paused=3, merged=1))
    shares = shares_of(page_of(client, town.city))
    assert shares["Not accepted"][1:] == ["10 of 200", "5.0%", "10.0%", "20.0%"]
    assert shares["Transferred to another office"][NOW] == "3.5%"
    assert shares["Paused"][NOW] == "1.5%"
    assert shares["Merged into another case"][NOW] == "0.5%"


def test_where_there_is_no_earlier_review_a_dash_stands(client, town):
    reviewed(town, city(200, declined=10))
    assert shares_of(page_of(client, town.city))["Not accepted"][BEFORE:] == ["–", "–"]


def test_typed_answers_are_a_share_of_all_answers(client, town):
    reviewed(town, city(100, yes=30, no=0, typed=10, rated=30, satisfied=20))
    row = shares_of(page_of(client, town.city))["Answers typed by an office"]
    assert row[COUNTED] == "10 of 40"


def test_second_visits_and_silent_communities_stand_beside_it(client, town):
    window = {"second_visits": "20", "second_agreed": "17", "hotline": "0"}
    reviewed(town, city(), window=window, communities="40", with_filings="28")
    page = page_of(client, town.city)
    shares = shares_of(page)
    assert shares["Second visits that heard the same"][COUNTED] == "17 of 20"
    assert shares["Communities without a filing: no data"][NOW] == "30.0%"
    assert "From 12 of 40 communities no case came" in page.context["silent"]


def test_a_review_of_the_first_shape_has_a_dash_for_what_it_did_not_count(client, town):
    reviewed(town, city())
    page = page_of(client, town.city)
    assert shares_of(page)["Communities without a filing: no data"][NOW] == "–"
    assert page.context["silent"] == ""


def test_the_file_of_the_shares_has_the_same_numbers(client, town):
    reviewed(town, city(150, declined=15), period=EARLIER)
    reviewed(town, city(200, declined=10, typed=4))
    page = page_of(client, town.city)
    filed = file_of(client, page, "shares.csv")
    rows = list(shares_of(page).values())
    assert len(filed) == len(rows) == 9
    for row, cells in zip(filed, rows, strict=True):
        counted = f"{row['part']} of {row['whole']}" if row["part"] else "–"
        assert cells[COUNTED] == counted
        for column, name in ((NOW, "percent"), (BEFORE, "percent_before")):
            assert cells[column] == (f"{row[name]}%" if row[name] else "–")


def test_the_trend_draws_the_numbers_of_its_table_and_file(client, town, monkeypatch):
    reviewed(town, office(10, 8, 8), period=A_YEAR_BEFORE)
    reviewed(town, city(150), period=EARLIER)
    reviewed(town, city(200))
    page = page_of(client, town.city)
    specs = []

    def draw(spec):
        specs.append(spec)
        return b"<svg/>"

    monkeypatch.setattr(charts, "svg", draw)
    client.get(next(each for each in read(page).sources if "trend.svg" in each))
    drawn = specs[0]["data"]["values"]
    table = tables(page)[2][1:]
    filed = file_of(client, page, "trend.csv")
    assert len(drawn) == len(table) == len(filed) == 3
    for value, cells, row in zip(drawn, table, filed, strict=True):
        assert cells[0].endswith(value["label"])
        assert row["period"] == value["label"]
        for place, name in ((1, "score"), (2, "low"), (3, "high")):
            shown = "–" if value[name] is None else f"{value[name]:.2f}"
            assert cells[place] == shown == (row[name] or "–")
    assert drawn[0]["score"] is None


def test_the_sentence_says_the_score_and_its_interval(client, town):
    reviewed(town, city())
    score = RegionScore.objects.get(region=town.city)
    said = page_of(client, town.city).context["conclusion"]
    assert f"{score.score} of 100 points" in said
    assert f"{score.low} to {score.high}" in said


def test_a_county_with_too_few_cases_has_no_score(client, town):
    reviewed(town, city())
    page = page_of(client, town.county)
    assert "not enough cases to be evaluated (n = 0)" in page.context["conclusion"]
    assert not [each for each in read(page).sources if "trend.svg" in each]


def test_streets_and_the_province_have_no_such_page(client, town):
    reviewed(town, city())
    for region in (town.street, town.province):
        url = f"/rankings/{LATER}/regions/{region.code}/"
        for part in ("", "shares.csv", "trend.csv", "trend.svg"):
            assert client.get(url + part).status_code == 404


@pytest.mark.parametrize("part", ["", "shares.csv", "trend.csv", "trend.svg"])
def test_who_holds_it_is_told_that_nothing_changed(client, town, part):
    reviewed(town, city())
    url = f"/rankings/{LATER}/regions/{town.city.code}/{part}"
    first = client.get(url)
    again = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)


def test_the_list_leads_to_the_page_of_each(client, town):
    reviewed(town, city())
    page = client.get(f"/rankings/{LATER}/regions/", headers=ENGLISH)
    assert f"/rankings/{LATER}/regions/{town.city.code}/" in read(page).links
