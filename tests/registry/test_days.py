"""When a day begins."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from registry.days import midnight, midnight_before

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 3, 1, 16, 0, tzinfo=UTC),
        datetime(2026, 3, 2, 15, 59, 59, tzinfo=UTC),
        datetime(2026, 3, 2, 12, 0, tzinfo=SHANGHAI),
    ],
)
def test_a_day_begins_at_midnight_by_the_clocks_of_its_zone(moment):
    begun = midnight_before(moment, SHANGHAI)
    assert begun == datetime(2026, 3, 1, 16, 0, tzinfo=UTC)
    assert midnight(moment.astimezone(SHANGHAI).date(), SHANGHAI) == begun
