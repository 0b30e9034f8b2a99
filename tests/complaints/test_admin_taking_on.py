"""Taking a case on at the desk: accept, verify and hand over, decline, locate."""

import pytest

from complaints.models import Photo
from complaints.operations.filing import Place
from complaints.refusals import Refusal
from complaints.states import (
    Action,
    Finding,
    Measure,
    Outcome,
    Party,
    State,
)
from tests.complaints import paths
from tests.complaints.desk import (
    Desk,
    actions_of,
    offered_to,
    page_of,
    picture,
    refusals_of,
    state_of,
    texts,
)

pytestmark = pytest.mark.usefixtures("monday_at_five")

ENOUGH = "The stairs are free; the e-bikes stand outside."
FOUND = {"finding": "FOUNDED", "duty": "FIRM", "how": "VISIT"}


# Taking on


def test_accepting_alone_writes_one_step(town, anna):
    case = town.file()
    response = anna.make(case, Action.ACCEPT, upto="ACCEPT")

    assert response.status_code == 302
    assert response.headers["Location"] == page_of(case)
    assert actions_of(case) == ["FILE", "ACCEPT"]


def test_one_screen_writes_three_steps(town, anna):
    case = town.file()
    response = anna.make(
        case,
        Action.ACCEPT,
        upto="DISPOSE",
        **FOUND,
        note="Seen on site.",
        measure="ORDER_FIRM",
        firm=town.firm.pk,
        instructions="Put up a roof.",
    )

    assert response.status_code == 302, texts(response)
    assert actions_of(case) == ["FILE", "ACCEPT", "VERIFY", "DISPOSE"]
    case.refresh_from_db()
    assert (case.acting_firm, case.measure) == (town.firm, Measure.ORDER_FIRM)


def test_what_is_not_reached_is_not_asked_for(town, anna):
    """The browser sends every field of the screen, also those it has put away."""
    case = town.file()
    anna.make(case, Action.ACCEPT, upto="ACCEPT", measure="ORDER_FIRM", firm="")
    assert actions_of(case) == ["FILE", "ACCEPT"]


def test_a_screen_that_comes_back_asks_as_at_first(town, anna):
    case = town.file()
    anna.make(case, Action.DECLINE, reason="COURT", text=ENOUGH, way_on="The court.")
    form = anna.make(case, Action.ACCEPT, version=1, upto="ACCEPT").context["form"]
    assert form.fields["finding"].required


def test_one_screen_may_stop_at_the_finding(town, anna):
    case = town.file()
    anna.make(case, Action.ACCEPT, upto="VERIFY", **FOUND)
    assert actions_of(case) == ["FILE", "ACCEPT", "VERIFY"]


def test_what_is_asked_for_only_later_is_not_missed_earlier(town, anna):
    case = town.file()
    response = anna.make(case, Action.ACCEPT, upto="DISPOSE", measure="CHAMBER")

    assert response.status_code == 200
    assert refusals_of(response) == [
        "Say what was found.",
        "Say whose duty it is.",
        "Say how it was found out.",
    ]
    assert actions_of(case) == ["FILE"]


def test_when_one_of_three_steps_is_refused_none_is_written(town, anna):
    case = town.file()
    response = anna.make(
        case,
        Action.ACCEPT,
        upto="DISPOSE",
        finding="UNFOUNDED",
        duty="FIRM",
        how="CALL",
        measure="ORDER_FIRM",
        firm=town.firm.pk,
    )

    assert response.status_code == 409
    assert refusals_of(response) == [str(Refusal.SITE_VISIT.label)]
    assert actions_of(case) == ["FILE"]
    assert state_of(case) == State.FILED


def test_a_photo_of_the_finding_becomes_evidence(town, anna):
    case = town.file()
    anna.make(case, Action.ACCEPT, upto="VERIFY", **FOUND, photos=picture())
    assert Photo.objects.get(case=case).step.action == Action.VERIFY


def test_the_department_that_answers_for_the_category_is_chosen_already(town, anna):
    case = town.file(category="fire-charging")
    form = anna.open(case).context["turns"].offers[0].form
    assert form["department"].value() == str(town.fire.pk)


def test_the_answerable_firm_is_chosen_already(town, anna):
    form = anna.open(town.file()).context["turns"].offers[0].form
    assert (form["measure"].value(), form["firm"].value()) == (
        Measure.ORDER_FIRM,
        str(town.firm.pk),
    )


def test_a_community_without_a_firm_is_not_ordered_to_one(town):
    case = town.file(place=Place(community=town.court))
    form = Desk(town.carl.user).open(case).context["turns"].offers[0].form
    assert Measure.ORDER_FIRM not in dict(form.fields["measure"].choices)


def test_declining_carries_reason_text_and_a_way_on(town, anna):
    case = town.file()
    anna.make(
        case,
        Action.DECLINE,
        reason="COURT",
        text="The court in Shushan hears this already.",
        way_on="Ask the court's office.",
    )
    assert state_of(case) == State.DECLINED


def test_a_short_explanation_is_sent_back_with_what_was_typed(town, anna):
    case = town.file()
    response = anna.make(
        case, Action.DECLINE, reason="COURT", text="No.", way_on="Ask the court."
    )

    assert response.status_code == 409
    assert refusals_of(response) == [str(Refusal.TEXT.label)]
    assert response.context["form"]["text"].errors
    assert "Ask the court." in texts(response)
    assert state_of(case) == State.FILED


# Locating


@pytest.fixture
def unlisted(town):
    place = Place(region=town.county, description="Behind the old market")
    return town.file(place=place)


def test_the_county_locates_and_the_street_takes_over(town, unlisted):
    response = Desk(town.county_dora.user).make(
        unlisted, Action.LOCATE, community="DQHY"
    )

    assert response.status_code == 302
    unlisted.refresh_from_db()
    assert (unlisted.community, unlisted.office) == (town.garden, town.street)


def test_a_part_of_a_name_shows_what_fits_and_moves_nothing(town, unlisted):
    response = Desk(town.county_dora.user).make(
        unlisted, Action.LOCATE, community="丹青"
    )

    assert response.status_code == 200
    assert refusals_of(response) == ["Choose one of the communities found."]
    assert 'value="DQHY"' in texts(response)
    assert actions_of(unlisted) == ["FILE"]


def test_a_name_that_nobody_has_says_how_to_search(town, unlisted):
    response = Desk(town.county_dora.user).make(
        unlisted, Action.LOCATE, community="Nowhere Court"
    )
    assert "Try part of the name" in refusals_of(response)[0]


def test_communities_are_found_while_typing(town):
    dora = Desk(town.county_dora.user)
    found = dora.client.get("/admin/complaints/case/communities/", {"community": "lxy"})
    assert "柳巷苑" in texts(found)
    assert "丹青花园" not in texts(found)


def test_nothing_is_accepted_before_it_is_located(town, unlisted):
    dora = Desk(town.county_dora.user)

    assert offered_to(dora, unlisted)[0] == Action.LOCATE
    response = dora.make(unlisted, Action.ACCEPT, upto="ACCEPT")

    assert response.status_code == 409
    assert str(Refusal.LOCATED.label) in texts(response)
    assert actions_of(unlisted) == ["FILE"]


# Verifying, disposing, explaining


def test_a_finding_is_written_and_written_again_with_its_reason(town, anna):
    case = paths.accepted(town)
    anna.make(case, Action.VERIFY, **FOUND)
    response = anna.make(case, Action.VERIFY, **FOUND)
    assert refusals_of(response) == [str(Refusal.WHY_AGAIN.label)]

    anna.make(case, Action.VERIFY, **{**FOUND, "finding": "PARTLY"}, note=ENOUGH)

    case.refresh_from_db()
    assert case.finding == Finding.PARTLY
    assert actions_of(case)[-2:] == ["VERIFY", "VERIFY"]


def test_a_case_is_handed_to_a_department(town, anna):
    case = paths.verified(town, category="fire-charging")
    anna.make(case, Action.DISPOSE, measure="ORDER_DEPARTMENT", department=town.fire.pk)
    case.refresh_from_db()
    assert (case.party, case.acting_department) == (Party.DEPARTMENT, town.fire)


def test_the_office_itself_acts_for_parties_without_an_account(town, anna):
    case = paths.verified(town)
    anna.make(case, Action.DISPOSE, measure="CHAMBER")
    case.refresh_from_db()
    assert (case.party, case.acting_firm) == (Party.OFFICE, None)


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ("ORDER_FIRM", "Choose the firm that has to act."),
        ("ORDER_DEPARTMENT", "Choose the department that has to act."),
    ],
)
def test_an_order_names_who_has_to_act(town, anna, measure, said):
    case = paths.verified(town)
    response = anna.make(case, Action.DISPOSE, measure=measure)
    assert refusals_of(response) == [said]
    assert state_of(case) == State.VERIFIED


def test_a_firm_of_somewhere_else_is_no_choice(town, anna):
    case = paths.verified(town)
    response = anna.make(case, Action.DISPOSE, measure="ORDER_FIRM", firm=town.rival.pk)
    assert response.status_code == 200
    assert state_of(case) == State.VERIFIED


def test_who_found_it_unfounded_does_not_explain_it(town, anna, bo):
    case = paths.verified(town, Finding.UNFOUNDED)

    refused = anna.make(case, Action.EXPLAIN, text=ENOUGH)
    assert str(Refusal.NOT_THE_FINDER.label) in texts(refused)
    assert Action.EXPLAIN not in offered_to(anna, case)
    assert state_of(case) == State.VERIFIED

    bo.make(case, Action.EXPLAIN, text=ENOUGH)
    case.refresh_from_db()
    assert (case.state, case.outcome) == (State.REPORTED, Outcome.UNFOUNDED)
