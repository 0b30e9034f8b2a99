from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from registry.models import Notice
from registry.sealing import seal

MORNING = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


@pytest.fixture
def notice(db):
    return Notice.objects.create(
        dedupe_key="case 1 told",
        channel="SMS",
        template="reported",
        language="zh-hans",
        address_sealed=seal("13800138000"),
        payload_sealed=seal("{}"),
        created_at=MORNING,
        not_before=MORNING,
    )


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("notice_goes_by_a_known_channel", {"channel": "PIGEON"}),
        ("notice_address_is_sealed", {"address_sealed": "13800138000"}),
        ("notice_payload_is_sealed", {"payload_sealed": "{}"}),
        (
            "notice_is_sent_or_given_up_not_both",
            {"sent_at": MORNING, "failed_at": MORNING, "attempts": 1},
        ),
        (
            "notice_is_in_hand_only_while_waiting",
            {"sent_at": MORNING, "leased_until": MORNING, "attempts": 1},
        ),
        (
            "notice_is_in_hand_only_while_waiting",
            {"failed_at": MORNING, "leased_until": MORNING, "attempts": 1},
        ),
        ("notice_was_tried_or_too_late", {"sent_at": MORNING}),
        ("notice_was_tried_or_too_late", {"sent_at": MORNING, "good_until": MORNING}),
        ("notice_was_tried_or_too_late", {"failed_at": MORNING}),
    ],
)
def test_the_database_refuses_a_notice_that_makes_no_sense(notice, constraint, values):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(**values)


def test_the_database_refuses_a_second_notice_of_one_key(notice):
    notice.pk = None

    with pytest.raises(IntegrityError, match="dedupe_key"), transaction.atomic():
        notice.save(force_insert=True)


def test_the_waiting_ones_are_found_by_their_index(notice):
    plan = Notice.objects.free_at(MORNING).in_turn().explain()

    assert "waiting_notices_in_turn" in plan or "Seq Scan" in plan
