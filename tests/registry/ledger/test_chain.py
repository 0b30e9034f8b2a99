from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from hashlib import sha256
from uuid import UUID

import pytest
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from registry.ledger.chain import (
    START,
    Head,
    NotCanonical,
    Row,
    canonical,
    first_broken,
    link,
    text_digest,
)

HEFEI = timezone(timedelta(hours=8))


class State(TextChoices):
    FILED = "FILED", "已登记"


def test_fields_are_written_in_one_way_only():
    fields = {
        "who": "王芳",
        "at": datetime(2026, 11, 20, 9, 0, tzinfo=HEFEI),
        "due_on": date(2026, 12, 8),
        "number": 3,
        "score": Decimal("61.50"),
        "share": 0.5,
        "founded": True,
        "state": State.FILED,
        "case": UUID(int=1),
        "photos": [None, {"b": 1, "a": "2"}],
    }

    assert canonical(fields).decode() == (
        '{"at":"2026-11-20T01:00:00.000000Z",'
        '"case":"00000000-0000-0000-0000-000000000001","due_on":"2026-12-08",'
        '"founded":true,"number":"3","photos":[null,{"a":"2","b":"1"}],'
        '"score":"61.5","share":"0.5","state":"FILED","who":"王芳"}'
    )


def test_equal_moments_and_numbers_are_written_alike():
    in_hefei = {"at": datetime(2026, 11, 20, 9, 0, tzinfo=HEFEI)}
    in_utc = {"at": datetime(2026, 11, 20, 1, 0, tzinfo=UTC)}

    assert canonical(in_hefei) == canonical(in_utc)
    assert canonical({"n": Decimal("100")}) == canonical({"n": Decimal("1.00E+2")})
    assert canonical({"n": -0.0}) == canonical({"n": 0.0})
    assert canonical({"n": Decimal("-0.00")}) == canonical({"n": Decimal(0)})


@pytest.mark.parametrize(
    "value",
    [
        datetime(2026, 11, 20, 9, 0),  # noqa: DTZ001  # the naive moment is the point
        float("nan"),
        Decimal("Infinity"),
        b"bytes",
        {1: "a number as a name"},
        {"a set"},
        gettext_lazy("Property firm"),
    ],
)
def test_what_could_be_written_in_two_ways_is_refused(value):
    with pytest.raises(NotCanonical):
        canonical({"value": value})


def test_a_text_is_known_by_its_salted_digest():
    assert text_digest("salt", "文字") == sha256("salt文字".encode()).hexdigest()
    assert text_digest(b"salt", "文字") == text_digest("salt", "文字")
    assert text_digest("other", "文字") != text_digest("salt", "文字")


def test_a_link_is_the_hash_of_the_one_before_and_the_fields():
    expected = sha256(START.encode() + b'{"number":"1"}').hexdigest()

    assert link(START, {"number": 1}) == expected


def chain_of(length):
    rows, previous = [], START
    for number in range(1, length + 1):
        fields = {
            "number": number,
            "action": f"act {number}",
            "at": datetime(2026, 11, 20, 1, number % 60, tzinfo=UTC),
        }
        previous = link(previous, fields)
        rows.append(Row(number=number, fields=fields, digest=previous))
    return rows


def head_of(rows):
    return Head(number=rows[-1].number, digest=rows[-1].digest)


def changed(row, **fields):
    return replace(row, fields={**row.fields, **fields})


def relinked(rows):
    """What a forger makes who knows how the chain is computed."""
    made, previous = [], START
    for row in rows:
        previous = link(previous, row.fields)
        made.append(replace(row, digest=previous))
    return made


def test_a_whole_chain_is_not_broken():
    rows = chain_of(30)

    assert first_broken(rows) is None
    assert first_broken(rows, head=head_of(rows)) is None
    assert first_broken(rows, head=head_of(rows[:20])) is None
    assert first_broken([]) is None


DAMAGE = {
    "edited": lambda rows: [*rows[:6], changed(rows[6], action="no act"), *rows[7:]],
    "moment changed": lambda rows: [
        *rows[:6],
        changed(rows[6], at=rows[6].fields["at"] + timedelta(microseconds=1)),
        *rows[7:],
    ],
    "deleted": lambda rows: rows[:6] + rows[7:],
    "inserted": lambda rows: [*rows[:6], rows[5], *rows[6:]],
    "swapped": lambda rows: [*rows[:6], rows[7], rows[6], *rows[8:]],
    "renumbered": lambda rows: [*rows[:6], replace(rows[6], number=8), *rows[7:]],
    "cut off": lambda rows: rows[:6],
    "made anew": lambda rows: relinked(
        [*rows[:6], changed(rows[6], action="no act"), *rows[7:]]
    )[:7],
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_damage_is_found_where_it_begins(damage):
    rows = chain_of(30)
    head = head_of(rows[:7])

    assert first_broken(damage(rows), head=head) == 7


def test_a_chain_made_anew_is_found_at_the_head_that_was_kept_elsewhere():
    rows = chain_of(30)
    forged = relinked([*rows[:6], changed(rows[6], action="no act"), *rows[7:]])

    assert first_broken(forged) is None
    assert first_broken(forged, head=head_of(rows)) == 30


words = st.text(max_size=5)
values = (
    st.none()
    | st.booleans()
    | st.integers()
    | words
    | st.datetimes(timezones=st.just(UTC))
)


@given(st.dictionaries(words, values), st.randoms())
def test_the_order_of_the_fields_does_not_matter(fields, random):
    names = list(fields)
    random.shuffle(names)

    assert canonical({name: fields[name] for name in names}) == canonical(fields)
