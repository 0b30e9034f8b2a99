"""A firm's indicators beside the province: sentence, drawing, table, file."""

import csv
from decimal import Decimal
from io import StringIO

import pytest

from ratings import charts
from ratings.models import FirmScore
from registry.models import Firm
from tests.complaints.browsing import read
from tests.ratings.published import EARLIER, a_dozen, made, publish, tables

ENGLISH = {"Accept-Language": "en"}
INDICATORS = 5  # nobody was inspected


def page_of(client, name, **query):
    code = Firm.objects.get(name=name).credit_code
    return client.get(f"/firms/{code}/indicators/", query, headers=ENGLISH)


@pytest.fixture
def review(town):
    return publish(town, a_dozen())


def test_drawing_table_and_file_have_the_same_numbers(client, review, monkeypatch):
    page = page_of(client, "糟糕物业")
    (table,) = tables(page)
    specs = []

    def draw(spec):
        specs.append(spec)
        return b"<svg/>"

    monkeypatch.setattr(charts, "svg", draw)
    client.get(next(each for each in read(page).sources if "indicators.svg" in each))
    values = specs[0]["data"]["values"]
    link = next(link for link in read(page).links if ".csv" in link)
    text = client.get(link).content.decode("utf-8-sig")
    filed = list(csv.DictReader(StringIO(text)))
    assert len(values) == len(table[1:]) == len(filed) == INDICATORS
    for value, cells, row in zip(values, table[1:], filed, strict=True):
        name, points, interval, province, _word, weight = cells
        assert value["label"].split("|")[1] == name
        assert f"{value['score']:.2f}" == points == row["value"]
        assert f"{value['low']:.2f} to {value['high']:.2f}" == interval
        assert interval == f"{row['low']} to {row['high']}"
        assert f"{value['reference']:.2f}" == province == row["province"]
        assert Decimal(weight) == Decimal(row["weight"])


def test_the_numbers_are_those_of_the_published_results(client, review):
    entry = FirmScore.objects.get(firm__name="优秀物业").entry["lines"]["solved"]
    row = next(
        row for row in tables(page_of(client, "优秀物业"))[0] if row[0] == "Solved"
    )
    x, half = float(entry["x"]) * 100, 1.96 * float(entry["se"]) * 100
    assert float(row[1]) == pytest.approx(x, abs=0.006)
    assert [float(end) for end in row[2].split(" to ")] == pytest.approx(
        [x - half, x + half], abs=0.006
    )
    assert float(row[3]) == pytest.approx(float(entry["m"]) * 100, abs=0.006)


def test_the_sentence_names_what_stands_apart(client, review):
    good = page_of(client, "优秀物业").context["conclusion"]
    assert good.startswith("Clearly above the province: Satisfaction, Solved")
    alike = page_of(client, "相似物业1").context["conclusion"]
    assert alike == "In no indicator does the firm differ clearly from the province."


def test_a_firm_with_too_few_has_its_indicators_and_no_score(client, review):
    page = page_of(client, "新来物业2")
    assert len(tables(page)[0][1:]) == INDICATORS
    assert FirmScore.objects.get(firm__name="新来物业2").score is None


def test_an_earlier_review_is_reached_by_its_period(client, town, review):
    publish(town, {"糟糕物业": made(40, 39)}, period=EARLIER)
    now, before = (
        page_of(client, "糟糕物业"),
        page_of(client, "糟糕物业", period=EARLIER),
    )
    assert tables(now) != tables(before)
    assert "period=" in next(link for link in read(before).links if ".csv" in link)


def test_a_firm_outside_every_review_has_no_such_page(client, review):
    Firm.objects.create(name="未评物业", credit_code="913400000000000099")
    assert page_of(client, "未评物业").status_code == 404


def test_who_holds_it_is_told_that_nothing_changed(client, review):
    first = page_of(client, "优秀物业")
    url = first.wsgi_request.path
    held = {**ENGLISH, "If-None-Match": first.headers["ETag"]}
    assert client.get(url, headers=held).status_code == 304


def test_the_page_of_the_firm_leads_there(client, review):
    code = Firm.objects.get(name="优秀物业").credit_code
    page = client.get(f"/firms/{code}/", headers=ENGLISH)
    assert f"/firms/{code}/indicators/" in read(page).links
