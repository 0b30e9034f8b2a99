"""The same numbers as files, and the two documents to the byte of their hashes."""

import csv
import hashlib
import json
from io import StringIO

import pytest

from ratings import reckoning
from ratings.canonical import canonical
from ratings.models import FirmScore
from ratings.states import ReviewState
from registry.models import Firm
from tests.complaints import paths
from tests.ratings.published import EARLIER, LATER, a_dozen, made, publish, publish_own


@pytest.fixture
def review(town):
    return publish(town, a_dozen())


def csv_rows(response):
    text = response.content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def test_the_inputs_are_the_bytes_that_were_hashed(client, review):
    content = client.get(f"/rankings/{LATER}/inputs.json").content
    assert hashlib.sha256(content).hexdigest() == review.inputs_sha256


def test_the_results_are_the_bytes_that_were_hashed(client, review):
    content = client.get(f"/rankings/{LATER}/results.json").content
    assert hashlib.sha256(content).hexdigest() == review.results_sha256


def test_the_results_follow_from_the_inputs_as_they_are_downloaded(client, review):
    inputs = json.loads(client.get(f"/rankings/{LATER}/inputs.json").content)
    results = client.get(f"/rankings/{LATER}/results.json").content
    assert canonical(reckoning.results(inputs)).encode() == results


def test_a_review_of_a_town_s_own_cases_is_hashed_the_same_way(client, town):
    paths.closed(town)
    review = publish_own(town)
    for name, digest in (
        ("inputs", review.inputs_sha256),
        ("results", review.results_sha256),
    ):
        content = client.get(f"/rankings/{review.period}/{name}.json").content
        assert hashlib.sha256(content).hexdigest() == digest
        line = client.get(f"/rankings/{review.period}/{name}.sha256").content
        assert line == f"{digest}  {name}.json\n".encode()


def test_each_version_has_its_own_documents(client, town):
    old = publish(town, {"甲": made(12, 9)}, state=ReviewState.SUPERSEDED)
    new = publish(town, {"甲": made(11, 9)}, version=2, reason="One case twice.")
    replaced = client.get(f"/rankings/{LATER}/results.json?version=1").content
    in_force = client.get(f"/rankings/{LATER}/results.json").content
    assert hashlib.sha256(replaced).hexdigest() == old.results_sha256
    assert hashlib.sha256(in_force).hexdigest() == new.results_sha256


def test_the_table_and_the_document_say_the_same(client, review):
    rows = csv_rows(client.get("/rankings.csv"))
    document = json.loads(client.get("/rankings.json").content)
    assert len(rows) == len(document["firms"]) == 12
    for row, firm in zip(rows, document["firms"], strict=True):
        assert row.keys() == firm.keys()
        said = {
            name: "" if value is None else str(value) for name, value in firm.items()
        }
        assert row == said


def test_the_table_says_what_the_page_says(client, review):
    rows = {row["name"]: row for row in csv_rows(client.get("/rankings.csv"))}
    shown = client.get("/rankings/", headers={"Accept-Language": "en"}).context["rows"]
    for line in shown:
        row = rows[line["name"]]
        assert (row["score"], row["grade"]) == (line["score"], line["grade"])
        assert (row["low"], row["high"]) == (line["low"], line["high"])
        assert (row["own_answers"], row["incidents"]) == (
            line["answers"],
            line["incidents"],
        )


def test_a_firm_with_too_few_has_no_figure_of_a_score_in_any_file(client, review):
    rows = csv_rows(client.get("/rankings.csv"))
    unrated = [row for row in rows if row["grade"] == "NR"]
    assert len(unrated) == 4
    empty = ("score", "low", "high", "reference", "place_best", "place_of", "band")
    assert {row[name] for row in unrated for name in empty} == {""}


def test_a_table_opens_in_a_spreadsheet_as_text(client, town):
    publish(town, {"=1+1": made(12, 9), "@SUM(A1)": made(12, 9)})
    answer = client.get("/rankings.csv")
    assert answer.content.startswith("\ufeff".encode())
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert {row["name"] for row in csv_rows(answer)} == {"'=1+1", "'@SUM(A1)"}


def test_a_choice_holds_for_the_files_too(client, review):
    assert len(csv_rows(client.get("/rankings.csv?q=相似"))) == 6
    assert len(csv_rows(client.get(f"/rankings/{LATER}.csv?grade=NR"))) == 4


def test_files_are_the_same_in_every_language(client, review):
    english = client.get("/rankings.json", headers={"Accept-Language": "en"})
    chinese = client.get("/rankings.json", headers={"Accept-Language": "zh-hans"})
    assert english.content == chinese.content
    assert english.headers["ETag"] == chinese.headers["ETag"]


@pytest.mark.parametrize(
    "path",
    [
        "/rankings.csv",
        "/rankings.json",
        f"/rankings/{LATER}.csv",
        f"/rankings/{LATER}/inputs.json",
        f"/rankings/{LATER}/results.json",
        f"/rankings/{LATER}/results.sha256",
        f"/rankings/{LATER}/regions.csv",
        f"/rankings/{LATER}/regions.json",
    ],
)
def test_anybody_may_keep_a_file_and_ask_whether_it_still_holds(client, review, path):
    first = client.get(path)
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert "csrftoken" not in first.cookies
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)


def test_a_new_version_changes_the_tags_of_the_files(client, town):
    paths = ("/rankings.csv", f"/rankings/{LATER}/results.json")
    old = publish(town, {"甲": made(12, 9)})
    before = [client.get(path).headers["ETag"] for path in paths]
    old.state = ReviewState.SUPERSEDED
    old.save()
    publish(town, {"甲": made(12, 9)}, version=2, reason="One case twice.")
    after = [client.get(path).headers["ETag"] for path in paths]
    assert set(before).isdisjoint(after)


@pytest.mark.parametrize("number", [30, 300])
def test_a_file_costs_the_same_for_thirty_firms_and_for_three_hundred(
    client, town, django_assert_num_queries, number
):
    publish(town, {f"物业{each}": made(12, 9) for each in range(number)})
    with django_assert_num_queries(4):
        client.get("/rankings.csv")


def test_the_trend_of_a_firm_is_a_file(client, town):
    publish(town, {"甲": made(12, 9)}, period=EARLIER)
    publish(town, {"甲": made(9, 9)})
    code = Firm.objects.get(name="甲").credit_code
    rows = csv_rows(client.get(f"/firms/{code}/trend.csv"))
    first = FirmScore.objects.get(review__period=EARLIER)
    assert [row["period"] for row in rows] == [EARLIER, LATER]
    assert (rows[0]["score"], rows[0]["grade"]) == (str(first.score), first.grade)
    assert (rows[1]["score"], rows[1]["grade"]) == ("", "NR")


@pytest.mark.parametrize("name", ["inputs.json", "results.json", "results.sha256"])
def test_there_is_no_file_of_what_is_not_published(client, review, name):
    assert client.get(f"/rankings/{EARLIER}/{name}").status_code == 404
    assert client.get(f"/rankings/tomorrow/{name}").status_code == 404
