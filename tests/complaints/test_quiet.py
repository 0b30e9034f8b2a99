"""Quiet hours: from 21 to 8 o'clock nothing rings that can wait."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from complaints.quiet import not_before
from registry.models import Notice
from registry.models.notice import NoticeChannel
from tests.complaints import paths
from tests.complaints.paths import after

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(day, hour, minute, second=0):
    return datetime(2026, 3, day, hour, minute, second, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("now", "rings"),
    [
        (at(2, 8, 0), at(2, 8, 0)),
        (at(2, 20, 59, 59), at(2, 20, 59, 59)),
        (at(2, 21, 0), at(3, 8, 0)),
        (at(2, 23, 30), at(3, 8, 0)),
        (at(3, 0, 0), at(3, 8, 0)),
        (at(3, 7, 59, 59), at(3, 8, 0)),
    ],
)
def test_what_can_wait_rings_by_day(now, rings):
    assert not_before(now, zone=SHANGHAI, urgent=False) == rings
    assert not_before(now, zone=SHANGHAI, urgent=True) == now


def sent(template):
    return Notice.objects.get(template=f"complaints/notices/{template}.txt")


def test_who_files_at_night_hears_of_it_in_the_morning(town):
    town.file(now=after(14))  # 23 o'clock
    assert sent("filed").not_before == at(3, 8, 0)


def test_a_hazard_rings_at_night(town):
    night = after(14)
    town.file(category="fire-charging", now=night)
    assert sent("filed").not_before == night


def test_a_landline_is_called_and_gets_no_message(town):
    paths.disposed(town)
    assert sent("firm_disposed").channel == NoticeChannel.VOICE
