"""Cases that went a longer way: explained, sent back, opened again, located, typed."""

from complaints.models import Case
from complaints.operations import (
    appeals,
    correcting,
    deciding,
    duties,
    handling,
    merging,
    noting,
    suspecting,
    visiting,
)
from complaints.operations.correcting import Corrected
from complaints.operations.deciding import FinalReview
from complaints.operations.filing import Place, Reporter
from complaints.operations.handling import Disposal
from complaints.states import (
    Channel,
    DeclineReason,
    Kind,
    Measure,
    Outcome,
    Party,
    Privacy,
    Urgency,
)
from registry.actors import Officer
from registry.models import User
from tests.complaints import paths
from tests.complaints.paths import DONE, after
from tests.ratings.timed_paths import (
    extended,
    office_extended,
    paused,
    paused_and_resumed,
    planned,
)
from tests.town import PHONE, officer_of


def one_phone(_number):
    return Reporter(privacy=Privacy.HIDDEN, phone=PHONE)


def phone_of(number):
    """A reporter of a phone of its own."""
    return Reporter(privacy=Privacy.HIDDEN, phone=f"+86139001390{number:02}")


def cannot(town, **filing):
    """Founded, and explained as beyond repair."""
    case = paths.verified(town, **filing)
    handling.explain(
        case=case, outcome=Outcome.CANNOT, text=DONE, by=town.bo, now=after(5)
    )
    return case


def own_answer(town, case, given):
    visiting.close(
        case=case, given=given, channel=Channel.LINK, by=town.resident, now=after(6)
    )


def cannot_answered(town, **filing):
    case = cannot(town, **filing)
    own_answer(town, case, paths.NO)
    return case


def typed_after_cannot(town, **filing):
    """Carl of the street, who did not handle it, calls and writes down a "no"."""
    case = cannot(town, **filing)
    caller = caller_of(town)
    visiting.close_by_phone(case=case, given=paths.NO, by=caller, now=after(6))
    return case


def typed(town, **filing):
    case = paths.reported(town, **filing)
    caller = caller_of(town)
    visiting.close_by_phone(case=case, given=paths.YES, by=caller, now=after(6))
    return case


def caller_of(town):
    """Somebody of the street who did not handle the case."""
    found = User.objects.filter(username="cai").first()
    return Officer(found) if found else officer_of("cai", town.street)


def fixed_after_all(town, **filing):
    """Called beyond repair, opened again by the resident, and put right."""
    case = cannot(town, **filing)
    visiting.reopen(case=case, by=town.resident, now=after(5.2))
    handling.verify(case=case, found=paths.found(), by=town.anna, now=after(5.4))
    order = paths.order_to_firm(town)
    handling.dispose(case=case, order=order, by=town.anna, now=after(5.6))
    put_right(town, case, after(6))
    handling.report(
        case=case, outcome=Outcome.FIXED, text=DONE, by=town.anna, now=after(7)
    )
    return case


def put_right(town, case, at):
    handling.rectify(
        case=case, text=DONE, photos=[paths.photo()], by=town.manager, now=at
    )


def sent_back(town, **filing):
    case = paths.rectified(town, **filing)
    handling.send_back(case=case, text=DONE, by=town.anna, now=after(5))
    return case


def sent_back_and_put_right(town, **filing):
    case = sent_back(town, **filing)
    put_right(town, case, after(6))
    handling.report(
        case=case, outcome=Outcome.FIXED, text=DONE, by=town.anna, now=after(7)
    )
    return case


def reopened(town, **filing):
    case = paths.closed(town, paths.NO, **filing)
    visiting.reopen(case=case, by=town.resident, now=after(6.5))
    return case


def answered_twice(town, **filing):
    """Two rounds: "no" to the first, "yes" to the second."""
    case = reopened(town, **filing)
    order = paths.order_to_firm(town)
    handling.dispose(case=case, order=order, by=town.bo, now=after(7))
    put_right(town, case, after(7.2))
    handling.report(
        case=case, outcome=Outcome.FIXED, text=DONE, by=town.bo, now=after(7.4)
    )
    visiting.close(
        case=case,
        given=paths.YES,
        channel=Channel.LINK,
        by=town.resident,
        now=after(7.6),
    )
    return case


def suspected(town, **filing):
    """Doubted by Bo after Anna reported it; the firm is heard."""
    case = paths.reported(town, **filing)
    suspecting.suspect(case=case, text=DONE, by=town.bo, now=after(6))
    suspecting.hear(case=case, text=DONE, by=town.manager, now=after(7))
    return case


def found_false(town, **filing):
    case = suspected(town, **filing)
    suspecting.confirm(case=case, text=DONE, by=town.bo, now=after(30))
    return case


def found_true(town, **filing):
    case = suspected(town, **filing)
    suspecting.dismiss(case=case, text=DONE, by=town.bo, now=after(30))
    return case


def found_false_after_all(town, **filing):
    """Decided when it had been opened again for long."""
    case = suspected(town, **filing)
    visiting.reopen(case=case, by=town.resident, now=after(8))
    suspecting.confirm(case=case, text=DONE, by=town.bo, now=after(30))
    return case


def located(town, **filing):
    """The county finds out which community it is; the street takes it from there."""
    place = Place(region=town.county, description="behind the station")
    case = town.file(place=place, **filing)
    handling.locate(
        case=case, community=town.garden, by=town.county_dora, now=after(0.5)
    )
    handling.accept(case=case, by=town.anna, now=after(1))
    handling.verify(case=case, found=paths.found(), by=town.anna, now=after(2))
    return case


def by_another_phone(filing):
    """The same filing from a phone that is nobody else's."""
    number = Case.objects.count()
    return filing | {
        "reporter": Reporter(privacy=Privacy.HIDDEN, phone=f"+861370013{number:04}")
    }


def merged(town, **filing):
    """Founded, and then merged into another case of the same garden."""
    target = paths.disposed(town, **by_another_phone(filing))
    case = paths.verified(town, **filing)
    merging.merge(case=case, target=target, by=town.anna, now=after(4))
    return case


def parted(town, **filing):
    case = merged(town, **filing)
    merging.unmerge(case=case, text=DONE, by=town.anna, now=after(30))
    return case


def withdrawn(town, **filing):
    case = paths.disposed(town, **filing)
    merging.withdraw(case=case, by=town.resident, now=after(5))
    return case


def transferred(town, **filing):
    case = paths.verified(town, **filing)
    correcting.transfer(
        case=case, to=town.other_street, text=DONE, by=town.anna, now=after(30)
    )
    handling.accept(case=case, by=town.carl, now=after(31))
    return case


def handed_on_at_once(town, **filing):
    """From waiting for acceptance to waiting for acceptance, at another street."""
    case = town.file(**filing)
    correcting.transfer(
        case=case, to=town.other_street, text=DONE, by=town.anna, now=after(1)
    )
    return case


def _corrected(town, case, kind, urgency, now, by):
    correcting.reclassify(
        case=case,
        to=Corrected(kind, urgency, town.category()),
        text=DONE,
        by=by,
        now=now,
    )
    return case


def more_urgent(town, **filing):
    case = paths.accepted(town, **filing)
    return _corrected(town, case, Kind.COMPLAINT, Urgency.URGENT, after(2), town.anna)


def a_question_after_all(town, **filing):
    case = paths.accepted(town, **filing)
    return _corrected(
        town, case, Kind.CONSULTATION, Urgency.ORDINARY, after(2), town.bo
    )


def secret_after_all(town, **filing):
    case = paths.accepted(town, **filing)
    return _corrected(town, case, Kind.RETALIATION, Urgency.ORDINARY, after(2), town.bo)


def refused_and_given_to_a_department(town, **filing):
    case = paths.disposed(town, **filing)
    duties.refuse(case=case, text=DONE, by=town.manager, now=after(4))
    order = Disposal(Measure.ORDER_DEPARTMENT, Party.DEPARTMENT, department=town.fire)
    handling.dispose(case=case, order=order, by=town.anna, now=after(5))
    return case


def refused_and_confirmed(town, **filing):
    case = paths.disposed(town, **filing)
    duties.refuse(case=case, text=DONE, by=town.manager, now=after(4))
    order = paths.order_to_firm(town)
    handling.dispose(case=case, order=order, by=town.anna, now=after(5))
    duties.refuse(case=case, text=DONE, by=town.manager, now=after(6))
    duties.confirm_duty(case=case, text=DONE, by=town.county_dora, now=after(7))
    return case


def recalled(town, **filing):
    case = paths.disposed(town, **filing)
    duties.recall(case=case, text=DONE, by=town.anna, now=after(30))
    return case


def appealed_and_overturned(town, **filing):
    case = town.file(**filing)
    handling.decline(
        case=case,
        reason=DeclineReason.COURT,
        text=DONE,
        way_on="The court.",
        by=town.anna,
        now=after(1),
    )
    appeals.appeal(case=case, by=town.resident, now=after(2))
    appeals.overturn(case=case, text=DONE, by=town.county_dora, now=after(3))
    return case


def decided_for_good(town, **filing):
    case = paths.reported(town, **filing)
    for hour, by in ((6, town.bo), (7, town.county_dora)):
        visiting.reopen(case=case, by=town.resident, now=after(hour))
        order = paths.order_to_firm(town)
        handling.dispose(case=case, order=order, by=by, now=after(hour + 0.1))
        put_right(town, case, after(hour + 0.2))
        handling.report(
            case=case, outcome=Outcome.PARTLY, text=DONE, by=by, now=after(hour + 0.4)
        )
    review = FinalReview(*[DONE] * 6)
    by = town.county_dora
    deciding.close_for_good(case=case, review=review, by=by, now=after(8))
    return case


def with_much_written_beside(town, **filing):
    """What is noted, pressed for and made safe changes no count."""
    case = paths.disposed(town, **filing)
    noting.note(case=case, text=DONE, by=town.bo, now=after(4))
    noting.supervise(case=case, text=DONE, by=town.city_emil, now=after(4))
    paths.follow(town, case, "+8613600136000", now=after(4))
    return case


LONG_PATHS = (
    merged,
    parted,
    withdrawn,
    transferred,
    handed_on_at_once,
    more_urgent,
    a_question_after_all,
    secret_after_all,
    refused_and_given_to_a_department,
    refused_and_confirmed,
    recalled,
    paused,
    paused_and_resumed,
    extended,
    office_extended,
    planned,
    appealed_and_overturned,
    decided_for_good,
    with_much_written_beside,
    cannot,
    cannot_answered,
    typed_after_cannot,
    fixed_after_all,
    typed,
    sent_back,
    sent_back_and_put_right,
    reopened,
    answered_twice,
    suspected,
    found_false,
    found_true,
    found_false_after_all,
    located,
)
