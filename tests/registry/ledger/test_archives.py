"""A file of a matter holds all that it was given, and an index that can be checked."""

import csv
from dataclasses import replace
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from registry.ledger.archives import Entry, archive_of

ENTRIES = (
    Entry("拟列入告知书", date(2026, 11, 2), b"%PDF-1.7 notice"),
    Entry("送达回证：2026年11月5日", date(2026, 11, 5), b"\xff\xd8 photo", "jpg"),
    Entry("Defence of the firm", date(2026, 11, 9), b"%PDF-1.7 defence"),
)
INDEX = ["index.html", "index.csv", "SHA256SUMS"]
HOSTILE_NAMES = [
    "../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "/absolute",
    "C:\\con",
    "a\x00b\r\nc",
    "$(reboot) `id` ; rm -rf *",
    "\u202egnp.exe",
    "<script>alert(1)</script>",
    '=HYPERLINK("https://evil.example")',
    "😀",
    "",
    "字" * 300,
    "\ud800",
]


def opened(content):
    return ZipFile(BytesIO(content))


def sheet(archive):
    lines = archive.read("index.csv").decode("utf-8-sig").splitlines(keepends=True)
    return list(csv.reader(lines))


class Page(HTMLParser):
    """The texts, the elements and the links of a page."""

    def __init__(self, archive):
        super().__init__()
        self.texts, self.elements, self.links = [], [], []
        self.feed(archive.read("index.html").decode())

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        self.links += [value for name, value in attrs if name == "href"]

    def handle_data(self, data):
        self.texts.append(data)


def test_the_files_are_what_was_given_in_its_order():
    archive = opened(archive_of("第12号", ENTRIES))
    assert archive.testzip() is None
    assert archive.namelist() == [
        *INDEX,
        "001-拟列入告知书.pdf",
        "002-送达回证-2026年11月5日.jpg",
        "003-Defence-of-the-firm.pdf",
    ]
    files = archive.namelist()[len(INDEX) :]
    assert [archive.read(file) for file in files] == [one.content for one in ENTRIES]


def test_the_sheet_names_each_file_with_the_hash_of_its_bytes():
    archive = opened(archive_of("第12号", ENTRIES))
    assert archive.read("index.csv").startswith("\ufeff".encode())
    names, *rows = sheet(archive)
    assert names == ["序号", "材料名称", "日期", "文件名", "SHA-256"]
    for number, (row, entry) in enumerate(zip(rows, ENTRIES, strict=True), start=1):
        assert row[:3] == [str(number), entry.name, entry.dated.isoformat()]
        assert row[4] == sha256(archive.read(row[3])).hexdigest()


def test_the_page_says_the_same_and_leads_to_each_file():
    archive = opened(archive_of("第12号", ENTRIES))
    page = Page(archive)
    assert page.texts.count("第12号") == 2  # its title and its heading
    for row in sheet(archive):
        assert [cell for cell in row if cell not in page.texts] == []
    assert page.links == archive.namelist()[len(INDEX) :]


def test_the_sums_are_those_of_the_files():
    archive = opened(archive_of("第12号", ENTRIES))
    lines = archive.read("SHA256SUMS").decode().splitlines()
    files = archive.namelist()[len(INDEX) :]
    assert lines == [f"{sha256(archive.read(f)).hexdigest()}  {f}" for f in files]


def test_equal_entries_give_equal_bytes():
    assert archive_of("第12号", ENTRIES) == archive_of("第12号", tuple(ENTRIES))
    changed = (replace(ENTRIES[0], content=b"%PDF-1.7 notice."), *ENTRIES[1:])
    assert archive_of("第12号", changed) != archive_of("第12号", ENTRIES)


def test_each_file_has_the_day_of_its_entry_and_the_index_the_newest():
    infos = opened(archive_of("第12号", ENTRIES)).infolist()
    days = [(date(*info.date_time[:3]), info.date_time[3:]) for info in infos]
    of_entries = [entry.dated for entry in ENTRIES]
    assert days == [(day, (0, 0, 0)) for day in [date(2026, 11, 9)] * 3 + of_entries]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_hostile_name_stays_a_name(name, tmp_path):
    archive = opened(archive_of(name, [replace(ENTRIES[0], name=name)] * 2))
    archive.extractall(tmp_path)
    files = archive.namelist()[len(INDEX) :]
    assert sorted(path.name for path in tmp_path.rglob("*")) == sorted(
        archive.namelist()
    )
    for file in files:
        assert file.startswith(("001", "002"))
        assert file.endswith(".pdf")
        assert len(file.encode()) <= 255
        assert set(file) & set("/\\\0:*?\"<>|$`;&' \u202e") == set()


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_hostile_name_is_text_in_the_index(name):
    archive = opened(archive_of(name, [replace(ENTRIES[0], name=name)]))
    assert set(Page(archive).elements) == {
        *(
            "html",
            "meta",
            "title",
            "style",
            "h1",
            "table",
            "tr",
            "th",
            "td",
            "a",
            "code",
        )
    }
    assert not sheet(archive)[1][1].startswith("=")


@given(st.lists(st.text(st.characters()), max_size=5))
def test_any_names_can_be_archived(names):
    archive = opened(
        archive_of("x", [replace(ENTRIES[0], name=name) for name in names])
    )
    files = archive.namelist()[len(INDEX) :]
    assert len(set(files)) == len(names)
    assert all(one < other for one, other in pairwise(files))


def test_a_thousand_files_stand_in_their_order():
    files = opened(archive_of("x", ENTRIES[:1] * 1000)).namelist()[len(INDEX) :]
    assert files == sorted(files)
    assert files[-1].startswith("1000-")


def test_an_archive_of_nothing_says_so():
    archive = opened(archive_of("第12号", ()))
    assert archive.namelist() == INDEX
    assert len(sheet(archive)) == 1


def test_the_index_speaks_the_language_that_is_asked_for():
    with translation.override("zh-hans"):
        archive = opened(archive_of("No. 12", ENTRIES, language="en"))
    assert sheet(archive)[0] == ["Number", "Document", "Date", "File name", "SHA-256"]
    assert '<html lang="en">' in archive.read("index.html").decode()


def test_what_is_made_up_is_said_in_the_index():
    mark = "演示文件：内容均为虚构，不具有任何效力"
    assert mark in Page(opened(archive_of("x", ENTRIES, made_up=True))).texts
    assert mark not in Page(opened(archive_of("x", ENTRIES))).texts


@pytest.mark.parametrize("suffix", ["", ".pdf", "PDF", "p/f", "../x", "pdf\n", "x" * 9])
def test_a_suffix_that_is_none_is_refused(suffix):
    with pytest.raises(ValueError, match="suffix"):
        replace(ENTRIES[0], suffix=suffix)


@pytest.mark.parametrize("day", [date(1979, 12, 31), date(2108, 1, 1)])
def test_a_day_that_no_archive_holds_is_refused(day):
    with pytest.raises(ValueError, match="1980"):
        archive_of("x", [replace(ENTRIES[0], dated=day)])
