"""Cases that went a longer way: explained, sent back, opened again, located, typed."""

from complaints.operations import handling, visiting
from complaints.operations.filing import Place, Reporter
from complaints.states import Channel, Outcome, Privacy
from registry.actors import Officer
from registry.models import User
from registry.roles import Role
from tests.complaints import paths
from tests.complaints.paths import DONE, after
from tests.town import PHONE


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
    caller = officer_of(town)
    visiting.close_by_phone(case=case, given=paths.NO, by=caller, now=after(6))
    return case


def typed(town, **filing):
    case = paths.reported(town, **filing)
    caller = officer_of(town)
    visiting.close_by_phone(case=case, given=paths.YES, by=caller, now=after(6))
    return case


def officer_of(town):
    """Somebody of the street who did not handle the case."""
    found, _ = User.objects.get_or_create(
        username="cai", role=Role.OFFICER, region=town.street, is_staff=True
    )
    return Officer(found)


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


LONG_PATHS = (
    cannot,
    cannot_answered,
    typed_after_cannot,
    fixed_after_all,
    typed,
    sent_back,
    sent_back_and_put_right,
    reopened,
    answered_twice,
    located,
)
