"""The first page: file, track, find; then what is newest, in words."""

import pytest
import time_machine

from complaints.operations import articles
from ratings.operations import summing
from tests.complaints import paths
from tests.complaints.browsing import read
from tests.ratings.campaigned import AFTER, FIRST_DAY, ONE_DAY, a_campaign, at_one
from tests.ratings.listings.people import build_lists
from tests.ratings.published import a_dozen, publish, text_of
from tests.ratings.rows import PERIOD, ReviewRows

ENGLISH = {"Accept-Language": "en"}
OVER = at_one(PERIOD.end - ONE_DAY)


@pytest.fixture(autouse=True)
def _after_the_half_month():
    with time_machine.travel(OVER, tick=False):
        yield


def page(client, path="/", **query):
    return client.get(path, query, headers=ENGLISH)


def test_an_empty_house_says_what_to_do_and_no_figure(client, db):
    shown = text_of(page(client))
    assert "File a case" in shown
    assert "in figures" not in shown
    assert "Red list: 0; black list: 0" in shown


def test_the_figures_of_the_province_stand_in_words(client, town):
    for _each in range(6):
        paths.closed(town)
    summing.freeze_half_months(now=OVER)
    shown = text_of(page(client))
    assert "Anhui Province in figures" in shown
    assert "Offices accepted 6 cases and settled 6" in shown
    assert 'href="/statistics/?span=quarter"' in shown


def test_what_is_newest_is_one_tap_away(client, town):
    rows = ReviewRows()
    rows.town = town
    bulletin = rows.published_bulletin()
    publish(town, a_dozen(), period=PERIOD.next().name)
    shown = page(client)
    assert "8 of 12 firms are rated" in text_of(shown)
    assert bulletin.number in text_of(shown)
    links = read(shown).links
    assert f"/rankings/{PERIOD.next().name}/" in links
    assert f"/bulletins/{PERIOD.name}/" in links


def test_a_campaign_has_a_door_while_it_runs(client, town):
    campaign = a_campaign(town)
    address, title = f"/campaigns/{campaign.pk}/", "Running campaign: Ten days"
    with time_machine.travel(at_one(FIRST_DAY - ONE_DAY), tick=False):
        shown = page(client)
        assert address in read(shown).links
        assert title in text_of(shown)
    for other in (FIRST_DAY - 2 * ONE_DAY, AFTER - ONE_DAY):
        with time_machine.travel(at_one(other), tick=False):
            assert address not in read(page(client)).links
            assert "/campaigns/" in read(page(client)).links


def test_the_lists_are_told_by_their_numbers_alone(client, town):
    with time_machine.travel(paths.after(8), tick=False):
        build_lists(town).published()
        shown = text_of(page(client))
    assert "Red list: 0; black list: 1" in shown
    assert town.firm.name not in shown


def test_one_search_finds_communities_firms_and_answers(client, town):
    articles.load(now=OVER)
    found = page(client, "/search/", q="丹青").context
    assert [each["name"] for each in found["communities"]] == ["丹青花园"]
    found = page(client, "/search/", q="和顺").context
    assert [each["name"] for each in found["firms"]] == [town.rival.name]
    found = page(client, "/search/", q="物业费").context
    assert "/answers/paying-fees/" in [each["url"] for each in found["answers"]]
    found = page(client, "/search/", q="cq").context
    assert [each["name"] for each in found["firms"]] == [town.firm.name]


@pytest.mark.parametrize("words", ["丹青花园", "街道1号"])
def test_a_search_costs_the_same_for_one_community_and_for_several(
    client, town, django_assert_num_queries, words
):
    with django_assert_num_queries(4):
        found = page(client, "/search/", q=words).context["communities"]
    assert all("Hefei City" in each["where"] for each in found)


def test_a_search_without_a_find_says_what_to_try(client, town):
    shown = text_of(page(client, "/search/", q="宇宙"))
    assert "Nothing with these words" in shown
    assert 'value="宇宙"' in shown


def test_the_form_of_the_first_page_leads_to_the_search(client, db):
    forms = [form for form in read(page(client)).forms if form.method == "get"]
    assert [form.action for form in forms] == ["/search/"]


def test_a_browser_that_holds_the_page_is_answered_304(client, town):
    tag = page(client).headers["ETag"]
    again = client.get("/", headers={**ENGLISH, "If-None-Match": tag})
    assert again.status_code == 304


def holding(client, tag, **headers):
    return client.get("/", headers={**ENGLISH, "If-None-Match": tag, **headers})


def test_a_message_is_shown_to_who_holds_the_page_and_shown_once(client, town):
    client.force_login(town.manager.user)
    client.post("/file/draft/delete/", headers=ENGLISH)
    assert "The draft is deleted." in text_of(page(client))
    held = page(client).headers["ETag"]
    client.post("/file/draft/delete/", headers=ENGLISH)
    told = holding(client, held)
    assert told.status_code == 200
    assert "The draft is deleted." in text_of(told)
    assert told.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in told.headers
    assert holding(client, held).status_code == 304


def test_who_holds_the_page_in_another_mode_gets_it_in_this_one(client, town):
    held = page(client).headers["ETag"]
    assert holding(client, held, **{"Accept-Language": "zh-hans"}).status_code == 200
    client.post("/text-size/", {"size": "large"})
    assert 'class="large"' in holding(client, held).content.decode()
