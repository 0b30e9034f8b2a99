"""Bulletins in public: the page, the files and the feed say the same numbers."""

import csv
import json
import re
from datetime import timedelta
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
import time_machine

from ratings import bulletin_wording
from ratings.bulletins import lines
from ratings.canonical import sha256_of
from ratings.models import Bulletin
from ratings.operations import publishing
from tests.ratings.bulletined import INTRODUCTION, OUT_AT, REMARKS, build_bulletined
from tests.ratings.published import tables, text_of
from tests.ratings.reviewed import FRIDAY

ENGLISH = {"Accept-Language": "en"}
CHINESE = {"Accept-Language": "zh-hans"}
PAGE = "/bulletins/2026-03-1/"
FEED = "/bulletins/feed.atom?language=en"
ATOM = {"atom": "http://www.w3.org/2005/Atom"}
WHY = "Two cases of the water company were counted."
WEEK = timedelta(days=7)
MOST_QUERIES = 10
ADDRESSES = (
    "/bulletins/",
    "/bulletins.csv",
    "/bulletins.json",
    PAGE,
    "/bulletins/2026-03-1.csv",
    "/bulletins/2026-03-1.json",
    "/bulletins/2026-03-1.pdf?language=en",
    FEED,
)


@pytest.fixture(autouse=True)
def _friday_afternoon():
    with time_machine.travel(OUT_AT, tick=False):
        yield


@pytest.fixture
def bulletined(town):
    return build_bulletined(town)


@pytest.fixture
def out(bulletined):
    return bulletined.bring_out()


def page(client, path=PAGE, headers=ENGLISH):
    return client.get(path, headers=headers)


def document(client, path="/bulletins/2026-03-1.json"):
    return json.loads(page(client, path).content)


def corrected(bulletined):
    """A week later the corrected review and its bulletin are out; the new bulletin."""
    reviewed = bulletined.reviewed
    Bulletin.objects.filter(pk=bulletined.bulletin.pk).update(
        figures=changed(bulletined.bulletin.figures)
    )
    review = publishing.correct(
        review=reviewed.review, reason=WHY, by=reviewed.gu, now=FRIDAY
    )
    publishing.open_preview(review=review, by=reviewed.gu, now=FRIDAY)
    publishing.publish(review=review, by=reviewed.han, now=FRIDAY + WEEK)
    return Bulletin.objects.get(review=review)


def changed(figures):
    """As if one settled case more had been counted at first."""
    return {**figures, "province": {**figures["province"], "settled": "3"}}


class TestBeforeItIsOut:
    def test_a_draft_is_nowhere(self, client, bulletined):
        shown = page(client)
        assert "Not published yet" in text_of(shown)
        assert "is being edited and signed" in text_of(shown)
        for suffix in ("csv", "json"):
            assert page(client, f"/bulletins/2026-03-1.{suffix}").status_code == 404
        assert "No bulletin yet" in text_of(page(client, "/bulletins/"))
        assert page(client, FEED).content.count(b"<entry>") == 0

    def test_a_signed_one_is_nowhere(self, client, bulletined):
        bulletined.edit()
        bulletined.sign()
        assert INTRODUCTION not in text_of(page(client))
        assert page(client, f"{PAGE}?version=1").status_code == 404

    def test_a_half_month_without_a_review_says_when_it_has_one(self, client, out):
        assert "Its review begins on" in text_of(page(client, "/bulletins/2026-03-2/"))
        assert page(client, "/bulletins/2026-13-1/").status_code == 404
        assert page(client, "/bulletins/nonsense/").status_code == 404


class TestThePage:
    def test_number_body_words_and_hash_stand_on_it(self, client, out):
        shown = text_of(page(client))
        for said in (out.number, INTRODUCTION, REMARKS, out.figures_sha256):
            assert said in shown

    def test_the_table_tells_the_frozen_figures(self, client, out):
        head, *rows = tables(page(client))[0]
        assert head[0] == "Region"
        told = {row[0]: row[1:] for row in rows}
        whole = out.figures["province"]
        assert told["Anhui Province"][:3] == [
            whole["accepted"],
            whole["settled"],
            whole["waiting"],
        ]
        assert told["Anhui Province"][3].startswith(
            bulletin_wording.percent(whole["settlement_rate"])
        )

    def test_the_reply_rate_stands_beside_the_rates(self, client, out):
        head = tables(page(client))[0][0]
        assert head[-3:] == ["Settlement rate", "Satisfaction", "Reply rate"]

    def test_one_honest_sentence_says_how_many_are_not_rated(self, client, out):
        told = out.figures["firms"]
        share = bulletin_wording.percent(told["not_rated_share"])
        sentence = (
            f"{told['not_rated']} of {told['all']} firms ({share}) had too few cases "
            "or answers to be rated: of them nothing can be said yet, neither good nor "
            "bad."
        )
        assert sentence in text_of(page(client))

    def test_what_an_editor_typed_is_text_and_never_markup(self, client, bulletined):
        bulletined.edit(introduction="<script>alert(1)</script>")
        bulletined.sign()
        bulletined.publish()
        shown = page(client).content.decode()
        assert "<script>alert(1)" not in shown
        assert "&lt;script&gt;alert(1)" in shown

    def test_it_is_chinese_for_who_reads_chinese(self, client, out):
        shown = text_of(page(client, headers=CHINESE))
        assert "关于2026年3月上半月物业诉求办理情况的通报" in shown
        assert "Settlement rate" not in shown

    def test_no_person_of_the_office_is_named(self, client, out):
        for path in ADDRESSES:
            shown = page(client, path).content.decode(errors="replace")
            for name in ("顾", "韩", "gu@", "han@"):
                assert name not in shown


class TestTheFiles:
    def test_csv_and_json_hold_the_same_numbers(self, client, out):
        content = page(client, "/bulletins/2026-03-1.csv").content.decode("utf-8-sig")
        rows = list(csv.DictReader(content.splitlines()))
        from_csv = [
            (row["section"], row["code"], row["figure"], row["value"]) for row in rows
        ]
        from_json = [
            (one.section, one.code, one.figure, one.value or "")
            for one in lines(document(client)["figures"])
        ]
        assert from_csv == from_json
        assert len(from_csv) > 40

    def test_the_page_tells_the_numbers_of_the_json(self, client, out):
        figures = document(client)["figures"]
        told = {row[0]: row for row in tables(page(client))[0][1:]}
        names = {one["name_en"] for one in (figures["province"], *figures["cities"])}
        assert told.keys() == names
        for one in (figures["province"], *figures["cities"]):
            row = told[one["name_en"]]
            assert row[1:4] == [one["accepted"], one["settled"], one["waiting"]]
            assert row[6] == bulletin_wording.percent(one["reply_rate"])

    def test_the_hash_is_of_the_figures_as_anybody_reads_them(self, client, out):
        told = document(client)
        assert sha256_of(told["figures"]) == told["figures_sha256"]

    def test_the_list_is_a_file_too(self, client, out):
        content = page(client, "/bulletins.csv").content.decode("utf-8-sig")
        (row,) = csv.DictReader(content.splitlines())
        (listed,) = document(client, "/bulletins.json")["bulletins"]
        assert row == listed
        assert row["number"] == out.number


def printed(client, address="/bulletins/2026-03-1.pdf?language=en"):
    """Every letter of the paper, without its spaces, and how many pages it has."""
    answer = page(client, address)
    assert answer.headers["Content-Type"] == "application/pdf"
    pdf = pypdfium2.PdfDocument(answer.content)
    text = "".join(sheet.get_textpage().get_text_range() for sheet in pdf)
    return "".join(text.split())


class TestThePaper:
    def test_it_says_what_the_page_says(self, client, out):
        text = printed(client)
        figures = out.figures
        for said in (
            out.number,
            INTRODUCTION,
            REMARKS,
            *bulletin_wording.opening(figures),
            bulletin_wording.firms(figures),
            bulletin_wording.delayed(figures),
            "localhost:8000" + PAGE,
        ):
            assert "".join(said.split()) in text

    def test_its_table_has_the_numbers_of_the_page(self, client, out):
        text = printed(client)
        for row in tables(page(client))[0][1:]:
            line = row[0] + "".join(row[1:4])
            assert "".join(line.split()) in text

    def test_the_same_bulletin_is_the_same_bytes(self, client, out):
        address = "/bulletins/2026-03-1.pdf?language=zh-hans"
        first = page(client, address).content
        assert page(client, address).content == first
        assert "关于2026年3月上半月物业诉求办理情况的通报" in printed(client, address)

    def test_an_older_version_stays_on_paper(self, client, bulletined):
        bulletined.bring_out()
        bulletined.bulletin = corrected(bulletined)
        bulletined.bring_out()
        old = printed(client, "/bulletins/2026-03-1.pdf?version=1&language=en")
        new = printed(client)
        assert "（更正1）" in new
        assert "（更正1）" not in old
        assert "".join(WHY.split()) in new


class TestCorrections:
    def test_the_old_one_says_that_its_review_was_corrected(self, client, bulletined):
        bulletined.bring_out()
        corrected(bulletined)
        assert "The review behind this bulletin was corrected" in text_of(page(client))
        assert "being corrected" in text_of(page(client, "/bulletins/"))

    def test_the_new_one_says_what_changed_and_the_old_one_stays(
        self, client, bulletined
    ):
        bulletined.bring_out()
        bulletined.bulletin = corrected(bulletined)
        new = bulletined.bring_out()
        shown = page(client)
        assert new.number in text_of(shown)
        assert f"Corrected, because: {WHY}" in text_of(shown)
        changes = tables(shown)[0]
        assert changes[1] == ["Anhui Province", "Settled in the half-month", "3", "2"]
        old = page(client, f"{PAGE}?version=1")
        assert "This bulletin was replaced by a corrected one" in text_of(old)
        assert document(client, "/bulletins/2026-03-1.json?version=1")["state"] == (
            "SUPERSEDED"
        )
        assert page(client, f"{PAGE}?version=3").status_code == 404

    def test_the_list_and_the_feed_hold_the_new_one_alone(self, client, bulletined):
        bulletined.bring_out()
        bulletined.bulletin = corrected(bulletined)
        new = bulletined.bring_out()
        (listed,) = document(client, "/bulletins.json")["bulletins"]
        assert listed["number"] == new.number
        (entry,) = feed(client).findall("atom:entry", ATOM)
        assert entry.find("atom:id", ATOM).text.endswith("?version=2")


def feed(client, address=FEED):
    return ET.fromstring(page(client, address).content)  # noqa: S314 - our own


class TestTheFeed:
    def test_an_entry_tells_number_summary_link_and_moment(self, client, out, settings):
        root = feed(client)
        assert root.tag == "{http://www.w3.org/2005/Atom}feed"
        (entry,) = root.findall("atom:entry", ATOM)
        assert out.number in entry.find("atom:title", ATOM).text
        assert "Offices accepted 3 cases" in entry.find("atom:summary", ATOM).text
        link = entry.find("atom:link", ATOM).get("href")
        assert link == settings.SITE_URL + PAGE
        assert entry.find("atom:updated", ATOM).text.startswith("2026-03-20T")
        assert root.find("atom:updated", ATOM).text.startswith("2026-03-20T")

    def test_it_speaks_the_language_of_its_address(self, client, out):
        chinese = feed(client, "/bulletins/feed.atom?language=zh-hans")
        assert "半月通报" in chinese.find("atom:title", ATOM).text
        assert page(client, "/bulletins/feed.atom?language=fr").status_code == 404

    def test_the_pages_lead_to_it(self, client, out):
        for path in ("/bulletins/", PAGE):
            shown = text_of(page(client, path))
            assert re.search(r'rel="alternate"\s+type="application/atom\+xml"', shown)


@pytest.mark.parametrize("path", ADDRESSES)
def test_who_holds_it_as_it_stands_is_sent_nothing(
    client, bulletined, path, django_assert_max_num_queries
):
    bulletined.bring_out()
    page(client, path)
    with django_assert_max_num_queries(MOST_QUERIES):
        held = page(client, path)
    headers = {**ENGLISH, "If-None-Match": held.headers["ETag"]}
    assert client.get(path, headers=headers).status_code == 304
    bulletined.bulletin = corrected(bulletined)
    bulletined.bring_out()
    assert client.get(path, headers=headers).status_code == 200


def test_the_ranking_and_the_first_page_lead_to_the_bulletins(client, out):
    assert f'href="{PAGE}"' in text_of(page(client, "/rankings/"))
    assert 'href="/bulletins/"' in text_of(page(client, "/"))
