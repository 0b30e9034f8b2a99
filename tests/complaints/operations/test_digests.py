"""What offices are told by the day: what is overdue below, and an empty roster."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from complaints.models import Case
from complaints.operations import digests
from registry.models import DayOff, Duty, Notice, User
from registry.sealing import unseal
from tests.complaints import detours, paths
from tests.complaints.paths import after

# Wednesday 4 March 2026, nine and fifteen o'clock, and the Saturday behind it.
NINE = datetime(2026, 3, 4, 1, 0, tzinfo=UTC)
THREE = datetime(2026, 3, 4, 7, 0, tzinfo=UTC)
SATURDAY = datetime(2026, 3, 7, 1, 0, tzinfo=UTC)
FIVE = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)


@pytest.fixture
def mailed(town):
    for officer, name in ((town.county_dora, "dora"), (town.city_emil, "emil")):
        User.objects.filter(pk=officer.user.pk).update(email=f"{name}@x.example")
    return town


def sent(template):
    found = Notice.objects.filter(template__endswith=f"{template}.txt").order_by("pk")
    return [
        (unseal(notice.address_sealed), json.loads(unseal(notice.payload_sealed)))
        for notice in found
    ]


def test_the_county_hears_twice_a_day_how_much_is_overdue_below_it(mailed):
    paths.filed(mailed)
    paths.filed(mailed)
    paths.reported(mailed)
    assert digests.send(now=NINE) == 1
    assert digests.send(now=NINE) == 1
    assert sent("digest") == [("dora@x.example", {"count": 2})]

    digests.send(now=THREE)
    assert len(sent("digest")) == 2


def test_what_is_urgent_was_told_at_once_and_is_in_no_digest(mailed):
    paths.filed(mailed, category="fire-charging")
    assert digests.send(now=NINE) == 0


def test_what_the_county_has_to_decide_is_overdue_below_the_city(mailed):
    """An appeal and a second refusal: the street can do nothing before that."""
    assert detours.appealed(mailed).decides_code == mailed.county.code
    assert detours.refused_twice(mailed).decides_code == mailed.county.code
    digests.send(now=THREE + timedelta(days=7))
    assert sent("digest") == [("emil@x.example", {"count": 2})]


def test_what_waits_for_the_county_beside_the_street_s_next_step_is_the_street_s(
    mailed,
):
    detours.extension_asked_by_the_office(mailed)
    assert Case.objects.get().decides_code == mailed.county.code
    digests.send(now=THREE + timedelta(days=7))
    assert sent("digest") == [("dora@x.example", {"count": 1})]


def test_nobody_reads_digests_on_a_day_off(mailed):
    paths.filed(mailed)
    assert digests.send(now=SATURDAY) == 0
    assert sent("digest") == []


def test_a_county_without_anybody_on_duty_tonight_is_asked_once(mailed):
    assert digests.ask_for_rosters(now=FIVE) == 1
    assert digests.ask_for_rosters(now=FIVE) == 1
    assert sent("roster_missing") == [("dora@x.example", {})]


def test_a_county_with_a_roster_for_tonight_is_left_alone(mailed):
    Duty.objects.create(
        region=mailed.county,
        starts_at=after(48),
        ends_at=after(72),
        name="Night desk",
        phone="0551-62600000",
    )
    assert digests.ask_for_rosters(now=FIVE) == 0


class TestCalendar:
    """Sixty days before a year begins whose holidays nobody entered."""

    AHEAD = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)

    @pytest.fixture
    def province(self, town):
        for name, role in (("guo", "REGULATOR"), ("hu", "OFFICER")):
            User.objects.create_user(
                name,
                role=role,
                region=town.province,
                is_staff=True,
                email=f"{name}@x.example",
            )
        User.objects.filter(pk=town.city_emil.user.pk).update(email="emil@x.example")
        return town

    def test_the_province_is_told_once_of_each_year(self, province):
        day_before = self.AHEAD - timedelta(days=1)
        assert digests.ask_for_calendar(now=day_before) == 0
        for day in range(3):
            now = self.AHEAD + timedelta(days=day)
            assert digests.ask_for_calendar(now=now) == 1
        assert sent("calendar_unknown") == [
            ("guo@x.example", {"year": 2027}),
            ("hu@x.example", {"year": 2027}),
        ]

    def test_a_year_that_begins_unknown_is_still_asked_for(self, province):
        begun = datetime(2027, 3, 1, 1, 0, tzinfo=UTC)
        assert digests.ask_for_calendar(now=begun) == 1

    def test_once_a_make_up_day_is_entered_nobody_is_told(self, province):
        DayOff.objects.create(day="2027-02-20", works=True, reason="调休")
        assert digests.ask_for_calendar(now=self.AHEAD) == 0
        assert sent("calendar_unknown") == []
