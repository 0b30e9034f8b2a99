"""Which firm serves which community, and that two never do at once."""

from datetime import date, timedelta

import pytest

from registry.models import Tenure
from registry.operations import tenures
from registry.operations.tenures import TenureBackwards, TenuresOverlap
from registry.queries import tenure_on

NEW_YEAR, MAY_DAY = date(2026, 1, 1), date(2026, 5, 1)
A_DAY = timedelta(days=1)


def open_tenure(town, *, starts_on, ends_on=None, community=None):
    return tenures.open_tenure(
        community=community or town.court,
        firm=town.rival,
        starts_on=starts_on,
        ends_on=ends_on,
        contract="HT-2026-7",
    )


def test_a_firm_serves_from_its_first_day_to_the_day_before_its_end(town):
    tenure = open_tenure(town, starts_on=NEW_YEAR, ends_on=MAY_DAY)

    assert tenure_on(town.court, NEW_YEAR - A_DAY) is None
    assert tenure_on(town.court, NEW_YEAR) == tenure
    assert tenure_on(town.court, MAY_DAY - A_DAY) == tenure
    assert tenure_on(town.court, MAY_DAY) is None


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        (NEW_YEAR, MAY_DAY),
        (NEW_YEAR - A_DAY, NEW_YEAR + A_DAY),
        (MAY_DAY - A_DAY, None),
        (NEW_YEAR - A_DAY, None),
        (NEW_YEAR + A_DAY, MAY_DAY - A_DAY),
    ],
)
@pytest.mark.usefixtures("in_english")
def test_two_tenures_do_not_share_a_day(town, starts_on, ends_on):
    served = open_tenure(town, starts_on=NEW_YEAR, ends_on=MAY_DAY)

    with pytest.raises(TenuresOverlap) as told:
        open_tenure(town, starts_on=starts_on, ends_on=ends_on)
    assert told.value.other == served
    assert "和顺物业服务有限公司 serves this community from 2026-01-01" in str(
        told.value
    )
    assert "2026-05-01" in str(told.value)
    assert Tenure.objects.filter(community=town.court).count() == 1


@pytest.mark.usefixtures("in_english")
def test_an_open_tenure_is_met_by_everything_after_its_start(town):
    with pytest.raises(TenuresOverlap) as told:
        open_tenure(town, starts_on=date(2030, 1, 1), community=town.garden)

    assert "to …" in str(told.value)


def test_a_hand_over_leaves_no_day_between(town):
    first = open_tenure(town, starts_on=NEW_YEAR, ends_on=MAY_DAY)
    second = open_tenure(town, starts_on=MAY_DAY)

    assert tenure_on(town.court, MAY_DAY - A_DAY) == first
    assert tenure_on(town.court, MAY_DAY) == second


def test_another_community_is_another_matter(town):
    open_tenure(town, starts_on=NEW_YEAR)

    assert tenure_on(town.garden, NEW_YEAR) == town.garden.tenures.get()


@pytest.mark.parametrize("ends_on", [NEW_YEAR, NEW_YEAR - A_DAY])
@pytest.mark.usefixtures("in_english")
def test_a_tenure_ends_after_it_starts(town, ends_on):
    with pytest.raises(TenureBackwards) as told:
        open_tenure(town, starts_on=NEW_YEAR, ends_on=ends_on)
    assert str(told.value) == "A tenure ends after the day on which it starts."


def test_a_tenure_is_ended_and_the_next_firm_begins(town):
    tenure = town.garden.tenures.get()
    tenures.end_tenure(tenure=tenure, ends_on=MAY_DAY)

    tenure.refresh_from_db()
    assert tenure.ends_on == MAY_DAY
    open_tenure(town, starts_on=MAY_DAY, community=town.garden)


def test_an_end_is_not_moved_into_the_next_tenure(town):
    tenure = open_tenure(town, starts_on=NEW_YEAR, ends_on=MAY_DAY)
    open_tenure(town, starts_on=MAY_DAY)

    with pytest.raises(TenuresOverlap):
        tenures.end_tenure(tenure=tenure, ends_on=MAY_DAY + A_DAY)
    with pytest.raises(TenureBackwards):
        tenures.end_tenure(tenure=tenure, ends_on=NEW_YEAR)
    tenure.refresh_from_db()
    assert tenure.ends_on == MAY_DAY
    tenures.end_tenure(tenure=tenure, ends_on=MAY_DAY - A_DAY)
