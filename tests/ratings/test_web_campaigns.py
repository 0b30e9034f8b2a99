"""The board of a campaign: frozen rows only, and the same numbers everywhere."""

import csv
import json

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ratings.models import CampaignDay
from ratings.operations import campaigning
from tests.complaints import paths
from tests.ratings.campaigned import (
    FIRST_DAY,
    ONE_DAY,
    a_campaign,
    a_draft,
    at_one,
)
from tests.ratings.published import tables, text_of
from tests.ratings.queries.test_campaign_figures import phone

ENGLISH = {"Accept-Language": "en"}
CHINESE = {"Accept-Language": "zh-hans"}
TODAY = at_one(FIRST_DAY + 2 * ONE_DAY)
MOST_QUERIES = 10


@pytest.fixture(autouse=True)
def _after_three_days():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def campaign(town):
    """Three days are frozen: two cases settled, one waiting and one filed later."""
    campaign = a_campaign(town)
    for number in range(2):
        paths.closed(town, reporter=phone(number))
    paths.disposed(town, reporter=phone(3))
    town.file(now=paths.after(24), reporter=phone(4))
    campaigning.freeze_days(now=TODAY)
    return campaign


def page(client, path, headers=ENGLISH):
    return client.get(path, headers=headers)


def board(campaign, suffix="/"):
    return f"/campaigns/{campaign.pk}{suffix}"


def addresses(campaign):
    suffixes = ("/", ".csv", ".json", "/curve.svg?language=en")
    return ["/campaigns/", *(board(campaign, suffix) for suffix in suffixes)]


def test_a_draft_is_nowhere(client, town):
    draft = a_draft(town)
    assert draft.title_en not in text_of(page(client, "/campaigns/"))
    for address in addresses(draft)[1:]:
        assert page(client, address).status_code == 404


def test_the_list_says_how_far_each_is_and_what_it_came_to(client, campaign):
    shown = text_of(page(client, "/campaigns/"))
    assert f'href="{board(campaign)}"' in shown
    assert "Running" in shown
    assert "4 cases were filed, 2 of them settled" in shown
    with time_machine.travel(at_one(FIRST_DAY + 20 * ONE_DAY), tick=False):
        assert "Over" in text_of(page(client, "/campaigns/"))


def test_the_board_tells_targets_regions_and_days(client, campaign):
    targets, regions, days = tables(page(client, board(campaign)))
    assert targets[1] == ["Settlement rate", "at least 50.0%", "50.0%", "reached"]
    assert targets[2][0] == "Satisfaction with the street"
    assert targets[2][3] == "too few to say"
    assert [row[0] for row in regions[1:]] == ["Whole campaign", "Hefei City"]
    overdue = CampaignDay.objects.latest("day").figures["whole"]["overdue"]
    assert regions[1][1:5] == ["4", "2", overdue, "50.0%"]
    assert [row[1] for row in days[1:]] == ["4", "4", "3"]


def test_page_csv_and_json_hold_the_same_numbers(client, campaign):
    content = page(client, board(campaign, ".csv")).content.decode("utf-8-sig")
    lines = list(csv.DictReader(content.splitlines()))
    document = json.loads(page(client, board(campaign, ".json")).content)
    from_json = [
        {"day": day["day"], "code": one.get("code", ""), **one}
        for day in document["days"]
        for one in (day["whole"], *day["regions"])
    ]
    assert len(lines) == len(from_json) == 6
    for line, one in zip(lines, from_json, strict=True):
        for name, value in line.items():
            if name not in ("campaign", "name"):
                assert value == (one[name] or "")
    shown = tables(page(client, board(campaign)))[1]
    newest = [line for line in lines if line["day"] == lines[-1]["day"]]
    assert [row[1:4] for row in shown[1:]] == [
        [line["filed"], line["settled"], line["overdue"]] for line in newest
    ]


def test_the_curve_says_its_sentence_and_draws_three_curves(client, campaign):
    drawn = page(client, board(campaign, "/curve.svg?language=en"))
    assert drawn.headers["Content-Type"] == "image/svg+xml"
    said = "Over 3 days the cases filed rose from 3 to 4"
    assert said in drawn.content.decode()
    assert said in text_of(page(client, board(campaign)))
    for label in ("Filed in all", "Settled of them", "Overdue"):
        assert label in drawn.content.decode()
    assert page(client, board(campaign, "/curve.svg?language=fr")).status_code == 404


def test_the_numbers_beside_the_curve_are_on_paper_too(client, campaign):
    shown = page(client, board(campaign)).content.decode()
    assert "<details data-open-in-print>" in shown
    assert "<details>" not in shown


def test_a_campaign_before_its_first_night_says_when_figures_come(client, town):
    campaign = a_campaign(town)
    shown = page(client, board(campaign))
    assert "in the night after its first day" in text_of(shown)
    assert page(client, board(campaign, "/curve.svg?language=en")).status_code == 200


def test_it_is_chinese_for_who_reads_chinese(client, campaign):
    shown = text_of(page(client, board(campaign), headers=CHINESE))
    assert campaign.title in shown
    assert "累计收到" in shown
    assert "Filed in all" not in shown


def test_no_page_reads_a_case(client, campaign):
    """What happens after the night is not told before the next one."""
    for address in addresses(campaign):
        page(client, address)
        with CaptureQueriesContext(connection) as asked:
            page(client, address)
        assert len(asked) <= MOST_QUERIES
        statements = " ".join(query["sql"] for query in asked)
        for table in ("complaints_case", "complaints_step", "complaints_answer"):
            assert f'"{table}"' not in statements


def test_who_holds_it_as_it_stands_is_sent_nothing(client, town, campaign):
    for address in addresses(campaign):
        held = page(client, address)
        headers = {**ENGLISH, "If-None-Match": held.headers["ETag"]}
        assert client.get(address, headers=headers).status_code == 304
        paths.filed(town, reporter=phone(20))
        assert client.get(address, headers=headers).status_code == 304
    tags = {one: page(client, one).headers["ETag"] for one in addresses(campaign)}
    campaigning.freeze_days(now=TODAY + ONE_DAY)
    assert CampaignDay.objects.count() == 4
    for address, tag in tags.items():
        headers = {**ENGLISH, "If-None-Match": tag}
        assert client.get(address, headers=headers).status_code == 200
