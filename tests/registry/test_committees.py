"""How an owners' committee stands on a day."""

from datetime import date

import pytest

from registry.models import Community
from registry.roles import CommitteeStanding


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        (date(2026, 1, 1), CommitteeStanding.IN_OFFICE),
        (date(2026, 3, 2), CommitteeStanding.IN_OFFICE),
        (date(2026, 3, 3), CommitteeStanding.EXPIRING),
        (date(2026, 6, 1), CommitteeStanding.EXPIRING),
        (date(2026, 6, 2), CommitteeStanding.EXPIRED),
    ],
)
def test_the_last_90_days_are_expiring_and_the_last_day_is_in_office(day, standing):
    garden = Community(
        committee_elected_on=date(2021, 6, 2), committee_term_ends_on=date(2026, 6, 1)
    )
    assert garden.committee_on(day) == standing


def test_without_an_election_none_is_recorded():
    assert Community().committee_on(date(2026, 3, 2)) == CommitteeStanding.NONE
