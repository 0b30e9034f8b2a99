"""What is told to whom: messages that operations put into the outbox, and their way."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from complaints import notice_texts
from complaints.models import Case, Commitment, Contact, Follower, Step
from complaints.queries.in_turn import office_in_turn
from complaints.queries.reached import reached
from complaints.ringing import channel_of, ringing, written_to
from complaints.states import Kind, Party, State, Urgency
from registry import queries as registry_queries
from registry import sealing
from registry.areas import CODE_LENGTH, WIDTHS, Level, parent_of
from registry.ledger import gateways, mailing, outbox
from registry.ledger.outbox import Delivered, Message
from registry.models import Firm, User
from registry.models.notice import NoticeChannel
from registry.roles import Role

AT_ONCE = 100


def tell_resident(*, case: Case, template: str, step: Step, now: datetime) -> None:
    """
    Put one SMS to the reporter, if there is a phone to send it to: one that was typed
    too often gets nothing before it is proved (docs/adr/0033).

    Of a result, of what ends the case, of a merging and a parting each follower is told
    as well, and of a filing and a result somebody else for whom the case was filed.
    """
    outbox.put(to_resident(case, template, step), now=now)


def put(messages: Iterable[Message], *, now: datetime) -> None:
    """Put what several are told of one step, in one statement."""
    outbox.put(messages, now=now)


def to_resident(case: Case, template: str, step: Step) -> list[Message]:
    """What `tell_resident` puts."""
    template = notice_texts.for_kind(template, Kind(case.kind))
    theirs = notice_texts.TO_FOLLOWERS.get(template, "")
    contact, followers = reached(case, with_followers=theirs != "")
    messages: list[Message] = []
    if contact is None:
        return messages
    for follower in followers:
        messages += _to_follower(follower, case, theirs, step)
    if contact.reporter_is_told:
        messages += written_to(
            sealing.unseal(contact.phone_sealed),
            key=f"case:{case.pk}:step:{step.number}:resident:{template}",
            template=template,
            payload={"number": case.number, **notice_texts.visit(case, template)},
            language=contact.language,
            urgent=_is_urgent(case),
        )
    if contact.concerned_is_told and template in notice_texts.TO_CONCERNED:
        messages += _to_concerned(contact, case, template, step)
    return messages


def _to_concerned(
    contact: Contact, case: Case, template: str, step: Step
) -> list[Message]:
    """One SMS without a link: whose answer counts is the reporter."""
    told = notice_texts.TO_CONCERNED[template]
    return written_to(
        sealing.unseal(contact.concerned_phone_sealed),
        key=f"case:{case.pk}:step:{step.number}:concerned:{told}",
        template=told,
        payload={"number": case.number},
        language=contact.language,
        urgent=_is_urgent(case),
    )


def to_followers(case: Case, template: str, step: Step) -> list[Message]:
    """One SMS to each who follows a case, with a link of their own."""
    messages: list[Message] = []
    for follower in Follower.objects.present().told().filter(case=case):
        messages += _to_follower(follower, case, template, step)
    return messages


def to_who_joined(follower: Follower, case: Case, step: Step) -> list[Message]:
    """The number of the case, or the link to a result that is there already."""
    told = "reported" if case.state == State.REPORTED else "joined"
    template = notice_texts.for_kind(told, Kind(case.kind))
    return _to_follower(follower, case, template, step)


def _to_follower(
    follower: Follower, case: Case, template: str, step: Step
) -> list[Message]:
    phone = sealing.unseal(follower.phone_sealed)
    message = notice_texts.to_follower(follower, case, template, step)
    return written_to(phone, **message, urgent=_is_urgent(case))


def tell_firm(*, case: Case, template: str, step: Step, now: datetime) -> None:
    """Put one SMS, or one call, to the duty phone of the acting firm."""
    outbox.put(_to_duty_phone(case.acting_firm, case, template, step), now=now)


def _to_duty_phone(
    firm: Firm | None, case: Case, template: str, step: Step
) -> list[Message]:
    if firm is None or not firm.duty_phone:
        return []
    message = ringing(
        firm.duty_phone,
        key=f"case:{case.pk}:step:{step.number}:firm:{template}",
        template=template,
        payload={"number": case.number},
        language="zh-hans",
        urgent=_is_urgent(case),
    )
    return [message]


def _is_urgent(case: Case) -> bool:
    return case.urgency != Urgency.ORDINARY


def tell_office(*, case: Case, template: str, step: Step, now: datetime) -> None:
    """Put one e-mail to each officer of the holding office who has an address."""
    tell_region(case.office_code, case=case, template=template, step=step, now=now)


def tell_region(
    code: str, *, case: Case, template: str, step: Step, now: datetime
) -> None:
    """Put one e-mail to each officer of another office who has an address."""
    outbox.put(to_regions((code,), case, template, step), now=now)


def to_regions(
    codes: Iterable[str], case: Case, template: str, step: Step
) -> list[Message]:
    """What `tell_region` puts, of several offices."""
    people = User.objects.filter(region__code__in=set(codes), role=Role.OFFICER)
    return _mails(people, **_of_step(case, template, step))


def tell_above(
    code: str, *, case: Case, template: str, step: Step, now: datetime
) -> None:
    """The same to the office one level above an office; a province tells itself."""
    above = parent_of(code) or code
    tell_region(above, case=case, template=template, step=step, now=now)


def tell_city(
    code: str, *, case: Case, template: str, step: Step, now: datetime
) -> None:
    """The same to the city that an office belongs to; of itself a city tells above."""
    city = code[: WIDTHS[Level.CITY]].ljust(CODE_LENGTH, "0")
    if city == code:
        city = parent_of(code) or code
    tell_region(city, case=case, template=template, step=step, now=now)


def alarm(*, case: Case, step: Step, now: datetime) -> None:
    """
    Tell of a hazard in parallel and at once: the firm's duty phone, the street's and
    the county's desks, and who is on duty tonight.
    """
    outbox.put(alarms(case, step, now), now=now)


def alarms(case: Case, step: Step, now: datetime) -> list[Message]:
    """What `alarm` puts."""
    messages = _to_duty_phone(case.firm, case, "firm_alarm", step)
    county = registry_queries.county_of(case.office_code)
    messages += to_regions((case.office_code, county), case, "alarm", step)
    messages += [
        ringing(
            duty.phone,
            key=f"case:{case.pk}:step:{step.number}:duty:{duty.pk}:alarm",
            template="alarm",
            payload={"number": case.number},
            language="zh-hans",
            urgent=True,
        )
        for duty in registry_queries.on_duty(county, now)
    ]
    return messages


def tell_department(*, case: Case, template: str, step: Step, now: datetime) -> None:
    """Put one e-mail to each clerk of the acting department who has an address."""
    outbox.put(_to_department(case, template, step), now=now)


def _to_department(case: Case, template: str, step: Step) -> list[Message]:
    people = User.objects.filter(
        department=case.acting_department_id, role=Role.DEPARTMENT
    )
    return _mails(people, **_of_step(case, template, step))


def digest(code: str, *, count: int, key: str, now: datetime) -> None:
    """Put one e-mail to each officer of an office: how much is overdue below it."""
    people = User.objects.filter(region__code=code, role=Role.OFFICER)
    _mail_each(people, key=key, template="digest", payload={"count": count}, now=now)


def roster_missing(code: str, *, key: str, now: datetime) -> None:
    """Put one e-mail to each officer of a county: nobody is on duty tonight."""
    people = User.objects.filter(region__code=code, role=Role.OFFICER)
    _mail_each(people, key=key, template="roster_missing", payload={}, now=now)


def jobs_silent(*, count: int, key: str, now: datetime) -> None:
    """Put one e-mail to each administrator: periodic jobs have stopped."""
    people = User.objects.filter(is_superuser=True)
    values = {"count": count}
    _mail_each(people, key=key, template="jobs_silent", payload=values, now=now)


def disk_short(*, left: int, key: str, now: datetime) -> None:
    """Put one e-mail to each administrator: so many MB are left, no file is taken."""
    people = User.objects.filter(is_superuser=True)
    values = {"count": left}
    _mail_each(people, key=key, template="disk_short", payload=values, now=now)


def calendar_unknown(year: int, *, now: datetime) -> None:
    """Put one e-mail to each officer and regulator of a province, once a year."""
    people = User.objects.filter(
        role__in=(Role.OFFICER, Role.REGULATOR), region__level=Level.PROVINCE
    )
    _mail_each(
        people,
        key=f"calendar:{year}",
        template="calendar_unknown",
        payload={"year": year},
        now=now,
    )


def tell_of_commitment(*, commitment: Commitment, now: datetime) -> None:
    """Put one e-mail to each officer of the office that holds the case."""
    case = commitment.case
    _mail_each(
        User.objects.filter(region_id=case.office_id, role=Role.OFFICER),
        key=f"case:{case.pk}:commitment:{commitment.number}",
        template="commitment_due",
        payload={"number": case.number},
        now=now,
    )


def unusual_answers(code: str, *, key: str, now: datetime) -> None:
    """Put one e-mail to each officer of a county: look at a street's return visits."""
    people = User.objects.filter(region__code=code, role=Role.OFFICER)
    _mail_each(people, key=key, template="unusual_answers", payload={}, now=now)


def _of_step(case: Case, template: str, step: Step) -> dict[str, Any]:
    return {
        "key": f"case:{case.pk}:step:{step.number}",
        "template": template,
        "payload": {"number": case.number},
        "urgent": _is_urgent(case),
    }


def _mail_each(people: QuerySet[User], *, now: datetime, **message: Any) -> None:
    outbox.put(_mails(people, **message), now=now)


def _mails(
    people: QuerySet[User],
    *,
    key: str,
    template: str,
    payload: Mapping[str, Any],
    urgent: bool = False,
) -> list[Message]:
    """One e-mail to each of the people who has an address."""
    return mailing.mails(
        people,
        key=f"{key}:{template}",
        template=notice_texts.file_of(template),
        payload=payload,
        urgent=urgent,
    )


def tell_party(*, case: Case, template: str, step: Step, now: datetime) -> None:
    """Tell the firm or department that a case was handed to; an office knows itself."""
    if case.party in (Party.FIRM, Party.DEPARTMENT):
        tell_holder(case=case, template=template, step=step, now=now)


def tell_who_acted(*, case: Case, template: str, step: Step, now: datetime) -> None:
    """Tell the firm or department that acts on a case, or acted on it last."""
    outbox.put(to_who_acted(case, template, step), now=now)


def to_who_acted(case: Case, template: str, step: Step) -> list[Message]:
    """What `tell_who_acted` puts."""
    match case.party:
        case Party.FIRM:
            firm = case.acting_firm
            return _to_duty_phone(firm, case, f"firm_{template}", step)
        case Party.DEPARTMENT:
            return _to_department(case, template, step)
        case _:
            return []


def tell_holder(*, case: Case, template: str, step: Step, now: datetime) -> None:
    """Tell whoever the case waits for: the acting party, or else the office in turn."""
    party = case.party if case.state == State.DISPOSED else ""
    match party:
        case Party.FIRM:
            tell_firm(case=case, template=f"firm_{template}", step=step, now=now)
        case Party.DEPARTMENT:
            tell_department(case=case, template=template, step=step, now=now)
        case _:
            code = office_in_turn(case)
            tell_region(code, case=case, template=template, step=step, now=now)


def tell_code(
    *,
    phone: str,
    code: str,
    key: str,
    language: str,
    good_until: datetime,
    now: datetime,
    aloud: bool = False,
) -> None:
    """
    Put the SMS with a one-time code, or the call that reads it, as to a landline; once
    the code is over, nothing is sent.
    """
    channel = NoticeChannel.VOICE if aloud else channel_of(phone)
    # a number of six digits would be read as a hundred thousand and more
    spelt = " ".join(code) if channel == NoticeChannel.VOICE else code
    message = ringing(
        phone,
        key=f"code:{key}",
        template="code",
        payload={"code": spelt},
        language=language,
        urgent=True,
    )
    message = replace(message, channel=channel, good_until=good_until)
    outbox.put([message], now=now)


def deliver_pending(*, now: datetime, limit: int = AT_ONCE) -> Delivered:
    """Send what is due through the configured gateway."""
    return outbox.deliver(
        now=now, gateway=gateways.configured(), limit=limit, render=notice_texts.render
    )
