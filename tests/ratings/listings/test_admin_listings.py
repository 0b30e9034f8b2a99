"""Entries of the lists at the desk: each step by who may make it, and nobody else."""

import pytest
from django.urls import reverse

from ratings.models import Listing
from ratings.operations.listings import standing
from ratings.states import ListingAction, ListingState
from registry.models import User
from registry.roles import Role
from tests.complaints.browsing import read as read_page
from tests.complaints.desk import picture
from tests.ratings.listings.at_desk import (
    ENGLISH,
    LIST,
    PROPOSE,
    act_url,
    make,
    offered,
    page_of,
    propose,
    refused_text,
)
from tests.ratings.listings.people import (
    DAY,
    DEFENCE_OVER,
    SERVED_ON,
    TUESDAY,
    WEDNESDAY,
    WORDS,
)
from tests.ratings.published import tables, text_of


def test_an_entry_goes_its_whole_way_by_three_persons_at_the_desk(lists, desk, at):
    answer = propose(lists, desk(lists.pan))
    listing = Listing.objects.get()
    assert answer["Location"] == page_of(listing)

    at(TUESDAY)
    make(desk(lists.shen), listing, "REVIEW", text=WORDS)
    make(desk(lists.pan), listing, "NOTIFY", text=WORDS)
    at(WEDNESDAY)
    served = {
        "way": "IN_PERSON",
        "served_on": SERVED_ON.isoformat(),
        "defence_days": 5,
        "file": picture(),
    }
    make(desk(lists.pan), listing, "SERVE", **served)
    at(DEFENCE_OVER)
    make(desk(lists.pan), listing, "STAY_SILENT")
    make(desk(lists.jue), listing, "DECIDE", text=WORDS)
    make(desk(lists.fa), listing, "PUBLISH")

    listing.refresh_from_db()
    assert listing.state == ListingState.PUBLISHED
    assert [step.action for step in listing.steps.order_by("number")] == [
        ListingAction.PROPOSE,
        ListingAction.REVIEW,
        ListingAction.NOTIFY,
        ListingAction.SERVE,
        ListingAction.STAY_SILENT,
        ListingAction.DECIDE,
        ListingAction.PUBLISH,
    ]
    shown = text_of(desk(lists.pan).get(page_of(listing), headers=ENGLISH))
    for said in (str(lists.shen.user), str(lists.jue.user), "Friday 11 September 2026"):
        assert said in shown


def test_the_proposer_is_not_offered_the_review_and_is_told_why(lists, desk, at):
    listing = lists.propose(by=lists.shen)
    at(TUESDAY)
    client = desk(lists.shen)

    assert "REVIEW" not in offered(client, listing)
    assert "Another person than who proposed the entry does this." in text_of(
        client.get(page_of(listing), headers=ENGLISH)
    )

    answer = client.post(
        act_url(listing, "REVIEW"), {"version": listing.version, "text": WORDS}
    )
    assert "Another person than who proposed" in refused_text(answer)
    last = listing.steps.latest("number")
    assert (last.action, last.tried) == (ListingAction.REFUSED, ListingAction.REVIEW)


def test_a_refusal_keeps_what_was_typed_and_the_attempt(lists, desk, at):
    listing = lists.notified()
    at(WEDNESDAY)
    answer = make(
        desk(lists.pan),
        listing,
        "SERVE",
        way="POST",
        served_on="2026-03-09",
        defence_days=7,
        file=picture(),
    )
    assert "not in the future" in refused_text(answer)
    (form,) = [one for one in read_page(answer).forms if one.action.endswith("/serve/")]
    assert form.values["way"] == ["POST"]
    assert form.values["served_on"] == ["2026-03-09"]
    assert form.values["defence_days"] == ["7"]
    assert listing.steps.latest("number").action == ListingAction.REFUSED

    # the file was kept and need not be chosen again
    again = desk(lists.pan).post(form.action, form.filled(served_on="2026-03-04"))
    assert again.status_code == 302
    assert listing.steps.latest("number").file is not None


def test_another_s_kept_file_is_not_taken(lists, desk, at):
    listing = lists.notified()
    at(WEDNESDAY)
    served = {"way": "POST", "served_on": "2026-03-09", "defence_days": 5}
    answer = make(desk(lists.pan), listing, "SERVE", **served, file=picture())
    (form,) = [one for one in read_page(answer).forms if one.action.endswith("/serve/")]

    filled = form.filled(served_on="2026-03-04")
    stolen = desk(lists.zhu).post(form.action, filled, headers=ENGLISH)

    assert "add the proof of it" in refused_text(stolen)


def test_the_same_form_twice_is_one_step(lists, desk, at):
    listing = lists.propose()
    at(TUESDAY)
    client = desk(lists.shen)
    form = offered(client, listing)["REVIEW"]
    for _time in range(2):
        answer = client.post(form.action, form.filled(text=WORDS))
        assert answer.status_code == 302
    assert listing.steps.count() == 2


def test_a_form_of_an_entry_that_moved_on_changes_nothing(lists, desk, at):
    listing = lists.propose()
    at(TUESDAY)
    client = desk(lists.shen)
    form = offered(client, listing)["REVIEW"]
    lists.review(Listing.objects.get())

    answer = client.post(
        form.action, form.filled(text="Typed for nothing."), headers=ENGLISH
    )

    said = refused_text(answer)
    assert "Somebody else changed this entry in the meantime" in said
    assert "Typed for nothing." in said
    assert listing.steps.count() == 2


def test_a_decision_may_be_lighter_and_never_heavier(lists, desk, at):
    listing = lists.silent()
    at(DEFENCE_OVER)
    client = desk(lists.jue)

    heavier = make(client, listing, "DECIDE", months=9, text=WORDS)
    assert "never heavier" in refused_text(heavier)

    lighter = make(client, listing, "DECIDE", months=4, text=WORDS)
    assert lighter.status_code == 302
    listing.refresh_from_db()
    assert (listing.state, listing.months) == (ListingState.DECIDED, 4)


def test_an_upheld_objection_takes_the_entry_back(lists, desk, at):
    listing = lists.published()
    standing.object_to(listing=listing, text=WORDS, by=lists.firm, now=DEFENCE_OVER)
    at(DEFENCE_OVER + DAY)

    make(desk(lists.jue), listing, "ANSWER_OBJECTION", decision="UPHELD", text=WORDS)

    listing.refresh_from_db()
    assert listing.state == ListingState.REVOKED


@pytest.mark.parametrize(
    ("action", "state"),
    [
        ("SUSPEND", ListingState.SUSPENDED),
        ("QUASH", ListingState.QUASHED),
        ("REVOKE", ListingState.REVOKED),
    ],
)
def test_what_takes_an_entry_out_of_the_public_is_made_here(
    lists, desk, at, action, state
):
    listing = lists.published()
    at(DEFENCE_OVER + DAY)
    typed = {"text": WORDS} | (
        {} if action == "REVOKE" else {"document": "皖01行初12号"}
    )

    make(desk(lists.jue), listing, action, **typed)

    listing.refresh_from_db()
    assert listing.state == state


def test_a_suspended_entry_is_resumed_to_where_it_was(lists, desk, at):
    listing = lists.suspended()
    at(DEFENCE_OVER + 2 * DAY)
    make(desk(lists.jue), listing, "RESUME", text=WORDS, document="皖01行初13号")
    listing.refresh_from_db()
    assert listing.state == ListingState.PUBLISHED


def test_who_may_decide_recuses_others_and_everybody_oneself(lists, desk, at):
    listing = lists.silent()
    at(DEFENCE_OVER)

    make(desk(lists.jue), listing, "RECUSE", person=lists.zhu.user.pk, text=WORDS)
    assert listing.steps.latest("number").detail["person"] == lists.zhu.user.pk

    others = make(desk(lists.zhu), listing, "RECUSE", person=lists.pan.user.pk)
    assert others.status_code == 200
    assert "Select a valid choice" in text_of(others)


def test_the_list_says_what_is_due_next_and_what_may_be_mine(lists, desk, at):
    lists.propose()
    mine = text_of(desk(lists.shen).get(LIST, headers=ENGLISH))
    assert "Give the legal opinion" in mine
    assert "To be served" in mine
    assert "Give the legal opinion" not in text_of(
        desk(lists.pan).get(LIST, headers=ENGLISH)
    )
    ended = desk(lists.pan).get(LIST, {"part": "ended"}, headers=ENGLISH)
    assert "No entry here" in text_of(ended)


def test_another_office_a_street_a_firm_and_a_department_read_nothing(lists, desk, at):
    listing = lists.propose(by=lists.pan)
    other = User.objects.create_user(
        "other",
        role=Role.REGULATOR,
        region=county_beside(lists.town),
        is_staff=True,
    )
    client = desk(lists.pan)
    client.force_login(other)
    assert client.get(page_of(listing)).status_code == 404
    assert listing.number not in text_of(client.get(LIST))
    for nobody in (lists.town.anna, lists.town.fireman):
        client = desk(nobody)
        assert client.get(page_of(listing)).status_code == 403
        assert client.get(PROPOSE).status_code == 403
    assert desk(lists.firm).get(page_of(listing)).status_code == 302


def county_beside(town):
    region = town.county.__class__
    return region.objects.create(
        code="340103000",
        name="庐阳区",
        name_en="Luyang District",
        level="COUNTY",
        parent=town.city,
    )


def test_an_auditor_reads_and_changes_nothing(lists, desk, at):
    listing = lists.propose()
    auditor = lists.town.auditor
    auditor.region = lists.town.county
    auditor.is_staff = True
    auditor.save()
    client = desk(lists.pan)
    client.force_login(auditor)
    assert offered(client, listing) == {}
    sent = client.post(act_url(listing, "DROP"), {"version": 1, "text": WORDS})
    assert sent.status_code == 403
    assert client.get(PROPOSE).status_code == 403


def test_the_proof_of_the_service_is_seen_by_who_may_read_the_file(lists, desk, at):
    listing = lists.served()
    step = listing.steps.get(action=ListingAction.SERVE)
    url = reverse("admin:ratings_listing_file", args=[listing.pk, step.number])
    seen = desk(lists.zhu).get(url)
    assert seen["Content-Type"] == "image/jpeg"
    assert "no-store" in seen["Cache-Control"]
    nothing = reverse("admin:ratings_listing_file", args=[listing.pk, 1])
    assert desk(lists.zhu).get(nothing).status_code == 404
    assert desk(lists.town.anna).get(url).status_code == 403


@pytest.mark.parametrize(
    ("stage", "moment", "person", "waits"),
    [
        ("propose", TUESDAY, "shen", "Give the legal opinion"),
        ("propose", TUESDAY, "jue", ""),
        ("served", WEDNESDAY, "zhu", ""),
        ("served", DEFENCE_OVER, "zhu", "Let the time for a defence pass"),
        ("silent", DEFENCE_OVER, "jue", "Decide on the entry"),
        ("silent", DEFENCE_OVER, "fa", ""),
        ("decided", DEFENCE_OVER, "fa", "Publish the entry"),
        ("published", DEFENCE_OVER, "jue", ""),
    ],
)
def test_a_line_says_whose_turn_it_may_be(
    lists, desk, at, stage, moment, person, waits
):
    getattr(lists, stage)()
    at(moment)
    shown = tables(desk(getattr(lists, person)).get(LIST, headers=ENGLISH))
    assert shown[0][1][-1].removeprefix("For you").strip() == waits
