from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from registry.models import IdempotencyKey


@pytest.fixture
def key(db):
    return IdempotencyKey.objects.create(
        scope="file:resident 1",
        key="1" * 64,
        request_digest="2" * 64,
        created_at=datetime(2026, 11, 20, 1, 0, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("idempotency_key_is_a_digest", {"key": "whatever was sent"}),
        ("idempotent_request_has_a_digest", {"request_digest": ""}),
        ("idempotent_reply_is_sealed", {"reply_sealed": "{}"}),
    ],
)
def test_the_database_refuses_a_key_that_makes_no_sense(key, constraint, values):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        IdempotencyKey.objects.filter(pk=key.pk).update(**values)


def test_the_database_refuses_a_second_reply_for_one_key(key):
    key.pk = None

    with pytest.raises(IntegrityError, match="scope"), transaction.atomic():
        key.save(force_insert=True)
