"""The papers of an entry say what was told and decided, and its file holds all."""

import csv
from datetime import date
from hashlib import sha256
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
import time_machine
from django.urls import reverse

from ratings.listing_papers import PaperKind, paper_of
from ratings.models import EnforcedCase, LegalBasis
from ratings.operations.listings import standing
from ratings.queries import listing_desk
from tests.complaints import paths
from tests.ratings.listings.people import (
    DAY,
    DEFENCE_OVER,
    UNPUBLISHED,
    WEDNESDAY,
    WORDS,
)
from tests.registry.ledger.printed import Printed, packed

NOW = DEFENCE_OVER + DAY
ENGLISH = {"Accept-Language": "en"}
CHINESE = {"Accept-Language": "zh-hans"}
NEIGHBOUR = "王小明"


@pytest.fixture(autouse=True)
def _friday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(client, lists):
    client.force_login(lists.pan.user)
    return client


def paper(listing, kind, language="zh-hans"):
    listing.refresh_from_db()
    return paper_of(listing, listing_desk.steps_of(listing), kind, language)


def paper_url(listing, kind):
    return reverse("admin:ratings_listing_paper", args=[listing.pk, kind])


def printed(client, listing, kind, **headers):
    answer = client.get(paper_url(listing, kind), headers=headers or CHINESE)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return Printed(answer.content).text


def says(text, *sentences):
    return [each for each in sentences if packed(each) not in text]


def test_the_notice_says_facts_cases_basis_reasons_and_the_time_for_a_defence(
    lists, desk
):
    case = lists.town.file()
    EnforcedCase.objects.create(enforcement=lists.penalty, case=case)
    listing = lists.served()

    text = printed(desk, listing, "notice")

    assert (
        says(
            text,
            "拟列入黑榜告知书",
            "列告〔2026〕000001号",
            lists.town.firm.name,
            lists.town.firm.credit_code,
            lists.town.garden.name,
            "一般失信",
            "6个月",
            "一、",
            lists.penalty.number,
            lists.penalty.facts,
            case.number,
            f"《{lists.basis.title}》",
            lists.basis.text,
            WORDS,
            "5个工作日",
            "不重于",
            "2026年3月3日",
        )
        == []
    )
    assert lists.town.anna.user.username not in text


def test_a_notice_leads_to_the_list_and_names_no_entry(lists):
    assert paper(lists.notified(), PaperKind.NOTICE).address.endswith("/lists/black/")


def test_the_decision_names_both_remedies_and_the_last_day(lists, desk):
    listing = lists.published()

    text = printed(desk, listing, "decision")

    assert (
        says(
            text,
            "列入黑榜决定书",
            "列决〔2026〕000001号",
            "2026年9月11日",
            "60日内",
            "6个月内提起行政诉讼",
            "未陈述申辩",
            WORDS,
        )
        == []
    )
    address = paper(listing, PaperKind.DECISION).address
    assert address.endswith(f"/lists/{listing.number}/")


def test_the_decision_says_how_a_defence_was_answered(lists, desk):
    listing = lists.served()
    lists.defend(listing)
    lists.answer(listing, reasons="The photo shows another exit.")
    lists.decide(listing)
    text = printed(desk, listing, "decision", **ENGLISH)
    assert says(text, "heard and not adopted", "The photo shows another exit.") == []


def test_a_paper_speaks_english_to_who_reads_english(lists, desk):
    text = printed(desk, lists.published(), "decision", **ENGLISH)
    assert says(text, "1. Decision", "within 60 days", "General dishonesty") == []


def test_the_removal_says_when_why_and_by_which_document(lists, desk):
    listing = lists.published()
    standing.quash(listing=listing, **lists.by_document(now=NOW))
    text = printed(desk, listing, "removal")
    assert (
        says(text, "移出黑榜决定书", "列移〔2026〕000001号", "皖01行初12号", WORDS)
        == []
    )


def test_an_unpublished_entry_is_decided_on_a_paper_that_names_no_entry(lists):
    listing = lists.decided(term=UNPUBLISHED)
    made = paper(listing, PaperKind.DECISION)
    assert made.address.endswith("/lists/black/")


@pytest.mark.parametrize(
    ("stage", "kinds"),
    [
        ("propose", []),
        ("notified", ["notice"]),
        ("published", ["notice", "decision"]),
    ],
)
def test_there_is_a_paper_once_its_step_was_made(lists, desk, stage, kinds):
    listing = getattr(lists, stage)()
    for kind in PaperKind.values:
        status = desk.get(paper_url(listing, kind)).status_code
        assert status == (200 if kind in kinds else 404), kind
    assert desk.get(paper_url(listing, "opinion")).status_code == 404


def test_what_stands_on_a_made_up_article_is_marked_on_every_paper(lists):
    listing = lists.published()
    assert not paper(listing, PaperKind.DECISION).made_up
    LegalBasis.objects.update(is_demo=True)
    listing = type(listing).objects.get()
    for kind in (PaperKind.NOTICE, PaperKind.DECISION):
        assert paper(listing, kind).made_up


def test_a_renamed_firm_keeps_its_name_on_the_paper(lists):
    listing = lists.notified()
    name = lists.town.firm.name
    lists.town.firm.name = "改名物业有限公司"
    lists.town.firm.save()
    assert paper(listing, PaperKind.NOTICE).addressed_to == f"{name}："


def test_a_paper_has_the_day_on_which_its_step_was_made(lists):
    assert paper(lists.notified(), PaperKind.NOTICE).issued_on == date(2026, 3, 3)


def test_the_firm_concerned_downloads_its_papers_and_no_other_does(lists, client):
    listing = lists.published()
    url = f"/firm/lists/{listing.number}/notice.pdf"

    client.force_login(lists.firm.user)
    answer = client.get(url)
    assert says(Printed(answer.content).text, lists.town.garden.name) == []
    assert "no-store" in answer["Cache-Control"]

    client.force_login(lists.town.rival_manager.user)
    assert client.get(url).status_code == 404


def test_papers_are_not_for_another_office(lists, client):
    listing = lists.published()
    client.force_login(lists.town.anna.user)
    assert client.get(paper_url(listing, "decision")).status_code == 403


def test_the_public_reads_the_decision_while_it_stands_in_both_languages(lists, client):
    listing = lists.published()
    url = f"/lists/{listing.number}/decision.pdf"

    chinese = Printed(client.get(url, {"language": "zh-hans"}).content).text
    english = Printed(client.get(url, {"language": "en"}).content).text

    assert says(chinese, lists.town.garden.name, "决定") == []
    assert says(english, "1. Decision") == []


def test_the_public_paper_leaves_out_what_the_parties_alone_read(lists, client, desk):
    case = lists.town.file()
    EnforcedCase.objects.create(enforcement=lists.penalty, case=case)
    listing = lists.served()
    lists.defend(listing)
    lists.answer(listing, reasons=f"{NEIGHBOUR} told us of it, and the photo, too.")
    lists.decide(listing, reasons="Mrs Chen on 13800138000 is right: it was locked.")
    lists.publish(listing)
    told = (NEIGHBOUR, "13800138000", lists.penalty.facts, case.number)

    whole = printed(desk, listing, "decision", **ENGLISH)
    public = client.get(f"/lists/{listing.number}/decision.pdf", {"language": "en"})
    text = Printed(public.content).text

    assert says(whole, *told) == []
    assert says(text, *told) == list(told)
    assert (
        says(text, "heard and not adopted.", "it was locked.", lists.penalty.number)
        == []
    )
    for path in (f"/lists/{listing.number}/", "/lists/black.json", "/lists/black.csv"):
        page = client.get(path).content.decode()
        assert "it was locked." in page
        assert [each for each in told if each in page] == [], path


def test_the_decision_is_not_public_before_the_publication(lists, client):
    listing = lists.decided()
    assert client.get(f"/lists/{listing.number}/decision.pdf").status_code == 404


def test_the_whole_file_is_one_archive_with_an_index(lists, desk):
    listing = lists.served()
    lists.defend(listing, text="The exits were open.", file=paths.photo())
    lists.answer(listing)
    lists.decide(listing)
    url = reverse("admin:ratings_listing_archive", args=[listing.pk])

    answer = desk.get(url, headers=ENGLISH)

    assert answer["Content-Type"] == "application/zip"
    with ZipFile(BytesIO(answer.content)) as archive:
        names = archive.namelist()
        content = {name: archive.read(name) for name in names}
    suffixes = [name.rpartition(".")[2] for name in names]
    assert suffixes.count("pdf") == 2
    assert suffixes.count("jpg") == 2
    assert b"The exits were open." in content.values()
    sums = content["SHA256SUMS"].decode().splitlines()
    for line in sums:
        digest, name = line.split("  ", 1)
        assert sha256(content[name]).hexdigest() == digest
    (history,) = [name for name in names if "History" in name]
    rows = list(csv.DictReader(StringIO(content[history].decode("utf-8-sig"))))
    assert [row["digest"] for row in rows] == [
        step.digest for step in listing.steps.order_by("number")
    ]


def test_the_archive_is_not_for_another_office(lists, client):
    listing = lists.served()
    url = reverse("admin:ratings_listing_archive", args=[listing.pk])
    client.force_login(lists.town.carl.user)
    assert client.get(url).status_code == 403
    client.force_login(lists.firm.user)
    assert client.get(url).status_code == 302


def test_words_of_a_firm_are_data_on_a_paper(lists, desk):
    listing = lists.propose()
    lists.review(listing)
    reasons = "#eval(1+1) $x^2$ \\u{202e} *bold* @ref <tag>"
    lists.notify(listing, reasons=reasons)
    with time_machine.travel(WEDNESDAY):
        assert says(printed(desk, listing, "notice"), "#eval(1+1)", "*bold*") == []
