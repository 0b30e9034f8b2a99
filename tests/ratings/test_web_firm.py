"""The page of a firm: its score, what made it, and the cases behind it."""

import csv
from datetime import date
from io import StringIO

import pytest
import time_machine

from complaints.models import Answer, Case, Contact
from complaints.operations.filing import Reporter
from complaints.states import Privacy
from ratings.models import FirmScore, ProjectCounts
from ratings.states import ReviewState
from registry.models import Firm, Tenure
from tests.complaints import paths
from tests.complaints.browsing import read
from tests.ratings.listings.people import DEFENCE_OVER, build_lists
from tests.ratings.published import (
    EARLIER,
    a_dozen,
    made,
    publish,
    publish_own,
    tables,
    text_of,
)

ENGLISH = {"Accept-Language": "en"}
MOST_QUERIES = 10
OVER_AT = "2026-03-2"  # when the firm's first due moments are over


@pytest.fixture
def review(town):
    return publish(town, a_dozen())


@pytest.fixture
def own_review(town):
    """A review of the town's own cases: one that was answered, one that is late."""
    paths.closed(town)
    paths.prove(paths.disposed(town))
    return publish_own(town, OVER_AT)


def url_of(name):
    return f"/firms/{Firm.objects.get(name=name).credit_code}/"


def page(client, path, **query):
    return client.get(path, query, headers=ENGLISH)


def test_firms_are_found_by_name_and_by_code(client, review):
    assert "优秀物业" in text_of(page(client, "/firms/"))
    found = page(client, "/firms/", q="糟糕")
    assert [firm["name"] for firm in found.context["firms"]] == ["糟糕物业"]
    code = found.context["firms"][0]["code"]
    by_code = page(client, "/firms/", q=code)
    assert [firm["name"] for firm in by_code.context["firms"]] == ["糟糕物业"]


def test_a_search_without_a_find_says_what_to_try(client, review):
    shown = text_of(page(client, "/firms/", q="没有"))
    assert "No firm with this name or code" in shown
    assert 'value="没有"' in shown


def test_the_score_card_says_grade_score_interval_n_and_peers(client, review):
    score = FirmScore.objects.get(firm__name="优秀物业")
    shown = text_of(page(client, url_of("优秀物业")))
    assert f"<strong>{score.score}</strong>" in shown
    assert f"95% interval: {score.low} to {score.high}." in shown
    assert "Own answers: 400" in shown
    assert "Size group: Small" in shown
    assert "<strong>1 of 8</strong>" in shown


def test_a_firm_with_too_few_has_a_card_without_a_score(client, review):
    shown = page(client, url_of("新来物业3"))
    assert "Not enough cases (n = 3)" in text_of(shown)
    assert "Too few to rate" in text_of(shown)
    assert 'class="interval"' not in shown.content.decode()
    points = [row[-1] for row in tables(shown)[0][1:]]
    assert set(points) == {"–"}


def test_the_lines_of_the_score_sum_to_it(client, review):
    shown = page(client, url_of("糟糕物业"))
    *lines, total = tables(shown)[0][1:]
    said = sum(float(line[-1]) for line in lines if line[-1] != "–")
    assert said == pytest.approx(float(total[-1]), abs=0.05)
    assert lines[0][1].startswith("120 of 400; province ")


def test_the_half_month_and_the_last_six_stand_without_grade(client, review):
    signals = tables(page(client, url_of("糟糕物业")))[1]
    assert signals[0] == [
        "Counted",
        "This half-month",
        "Last six half-months",
        "Window of the score",
    ]
    assert signals[1] == ["Incidents", "400", "400", "400"]


def test_the_table_beside_the_trend_says_what_was_published(client, town):
    publish(town, {"甲": made(40, 20)}, period=EARLIER)
    publish(town, {"甲": made(40, 36)})
    trend = tables(page(client, url_of("甲")))[-1][1:]
    scores = FirmScore.objects.order_by("review__period")
    assert [row[2:5] for row in trend] == [
        [str(score.score), str(score.low), str(score.high)] for score in scores
    ]


def test_a_firm_s_page_in_an_earlier_review_keeps_to_it(client, town):
    publish(town, {"甲": made(40, 20)}, period=EARLIER)
    publish(town, {"甲": made(40, 36)})
    ranking = page(client, f"/rankings/{EARLIER}/")
    link = next(link for link in read(ranking).links if link.startswith("/firms/9"))
    earlier = FirmScore.objects.get(review__period=EARLIER)
    shown = client.get(link, headers=ENGLISH)
    assert f"<strong>{earlier.score}</strong>" in text_of(shown)


def test_who_it_is_stands_without_any_person(client, town, review):
    firm = Firm.objects.get(name="优秀物业")
    firm.contact_name, firm.contact_phone = "张三", "13900001111"
    firm.duty_phone = "055166667777"
    firm.head_office = town.firm
    firm.save()
    shown = text_of(page(client, url_of("优秀物业")))
    assert "055166667777" in shown
    assert town.firm.name in shown
    assert "张三" not in shown
    assert "13900001111" not in shown
    assert "优秀物业" in text_of(page(client, url_of(town.firm.name)))


@time_machine.travel("2026-03-20T09:00:00+08:00", tick=False)
def test_it_names_the_communities_that_the_firm_serves_today(client, town):
    Tenure.objects.create(
        community=town.court,
        firm=town.firm,
        starts_on=date(2024, 1, 1),
        ends_on=date(2026, 3, 20),
    )
    shown = text_of(page(client, url_of(town.firm.name)))
    assert town.garden.name in shown
    assert town.court.name not in shown


def test_a_firm_without_a_review_says_when_its_score_comes(client, town):
    shown = text_of(page(client, url_of(town.rival.name)))
    assert "Not in a published review yet" in shown
    assert page(client, f"{url_of(town.rival.name)}cases/").status_code == 404


def test_a_firm_that_left_shows_its_last_published_score(client, town):
    publish(town, {"甲": made(40, 20)}, period=EARLIER)
    publish(town, {"乙": made(40, 20)})
    score = FirmScore.objects.get(firm__name="甲")
    shown = text_of(page(client, url_of("甲")))
    assert f"<strong>{score.score}</strong>" in shown
    assert "second half of February 2026" in shown


@pytest.mark.parametrize("code", ["91340100AAAAAAAAAA", "nobody"])
@pytest.mark.parametrize("behind", ["", "cases/", "trend.svg", "trend.csv"])
def test_there_is_no_page_of_an_unknown_firm(client, review, code, behind):
    assert client.get(f"/firms/{code}/{behind}").status_code == 404


def test_from_a_score_two_taps_lead_to_its_cases_and_its_rules(
    client, town, own_review
):
    ranking = page(client, "/rankings/")
    firm_url = f"/firms/{town.firm.credit_code}/"
    assert firm_url in read(ranking).links
    links = read(page(client, firm_url)).links
    assert "/about/ratings/rules/1/" in links
    assert f"{firm_url}cases/" in links
    assert page(client, f"{firm_url}cases/").status_code == 200
    assert page(client, "/about/ratings/rules/1/").status_code == 200


def test_each_case_stands_with_its_month_and_what_it_counted_for(
    client, town, own_review
):
    shown = page(client, f"/firms/{town.firm.credit_code}/cases/")
    project = ProjectCounts.objects.get(review=own_review)
    incidents = {case for case, _step in project.cases["incidents"]}
    rows = {row[0]: row for row in tables(shown)[0][1:]}
    assert incidents
    for case in Case.objects.filter(pk__in=incidents):
        assert rows[case.number][1] == "March 2026"
    answered = Answer.objects.get().case.number
    assert rows.pop(answered)[2].split() == ["counted", "on", "time"]
    assert {row[2] for row in rows.values()} == {"counted late"}


def test_the_list_does_not_tell_which_cases_came_from_one_phone(client, town):
    """Two of one phone and one of another: in the page and the file all look alike."""
    cases = [paths.rectified(town), paths.rectified(town)]
    stranger = Reporter(privacy=Privacy.HIDDEN, phone="+8613800138009")
    cases.append(paths.rectified(town, reporter=stranger))
    for case in cases:
        paths.prove(case)
    review = publish_own(town, OVER_AT)
    incidents = ProjectCounts.objects.get(review=review).cases["incidents"]
    assert {case for case, _ in incidents} == {case.pk for case in cases[1:]}
    url = f"/firms/{town.firm.credit_code}/cases"
    shown = page(client, f"{url}/")
    rows = tables(shown)[0][1:]
    assert {row[0] for row in rows} == {case.number for case in cases}
    assert {tuple(row[1:]) for row in rows} == {("March 2026", "counted on time")}
    assert "only the newest counts as an incident" in text_of(shown)
    file = client.get(f"{url}.csv").content.decode("utf-8-sig").splitlines()
    assert {line.partition(",")[2] for line in file[1:]} == {"2026-03,1,0,0"}


def test_an_overdue_case_counts_as_late(client, town):
    late = paths.disposed(town)
    paths.prove(late)
    review = publish_own(town, OVER_AT)
    counted = ProjectCounts.objects.get(review=review).cases
    missed = {case for case, _ in counted["due"]} - {
        case for case, _ in counted.get("on_time", ())
    }
    assert missed == {late.pk}
    shown = page(client, f"/firms/{town.firm.credit_code}/cases/")
    marks = {row[0]: row[2] for row in tables(shown)[0][1:]}
    assert marks[late.number].split() == ["counted", "late"]


def test_no_answer_and_no_person_stands_beside_a_case(client, town, own_review):
    url = f"/firms/{town.firm.credit_code}/"
    contact = Contact.objects.first()
    for path in (url, f"{url}cases/", f"{url}cases.csv"):
        shown = text_of(client.get(path, headers=ENGLISH))
        assert "13800138000" not in shown
        assert contact.phone_digest not in shown
        assert Answer.objects.get().case.text.body not in shown
    cases = text_of(client.get(f"{url}cases/", headers=ENGLISH))
    assert "a firm could guess who answered what" in cases
    heads = tables(client.get(f"{url}cases/", headers=ENGLISH))[0][0]
    assert heads == ["Case", "Filed in", "Counted as"]


def test_the_list_of_cases_is_a_file(client, town, own_review):
    url = f"/firms/{town.firm.credit_code}/cases"
    text = client.get(f"{url}.csv").content.decode("utf-8-sig")
    listed = {row["number"]: row for row in csv.DictReader(StringIO(text))}
    shown = {row[0] for row in tables(page(client, f"{url}/"))[0][1:]}
    assert set(listed) == shown
    assert set(next(iter(listed.values()))) == {
        "number",
        "month",
        "on_time",
        "late",
        "redone",
    }


def test_what_is_not_scored_is_a_number(client, town, own_review):
    shown = text_of(page(client, f"/firms/{town.firm.credit_code}/"))
    assert "Filed anonymously or without a proved phone" in shown


@pytest.mark.parametrize("number", [1, 20])
def test_the_page_costs_the_same_whatever_the_firm_has_behind_it(
    client, town, django_assert_num_queries, number
):
    firms = {f"物业{each}": made(12, 9) for each in range(number * 5)}
    for month in range(1, number + 1):
        publish(town, firms, period=f"{2000 + month}-01-1")
    url = url_of("物业0")
    with django_assert_num_queries(MOST_QUERIES):
        page(client, url)


def test_entries_documents_and_projects_cost_the_page_nothing_more(
    client, town, django_assert_num_queries
):
    publish(town, {town.firm.name: made(12, 9)})
    with time_machine.travel(DEFENCE_OVER, tick=False):
        lists = build_lists(town)
        listing = lists.published()
        lists.document()
        url = url_of(town.firm.name)
        with django_assert_num_queries(MOST_QUERIES):
            shown = text_of(page(client, url))
    assert listing.number in shown
    assert town.garden.name in shown


def test_the_list_of_cases_costs_the_same_however_long(
    client, town, own_review, django_assert_num_queries
):
    with django_assert_num_queries(6):
        page(client, f"/firms/{town.firm.credit_code}/cases/")
    for _ in range(5):
        paths.closed(town)
    with django_assert_num_queries(6):
        page(client, f"/firms/{town.firm.credit_code}/cases/")


def test_the_tag_of_a_firm_s_page_changes_with_the_register(client, review):
    url = url_of("优秀物业")
    first = page(client, url)
    again = client.get(url, headers={**ENGLISH, "If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    Firm.objects.filter(name="优秀物业").update(duty_phone="055100001111")
    changed = client.get(
        url, headers={**ENGLISH, "If-None-Match": first.headers["ETag"]}
    )
    assert changed.status_code == 200


def test_a_replaced_review_is_not_in_a_firm_s_trend(client, town):
    publish(town, {"甲": made(12, 9)}, state=ReviewState.SUPERSEDED)
    publish(town, {"甲": made(12, 8)}, version=2, reason="One answer twice.")
    trend = tables(page(client, url_of("甲")))[-1][1:]
    in_force = FirmScore.objects.get(review__version=2)
    assert [row[2] for row in trend] == [str(in_force.score)]
