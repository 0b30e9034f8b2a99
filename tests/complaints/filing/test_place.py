"""Where is it? By words, by position, by description, by the poster at the gate."""

import pytest

from complaints.models import Case, Draft
from complaints.queries.drafts import answers_of
from registry.models import Community
from tests.complaints import flow
from tests.complaints.browsing import errors_of, main_form, read

DESCRIBED = {"region": "340104000", "place": "Willow Lane 7"}


def offered(page):
    return [one["code"] for one in page.context["results"]]


def placed():
    answers = answers_of(Draft.objects.get())
    return answers.community, answers.region, answers.place


@pytest.mark.parametrize(
    "words",
    ["丹青花园", "丹青", "dqhy", "DQ", "荷叶地", "dqhy ", flow.full_width("DQHY")],
)
def test_a_community_is_found_by_name_initials_or_address(client, town, words):
    assert offered(client.get("/file/", {"q": words}))[:5] == ["DQHY"]


@pytest.mark.parametrize("words", ["丹青花园", "丹青", "dqhy", "荷叶地街道1号"])
def test_among_many_alike_it_stands_in_the_first_five(client, town, words):
    for number in range(20):
        Community.objects.create(
            code=f"X{number}",
            name=f"上丹青花园{number}期",
            initials=f"dqhyx{number}",
            address=f"大荷叶地街道1号院{number}",
            street=town.street,
            households=10,
        )
    assert "DQHY" in offered(client.get("/file/", {"q": words}))[:5]


def test_choosing_one_leads_on_and_is_kept(client, town):
    page = client.get("/file/", {"q": "丹青"})
    answer = client.post("/file/", main_form(page).filled(community="DQHY"))
    assert answer.headers["Location"] == flow.KIND
    assert placed() == ("DQHY", "", "")
    assert "丹青花园" in client.get(flow.KIND).content.decode()


def test_what_is_no_community_is_asked_again(client, town):
    assert client.post("/file/", {"community": "NOWHERE"}).status_code == 200
    assert not Draft.objects.exists()


def test_nothing_found_leads_to_the_description(client, town):
    page = client.get("/file/", {"q": "Nowhere Court"})
    assert "No community of that name yet" in page.content.decode()
    assert "/file/unlisted/" in read(page).links


class TestByPosition:
    @pytest.fixture(autouse=True)
    def _positions(self, town):
        near = {"DQHY": (31.850, 117.250), "LXY": (31.852, 117.253)}
        for code, (latitude, longitude) in near.items():
            Community.objects.filter(code=code).update(
                latitude=latitude, longitude=longitude
            )

    def test_the_nearest_stand_first_and_those_far_away_nowhere(self, client):
        there = {"latitude": "31.8525", "longitude": "117.2531"}
        assert offered(client.post("/file/", there)) == ["LXY", "DQHY"]
        away = {"latitude": "30.1", "longitude": "117.2531"}
        page = client.post("/file/", away)
        assert offered(page) == []
        assert "No community near you" in page.content.decode()

    @pytest.mark.parametrize("typed", ["", "north", "91", "nan"])
    def test_what_is_no_position_finds_nothing(self, client, typed):
        page = client.post("/file/", {"latitude": typed, "longitude": "117.25"})
        assert (page.status_code, offered(page)) == (200, [])

    def test_a_position_is_kept_nowhere(self, client):
        there = {"latitude": "31.8525", "longitude": "117.2531"}
        page = client.post("/file/", there)
        assert "no-store" in page.headers["Cache-Control"]
        assert "31.8525" not in page.content.decode()
        assert not Draft.objects.exists()


class TestAPlaceThatIsNotListed:
    def test_the_county_gets_it(self, client, town):
        answer = flow.send(client, "/file/unlisted/", **DESCRIBED)
        flow.file(client, answer.headers["Location"])
        case = Case.objects.get()
        assert (case.community, case.place) == (None, "Willow Lane 7")
        assert case.office == town.county

    def test_it_takes_the_place_of_a_community_and_the_other_way_round(
        self, client, town
    ):
        client.post("/file/", {"community": "DQHY"})
        flow.send(client, "/file/unlisted/", **DESCRIBED)
        assert placed() == ("", "340104000", "Willow Lane 7")
        client.post("/file/", {"community": "LXY"})
        assert placed() == ("LXY", "", "")

    def test_counties_stand_under_their_city_in_the_reader_s_language(
        self, client, town
    ):
        page = client.get("/file/unlisted/").content.decode()
        assert '<optgroup label="Hefei City">' in page
        assert ">Shushan District</option>" in page
        client.cookies["django_language"] = "zh-hans"
        page = client.get("/file/unlisted/").content.decode()
        assert '<optgroup label="合肥市">' in page
        assert ">蜀山区</option>" in page

    def test_it_has_to_be_said_where(self, client, town):
        page = flow.send(client, "/file/unlisted/", region="", place=" ")
        assert "Choose the city and the district." in errors_of(page)
        assert "Say where it is." in errors_of(page)


class TestThePosterAtTheGate:
    def test_it_leads_to_the_next_page_with_the_community_set(self, client, town):
        assert client.get("/c/dqhy/").headers["Location"] == flow.AT_THE_GATE
        assert "丹青花园" in client.get(flow.AT_THE_GATE).content.decode()
        assert client.get("/c/NOWHERE/").status_code == 404

    def test_who_only_looks_leaves_nothing_behind(self, client, town):
        client.get("/c/dqhy/", follow=True)
        assert not Draft.objects.exists()

    def test_a_draft_about_another_place_is_offered_and_then_gives_way(
        self, client, town
    ):
        flow.answer(client)
        page = client.get("/file/kind/?community=LXY")
        assert page.context["unfinished"]["place"] == "丹青花园"
        flow.send(client, "/file/kind/?community=LXY", kind="CONSULTATION")
        answers = answers_of(Draft.objects.get())
        assert (answers.community, answers.kind) == ("LXY", "CONSULTATION")
        assert answers.text == answers.phone == ""

    def test_a_draft_about_the_same_place_goes_on(self, client, town):
        flow.answer(client)
        assert client.get(flow.AT_THE_GATE).context["unfinished"] is None
        answer = flow.send(client, flow.AT_THE_GATE, kind="SUGGESTION")
        assert answer.headers["Location"] == flow.CHECK
