"""The statistics: frozen sums, the same numbers on the page and in both files."""

import csv
import json
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from complaints.models import Case
from complaints.operations import visiting
from complaints.operations.filing import Reporter
from complaints.operations.visiting import Given
from complaints.states import Channel, Kind, Privacy, Satisfied, Solved, State
from ratings.models import HalfMonthSum
from ratings.operations import summing
from ratings.periods import HalfMonth
from registry.actors import System
from registry.models import Region
from tests.complaints import paths
from tests.complaints.browsing import read
from tests.ratings.campaigned import ONE_DAY, at_one
from tests.ratings.published import LATER, tables, text_of
from tests.ratings.rows import ReviewRows
from tests.ratings.test_web_region import city as a_city
from tests.ratings.test_web_region import reviewed as ranked

ENGLISH = {"Accept-Language": "en"}
HALF = HalfMonth.named("2026-03-1")
OVER = at_one(HALF.end - ONE_DAY)
PLEASED = Given(
    Solved.YES, Satisfied.SATISFIED, satisfied_with_street=Satisfied.SATISFIED
)
CROSS = Given(
    Solved.NO,
    Satisfied.DISSATISFIED,
    satisfied_with_street=Satisfied.VERY_DISSATISFIED,
)
MOST_QUERIES = 10


@pytest.fixture(autouse=True)
def _after_the_half_month():
    with time_machine.travel(OVER + ONE_DAY, tick=False):
        yield


def phone(number):
    return Reporter(privacy=Privacy.HIDDEN, phone=f"+86139001390{number:02}")


@pytest.fixture
def frozen(town):
    """Ten cases: four resolved, two not, one not answered yet, three waiting."""
    for number in range(4):
        paths.closed(town, PLEASED, reporter=phone(number))
    for number in range(4, 6):
        paths.closed(town, CROSS, reporter=phone(number))
    paths.reported(town, reporter=phone(6))
    for number in range(7, 10):
        paths.disposed(town, reporter=phone(number))
    paths.filed(town, kind=Kind.RETALIATION, reporter=phone(11))
    summing.freeze_half_months(now=OVER)
    return town


def page(client, path="/statistics/", **query):
    return client.get(path, query, headers=ENGLISH)


def the_row(town):
    return HalfMonthSum.objects.get(region=town.county, period=HALF.name)


def test_a_half_month_is_counted_as_of_its_end(frozen):
    row = the_row(frozen)
    assert (row.accepted, row.settled, row.waiting) == (10, 7, 3)
    assert (row.resolved, row.own_answers, row.unanswered) == (4, 6, 0)
    assert (row.rated, row.satisfied) == (6, 4)


def test_the_regions_above_have_the_sums_of_those_below(frozen):
    regions = (frozen.province, frozen.city, frozen.county)
    rows = HalfMonthSum.objects.filter(region__in=regions)
    assert set(rows.values_list("accepted", "resolved")) == {(10, 4)}
    assert not HalfMonthSum.objects.filter(region=frozen.street).exists()


def test_silence_is_told_as_no_reply_and_never_as_satisfaction(client, frozen):
    silent = Case.objects.get(state=State.REPORTED)
    visiting.close_unanswered(case=silent, by=System("watch"), now=silent.due_at)
    summing.freeze_half_months(now=at_one(HALF.next().end))
    told = json.loads(page(client, "/statistics.json", span="half-month").content)
    city = next(one for one in told["regions"] if one["code"] == frozen.city.code)
    assert (city["unanswered"], city["satisfied"]) == ("1", None)
    assert tables(page(client))[0][1][4:] == ["–", "1"]


def test_a_bulletin_of_the_half_month_says_the_same(frozen):
    rows = ReviewRows()
    rows.town = frozen
    told = rows.published_bulletin().figures["province"]
    HalfMonthSum.objects.all().delete()
    summing.freeze_half_months(now=OVER)
    row = HalfMonthSum.objects.get(region=frozen.province)
    shared = ("accepted", "settled", "waiting", "own_answers", "typed", "unanswered")
    for name in (*shared, "rated", "satisfied"):
        assert told[name] == str(getattr(row, name)), name


def test_a_second_run_adds_nothing_and_changes_nothing(frozen):
    before = list(HalfMonthSum.objects.order_by("pk").values())
    paths.closed(frozen, PLEASED, reporter=phone(12))
    assert summing.freeze_half_months(now=OVER) == []
    assert list(HalfMonthSum.objects.order_by("pk").values()) == before


def test_what_was_missed_is_made_up_for_as_of_its_own_end(frozen):
    HalfMonthSum.objects.all().delete()
    case = paths.reported(frozen, reporter=phone(13))
    visiting.close(
        case=case, given=PLEASED, channel=Channel.LINK, by=frozen.resident, now=OVER
    )
    later = at_one(HALF.next().end - ONE_DAY)
    assert summing.freeze_half_months(now=later) == [HALF.name, HALF.next().name]
    rows = HalfMonthSum.objects.filter(region=frozen.county).order_by("period")
    assert [(row.accepted, row.resolved) for row in rows] == [(11, 4), (0, 1)]


def test_a_half_month_that_is_not_over_is_not_frozen(town):
    paths.closed(town)
    assert summing.freeze_half_months(now=OVER - ONE_DAY) == []


def test_before_the_first_half_month_the_page_says_when(client, town):
    assert "No half-month is over yet" in text_of(page(client))


def test_page_csv_and_json_hold_the_same_numbers(client, frozen):
    regions, _history = tables(page(client))
    content = page(client, "/statistics.csv").content.decode("utf-8-sig")
    lines = {line["code"]: line for line in csv.DictReader(content.splitlines())}
    document = json.loads(page(client, "/statistics.json").content)
    from_json = {line["code"]: line for line in document["regions"]}
    city = lines[frozen.city.code]
    assert regions[1][:4] == ["Hefei City", "10", "7", "4"]
    assert [city[name] for name in ("accepted", "settled", "resolved")] == [
        *regions[1][1:4]
    ]
    assert regions[1][4].startswith("66.7% n = 6")
    assert (city["satisfaction"], city["rated"]) == ("0.6667", "6")
    assert regions[1][5] == city["unanswered"] == "0"
    assert set(lines) == set(from_json)
    for code, line in lines.items():
        for name, value in line.items():
            assert value == (from_json[code][name] or ""), (code, name)


def test_the_table_beside_the_curve_is_in_its_file(client, frozen):
    _regions, history = tables(page(client))
    code = frozen.province.code
    content = page(client, f"/statistics/{code}.csv").content.decode("utf-8-sig")
    line = next(csv.DictReader(content.splitlines()))
    assert history[1][1:4] == [line["accepted"], line["settled"], line["resolved"]]
    drawn = page(client, f"/statistics/{code}/curve.svg", language="en")
    assert drawn.headers["Content-Type"] == "image/svg+xml"


def answered(region, number):
    """The frozen sum of a region in which so many residents answered."""
    counts = dict.fromkeys(("accepted", "settled", "waiting", "typed", "unanswered"), 0)
    counts |= dict.fromkeys(("own_answers", "rated", "satisfied", "resolved"), number)
    HalfMonthSum.objects.create(
        period=HALF.name, region=region, frozen_at=OVER, **counts
    )


def test_a_county_hidden_for_another_one_is_hidden_in_its_curve_too(client, town):
    silent, next_one = (
        Region.objects.create(
            code=code, name="县", name_en="County", level="COUNTY", parent=town.city
        )
        for code in ("340121000", "340122000")
    )
    answered(silent, 3)
    answered(next_one, 6)
    answered(town.county, 60)
    for whole in (town.city, town.province):
        answered(whole, 69)
    told = {}
    for code in (silent.code, next_one.code, town.county.code):
        content = page(client, f"/statistics/{code}.csv").content.decode("utf-8-sig")
        (line,) = csv.DictReader(content.splitlines())
        resolved = tables(page(client, f"/statistics/{code}/"))[-1][1][3]
        told[code] = (line["resolved"], resolved)
    hidden = ("", "–")
    assert told == {
        silent.code: hidden,
        next_one.code: hidden,
        town.county.code: ("60", "60"),
    }


def test_a_city_leads_to_its_counties_and_back(client, frozen):
    city = page(client, f"/statistics/{frozen.city.code}/")
    assert tables(city)[0][1][0] == "Shushan District"
    assert 'href="/statistics/"' in city.content.decode()
    address = f"/statistics/{frozen.county.code}/"
    assert address in read(city).links
    assert (
        f'href="/statistics/{frozen.city.code}/"'
        in page(client, address).content.decode()
    )


def test_the_review_of_a_region_leads_to_its_statistics(client, frozen):
    ranked(frozen, a_city())
    review = client.get(f"/rankings/{LATER}/regions/{frozen.city.code}/")
    assert f"/statistics/{frozen.city.code}/" in read(review).links


def test_a_street_is_not_public(client, frozen):
    code = frozen.street.code
    for address in (f"/statistics/{code}/", f"/statistics/{code}.csv"):
        assert page(client, address).status_code == 404
    assert code not in page(client, "/statistics.csv").content.decode()


def test_the_change_is_against_the_span_before(client, frozen):
    for number in range(20, 25):
        paths.closed(frozen, PLEASED, reporter=phone(number))
    HalfMonthSum.objects.filter(period=HALF.name).update(period=HALF.previous().name)
    summing.freeze_half_months(now=OVER)
    shown = text_of(page(client))
    assert "5 more than before" in shown
    assert "up by 15.2 points" in shown
    first_of_its_sort = text_of(page(client, span="quarter"))
    assert re.search(r"were satisfied: [\d.]+%\.", first_of_its_sort)
    assert "than before" not in first_of_its_sort


def test_an_unknown_span_is_no_page(client, frozen):
    assert page(client, span="decade").status_code == 404


def test_it_costs_the_same_however_many_cases_there_are(client, frozen):
    def cost():
        page(client)
        with CaptureQueriesContext(connection) as queries:
            page(client, span="year")
        return len(queries)

    before = cost()
    for number in range(30, 40):
        paths.closed(frozen, PLEASED, reporter=phone(number))
    summing.freeze_half_months(now=at_one(HALF.next().end))
    assert cost() == before <= MOST_QUERIES


def test_a_browser_that_holds_it_is_answered_304(client, frozen):
    for address in ("/statistics/", "/statistics.csv", "/statistics.json"):
        tag = page(client, address).headers["ETag"]
        again = client.get(address, headers={**ENGLISH, "If-None-Match": tag})
        assert again.status_code == 304
