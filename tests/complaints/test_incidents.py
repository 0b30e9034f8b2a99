"""Which cases are suggested as the same incident: what is found, and what it costs."""

import sys
from datetime import timedelta

import pytest
from django.db import connection

from complaints import similarity
from complaints.models import Case
from complaints.queries.incidents import COMPARED, NEAR_COPIES, likely_same
from complaints.states import Kind
from tests.complaints import paths
from tests.complaints.incidents import filed
from tests.complaints.paths import after
from tests.town import MONDAY_MORNING

RECALL = 0.8
WRONG = 0.1
LIFT = "5栋2单元的电梯坏了三天，没有人修。"
LIFT_AGAIN = "五号楼二单元电梯停了好几天了，物业不修"


def ask(town, text, *, category="lifts-broken", community=None, **more):
    return likely_same(
        community=community or town.garden,
        category=town.category(category),
        text=text,
        place=more.pop("place", ""),
        now=more.pop("now", after(1)),
        **more,
    )


def cases_of(found):
    return [one.case for one in found]


class TestTheSeededSet:
    """UX-38: fifty incidents told twice, among five hundred other filings."""

    @pytest.fixture
    def stored(self, town):
        """What every community filed: the others, and each pair's first."""
        by_text = {}
        for name in filed.COMMUNITIES:
            where = filed.community(name, town.street)
            # the firsts before all others: who suggests the newest finds none of them
            filings = [
                (pair.category, pair.first)
                for pair in (*filed.pairs(), *filed.pairs("unseen"))
                if pair.community == name
            ]
            filings += [
                (one.category, one.text)
                for one in filed.others()
                if one.community == name
            ]
            for case in filed.file_all(where, filings):
                by_text[case.text.body] = case
        return by_text

    def test_the_set_is_as_large_as_it_has_to_be(self):
        texts = [one.text for one in filed.others()]
        assert len(texts) >= 500
        assert len(set(texts)) == len(texts)
        assert len(filed.pairs()) == 50

    @pytest.mark.parametrize("name", ["pairs", "unseen"])
    def test_four_of_five_second_filings_find_the_first(self, town, stored, name):
        pairs = filed.pairs(name)
        lost = [pair.second for pair in pairs if not self.finds(town, stored, pair)]
        recall = 1 - len(lost) / len(pairs)

        said = f"{name}: recall {recall:.0%} of {len(pairs)} at three suggestions"
        print(said, file=sys.stderr)  # noqa: T201
        assert recall >= RECALL

    def test_hardly_any_other_filing_is_taken_for_a_known_one(self, town, stored):
        wrong = []
        for other in filed.others():
            case = stored[other.text]
            found = ask(
                town,
                other.text,
                category=other.category,
                community=case.community,
                but=case,
            )
            wrong += [(other.text, one.case.text.body) for one in found[:1]]
        share = len(wrong) / len(filed.others())

        said = f"wrong suggestions: for {share:.1%} of {len(filed.others())} others"
        print(said, file=sys.stderr)  # noqa: T201
        assert share <= WRONG

    def finds(self, town, stored, pair):
        first = stored[pair.first]
        found = ask(
            town, pair.second, category=pair.asked_under, community=first.community
        )
        assert len(found) <= 3
        return first in cases_of(found)


class TestWhoIsSuggested:
    def test_the_same_trouble_in_other_words(self, town):
        case = town.file(category="lifts-broken", text=LIFT)
        [found] = ask(town, LIFT_AGAIN)
        assert found.case == case
        assert 0 < found.similarity <= 1

    def test_not_the_same_trouble_in_another_building(self, town):
        town.file(category="lifts-broken", text=LIFT)
        assert ask(town, LIFT_AGAIN.replace("五", "六")) == []

    def test_a_neighbouring_category_of_the_same_group(self, town):
        case = town.file(category="lifts-other", text=LIFT)
        assert cases_of(ask(town, LIFT_AGAIN)) == [case]
        assert ask(town, LIFT_AGAIN, category="parking-space") == []

    def test_not_another_community_s(self, town):
        town.file(category="lifts-broken", text=LIFT)
        assert ask(town, LIFT_AGAIN, community=town.court) == []

    def test_the_described_place_counts(self, town):
        here = filed.file_all(
            town.garden,
            [("lifts-broken", "电梯坏了"), ("lifts-broken", "电梯坏了")],
        )
        Case.objects.filter(pk=here[0].pk).update(place="5栋")
        Case.objects.filter(pk=here[1].pk).update(place="9栋")
        assert cases_of(ask(town, "电梯停了", place="9栋")) == [here[1]]

    def test_a_case_that_was_closed_a_month_ago(self, town):
        case = paths.closed(town, category="lifts-broken", text=LIFT)
        last = case.entered_at + timedelta(days=30)
        assert cases_of(ask(town, LIFT_AGAIN, now=last)) == [case]
        assert ask(town, LIFT_AGAIN, now=last + timedelta(seconds=1)) == []

    def test_never_a_report_of_retaliation(self, town):
        town.file(kind=Kind.RETALIATION, category="lifts-broken", text=LIFT)
        assert ask(town, LIFT_AGAIN) == []

    @pytest.mark.parametrize("state", ["WITHDRAWN", "MERGED", "DECLINED"])
    def test_nothing_that_is_over_otherwise(self, town, state):
        goes_on_as = town.file() if state == "MERGED" else None
        filed.file_all(
            town.garden,
            [("lifts-broken", LIFT)],
            state=state,
            due_at=None,
            merged_into=goes_on_as,
        )
        assert ask(town, LIFT_AGAIN) == []

    def test_at_most_three_the_likeliest_first(self, town):
        filed.file_all(town.garden, [("lifts-broken", LIFT)] * 5)
        found = ask(town, LIFT_AGAIN)
        assert len(found) == 3
        assert found == sorted(found, key=lambda one: -one.similarity)

    def test_not_the_case_itself_and_only_what_the_reader_may_see(self, town):
        one, other = filed.file_all(town.garden, [("lifts-broken", LIFT)] * 2)
        assert cases_of(ask(town, LIFT, but=one)) == [other]
        assert ask(town, LIFT, among=Case.objects.filter(pk=0)) == []


class TestWhatItCosts:
    @pytest.fixture
    def crowded(self, town):
        """A community with five thousand open cases of one group."""
        filed.file_all(
            town.garden,
            [
                ("lifts-broken", f"电梯坏了三天，没有人修，第{place}次报修")
                for place in range(5000)
            ],
        )

    @pytest.mark.sqlite
    def test_five_thousand_cases_take_two_queries(
        self, town, crowded, django_assert_num_queries, monkeypatch
    ):
        compared = self.watch(monkeypatch)
        category = town.category("lifts-broken")
        with django_assert_num_queries(2):
            self.ask(town, category)
        assert compared == [COMPARED]

    @pytest.mark.postgres
    def test_five_thousand_cases_take_three_queries(
        self, town, crowded, django_assert_num_queries, monkeypatch
    ):
        compared = self.watch(monkeypatch)
        category = town.category("lifts-broken")
        with django_assert_num_queries(3):
            self.ask(town, category)
        assert compared[0] <= COMPARED + NEAR_COPIES

    def test_a_flood_of_filings_does_not_hide_the_incident(self, town):
        flood = [
            ("buildings-water", f"停水{hour}小时了，没有通知") for hour in range(90)
        ]
        filed.file_all(town.garden, flood)
        assert len(ask(town, "家里没水，也没人通知", category="buildings-water")) == 3

    def test_one_case_takes_two(self, town, django_assert_num_queries):
        filed.file_all(town.garden, [("lifts-broken", LIFT)])
        category = town.category("lifts-broken")
        with django_assert_num_queries(2):
            self.ask(town, category)

    @pytest.mark.postgres
    def test_an_old_copy_is_found_behind_thousands(self, town):
        told = "地下车库B区顶板漏水，滴在我车上全是白印子，擦都擦不掉"
        [old] = filed.file_all(
            town.garden,
            [("buildings-leak", told)],
            filed_at=MONDAY_MORNING - timedelta(days=9),
        )
        filed.file_all(town.garden, [("buildings-leak", "厨房渗水")] * 1100, start=10)
        found = ask(town, told + "！", category="buildings-leak")
        assert cases_of(found)[0] == old

    @pytest.mark.postgres
    def test_texts_have_a_trigram_index(self, db):
        with connection.cursor() as cursor:
            cursor.execute(
                "select indexdef from pg_indexes where indexname = 'texts_by_trigram'"
            )
            [[definition]] = cursor.fetchall()
        assert "gin (body gin_trgm_ops)" in definition

    def ask(self, town, category):
        return likely_same(
            community=town.garden,
            category=category,
            text=LIFT,
            place="",
            now=after(1),
        )

    def watch(self, monkeypatch):
        """How many texts were compared, each time."""
        seen, rank = [], similarity.rank

        def watched(asked, others):
            seen.append(len(others))
            return rank(asked, others)

        monkeypatch.setattr(similarity, "rank", watched)
        return seen
