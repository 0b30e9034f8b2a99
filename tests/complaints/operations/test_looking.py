"""Who may look at a phone or a flat, when, and that each look is written down."""

from dataclasses import replace

import pytest

from complaints.models import Case
from complaints.operations import handling, looking, visiting
from complaints.operations.filing import Reporter
from complaints.operations.incoming import Concerned
from complaints.refusals import Refusal
from complaints.states import Action, Kind, Outcome, Privacy, State
from registry.actors import Officer
from tests.complaints import paths
from tests.complaints.outcomes import last_step, refusal_of
from tests.complaints.paths import DONE, after, photo
from tests.town import PHONE

GRANDMA = Concerned(name="李奶奶", phone="+8613900139000", is_called=True)
FOR_GRANDMA = Reporter(Privacy.HIDDEN, phone=PHONE, concerned=GRANDMA)
HIDDEN = Reporter(Privacy.HIDDEN, phone=PHONE, unit="3-2-501")
MAY_PHONE = Reporter(Privacy.FIRM_MAY_PHONE, phone=PHONE, unit="3-2-501")


def looks(case):
    return case.steps.filter(action=Action.LOOK)


def test_an_officer_of_the_office_calls_and_the_call_is_a_step(town):
    case = town.file(reporter=HIDDEN)

    assert looking.call_phone(case=case, by=town.bo, now=after(1)).phone == PHONE
    look = last_step(case)
    assert (look.action, look.actor, look.detail) == (
        Action.LOOK,
        town.bo.user,
        {"what": "phone"},
    )
    assert (look.source, look.target) == (State.FILED, State.FILED)
    assert PHONE not in str(look.detail)


def test_the_one_it_was_filed_for_is_called_about_the_result_alone(town):
    case = paths.reported(town, reporter=FOR_GRANDMA)
    disposed = paths.disposed(town, reporter=FOR_GRANDMA)

    visit = looking.call_phone(case=case, by=town.bo, now=after(6))
    before = looking.call_phone(case=disposed, by=town.bo, now=after(6))
    assert visit == (GRANDMA.phone, GRANDMA.name, True)
    assert before == (PHONE, "", False)
    assert last_step(case).action == Action.LOOK


def test_who_wishes_to_be_called_themselves_is(town):
    concerned = replace(GRANDMA, is_called=False)
    case = paths.reported(town, reporter=replace(FOR_GRANDMA, concerned=concerned))
    assert looking.call_phone(case=case, by=town.bo, now=after(6)).phone == PHONE


def test_a_look_makes_no_open_form_stale(town):
    case = town.file(reporter=HIDDEN)
    form = Case.objects.get(pk=case.pk)
    looking.call_phone(case=case, by=town.bo, now=after(1))

    handling.accept(case=form, by=town.anna, now=after(2))


def test_a_look_at_what_was_moved_meanwhile_says_where_the_case_is(town):
    case = town.file(reporter=HIDDEN)
    stale = Case.objects.get(pk=case.pk)
    handling.accept(case=case, by=town.anna, now=after(1))
    looking.call_phone(case=stale, by=town.bo, now=after(2))

    look = last_step(case)
    assert (look.source, look.number, look.due_at) == (State.ACCEPTED, 3, case.due_at)


def test_no_other_office_calls(town):
    case = town.file(reporter=HIDDEN)

    for officer in (town.carl, town.county_dora, Officer(town.auditor)):
        assert (
            refusal_of(looking.call_phone, case=case, by=officer, now=after(1))
            == Refusal.OTHER_OFFICE
        )
    assert not looks(case).exists()


def test_an_auditor_of_the_very_street_does_not_call(town):
    case = town.file(reporter=HIDDEN)
    town.auditor.region = town.street

    assert (
        refusal_of(
            looking.call_phone, case=case, by=Officer(town.auditor), now=after(1)
        )
        == Refusal.OTHER_OFFICE
    )


def test_who_stands_in_for_the_return_visit_calls(town):
    town.bo.user.is_active = False
    town.bo.user.save()
    case = paths.rectified(town, reporter=HIDDEN)
    call = {"case": case, "by": town.county_dora, "now": after(6)}
    assert refusal_of(looking.call_phone, **call) == Refusal.OTHER_OFFICE
    handling.report(
        case=case, outcome=Outcome.FIXED, text=DONE, by=town.anna, now=after(5)
    )

    assert looking.call_phone(**call).phone == PHONE
    emil = {**call, "by": town.city_emil}
    assert refusal_of(looking.call_phone, **emil) == Refusal.OTHER_OFFICE


def test_a_closed_case_is_not_called(town):
    case = paths.closed(town, reporter=HIDDEN)

    assert (
        refusal_of(looking.call_phone, case=case, by=town.bo, now=after(7))
        == Refusal.NOT_OPEN
    )


def test_an_anonymous_reporter_cannot_be_called(town):
    case = town.file(reporter=Reporter(Privacy.ANONYMOUS))

    assert (
        refusal_of(looking.call_phone, case=case, by=town.bo, now=after(1))
        == Refusal.NOT_AGREED
    )


def test_the_firm_sees_the_phone_of_who_agreed_while_it_has_to_act(town):
    case = paths.disposed(town, reporter=MAY_PHONE)

    assert looking.firm_phone(case=case, by=town.manager, now=after(4)) == PHONE
    assert last_step(case).actor_name == "长青物业服务有限公司"
    handling.rectify(
        case=case, text=DONE, photos=[photo()], by=town.manager, now=after(5)
    )
    assert (
        refusal_of(looking.firm_phone, case=case, by=town.manager, now=after(6))
        == Refusal.NOT_OPEN
    )
    assert looks(case).count() == 1


def test_the_firm_does_not_see_what_was_not_agreed_to(town):
    case = paths.disposed(town, reporter=HIDDEN)

    for operation in (looking.firm_phone, looking.firm_unit):
        assert (
            refusal_of(operation, case=case, by=town.manager, now=after(4))
            == Refusal.NOT_AGREED
        )
    assert not looks(case).exists()


def test_the_firm_sees_the_flat_where_it_has_to_come_in(town):
    case = paths.disposed(town, reporter=HIDDEN, category="buildings-leak")

    assert looking.firm_unit(case=case, by=town.manager, now=after(4)) == "3-2-501"
    assert last_step(case).detail == {"what": "unit"}
    assert (
        refusal_of(looking.firm_phone, case=case, by=town.manager, now=after(4))
        == Refusal.NOT_AGREED
    )


@pytest.mark.parametrize("operation", [looking.firm_phone, looking.firm_unit])
def test_another_firm_or_department_sees_nothing(town, operation):
    case = paths.disposed(town, reporter=MAY_PHONE, category="buildings-leak")

    for stranger in (town.rival_manager, town.fireman):
        assert (
            refusal_of(operation, case=case, by=stranger, now=after(4))
            == Refusal.NOT_YOURS
        )


@pytest.mark.parametrize("operation", [looking.firm_phone, looking.firm_unit])
def test_a_case_that_was_never_handed_over_shows_a_firm_nothing(town, operation):
    case = town.file(reporter=MAY_PHONE, category="buildings-leak")

    assert (
        refusal_of(operation, case=case, by=town.manager, now=after(1))
        == Refusal.NOT_YOURS
    )


def test_after_the_case_was_reopened_the_old_consent_shows_nothing_yet(town):
    case = paths.reported(town, reporter=MAY_PHONE)
    visiting.reopen(case=case, by=town.resident, now=after(6))

    assert (
        refusal_of(looking.firm_phone, case=case, by=town.manager, now=after(7))
        == Refusal.NOT_OPEN
    )


def test_the_county_calls_who_reported_retaliation(town):
    case = town.file(kind=Kind.RETALIATION, reporter=HIDDEN)

    assert (
        looking.call_phone(case=case, by=town.county_dora, now=after(1)).phone == PHONE
    )
    assert (
        refusal_of(looking.call_phone, case=case, by=town.anna, now=after(1))
        == Refusal.OTHER_OFFICE
    )
