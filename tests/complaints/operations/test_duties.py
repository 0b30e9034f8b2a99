"""Whose duty it is: refused by the party, confirmed or released above, taken back."""

from datetime import timedelta
from typing import Any

from complaints.models import Case
from complaints.operations import duties, handling
from complaints.operations.handling import Disposal
from complaints.refusals import Refusal
from complaints.states import Action, Duty, Measure, Party, State
from registry.models import User
from tests.complaints import paths
from tests.complaints.outcomes import last_step, refusal_of, same_as_stored, templates
from tests.complaints.paths import DONE, after, order_to_firm

WHY = "The roof belongs to the developer."
DAY = 24


def refused_twice(town) -> Any:
    case = paths.disposed(town)
    duties.refuse(case=case, text=WHY, by=town.manager, now=after(4))
    handling.dispose(case=case, order=order_to_firm(town), by=town.anna, now=after(5))
    duties.refuse(case=case, text=WHY, by=town.manager, now=after(6))
    return case


def test_a_firm_refuses_with_its_basis_and_the_office_goes_on(town):
    User.objects.filter(pk=town.bo.user.pk).update(email="bo@x.example")
    case = paths.disposed(town)
    short = refusal_of(
        duties.refuse, case=case, text="no", by=town.manager, now=after(4)
    )
    assert short == Refusal.TEXT

    duties.refuse(case=case, text=WHY, by=town.manager, now=after(4))
    assert case.state == State.VERIFIED
    assert templates()[-1] == "refused.txt"
    assert same_as_stored(case)


def test_a_firm_refuses_within_a_working_day(town):
    case = paths.disposed(town)
    until = after(15 + DAY)  # handed over on Monday: until Tuesday is over
    refused = {"case": case, "text": WHY, "by": town.manager}
    assert refusal_of(duties.refuse, now=until, **refused) == Refusal.MAY_REFUSE

    duties.refuse(now=until - timedelta(seconds=1), **refused)
    assert case.state == State.VERIFIED


def test_a_stranger_refuses_nothing(town):
    case = paths.disposed(town)
    for by in (town.rival_manager, town.fireman):
        tried = refusal_of(duties.refuse, case=case, text=WHY, by=by, now=after(4))
        assert tried == Refusal.NOT_YOURS


def test_a_second_refusal_waits_for_the_office_above(town):
    User.objects.filter(pk=town.county_dora.user.pk).update(email="dora@x.example")
    case = refused_twice(town)

    assert templates()[-1] == "refused.txt"
    waits = refusal_of(
        handling.dispose,
        case=case,
        order=order_to_firm(town),
        by=town.anna,
        now=after(7),
    )
    assert waits == Refusal.REFUSAL_SETTLED
    too_low = refusal_of(
        duties.confirm_duty, case=case, text=WHY, by=town.anna, now=after(7)
    )
    assert too_low == Refusal.NOT_ONE_UP


def test_after_one_refusal_there_is_nothing_to_settle(town):
    case = paths.disposed(town)
    duties.refuse(case=case, text=WHY, by=town.manager, now=after(4))

    settled = {"case": case, "text": WHY, "by": town.county_dora, "now": after(5)}
    assert refusal_of(duties.confirm_duty, **settled) == Refusal.REFUSED_TWICE
    assert (
        refusal_of(duties.release, duty=Duty.DEVELOPER, **settled)
        == Refusal.REFUSED_TWICE
    )


def test_a_confirmed_duty_stays_with_the_firm_which_refuses_no_more(town):
    case = refused_twice(town)
    duties.confirm_duty(case=case, text=WHY, by=town.county_dora, now=after(7))

    assert (case.state, case.acting_firm) == (State.DISPOSED, town.firm)
    assert templates()[-1] == "firm_duty_confirmed.txt"
    again = refusal_of(
        duties.refuse, case=case, text=WHY, by=town.manager, now=after(8)
    )
    assert again == Refusal.MAY_REFUSE


def test_a_firm_is_measured_on_the_first_order_of_the_round_all_the_same(town):
    case = paths.disposed(town)
    first = case.due_at
    duties.refuse(case=case, text=WHY, by=town.manager, now=after(4))
    handling.dispose(case=case, order=order_to_firm(town), by=town.anna, now=after(28))
    duties.refuse(case=case, text=WHY, by=town.manager, now=after(29))
    duties.confirm_duty(case=case, text=WHY, by=town.county_dora, now=after(30))
    assert case.due_at >= first

    handling.rectify(
        case=case,
        text=DONE,
        no_photo_because="It is dark.",
        by=town.manager,
        now=first - timedelta(seconds=90),
    )
    assert last_step(case).spare_seconds == 90


def test_a_released_firm_is_told_and_the_office_hands_it_to_somebody_else(town):
    case = refused_twice(town)
    nobody = refusal_of(
        duties.release,
        case=case,
        duty=None,
        text=WHY,
        by=town.county_dora,
        now=after(7),
    )
    assert nobody == Refusal.DUTY
    due = case.due_at
    duties.release(
        case=case, duty=Duty.DEVELOPER, text=WHY, by=town.county_dora, now=after(7)
    )

    assert (case.state, case.duty, case.due_at) == (State.VERIFIED, "DEVELOPER", due)
    assert templates()[-1] == "firm_released.txt"
    handling.dispose(
        case=case,
        order=Disposal(Measure.CHAMBER, Party.OFFICE),
        by=town.anna,
        now=after(8),
    )
    assert Case.objects.get(pk=case.pk).state == State.DISPOSED


def test_an_office_takes_an_order_back_and_says_why(town):
    case = paths.disposed(town)
    duties.recall(case=case, text="The firm left yesterday.", by=town.bo, now=after(9))

    assert case.state == State.VERIFIED
    assert templates()[-1] == "firm_recalled.txt"
    assert last_step(case).action == Action.RECALL
    assert same_as_stored(case)


def test_another_firm_may_refuse_what_was_confirmed_to_the_first(town):
    case = refused_twice(town)
    duties.confirm_duty(case=case, text=WHY, by=town.county_dora, now=after(7))
    duties.recall(case=case, text="The firm left today.", by=town.anna, now=after(8))
    handling.dispose(
        case=case,
        order=Disposal(Measure.ORDER_FIRM, Party.FIRM, firm=town.rival),
        by=town.anna,
        now=after(8),
    )

    refused = {"case": case, "text": WHY, "by": town.rival_manager, "now": after(9)}
    # twice in a round is what the table allows, whoever refuses
    assert refusal_of(duties.refuse, **refused) == Refusal.MAY_REFUSE
