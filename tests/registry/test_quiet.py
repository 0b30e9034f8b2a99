"""Quiet hours: from 21 to 8 o'clock, by the clock on the wall."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from registry.quiet import is_quiet

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("hour", "minute", "second", "quiet"),
    [
        (8, 0, 0, False),
        (20, 59, 59, False),
        (21, 0, 0, True),
        (23, 30, 0, True),
        (0, 0, 0, True),
        (7, 59, 59, True),
    ],
)
def test_nothing_that_can_wait_rings_between_nine_and_eight(
    hour, minute, second, quiet
):
    moment = datetime(2026, 3, 2, hour, minute, second, tzinfo=SHANGHAI)
    assert is_quiet(moment, zone=SHANGHAI) == quiet
    assert is_quiet(moment.astimezone(ZoneInfo("UTC")), zone=SHANGHAI) == quiet
