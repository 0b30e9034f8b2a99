"""The ranking page: intervals instead of bare places, and no place for too few."""

from decimal import Decimal

import pytest
import time_machine
from django.utils.text import capfirst

from ratings.models import FirmScore, Objection
from ratings.states import ObjectionGround, ReviewState
from ratings.views.drawing import tens_around
from tests.ratings.published import (
    EARLIER,
    LATER,
    OPENED_AT,
    a_dozen,
    made,
    publish,
    tables,
    text_of,
)
from tests.ratings.rows import publisher

ENGLISH = {"Accept-Language": "en"}
CHINESE = {"Accept-Language": "zh-hans"}


@pytest.fixture
def review(town):
    return publish(town, a_dozen())


def page(client, path="/rankings/", **query):
    return client.get(path, query, headers=ENGLISH)


def rated_rows(response):
    """The rows of the rated firms, by name."""
    return {row[1].split(" ")[0]: row for row in tables(response)[0][1:]}


def unrated_rows(response):
    return {row[0].split(" ")[0]: row for row in tables(response)[-1][1:]}


def test_the_newest_review_says_in_one_sentence_how_it_stands(client, review):
    shown = page(client)
    assert shown.status_code == 200
    assert (
        "Rated: 8 of 12 firms, as 4 had too few cases or answers; clearly above the "
        "province: 1, clearly below: 1." in text_of(shown)
    )


def test_rules_version_and_both_hashes_stand_on_the_page(client, review):
    shown = text_of(page(client))
    assert review.inputs_sha256 in shown
    assert review.results_sha256 in shown
    assert "/about/ratings/rules/1/" in shown
    assert "Result, version 1" in shown


def test_a_row_says_score_interval_n_and_reply_rate(client, review):
    row = rated_rows(page(client))["优秀物业"]
    score = FirmScore.objects.get(firm__name="优秀物业")
    assert row[2] == score.grade
    assert row[3] == str(score.score)
    assert row[4] == f"{score.low} to {score.high}"
    assert row[5:9] == ["400", "400", "1500", "50%"]


FEW_CASES = "not enough cases (n = 9), 10 are needed"
FEW_ANSWERS = "not enough own answers (n = 9), 10 are needed"


@pytest.mark.parametrize(
    ("incidents", "answers", "said"),
    [
        (9, 9, f"{FEW_CASES}; {FEW_ANSWERS}"),
        (10, 9, FEW_ANSWERS),
        (9, 10, FEW_CASES),
    ],
)
def test_below_the_minimum_volume_there_is_no_rank(
    client, town, incidents, answers, said
):
    publish(town, {"边缘物业": made(answers, answers, incidents=incidents)} | a_dozen())
    shown = page(client)
    assert "边缘物业" not in rated_rows(shown)
    assert unrated_rows(shown)["边缘物业"][1] == capfirst(said)


@pytest.mark.parametrize("volume", [10, 11])
def test_from_the_minimum_volume_on_a_firm_is_ranked(client, town, volume):
    publish(town, {"边缘物业": made(volume, volume, incidents=volume)} | a_dozen())
    shown = page(client)
    assert "边缘物业" in rated_rows(shown)
    assert "边缘物业" not in unrated_rows(shown)


def test_an_unrated_firm_shows_nothing_that_reads_as_a_score(client, town):
    publish(town, {"新来物业": made(9, 9)})
    shown = page(client)
    assert "No firm has enough cases and answers yet" in text_of(shown)
    assert len(tables(shown)) == 1
    assert tables(shown)[0][1][2:] == ["9", "9", "1500", "50%"]


def test_a_place_is_an_interval_or_a_band_and_never_one_number_of_equals(
    client, review
):
    rows = rated_rows(page(client))
    assert rows["优秀物业"][0].startswith("1 of 8")
    alike = [rows[f"相似物业{number}"][0] for number in range(6)]
    assert set(alike) == {"No clear difference from the province"}


def test_two_firms_whose_intervals_cover_each_other_show_no_clear_difference(
    client, town
):
    many = {f"大物业{number}": made(400, 8 * number + 80) for number in range(12)}
    publish(town, many | {"双生甲": made(400, 398), "双生乙": made(400, 398)})
    rows = rated_rows(page(client))
    for twin in ("双生甲", "双生乙"):
        assert rows[twin][0].startswith("1–2 of 14")
        assert "no clear difference from 1 other" in rows[twin][0]


def test_every_bar_is_drawn_on_one_scale_by_attributes_only(client, review):
    shown = page(client).content.decode()
    assert shown.count('class="interval"') == 8
    assert "style=" not in shown


def test_the_trend_is_told_against_the_review_before(client, town):
    publish(town, {"甲物业": made(40, 20)}, period=EARLIER)
    publish(town, {"甲物业": made(40, 36), "乙物业": made(40, 36)})
    rows = rated_rows(page(client))
    assert rows["甲物业"][9].startswith("up by ")
    assert rows["乙物业"][9] == "no score before"
    earlier = rated_rows(page(client, f"/rankings/{EARLIER}/"))
    assert earlier["甲物业"][9] == "no score before"


def test_a_firm_under_objection_is_marked_and_the_tag_changes(client, town, review):
    before = page(client).headers["ETag"]
    assert "under objection" not in text_of(page(client))
    objection = Objection.objects.create(
        review=review,
        firm=FirmScore.objects.get(firm__name="优秀物业").firm,
        case=town.file(),
        ground=ObjectionGround.DUPLICATE,
        text="Counted twice.",
        at=OPENED_AT,
        by=town.manager.user,
    )
    objected = page(client)
    assert "under objection" in rated_rows(objected)["优秀物业"][1]
    assert text_of(objected).count("under objection") == 1
    assert objected.headers["ETag"] != before
    objection.state = "REJECTED"
    objection.decided_at, objection.reasons = OPENED_AT, "Two incidents."
    objection.decided_by = publisher(town, "gu").user
    objection.save()
    assert "under objection" not in text_of(page(client))


def test_a_replaced_version_stays_readable_and_says_so(client, town):
    old = publish(town, a_dozen(), state=ReviewState.SUPERSEDED)
    publish(town, a_dozen(), version=2, reason="One case was counted twice.")
    newest = text_of(page(client, f"/rankings/{LATER}/"))
    assert "One case was counted twice." in newest
    assert "was replaced" not in newest
    assert f"/rankings/{LATER}/?version=1" in newest
    replaced = page(client, f"/rankings/{LATER}/", version="1")
    assert "This version was replaced by a corrected one" in text_of(replaced)
    assert old.inputs_sha256 in text_of(replaced)
    assert f"/rankings/{LATER}/inputs.json?version=1" in text_of(replaced)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"q": "优秀"}, {"优秀物业"}),
        ({"grade": "AAA"}, {"优秀物业"}),
        ({"city": "340100000", "q": "糟糕"}, {"糟糕物业"}),
        ({"size": "L"}, set()),
    ],
)
def test_firms_are_chosen_by_name_city_size_and_grade(client, review, query, names):
    shown = page(client, **query)
    assert {row["name"] for row in shown.context["rows"]} == names


def test_a_credit_code_finds_its_firm(client, review):
    code = FirmScore.objects.get(firm__name="糟糕物业").firm.credit_code
    shown = page(client, q=code)
    assert [row["name"] for row in shown.context["rows"]] == ["糟糕物业"]


def test_firms_are_sorted_by_score_or_by_name(client, review):
    scores = [float(row["score"]) for row in page(client).context["rows"]]
    assert scores == sorted(scores, reverse=True)
    names = [row["name"] for row in page(client, order="name").context["rows"]]
    assert names == sorted(names)


@pytest.mark.parametrize("name", ["city", "size", "grade", "order"])
def test_a_wrong_choice_is_said_in_words_that_keep_it(client, review, name):
    shown = page(client, **{name: "Atlantis"})
    assert shown.status_code == 200
    assert "“Atlantis” is not in the list. Choose from the list." in text_of(shown)


def test_too_long_a_name_is_kept_in_its_field(client, review):
    long = "物" * 61
    shown = text_of(page(client, q=long))
    assert "Write at most 60 characters." in shown
    assert f'value="{long}"' in shown


def test_a_page_has_25_firms_and_the_choice_stays_in_the_address(client, town):
    publish(town, {f"物业{number:02}": made(12, 9) for number in range(30)})
    first = page(client, size="S")
    assert len(first.context["rows"]) == 25
    after = first.context["pages"]["after"]
    assert "size=S" in after
    second = client.get(f"/rankings/{after}", headers=ENGLISH)
    assert len(second.context["rows"]) == 5
    assert {row["name"] for row in first.context["rows"]}.isdisjoint(
        row["name"] for row in second.context["rows"]
    )


@pytest.mark.parametrize("number", [30, 300])
def test_the_page_costs_ten_questions_for_thirty_firms_and_for_three_hundred(
    client, town, django_assert_num_queries, number
):
    half = number // 2
    publish(town, {f"甲{each}": made(12, 9) for each in range(half)}, period=EARLIER)
    publish(
        town,
        {f"甲{each}": made(12, 9) for each in range(half)}
        | {f"乙{each}": made(3, 2) for each in range(half)},
    )
    with django_assert_num_queries(10):
        page(client)


@pytest.mark.parametrize("headers", [ENGLISH, CHINESE])
def test_who_holds_the_page_as_it_stands_gets_304(client, review, headers):
    first = client.get("/rankings/", headers=headers)
    again = client.get(
        "/rankings/", headers={**headers, "If-None-Match": first.headers["ETag"]}
    )
    assert (first.status_code, again.status_code) == (200, 304)
    assert again.content == b""


def test_language_text_size_and_browser_each_have_their_own_tag(client, review):
    tags = {client.get("/rankings/", headers=ENGLISH).headers["ETag"]}
    tags.add(client.get("/rankings/", headers=CHINESE).headers["ETag"])
    client.cookies["text_size"] = "large"
    tags.add(client.get("/rankings/", headers=ENGLISH).headers["ETag"])
    client.cookies.clear()
    tags.add(client.get("/rankings/", headers=ENGLISH).headers["ETag"])
    assert len(tags) == 4


def test_a_page_that_says_names_only_has_a_tag_for_each_language(client, review):
    english = client.get("/firms/", headers=ENGLISH).headers["ETag"]
    assert client.get("/firms/", headers=CHINESE).headers["ETag"] != english


@pytest.mark.parametrize(
    ("bounds", "scale"),
    [
        (["78.95", "91.10"], (70, 100)),
        (["70.00", "90.00"], (70, 90)),
        (["80.00", "80.00"], (80, 90)),
        ([], (0, 100)),
    ],
)
def test_the_scale_holds_every_interval(bounds, scale):
    assert tens_around(map(Decimal, bounds)) == scale


def test_a_page_with_the_tokens_of_its_forms_stays_with_its_browser(client, review):
    shown = page(client)
    assert shown.headers["Cache-Control"] == "private, no-cache"
    assert {"Cookie", "Accept-Language"} <= set(shown.headers["Vary"].split(", "))


@pytest.mark.parametrize(
    "path",
    [
        "/rankings/2026-13-1/",
        "/rankings/yesterday/",
        "/rankings/2019-01-1/",
        "/rankings/2099-01-1/",
        f"/rankings/{LATER}/?version=2",
        f"/rankings/{LATER}/?version=x",
    ],
)
@pytest.mark.parametrize("headers", [ENGLISH, CHINESE])
def test_there_is_no_page_for_what_is_never_reviewed(client, review, path, headers):
    shown = client.get(path, headers=headers)
    assert shown.status_code == 404
    assert shown.headers["Content-Language"] == headers["Accept-Language"]


@time_machine.travel("2026-03-20T09:00:00+08:00", tick=False)
@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2026-03-2", "Its review begins on Wednesday 1 April 2026 at 02:00."),
        ("2026-03-1", "The review began on Monday 16 March 2026 and is being checked."),
    ],
)
def test_a_half_month_that_is_not_published_says_when_it_will_be(
    client, town, period, said
):
    publish(town, a_dozen(), period=EARLIER)
    shown = page(client, f"/rankings/{period}/")
    assert shown.status_code == 200
    assert "Not published yet" in text_of(shown)
    assert said in text_of(shown)


@time_machine.travel("2026-03-17T09:00:00+08:00", tick=False)
def test_a_review_in_preview_says_until_when_and_shows_no_figure(client, town):
    review = publish(
        town,
        a_dozen(),
        state=ReviewState.PREVIEWED,
        published_at=None,
        published_by=None,
    )
    shown = text_of(page(client, f"/rankings/{LATER}/"))
    assert "firms may object until Thursday 19 March 2026" in shown
    assert "优秀物业" not in shown
    assert review.results_sha256 not in shown
    for name in ("inputs.json", "results.json", "regions/", "chart/"):
        answer = page(client, f"/rankings/{LATER}/{name}")
        assert "优秀物业" not in answer.content.decode()
    assert page(client, f"/rankings/{LATER}/inputs.json").status_code == 404
    for name in ("", "results.json"):
        path = f"/rankings/{LATER}/{name}"
        assert page(client, path, version="1").status_code == 404


@time_machine.travel("2026-03-17T09:00:00+08:00", tick=False)
def test_before_the_first_review_the_page_says_what_would_be_here_and_when(
    client, town
):
    shown = page(client)
    assert shown.status_code == 200
    assert "No review is published yet" in text_of(shown)
    assert "Its review begins on Wednesday 1 April 2026 at 02:00." in text_of(shown)
    assert page(client, "/rankings.csv").status_code == 404


def test_pages_are_for_reading_only(client, review):
    assert client.post("/rankings/").status_code == 405
    assert client.head("/rankings/").status_code == 200
