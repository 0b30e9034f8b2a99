"""A firm on the black list that begins to serve a community: the street is told."""

import json
from datetime import date, timedelta

import pytest
import time_machine

from ratings import tasks
from ratings.operations import newcomers
from ratings.operations.listings import standing
from registry.models import Notice, Tenure, User
from registry.roles import Role
from registry.sealing import unseal
from tests.complaints.desk import Desk
from tests.ratings.listings.people import DAY, DEFENCE_OVER, UNPUBLISHED, WORDS
from tests.ratings.published import text_of

NOW = DEFENCE_OVER + DAY
STREET = "street@street.example"


@pytest.fixture(autouse=True)
def _street(town):
    User.objects.filter(region=town.court.street, role=Role.OFFICER).update(
        email=STREET
    )


def begin(lists, starts_on=date(2026, 3, 13)):
    town = lists.town
    return Tenure.objects.create(
        community=town.court, firm=town.firm, starts_on=starts_on
    )


def told():
    """Whom, and with which values, in the order in which it was written."""
    found = Notice.objects.filter(template__endswith="listed_firm_begins.txt")
    return [
        (unseal(each.address_sealed), json.loads(unseal(each.payload_sealed)))
        for each in found.order_by("pk")
    ]


def test_the_street_is_told_once_of_the_firm_that_begins_there(lists):
    listing = lists.published()
    assert newcomers.tell(now=NOW) == 0
    begin(lists)

    assert newcomers.tell(now=NOW) == 1
    newcomers.tell(now=NOW + timedelta(hours=1))

    assert told() == [(STREET, {"number": listing.number})]


def test_the_sweep_tells_it(lists):
    lists.published()
    begin(lists)
    with time_machine.travel(NOW, tick=False):
        assert tasks.sweep_listings()["BEGINS"] == 1
    assert len(told()) == 1


@pytest.mark.parametrize("days", [-1, 200])
def test_a_tenure_outside_the_term_is_not_told_of(lists, days):
    """The one began before the publication, the other begins when the term is over."""
    lists.published()
    begin(lists, DEFENCE_OVER.date() + timedelta(days=days))
    assert newcomers.tell(now=NOW) == 0
    assert told() == []


@pytest.mark.parametrize("stage", ["silent", "decided", "suspended"])
def test_what_nobody_may_read_is_told_to_no_street(lists, stage):
    term = {"term": UNPUBLISHED} if stage == "decided" else {}
    getattr(lists, stage)(**term)
    begin(lists)
    assert newcomers.tell(now=NOW) == 0


def test_an_entry_that_ended_is_not_held_against_a_firm_that_begins(lists):
    listing = lists.published()
    standing.revoke(listing=listing, reasons=WORDS, by=lists.jue, now=NOW)
    begin(lists)
    assert newcomers.tell(now=NOW) == 0


def test_who_opens_the_tenure_reads_it_at_the_desk(lists):
    town = lists.town
    listing = lists.published()
    town.city_emil.user.is_superuser = True
    town.city_emil.user.save()
    chief = Desk(town.city_emil.user).client
    with time_machine.travel(NOW, tick=False):
        shown = {
            firm: text_of(
                chief.post(
                    "/admin/registry/tenure/add/",
                    {
                        "community": town.court.pk,
                        "firm": firm.pk,
                        "starts_on": starts_on,
                        "ends_on": ends_on,
                        "contract": "",
                    },
                    follow=True,
                    headers={"Accept-Language": "en"},
                )
            )
            for firm, starts_on, ends_on in (
                (town.rival, "2026-03-13", "2026-03-20"),
                (town.firm, "2026-03-20", ""),
            )
        }
    assert Tenure.objects.filter(community=town.court).count() == 2
    said = f"stands on the black list ({listing.number})"
    assert said in shown[town.firm]
    assert "black list (" not in shown[town.rival]
