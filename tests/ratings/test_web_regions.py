"""The work evaluation: cities and counties, with the floor that decides a verdict."""

import csv
import json
from io import StringIO

import pytest

from ratings.models import RegionScore
from ratings.states import RegionIndicator
from registry.models import Region
from tests.ratings.counted import region_counts
from tests.ratings.published import EARLIER, LATER, made, publish, tables, text_of

ENGLISH = {"Accept-Language": "en"}
STEPS = ("acceptance", "verification", "disposal", "report")


def office(cases, on_time, satisfied):
    """Counts of a region with so many cases, so many of them on time and satisfied."""
    return region_counts(
        cases=cases,
        **{f"{step}_due": cases for step in STEPS},
        **{f"{step}_on_time": on_time for step in STEPS},
        visits=cases,
        visited=cases,
        yes=satisfied,
        no=cases - satisfied,
        rated=cases,
        satisfied=satisfied,
        asked=cases,
        disposed=cases,
        rectified=cases,
    )


def evaluated(town, *, city, county, **more):
    return publish(
        town,
        {"甲": made(12, 9)},
        regions={
            town.province.code: office(1000, 900, 900),
            town.city.code: city,
            town.county.code: county,
        },
        **more,
    )


def page(client, **query):
    return client.get(f"/rankings/{LATER}/regions/", query, headers=ENGLISH)


def test_cities_and_counties_stand_in_lists_of_their_own(client, town):
    evaluated(town, city=office(600, 590, 560), county=office(400, 396, 380))
    cities, counties = tables(page(client))
    assert cities[1][1].startswith("Hefei City")
    assert counties[1][1].startswith("Shushan District")
    score = RegionScore.objects.get(region=town.city)
    assert cities[1][2] == str(score.score)
    assert cities[1][3].endswith(f"{score.low} to {score.high}")
    assert "Over 500 cases" in cities[1][1]


def test_praise_names_both_floors(client, town):
    evaluated(town, city=office(2000, 1990, 1980), county=office(400, 300, 200))
    cities, _counties = tables(page(client))
    assert cities[1][4].startswith("Praised")
    assert "On time: at least " in cities[1][4]
    assert "floor 90%" in cities[1][4]
    assert "Satisfied: at least " in cities[1][4]
    assert "floor 85%" in cities[1][4]


def test_lagging_names_the_floor_that_decides_it_and_no_other(client, town):
    evaluated(town, city=office(600, 590, 300), county=office(400, 200, 390))
    cities, counties = tables(page(client))
    assert "Satisfied: at most " in cities[1][4]
    assert "On time" not in cities[1][4]
    assert "On time: at most " in counties[1][4]


def test_under_thirty_cases_nobody_is_rated(client, town):
    evaluated(town, city=office(29, 29, 29), county=office(60, 60, 60))
    cities, _counties = tables(page(client))
    assert cities[1][0] == "Not enough cases (n = 29)"
    assert cities[1][2:4] == ["–", "–"]


@pytest.mark.parametrize("cases", [30, 31])
def test_from_thirty_cases_on_a_city_is_rated(client, town, cases):
    evaluated(town, city=office(cases, cases, cases), county=office(60, 60, 60))
    cities, _counties = tables(page(client))
    assert cities[1][0] == "1 of 1"


def test_each_rate_stands_with_its_n(client, town):
    evaluated(town, city=office(600, 590, 560), county=office(400, 396, 380))
    cities, _counties = tables(page(client))
    for each in RegionIndicator:
        assert str(each.label) in cities[1][6]
    assert "590 of 600" in cities[1][6]


def test_streets_are_not_public(client, town):
    evaluated(town, city=office(600, 590, 560), county=office(400, 396, 380))
    for name in ("regions/", "regions.csv", "regions.json"):
        shown = client.get(f"/rankings/{LATER}/{name}", headers=ENGLISH)
        assert town.street.code not in shown.content.decode()
        assert town.street.name not in shown.content.decode()
        assert town.street.name_en not in shown.content.decode()


def test_the_trend_stands_beside_the_place(client, town):
    evaluated(
        town,
        city=office(600, 480, 450),
        county=office(400, 396, 380),
        period=EARLIER,
    )
    evaluated(town, city=office(600, 590, 560), county=office(400, 396, 380))
    cities, _counties = tables(page(client))
    assert cities[1][5].startswith("up by ")


def test_counties_are_chosen_by_city(client, town):
    evaluated(town, city=office(600, 590, 560), county=office(400, 396, 380))
    assert len(page(client, city=town.city.code).context["counties"]) == 1
    wrong = page(client, city="Atlantis")
    assert "“Atlantis” is not in the list." in text_of(wrong)


def test_the_files_say_what_the_page_says(client, town):
    evaluated(town, city=office(600, 590, 560), county=office(400, 396, 380))
    text = client.get(f"/rankings/{LATER}/regions.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text)))
    document = json.loads(client.get(f"/rankings/{LATER}/regions.json").content)
    assert [row["code"] for row in rows] == [town.city.code, town.county.code]
    cities, _counties = tables(page(client))
    assert rows[0]["score"] == cities[1][2]
    for row, region in zip(rows, document["regions"], strict=True):
        assert row == {
            name: "" if value is None else str(value) for name, value in region.items()
        }


@pytest.mark.parametrize("number", [2, 40])
def test_the_page_costs_the_same_for_few_and_for_many_counties(
    client, town, django_assert_num_queries, number
):
    review = evaluated(town, city=office(600, 590, 560), county=office(60, 60, 60))
    known = RegionScore.objects.get(region=town.county)
    counts = review.region_counts.get(region=town.county)
    for each in range(number):
        county = Region.objects.create(
            code=f"3402{each + 10}000",
            name=f"县{each}",
            name_en=f"County {each}",
            level="COUNTY",
            parent=town.city,
        )
        for row in (known, counts):
            row.pk, row.region = None, county
            row.save(force_insert=True)
    with django_assert_num_queries(6):
        page(client)
