"""The desk of the lists in tests: who sits at it, when, and the forms that it shows."""

import pytest
import time_machine
from django.urls import reverse

from ratings.states import FactKind
from tests.complaints.browsing import read as read_page
from tests.ratings.listings.people import MONDAY, WORDS
from tests.ratings.published import text_of

ENGLISH = {"Accept-Language": "en"}
LIST = reverse("admin:ratings_listing_changelist")
PROPOSE = reverse("admin:ratings_listing_propose")
CANDIDATES = reverse("admin:ratings_listing_candidates")


@pytest.fixture
def at():
    """Go to a moment: `at(TUESDAY)`."""
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock.move_to


@pytest.fixture
def desk(client):
    """`desk(person)` is the browser with that person logged in."""

    def sit(by):
        client.force_login(by.user)
        return client

    return sit


def page_of(listing):
    return reverse("admin:ratings_listing_change", args=[listing.pk])


def act_url(listing, action):
    return reverse("admin:ratings_listing_act", args=[listing.pk, action.lower()])


def offered(client, listing):
    """The forms of steps that the page has, by their address."""
    shown = client.get(page_of(listing), headers=ENGLISH)
    assert shown.status_code == 200
    prefix = f"{LIST}{listing.pk}/"
    return {
        form.action.removeprefix(prefix).strip("/").upper(): form
        for form in read_page(shown).forms
        if form.action.startswith(prefix)
    }


def make(client, listing, action, **typed):
    form = offered(client, listing)[action]
    return client.post(form.action, form.filled(**typed), headers=ENGLISH)


def refused_text(answer):
    assert answer.status_code == 409
    return text_of(answer)


def propose(lists, client, **typed):
    filled = {
        "subject": str(lists.town.garden.tenures.get(firm=lists.town.firm).pk),
        f"fact_{lists.penalty.pk}": FactKind.GRAVE_PENALTY.value,
        "basis": lists.basis.pk,
        "list_class": "GENERAL",
        "months": 6,
        "text": WORDS,
        **typed,
    }
    url = f"{PROPOSE}?firm={lists.town.firm.credit_code}"
    (form,) = [
        one
        for one in read_page(client.get(url, headers=ENGLISH)).forms
        if one.method == "post" and "subject" in filled and "key" in one.values
    ]
    return client.post(url, form.filled(**filled), headers=ENGLISH)
