"""How a case comes in: filed by a resident, or by an officer on somebody's behalf."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints import notices, numbers
from complaints.clocks import Clock
from complaints.codes import phone_digest
from complaints.danger import sounds_dangerous
from complaints.models import (
    Case,
    Contact,
    NumberSeries,
    Step,
)
from complaints.operations import dating
from complaints.operations.dating import Entry
from complaints.operations.evidence import attach, check_phone
from complaints.operations.incoming import (
    Filing,
    FilingIncomplete,
    Origin,
    Place,
    Reporter,
)
from complaints.operations.writing import (
    FIRST_DIGEST,
    actor_fields,
    link_and_save,
    new_text,
)
from complaints.queries import catalogue
from complaints.queries.limits import clock_at
from complaints.states import (
    Action,
    FiledFor,
    Kind,
    PhotoKind,
    Privacy,
    State,
    Urgency,
)
from registry import queries as registry_queries
from registry.actors import Actor, Officer, Resident
from registry.models import Community, Region, StoredFile, Tenure
from registry.sealing import seal

__all__ = [
    "Filing",
    "FilingIncomplete",
    "Origin",
    "Place",
    "Reporter",
    "file",
    "office_for",
    "phone_digest",
    "placed",
]


RAISED = {Urgency.ORDINARY: Urgency.URGENT, Urgency.URGENT: Urgency.EMERGENCY}


@dataclass(frozen=True)
class Opened:
    """A case that was opened, with all that is written at once; not yet stored."""

    case: Case
    step: Step
    contact: Contact
    entry: Entry


@transaction.atomic
def file(
    *,
    filing: Filing,
    by: Officer | Resident,
    now: datetime,
    photos: Sequence[StoredFile] = (),
) -> Case:
    """
    Open a case: number, dates and promises, first step, contact, photos, first notice.

    A complaint whose words sound as if people were in danger is a class more urgent
    than what it was filed under (2.2); an officer may correct that.

    :raises FilingIncomplete: if text, place or phone is missing, or the phone has
        brought all the photos of its day
    """
    check_complete(filing)
    community, clock = filing.place.community, clock_at(now)
    new = opened(
        filing,
        by=by,
        now=now,
        office=office_for(filing.kind, filing.region),
        answerable=placed(community, now) if community else {},
        clock=clock,
        photos=photos,
        urgency=_urgency_of(filing),
    )
    check_phone(new.contact.phone_digest, photos, now)
    step = _store(new, photos, now=now, clock=clock)
    notices.tell_resident(case=new.case, template="filed", step=step, now=now)
    if new.case.urgency != Urgency.ORDINARY:
        notices.alarm(case=new.case, step=step, now=now)
    return new.case


def _store(
    new: Opened, photos: Sequence[StoredFile], *, now: datetime, clock: Clock
) -> Step:
    """Number the case and write its rows; its first step, as it was chained."""
    case = new.case
    case.number = _next_number(case.office_code, now)
    case.text.save(force_insert=True)
    case.save(force_insert=True)
    promises = dating.promise_rows(case, new.step, new.entry, clock=clock)
    step = link_and_save(new.step, FIRST_DIGEST, promises)
    new.contact.save(force_insert=True)
    attach(case, step, photos, PhotoKind.COMPLAINT)
    return step


def opened(
    filing: Filing,
    *,
    by: Officer | Resident,
    now: datetime,
    office: Region,
    answerable: Mapping[str, object],
    clock: Clock,
    photos: Sequence[StoredFile] = (),
    urgency: Urgency | None = None,
) -> Opened:
    """
    The case that a complete filing opens, still without its number.

    `answerable` is what `placed` says of the community, empty for an unlisted one;
    without an `urgency` it has that of its category.
    """
    case = _case(filing, now, office, answerable)
    case.urgency = urgency or usual_urgency(filing)
    entry = dating.first_entry(case, clock=clock)
    case.due_at, case.chase_at = entry.due_at, entry.chase_at
    case.safe_by = dating.safe_by(case, now=now, clock=clock)
    step = _first_step(case, by, photos)
    step.next_due_at = entry.due_at
    return Opened(case, step, _contact(case, filing.reporter), entry)


def usual_urgency(filing: Filing) -> Urgency:
    """That of the category; only complaints are urgent."""
    is_complaint = filing.kind == Kind.COMPLAINT
    return Urgency(filing.category.urgency) if is_complaint else Urgency.ORDINARY


def _urgency_of(filing: Filing) -> Urgency:
    """One class more where it sounds dangerous: words alone also name what is past."""
    usual = usual_urgency(filing)
    if filing.kind != Kind.COMPLAINT or usual not in RAISED:
        return usual
    is_dangerous = sounds_dangerous(filing.text, catalogue.phrases_of_danger())
    return RAISED[usual] if is_dangerous else usual


def placed(community: Community, filed_at: datetime) -> dict[str, object]:
    """Which tenure, and so which firm, answers for a community at a moment."""
    tenure = registry_queries.tenure_on(community, timezone.localtime(filed_at).date())
    return placed_under(community, tenure)


def placed_under(community: Community, tenure: Tenure | None) -> dict[str, object]:
    """The same, once the tenure is known."""
    firm = tenure.firm if tenure else None
    return {"community": community, "tenure": tenure, "firm": firm}


def check_complete(filing: Filing) -> None:
    """:raises FilingIncomplete: if text, place or phone is missing"""
    place, reporter = filing.place, filing.reporter
    if not filing.text.strip():
        raise FilingIncomplete(_("Say what it is about."))
    if place.community is None and (
        place.region is None or not place.description.strip()
    ):
        raise FilingIncomplete(_("Say where it is."))
    if reporter.privacy != Privacy.ANONYMOUS and not reporter.phone:
        raise FilingIncomplete(_("Give a phone number, or file anonymously."))


def _case(
    filing: Filing, now: datetime, office: Region, answerable: Mapping[str, object]
) -> Case:
    kind, category, origin = filing.kind, filing.category, filing.origin
    return Case(
        kind=kind,
        category=category,
        text=new_text(filing.text),
        filed_at=now,
        entered_at=now,
        place=filing.place.description.strip(),
        channel=origin.channel,
        external_number=origin.external_number,
        external_due_at=origin.external_due_at,
        office=office,
        office_code=office.code,
        state=State.FILED,
        **answerable,
    )


def office_for(kind: Kind, region: Region) -> Region:
    """Who holds it: the street or named region; of retaliation always the county."""
    code = office_code_for(kind, region.code)
    return region if code == region.code else Region.objects.get(code=code)


def office_code_for(kind: Kind, code: str) -> str:
    """The same as codes, from the code of the street or named region."""
    return registry_queries.county_of(code) if kind == Kind.RETALIATION else code


def _next_number(office_code: str, now: datetime) -> str:
    return take_numbers(office_code[:2], now, count=1)[0]


def take_numbers(province: str, month: datetime, *, count: int) -> list[str]:
    """The next `count` case numbers of a province in the month of a moment."""
    local = timezone.localtime(month)
    prefix = f"{province}-{local:%y%m}"
    series, _created = NumberSeries.objects.get_or_create(prefix=prefix)
    NumberSeries.objects.filter(pk=series.pk).update(last=F("last") + count)
    series.refresh_from_db()
    return [
        numbers.compose(
            province=province, year=local.year, month=local.month, counter=counter
        )
        for counter in range(series.last - count + 1, series.last + 1)
    ]


def _first_step(case: Case, by: Actor, photos: Sequence[StoredFile]) -> Step:
    return Step(
        case=case,
        number=1,
        action=Action.FILE,
        target=State.FILED,
        round=1,
        at=case.filed_at,
        office_code=case.office_code,
        detail={
            "kind": str(case.kind),
            "urgency": str(case.urgency),
            "category": case.category.code,
            "office": case.office_code,
            "text": case.text.digest,
            "photos": [photo.sha256 for photo in photos],
        },
        **actor_fields(by),
    )


def _contact(case: Case, reporter: Reporter) -> Contact:
    phone = "" if reporter.privacy == Privacy.ANONYMOUS else reporter.phone
    name = "" if reporter.privacy == Privacy.ANONYMOUS else reporter.name.strip()
    return Contact(
        case=case,
        privacy=reporter.privacy,
        phone_sealed=seal(phone) if phone else "",
        phone_digest=phone_digest(phone) if phone else "",
        name_sealed=seal(name) if name else "",
        unit_sealed=seal(reporter.unit.strip()) if reporter.unit.strip() else "",
        tells_unproved=reporter.is_told(phone),
        language=reporter.language or settings.LANGUAGE_CODE,
        households=reporter.joint.households if reporter.joint else None,
        **_concerned(reporter),
    )


def _concerned(reporter: Reporter) -> dict[str, object]:
    """Of somebody else only what a reporter says who can be reached as well."""
    concerned = reporter.concerned
    if concerned is None or reporter.privacy == Privacy.ANONYMOUS:
        return {}
    name, phone = concerned.name.strip(), concerned.phone
    return {
        "filed_for": FiledFor.OTHER,
        "concerned_name_sealed": seal(name) if name else "",
        "concerned_phone_sealed": seal(phone) if phone else "",
        "tells_concerned": reporter.is_told(phone),
        "calls_concerned": bool(phone) and concerned.is_called,
    }
