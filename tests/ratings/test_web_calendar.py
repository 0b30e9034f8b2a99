"""The year's calendar of reviews: page, iCalendar and table say the same days."""

import csv
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
import vobject

from ratings.models import Review
from ratings.states import ReviewState
from registry.models import DayOff
from tests.ratings import ruled
from tests.ratings.published import EARLIER, a_dozen, publish, tables, text_of
from tests.ratings.rows import COUNTS_FROM

ENGLISH = {"Accept-Language": "en"}
CHINESE = {"Accept-Language": "zh-hans"}
HEFEI = ZoneInfo("Asia/Shanghai")
THIS, NEXT = "/rankings/calendar/2026/", "/rankings/calendar/2027/"
MOST_QUERIES = 10
OCTETS = 75


@pytest.fixture(autouse=True)
def _tuesday():
    with time_machine.travel("2026-03-17T09:00:00+08:00", tick=False):
        yield


@pytest.fixture
def rules(town):
    return ruled.load(counts_from=COUNTS_FROM)


@pytest.fixture
def previewed(town):
    """One half-month is published, the next one is in preview."""
    publish(town, a_dozen(), period=EARLIER)
    return publish(
        town,
        a_dozen(),
        state=ReviewState.PREVIEWED,
        published_at=None,
        published_by=None,
    )


def page(client, path=THIS, headers=ENGLISH, **query):
    return client.get(path, query, headers=headers)


def rows_of(response):
    (table,) = tables(response)
    return {row[0]: row[1:] for row in table[1:]}


def lines_of(response):
    return list(csv.DictReader(response.content.decode("utf-8-sig").splitlines()))


def events_of(response):
    """Read by another library than the one that wrote it, by UID."""
    (file,) = vobject.readComponents(response.content.decode())
    return {event.uid.value.split("@")[0]: event for event in file.vevent_list}


def test_a_half_month_says_until_when_it_counts_and_when_it_is_reviewed(client, rules):
    row = rows_of(page(client))["Second half of March 2026"]
    # 4, 5 and 6 April are the Qingming holiday
    assert row == [
        "Tuesday 31 March 2026",
        "Wednesday 1 April 2026, 02:00",
        "Wednesday 1 April 2026 to Tuesday 7 April 2026",
        "Wednesday 8 April 2026",
        "Lies ahead",
    ]


def test_days_that_were_set_stand_instead_of_the_earliest(client, previewed):
    Review.objects.filter(pk=previewed.pk).update(
        previewed_at=datetime(2026, 3, 17, 1, tzinfo=HEFEI),
        preview_ends_at=datetime(2026, 3, 21, tzinfo=HEFEI),
    )
    rows = rows_of(page(client))
    assert rows["First half of March 2026"][2:] == [
        "Tuesday 17 March 2026 to Friday 20 March 2026",
        "Saturday 21 March 2026",
        "In preview",
    ]
    assert rows["Second half of February 2026"][3:] == [
        "Saturday 21 March 2026",
        "Published",
    ]


def test_the_calendar_begins_where_the_counting_does_and_links_what_is_published(
    client, previewed
):
    shown = page(client)
    assert len(rows_of(shown)) == 21
    assert f'href="/rankings/{EARLIER}/"' in text_of(shown)
    assert 'href="/rankings/2026-03-1/"' not in text_of(shown)


def test_days_without_announced_holidays_are_marked_preliminary(client, rules):
    known = rows_of(page(client))
    assert not any("preliminary" in cell for row in known.values() for cell in row[:1])
    assert "preliminary" not in known["Second half of November 2026"][2]
    # its preview lies in a year whose holidays nobody has announced
    assert "preliminary" in known["Second half of December 2026"][2]
    ahead = page(client, NEXT)
    assert all("preliminary" in row[2] for row in rows_of(ahead).values())
    assert "Some days are preliminary" in text_of(ahead)


def test_an_announced_make_up_day_makes_the_days_of_its_year_certain(client, rules):
    DayOff.objects.create(day=date(2027, 1, 1), works=False)
    DayOff.objects.create(day=date(2027, 1, 9), works=True)
    row = rows_of(page(client))["Second half of December 2026"]
    assert row[2] == "Friday 1 January 2027 to Wednesday 6 January 2027"


def test_years_without_reviews_are_not_there(client, rules):
    for year, status in ((2025, 404), (2026, 200), (2027, 200), (2028, 404)):
        assert page(client, f"/rankings/calendar/{year}/").status_code == status
        assert page(client, f"/rankings/calendar/{year}.ics").status_code == status
        assert page(client, f"/rankings/calendar/{year}.csv").status_code == status


def test_another_library_reads_the_same_days_out_of_the_icalendar_file(
    client, previewed
):
    file = client.get("/rankings/calendar/2026.ics?language=en")
    assert file.headers["Content-Type"] == "text/calendar; charset=utf-8"
    events = events_of(file)
    listed = lines_of(client.get("/rankings/calendar/2026.csv"))
    assert len(events) == 3 * len(listed) == 63
    for line in listed:
        review, preview, out = (
            events[f"{what}-{line['period']}"]
            for what in ("review", "preview", "publication")
        )
        starts = datetime.fromisoformat(line["review_starts"])
        assert review.dtstart.value == starts
        assert starts.astimezone(HEFEI).hour == 2
        assert preview.dtstart.value == date.fromisoformat(line["preview_from"])
        last = date.fromisoformat(line["preview_until"])
        assert preview.dtend.value.toordinal() - 1 == last.toordinal()
        assert out.dtstart.value == date.fromisoformat(line["published_from"])
        tentative = "TENTATIVE" if line["preliminary"] == "True" else "CONFIRMED"
        assert {each.status.value for each in (review, preview, out)} == {tentative}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_file_keeps_to_the_letter_of_the_standard(client, previewed, language):
    content = client.get(f"/rankings/calendar/2026.ics?language={language}").content
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert not any(b"\n" in line for line in lines)
    assert max(map(len, lines)) <= OCTETS
    folded = [line for line in lines if line.startswith(b" ")]
    assert folded
    for line in folded:
        line.decode()  # no letter is cut in two
    for needed in (b"VERSION:2.0", b"PRODID:"):
        assert any(line.startswith(needed) for line in lines)


def test_every_uid_is_its_own_and_stays_with_its_half_month(client, previewed, rules):
    address = "/rankings/calendar/2026.ics?language=zh-hans"
    first = client.get(address)
    uids = [line for line in first.content.split(b"\r\n") if line.startswith(b"UID")]
    assert len(set(uids)) == len(uids) == 63
    with time_machine.travel("2026-03-17T23:00:00+08:00", tick=False):
        assert client.get(address).content == first.content
    Review.objects.filter(pk=previewed.pk).update(
        previewed_at=datetime(2026, 3, 17, 8, tzinfo=HEFEI),
        preview_ends_at=datetime(2026, 3, 21, tzinfo=HEFEI),
    )
    moved = events_of(client.get(address))
    before = events_of(first)
    assert moved.keys() == before.keys()
    changed = {uid for uid in moved if moved[uid].dtstamp != before[uid].dtstamp}
    assert changed == {
        f"{what}-2026-03-1" for what in ("review", "preview", "publication")
    }


def test_commas_semicolons_and_line_breaks_come_back_as_they_were(client, rules):
    events = events_of(client.get("/rankings/calendar/2026.ics?language=en"))
    december = events["preview-2026-12-2"]
    assert december.description.value == (
        "Counted until the end of Thursday 31 December 2026. Preliminary: the holidays "
        "are not announced yet, so the days may become later."
    )
    assert december.summary.value == (
        "Preview of the second half of December 2026: firms may object"
    )
    assert b"\\, so the days" in client.get(
        "/rankings/calendar/2026.ics?language=en"
    ).content.replace(b"\r\n ", b"")


def test_the_file_speaks_the_language_of_its_address(client, rules):
    chinese = client.get(
        "/rankings/calendar/2026.ics?language=zh-hans", headers=ENGLISH
    )
    assert "半月评价" in chinese.content.decode()
    assert client.get("/rankings/calendar/2026.ics?language=fr").status_code == 404


@pytest.mark.parametrize(
    "path", [THIS, "/rankings/calendar/2026.ics", "/rankings/calendar/2026.csv"]
)
def test_who_holds_it_as_it_stands_is_sent_nothing(
    client, previewed, path, django_assert_max_num_queries
):
    page(client, path)
    with django_assert_max_num_queries(MOST_QUERIES):
        held = page(client, path)
    headers = {**ENGLISH, "If-None-Match": held.headers["ETag"]}
    assert client.get(path, headers=headers).status_code == 304
    Review.objects.filter(pk=previewed.pk).update(
        preview_ends_at=datetime(2026, 3, 22, tzinfo=HEFEI)
    )
    assert client.get(path, headers=headers).status_code == 200


def test_the_rankings_link_to_the_calendar_of_their_year(client, previewed):
    assert f'href="{THIS}"' in text_of(page(client, "/rankings/"))
    assert f'href="{THIS}"' in text_of(page(client, "/rankings/2026-03-1/"))
    assert f'href="{THIS}"' in text_of(page(client, "/about/ratings/"))


def test_the_page_is_chinese_for_who_reads_chinese(client, rules):
    shown = page(client, headers=CHINESE)
    assert "2026年3月31日（周二）" in text_of(shown)
    assert "Counted until" not in text_of(shown)
