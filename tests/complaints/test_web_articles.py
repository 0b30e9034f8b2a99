"""Law and knowledge: found by words, read in two languages, written at the desk."""

import pytest
import time_machine
from django.utils import translation

from complaints.models import Article
from complaints.operations import articles
from complaints.queries.articles import matching
from tests.complaints import paths
from tests.complaints.desk import Desk, texts
from tests.ratings.published import text_of

ADD = "/admin/complaints/article/add/"
WRITTEN = {
    "title_zh": "电梯年检找谁",
    "title_en": "Who inspects a lift",
    "slug": "lift-inspection",
    "keywords": "年检",
    "body_zh": "由检验机构检验。",
    "body_en": "An inspection body does.",
    "source_zh": "《特种设备安全法》第四十条",
    "source_en": "Special Equipment Safety Law, article 40",
    "valid_from": "2014-01-01",
}


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(paths.after(8), tick=False):
        yield


@pytest.fixture
def library(town):
    return articles.load(now=paths.after(0))


def page(client, path="/answers/", language="en", **query):
    return client.get(path, query, headers={"Accept-Language": language})


def titles(answers):
    return [answer.title for answer in answers]


def test_a_second_load_adds_nothing(library):
    assert library == Article.objects.count() > 12
    assert articles.load(now=paths.after(1)) == 0


def test_they_stand_under_their_categories_in_the_reader_s_language(client, library):
    shown = text_of(page(client))
    assert "What owners decide together" in shown
    assert "哪些事由业主共同决定" in text_of(page(client, language="zh-hans"))


@pytest.mark.parametrize("words", ["维修", "资金", "wxzj", "maintenance fund", "281"])
def test_two_characters_initials_words_and_numbers_find_one(client, library, words):
    shown = text_of(page(client, q=words))
    assert "Whose the maintenance fund is" in shown


def test_what_is_not_there_is_said_with_a_way_on(client, library):
    shown = text_of(page(client, q="宇宙飞船"))
    assert "No answer with these words yet" in shown
    assert "Ask the office" in shown


def test_an_article_says_its_source_and_since_when(client, library):
    shown = text_of(page(client, "/answers/owners-decide/"))
    assert "Civil Code, articles 278 and 280" in shown
    assert "Friday 1 January 2021" in shown
    assert "<li>Ordinary matters" in shown
    chinese = text_of(page(client, "/answers/owners-decide/", "zh-hans"))
    assert "《民法典》第二百七十八条" in chinese


def test_a_draft_is_nowhere(client, library):
    Article.objects.filter(slug="owners-decide").update(published_at=None)
    assert page(client, "/answers/owners-decide/").status_code == 404
    assert "owners-decide" not in page(client).content.decode()
    assert "owners-decide" not in page(client, q="表决").content.decode()
    assert matching("业主大会怎么投票表决") == []


class TestWhatIsOfferedWhileFiling:
    """The best few for a text, by residents' own words."""

    def test_a_text_finds_what_its_words_are_about(self, library):
        text = "物业拖欠不修还停水停电催费，物业费到底能不能不交？"
        assert matching(text)[0].url == "/answers/paying-fees/"
        text = "楼下有人从窗户拉线给电动车充电，太危险了"
        with translation.override("zh-hans"):
            assert titles(matching(text))[0] == "电动自行车不能在楼道停放、充电"

    def test_at_most_as_many_as_asked_for(self, library, town):
        text = "电梯 停水 噪音 车位 维修资金 公共收益"
        assert len(matching(text)) == 3
        assert len(matching(text, limit=5)) == 5

    def test_the_category_decides_between_those_that_fit(self, library, town):
        lifts = town.category("lifts-broken")
        assert matching("电梯坏了，噪音也大", category=lifts)[0].url == (
            "/answers/lift-safety/"
        )

    def test_without_words_the_category_offers_its_own(self, library, town):
        found = matching("", category=town.category("lifts-broken"))
        assert [answer.url for answer in found] == ["/answers/lift-safety/"]

    def test_what_fits_nothing_is_offered_nothing(self, library, town):
        assert matching("今天天气很好", category=town.category("lifts-broken")) == []

    def test_it_is_one_query(self, library, django_assert_num_queries):
        with django_assert_num_queries(1):
            matching("电梯坏了")


class TestAtTheDesk:
    """Offices above the streets write; each text is in its own language."""

    def test_a_county_writes_and_publishes(self, client, town):
        desk = Desk(town.county_dora.user)
        answer = desk.client.post(ADD, {**WRITTEN, "published": "on"})
        assert answer.status_code == 302, texts(answer)
        kept = Article.objects.get(slug="lift-inspection")
        assert kept.edited_by == town.county_dora.user
        assert kept.published_at == paths.after(8)
        assert "Who inspects a lift" in text_of(page(client, q="年检"))

    def test_its_lead_is_its_first_paragraph_as_a_browser_sends_it(self, client, town):
        body = "An inspection body does.\r\n\r\n- once a year\r\n- before it runs"
        Desk(town.county_dora.user).client.post(
            ADD, {**WRITTEN, "body_en": body, "published": "on"}
        )
        with translation.override("en"):
            kept = Article.objects.get()
            assert kept.lead == "An inspection body does."
            assert dict(kept.blocks)["list"] == ["once a year", "before it runs"]

    def test_unpublished_it_is_a_draft(self, client, town):
        Desk(town.county_dora.user).client.post(ADD, WRITTEN)
        assert Article.objects.get().published_at is None
        assert page(client, "/answers/lift-inspection/").status_code == 404

    @pytest.mark.parametrize(
        ("field", "text", "said"),
        [
            ("body_en", "由检验机构检验。", "Write this text in English."),
            ("title_zh", "Who inspects a lift", "Write this text in Chinese."),
            ("source_en", "《特种设备安全法》", "Write this text in English."),
        ],
    )
    def test_a_text_in_the_other_language_is_told(self, town, field, text, said):
        desk = Desk(town.county_dora.user)
        answer = desk.client.post(ADD, {**WRITTEN, field: text})
        assert said in texts(answer)
        assert not Article.objects.exists()

    def test_a_street_reads_and_does_not_write(self, town):
        anna = Desk(town.anna.user)
        assert anna.client.get("/admin/complaints/article/").status_code == 200
        assert anna.client.get(ADD).status_code == 403
