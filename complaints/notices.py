"""What is told to whom: messages that operations put into the outbox, and their way."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from complaints import notice_texts, quiet
from complaints.models import Case, Commitment, Contact, Follower, Step
from complaints.states import Party, State, Urgency
from registry import phones, sealing
from registry import queries as registry_queries
from registry.areas import CODE_LENGTH, WIDTHS, Level, parent_of
from registry.ledger import gateways, mailing, outbox
from registry.ledger.outbox import Delivered, Message
from registry.models import Firm, User
from registry.models.notice import NoticeChannel
from registry.roles import Role

AT_ONCE = 100
TOLD_TO_FOLLOWERS = frozenset({"reported"})
# What somebody else hears for whom a case was filed: that it was, and what came of it.
TOLD_TO_CONCERNED = {
    "filed": "filed_for_you",
    "declined": "result_for_you",
    "reported": "result_for_you",
}


def tell_resident(*, case: Case, template: str, step: Step, now: datetime) -> None:
    """
    Put one SMS to the reporter, if there is a phone to send it to: one that was typed
    too often gets nothing before it is proved (docs/adr/0033).

    Of a result each follower is told as well, and of a filing and a result somebody
    else for whom the case was filed.
    """
    outbox.put(to_resident(case, template, step, now), now=now)


def put(messages: Iterable[Message], *, now: datetime) -> None:
    """Put what several are told of one step, in one statement."""
    outbox.put(messages, now=now)


def to_resident(case: Case, template: str, step: Step, now: datetime) -> list[Message]:
    """What `tell_resident` puts."""
    followers = Follower.objects.present().filter(case=OuterRef("case"))
    contact = (
        Contact.objects.filter(case=case).annotate(followed=Exists(followers)).first()
    )
    messages: list[Message] = []
    if contact is None:
        return messages
    if template in TOLD_TO_FOLLOWERS and contact.followed:
        messages += _to_followers(case=case, template=template, step=step, now=now)
    if contact.reporter_is_told:
        messages += _written_to(
            sealing.unseal(contact.phone_sealed),
            key=f"case:{case.pk}:step:{step.number}:resident:{template}",
            template=template,
            payload={"number": case.number, **notice_texts.visit(case, template)},
            language=contact.language,
            urgent=_is_urgent(case),
            now=now,
        )
    if contact.concerned_is_told and template in TOLD_TO_CONCERNED:
        messages += _to_concerned(contact, case, template, step, now)
    return messages


def _to_concerned(
    contact: Contact, case: Case, template: str, step: Step, now: datetime
) -> list[Message]:
    """One SMS without a link: whose answer counts is the reporter."""
    told = TOLD_TO_CONCERNED[template]
    return _written_to(
        sealing.unseal(contact.concerned_phone_sealed),
        key=f"case:{case.pk}:step:{step.number}:concerned:{told}",
        template=told,
        payload={"number": case.number},
        language=contact.language,
        urgent=_is_urgent(case),
        now=now,
    )


def _to_followers(
    *, case: Case, template: str, step: Step, now: datetime
) -> Iterator[Message]:
    """One SMS to each follower, with a link of their own."""
    for follower in Follower.objects.present().told().filter(case=case):
        yield from _written_to(
            sealing.unseal(follower.phone_sealed),
            key=f"case:{case.pk}:step:{step.number}:follower:{follower.pk}:{template}",
            template=template,
            payload={
                "number": case.number,
                **notice_texts.visit(case, template),
                "follower": follower.pk,
            },
            language=follower.language,
            urgent=_is_urgent(case),
            now=now,
        )


def tell_firm(*, case: Case, template: str, step: Step, now: datetime) -> None:
    """Put one SMS, or one call, to the duty phone of the acting firm."""
    outbox.put(_to_duty_phone(case.acting_firm, case, template, step, now), now=now)


def _to_duty_phone(
    firm: Firm | None, case: Case, template: str, step: Step, now: datetime
) -> list[Message]:
    if firm is None or not firm.duty_phone:
        return []
    message = _ringing(
        firm.duty_phone,
        key=f"case:{case.pk}:step:{step.number}:firm:{template}",
        template=template,
        payload={"number": case.number},
        language="zh-hans",
        urgent=_is_urgent(case),
        now=now,
    )
    return [message]


def _written_to(
    phone: str, *, template: str, payload: Mapping[str, Any], **message: Any
) -> list[Message]:
    """One SMS; a landline is called about a result, in words without a link."""
    if not phones.gets_sms(phone):
        template = notice_texts.READ_ALOUD.get(template, "")
        payload = {"number": payload["number"]}
    if not template:
        return []
    return [_ringing(phone, template=template, payload=payload, **message)]


def _ringing(
    phone: str,
    *,
    key: str,
    template: str,
    payload: Mapping[str, Any],
    language: str,
    urgent: bool,
    now: datetime,
) -> Message:
    """One message to a phone; at night only what is urgent rings."""
    return Message(
        dedupe_key=key,
        channel=_channel_of(phone),
        template=notice_texts.file_of(template),
        address=phone,
        payload=payload,
        language=language,
        not_before=quiet.not_before(
            now, zone=timezone.get_default_timezone(), urgent=urgent
        ),
    )


def _channel_of(phone: str) -> NoticeChannel:
    return NoticeChannel.SMS if phones.gets_sms(phone) else NoticeChannel.VOICE


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


def tell_above(*, case: Case, template: str, step: Step, now: datetime) -> None:
    """The same to the office one level above the holder; a province tells itself."""
    code = parent_of(case.office_code) or case.office_code
    tell_region(code, case=case, template=template, step=step, now=now)


def tell_city(*, case: Case, template: str, step: Step, now: datetime) -> None:
    """The same to the city that the holder belongs to."""
    code = case.office_code[: WIDTHS[Level.CITY]].ljust(CODE_LENGTH, "0")
    tell_region(code, case=case, template=template, step=step, now=now)


def alarm(*, case: Case, step: Step, now: datetime) -> None:
    """
    Tell of a hazard in parallel and at once: the firm's duty phone, the street's and
    the county's desks, and who is on duty tonight.
    """
    outbox.put(alarms(case, step, now), now=now)


def alarms(case: Case, step: Step, now: datetime) -> list[Message]:
    """What `alarm` puts."""
    messages = _to_duty_phone(case.firm, case, "firm_alarm", step, now)
    county = registry_queries.county_of(case.office_code)
    messages += to_regions((case.office_code, county), case, "alarm", step)
    messages += [
        _ringing(
            duty.phone,
            key=f"case:{case.pk}:step:{step.number}:duty:{duty.pk}:alarm",
            template="alarm",
            payload={"number": case.number},
            language="zh-hans",
            urgent=True,
            now=now,
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
    }


def _mail_each(people: QuerySet[User], *, now: datetime, **message: Any) -> None:
    outbox.put(_mails(people, **message), now=now)


def _mails(
    people: QuerySet[User], *, key: str, template: str, payload: Mapping[str, Any]
) -> list[Message]:
    """One e-mail to each of the people who has an address."""
    return mailing.mails(
        people,
        key=f"{key}:{template}",
        template=notice_texts.file_of(template),
        payload=payload,
    )


def tell_party(*, case: Case, template: str, step: Step, now: datetime) -> None:
    """Tell the firm or department that a case was handed to; an office knows itself."""
    if case.party in (Party.FIRM, Party.DEPARTMENT):
        tell_holder(case=case, template=template, step=step, now=now)


def tell_who_acted(*, case: Case, template: str, step: Step, now: datetime) -> None:
    """Tell the firm or department that acts on a case, or acted on it last."""
    outbox.put(to_who_acted(case, template, step, now), now=now)


def to_who_acted(case: Case, template: str, step: Step, now: datetime) -> list[Message]:
    """What `tell_who_acted` puts."""
    match case.party:
        case Party.FIRM:
            firm = case.acting_firm
            return _to_duty_phone(firm, case, f"firm_{template}", step, now)
        case Party.DEPARTMENT:
            return _to_department(case, template, step)
        case _:
            return []


def tell_holder(*, case: Case, template: str, step: Step, now: datetime) -> None:
    """Tell whoever the case waits for: the acting party, or else the office."""
    if case.state == State.APPEALED:
        tell_above(case=case, template=template, step=step, now=now)
        return
    party = case.party if case.state == State.DISPOSED else ""
    match party:
        case Party.FIRM:
            tell_firm(case=case, template=f"firm_{template}", step=step, now=now)
        case Party.DEPARTMENT:
            tell_department(case=case, template=template, step=step, now=now)
        case _:
            tell_office(case=case, template=template, step=step, now=now)


def tell_code(
    *,
    phone: str,
    code: str,
    key: str,
    language: str,
    now: datetime,
    aloud: bool = False,
) -> None:
    """Put the SMS with a one-time code, or the call that reads it, as to a landline."""
    channel = NoticeChannel.VOICE if aloud else _channel_of(phone)
    # a number of six digits would be read as a hundred thousand and more
    spelt = " ".join(code) if channel == NoticeChannel.VOICE else code
    message = _ringing(
        phone,
        key=f"code:{key}",
        template="code",
        payload={"code": spelt},
        language=language,
        urgent=True,
        now=now,
    )
    outbox.put([replace(message, channel=channel)], now=now)


def deliver_pending(*, now: datetime, limit: int = AT_ONCE) -> Delivered:
    """Send what is due through the configured gateway."""
    return outbox.deliver(
        now=now, gateway=gateways.configured(), limit=limit, render=notice_texts.render
    )
