"""The public pages of the lists: what an entry says, and why a list is empty."""

import csv
import json
from io import StringIO

import pytest
import time_machine

from ratings.models import LegalBasis, LowRating
from ratings.operations.listings import proceeding, proposing, standing
from ratings.states import ListingState, Measure
from registry.models import Firm
from tests.ratings import published
from tests.ratings.listings.people import DAY, DEFENCE_OVER, MONDAY, WORDS
from tests.ratings.listings.praise import NAME, NEWER, OLDER, praised, reviews
from tests.ratings.published import a_dozen, publish, tables, text_of

ENGLISH = {"Accept-Language": "en"}
NOW = DEFENCE_OVER + DAY


@pytest.fixture(autouse=True)
def _friday():
    with time_machine.travel(NOW, tick=False):
        yield


def read(client, path, **query):
    return client.get(path, query, headers=ENGLISH)


def csv_rows(response):
    return list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))


def praise(lists):
    """The town's firm on the red list."""
    older, newer = praised(lists)
    listing = proposing.propose_red(
        firm=lists.town.firm,
        newer=newer,
        older=older,
        reasons=WORDS,
        by=lists.pan,
        now=MONDAY,
    )
    proceeding.decide(listing=listing, reasons=WORDS, by=lists.jue, now=DEFENCE_OVER)
    proceeding.publish(listing=listing, by=lists.fa, now=DEFENCE_OVER)
    return listing


def test_the_page_of_an_entry_says_decision_reasons_basis_and_last_day(client, lists):
    listing = lists.published()

    shown = text_of(read(client, f"/lists/{listing.number}/"))

    for said in (
        lists.town.firm.name,
        lists.town.garden.name,
        "General dishonesty",
        "Grave administrative penalty",
        lists.penalty.number,
        WORDS,
        lists.basis.title,
        lists.basis.article,
        lists.basis.text,
        "Thursday 12 March 2026 to Friday 11 September 2026",
        "within 60 days or sue within 6 months",
        "It does not come from the firm's score",
    ):
        assert said in shown, said
    assert "Under objection" not in shown


def test_an_objection_marks_the_entry_wherever_it_stands(client, lists):
    listing = lists.published()
    standing.object_to(listing=listing, text=WORDS, by=lists.firm, now=NOW)

    for path in (
        f"/lists/{listing.number}/",
        "/lists/black/",
        f"/firms/{lists.town.firm.credit_code}/",
    ):
        assert "Under objection" in text_of(read(client, path)), path
    (row,) = csv_rows(read(client, "/lists/black.csv"))
    assert row["under_objection"] == "True"


def test_page_table_and_document_say_the_same(client, lists):
    listing = lists.published()

    (row,) = csv_rows(read(client, "/lists/black.csv"))
    document = json.loads(read(client, "/lists/black.json").content)
    shown = tables(read(client, "/lists/black/"))[0]

    (entry,) = document["entries"]
    assert {name: "" if v is None else str(v) for name, v in entry.items()} == row
    assert document["empty_because"] is None
    assert row["number"] == listing.number
    assert (row["credit_code"], row["last_day"]) == (
        lists.town.firm.credit_code,
        "2026-09-11",
    )
    assert lists.town.firm.name in shown[1][0]
    assert listing.number in shown[1]


def test_an_empty_black_list_says_that_no_article_permits_it(client, lists):
    LegalBasis.objects.all().delete()

    shown = text_of(read(client, "/lists/black/"))
    document = json.loads(read(client, "/lists/black.json").content)

    assert "The black list is empty, because no article permits it" in shown
    assert (document["entries"], document["empty_because"]) == ([], "NO_BASIS")


def test_where_an_article_permits_it_an_empty_list_says_only_that(client, lists):
    shown = text_of(read(client, "/lists/black/"))
    document = json.loads(read(client, "/lists/black.json").content)

    assert "No entry on the black list" in shown
    assert lists.basis.article in shown
    assert document["empty_because"] == "NO_ENTRY"


def test_a_made_up_basis_is_marked_wherever_it_stands(client, lists):
    mark = "Made up for the demonstration"
    listing = lists.published()
    paths = [f"/lists/{listing.number}/", "/lists/black/"]
    assert all(mark not in text_of(read(client, path)) for path in paths)

    LegalBasis.objects.update(is_demo=True)

    assert all(mark in text_of(read(client, path)) for path in paths)
    (row,) = csv_rows(read(client, "/lists/black.csv"))
    assert row["basis_is_demo"] == "True"


def test_another_consequence_is_named_with_its_article_and_else_denied(client, lists):
    listing = lists.published()
    page = f"/lists/{listing.number}/"
    assert "Nothing else follows from it." in text_of(read(client, page))

    lists.article(measure=Measure.EFFECT, heaviest="", article="第九十一条")

    assert "第九十一条" in text_of(read(client, page))
    assert "Nothing else follows from it." not in text_of(read(client, page))


def test_a_red_entry_names_the_two_reviews_it_stands_on(client, lists):
    listing = praise(lists)

    for path in ("/lists/red/", f"/lists/{listing.number}/"):
        shown = text_of(read(client, path))
        assert f"/rankings/{OLDER}/" in shown
        assert f"/rankings/{NEWER}/" in shown
    (entry,) = json.loads(read(client, "/lists/red.json").content)["entries"]
    assert (entry["firm"], entry["class"]) == (NAME, None)
    assert json.loads(read(client, "/lists/black.json").content)["entries"] == []


def test_an_entry_stands_on_the_page_of_its_firm_and_of_no_other(client, lists):
    listing = lists.published()

    own = text_of(read(client, f"/firms/{lists.town.firm.credit_code}/"))
    other = text_of(read(client, f"/firms/{lists.town.rival.credit_code}/"))

    assert f"/lists/{listing.number}/" in own
    assert "/lists/L-" not in other


def test_what_was_never_public_has_no_page(client, lists):
    listing = lists.decided()
    for path in (f"/lists/{listing.number}/", "/lists/L-2026-000099/"):
        assert read(client, path).status_code == 404
    assert listing.number not in text_of(read(client, "/lists/black/"))


def test_re_users_learn_what_left_since_a_moment(client, lists):
    listing = lists.published()
    standing.suspend(listing=listing, **lists.by_document(now=NOW))

    def numbers(since):
        answer = read(client, "/lists/removed.json", since=since)
        return [one["number"] for one in json.loads(answer.content)["removed"]]

    assert numbers("") == numbers("2026-03-13") == [listing.number]
    assert numbers("2026-03-13T09:00:00+08:00") == [listing.number]
    assert numbers("2026-03-13T09:00:01+08:00") == numbers("2026-03-14") == []
    (row,) = csv_rows(read(client, "/lists/removed.csv"))
    assert row == {
        "number": listing.number,
        "list": "BLACK",
        "removed_at": "2026-03-13T09:00:00+08:00",
        "why": ListingState.SUSPENDED,
    }
    shown = text_of(read(client, "/lists/removed/"))
    assert listing.number in shown
    assert "suspended while a review or a lawsuit goes on" in shown


@pytest.mark.parametrize(
    "since", ["yesterday", "2026-13-01", "9999-12-31", "2026-03-13T99:00"]
)
@pytest.mark.parametrize("name", ["removed/", "removed.csv", "removed.json"])
def test_a_moment_that_is_none_is_answered_with_how_to_write_one(
    client, lists, name, since
):
    answer = read(client, f"/lists/{name}", since=since)
    assert answer.status_code == 400
    assert "2026-" in text_of(answer)


@pytest.mark.parametrize(
    "path",
    [
        "red/",
        "red.csv",
        "red.json",
        "black/",
        "black.csv",
        "black.json",
        "removed/",
        "removed.csv",
        "removed.json",
        "low-rating/",
        "low-rating.csv",
        "low-rating.json",
        "entry",
    ],
)
def test_whoever_holds_it_as_it_stands_is_told_so_and_asks_each_time(
    client, lists, path
):
    publish(lists.town, a_dozen())
    listing = lists.published()
    path = "/lists/" + (f"{listing.number}/" if path == "entry" else path)
    client.get(path)  # from here on the browser has its cookies

    first = read(client, path)
    again = client.get(path, headers=ENGLISH | {"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert "no-cache" in first["Cache-Control"]
    assert "max-age" not in first["Cache-Control"]


def test_the_lists_begin_with_the_good_one(client, lists):
    assert read(client, "/lists/")["Location"] == "/lists/red/"


def test_the_notice_of_low_rating_names_firms_as_a_result_without_effect(client, lists):
    older, newer = reviews(
        lists, older=published.made(300, 30), newer=published.made(300, 30)
    )
    LowRating.objects.create(review=newer, before=older, firm=lists.town.firm)
    LowRating.objects.create(review=older, before=newer, firm=lists.town.rival)

    shown = text_of(read(client, "/lists/low-rating/"))
    (row,) = csv_rows(read(client, "/lists/low-rating.csv"))
    document = json.loads(read(client, "/lists/low-rating.json").content)

    assert NAME in shown
    assert lists.town.rival.name not in shown
    assert "no term, and nothing else follows from it" in shown
    assert document["firms"] == [
        {
            "period": NEWER,
            "version": "1",
            "period_before": OLDER,
            "credit_code": lists.town.firm.credit_code,
            "name": NAME,
        }
    ]
    assert row == document["firms"][0]
    ranking = text_of(read(client, "/rankings/"))
    assert "The notice of low rating of this review names 1 firm:" in ranking
    own = text_of(read(client, f"/firms/{lists.town.firm.credit_code}/"))
    assert "A result at two reviews: no term" in own


def test_a_review_without_a_notice_says_so(client, lists):
    publish(lists.town, a_dozen())
    assert "names no firm" in text_of(read(client, "/rankings/"))
    assert "The notice names no firm" in text_of(read(client, "/lists/low-rating/"))
    own = text_of(
        read(client, f"/firms/{Firm.objects.get(name='糟糕物业').credit_code}/")
    )
    assert "Notice of low rating" not in own
