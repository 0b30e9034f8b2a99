"""How ratings are computed: numbers from the rule set's row, and the calendar."""

import re
from datetime import date

import pytest
import time_machine

from ratings.operations import ruling
from ratings.rules import NAMES
from ratings.states import ReviewState
from ratings.wording import RULE_SECTIONS
from tests.ratings import ruled
from tests.ratings.published import (
    EARLIER,
    a_dozen,
    publish,
    tables,
    text_of,
)
from tests.ratings.rows import COUNTS_FROM

ENGLISH = {"Accept-Language": "en"}


def page(client, path="/about/ratings/"):
    return client.get(path, headers=ENGLISH)


def test_every_number_of_the_rules_has_words():
    named = [name for _title, numbers in RULE_SECTIONS for name in numbers]
    assert sorted(named) == sorted(NAMES)


def test_the_numbers_are_those_of_the_row(client, town):
    ruled.load(counts_from=COUNTS_FROM, rated_answers="17")
    shown = text_of(page(client, "/about/ratings/rules/1/"))
    assert re.search(r"Own answers needed\s*</dt>\s*<dd>\s*17\s*</dd>", shown)


@time_machine.travel("2026-03-17T09:00:00+08:00", tick=False)
def test_the_calendar_says_of_each_half_month_when_and_how_far(client, town):
    publish(town, a_dozen(), period=EARLIER)
    publish(
        town,
        a_dozen(),
        state=ReviewState.PREVIEWED,
        published_at=None,
        published_by=None,
    )
    (calendar,) = tables(page(client))
    rows = {row[0]: row[1:] for row in calendar[1:]}
    assert len(rows) == 21  # from the second half of February
    assert rows["Second half of February 2026"][2] == "Published"
    assert rows["First half of March 2026"] == [
        "Monday 16 March 2026",
        "Thursday 19 March 2026",
        "In preview",
    ]
    assert rows["Second half of March 2026"] == [
        "Wednesday 1 April 2026",
        "Tuesday 7 April 2026",
        "Lies ahead",
    ]


@time_machine.travel("2026-03-17T09:00:00+08:00", tick=False)
def test_a_half_month_that_is_over_and_not_begun_is_being_prepared(client, town):
    ruled.load(counts_from=COUNTS_FROM)
    (calendar,) = tables(page(client))
    assert calendar[1][3] == calendar[2][3] == "Being prepared"


def test_without_any_rules_the_page_says_so(client, db):
    assert "No rules are in force yet" in text_of(page(client))


@pytest.mark.parametrize("number", ["7", "0"])
def test_there_is_no_page_of_rules_that_never_were(client, town, number):
    assert page(client, f"/about/ratings/rules/{number}/").status_code == 404


@time_machine.travel("2026-04-01T09:00:00+08:00", tick=False)
def test_the_script_and_both_documents_are_one_tap_away(client, town):
    publish(town, a_dozen())
    shown = page(client).content.decode()
    assert "propertyhub/recompute.py" in shown
    assert "/rankings/2026-03-1/inputs.json" in shown
    assert "/rankings/2026-03-1/results.json" in shown


@time_machine.travel("2026-04-01T09:00:00+08:00", tick=False)
def test_the_page_costs_few_questions(client, town, django_assert_num_queries):
    publish(town, a_dozen())
    with django_assert_num_queries(6):
        page(client)


class TestAConsultation:
    """The draft stands there with what differs, until when, and where opinions go."""

    @pytest.fixture
    def rule_sets(self, town):
        ruled.load(counts_from=COUNTS_FROM)
        return ruled.consulted(
            date(2026, 3, 10), counts_from=COUNTS_FROM, grade_aaa="91"
        )

    @time_machine.travel("2026-03-17T09:00:00+08:00", tick=False)
    def test_everybody_reads_what_would_change_and_where_to_write(
        self, client, rule_sets
    ):
        answer = page(client, "/about/ratings/rules/2/")
        shown = text_of(answer)
        assert "from Tuesday 10 March 2026 to Wednesday 8 April 2026" in shown
        assert ruled.OPINIONS_TO in shown
        (changes,) = tables(answer)
        assert [row[-2:] for row in changes[1:]] == [["In force 85", "Here 91"]]
        about = text_of(page(client))
        assert "Opinions until Wednesday 8 April 2026" in about
        assert "/about/ratings/rules/2/" in about

    @time_machine.travel("2026-04-09T09:00:00+08:00", tick=False)
    def test_when_it_is_over_no_opinions_are_asked_for(self, client, rule_sets):
        shown = text_of(page(client, "/about/ratings/rules/2/"))
        assert ruled.OPINIONS_TO not in shown
        assert "Wednesday 8 April 2026" in shown
        assert "Opinions until" not in text_of(page(client))

    @time_machine.travel("2026-03-17T09:00:00+08:00", tick=False)
    def test_a_draft_is_nobody_s_business_yet(self, client, rule_sets):
        ruled.drafted(ruled.at(date(2026, 3, 16)), counts_from=COUNTS_FROM)
        assert page(client, "/about/ratings/rules/3/").status_code == 404
        assert "/about/ratings/rules/3/" not in text_of(page(client))

    @time_machine.travel("2026-03-17T09:00:00+08:00", tick=False)
    def test_a_withdrawn_one_says_why(self, client, rule_sets):
        ruling.withdraw(
            rule_set=rule_sets,
            reason="The province decided otherwise.",
            from_day=date(2026, 3, 17),
            by=ruled.person(ruled.DRAFTER),
            now=ruled.at(date(2026, 3, 17)),
        )
        shown = text_of(page(client, "/about/ratings/rules/2/"))
        assert "The province decided otherwise." in shown
        assert ruled.OPINIONS_TO not in shown

    @time_machine.travel("2026-03-17T09:00:00+08:00", tick=False)
    def test_the_page_is_kept_by_the_browser_and_costs_little(
        self, client, rule_sets, django_assert_max_num_queries
    ):
        address = "/about/ratings/rules/2/"
        page(client, address)
        with django_assert_max_num_queries(10):
            etag = page(client, address).headers["ETag"]
        again = client.get(address, headers={**ENGLISH, "If-None-Match": etag})
        assert again.status_code == 304
