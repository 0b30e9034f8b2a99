"""
What is told to whom: messages put into the outbox by operations, and their texts.

A message names the service, has one thing to tap, and holds no complaint text, no name
and no phone number.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from complaints import codes, quiet
from complaints.models import Case, Commitment, Contact, Follower, Step
from complaints.states import Party, State, Urgency
from registry import phones, sealing
from registry import queries as registry_queries
from registry.areas import CODE_LENGTH, WIDTHS, Level, parent_of
from registry.ledger import gateways, outbox
from registry.ledger.outbox import Delivered, Message
from registry.models import Firm, User
from registry.models.notice import NoticeChannel
from registry.roles import Role

AT_ONCE = 100
TEXTS = Path(settings.BASE_DIR) / "templates" / "complaints" / "notices"
ASKS_FOR_AN_ANSWER = frozenset({"reported", "answer_awaited"})
TOLD_TO_FOLLOWERS = frozenset({"reported"})


def tell_resident(*, case: Case, template: str, step: Step, now: datetime) -> None:
    """
    Put one SMS to the reporter, if there is a phone to send it to.

    Of a result each follower is told as well.
    """
    followers = Follower.objects.present().filter(case=OuterRef("case"))
    contact = (
        Contact.objects.filter(case=case).annotate(followed=Exists(followers)).first()
    )
    if contact is None:
        return
    messages: list[Message] = []
    if template in TOLD_TO_FOLLOWERS and contact.followed:
        messages += _to_followers(case=case, template=template, step=step, now=now)
    if contact.phone_sealed:
        messages += _written_to(
            sealing.unseal(contact.phone_sealed),
            key=f"case:{case.pk}:step:{step.number}:resident:{template}",
            template=template,
            payload={"number": case.number, **_visit(case, template)},
            language=contact.language,
            urgent=_is_urgent(case),
            now=now,
        )
    outbox.put(messages, now=now)


def _to_followers(
    *, case: Case, template: str, step: Step, now: datetime
) -> Iterator[Message]:
    """One SMS to each follower, with a link of their own."""
    for follower in Follower.objects.present().filter(case=case):
        yield from _written_to(
            sealing.unseal(follower.phone_sealed),
            key=f"case:{case.pk}:step:{step.number}:follower:{follower.pk}:{template}",
            template=template,
            payload={
                "number": case.number,
                **_visit(case, template),
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


def _written_to(phone: str, **message: Any) -> list[Message]:
    """One SMS; a landline gets none, since a link cannot be read aloud."""
    return [_ringing(phone, **message)] if phones.gets_sms(phone) else []


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
        template=file_of(template),
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
    people = User.objects.filter(region_id=case.office_id, role=Role.OFFICER)
    _tell_each(people, case=case, template=template, step=step, now=now)


def tell_region(
    code: str, *, case: Case, template: str, step: Step, now: datetime
) -> None:
    """Put one e-mail to each officer of another office who has an address."""
    people = User.objects.filter(region__code=code, role=Role.OFFICER)
    _tell_each(people, case=case, template=template, step=step, now=now)


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
    messages = _to_duty_phone(case.firm, case, "firm_alarm", step, now)
    county = registry_queries.county_of(case.office_code)
    offices = User.objects.filter(
        region__code__in={case.office_code, county}, role=Role.OFFICER
    )
    messages += _mails(offices, **_of_step(case, "alarm", step))
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
    outbox.put(messages, now=now)


def tell_department(*, case: Case, template: str, step: Step, now: datetime) -> None:
    """Put one e-mail to each clerk of the acting department who has an address."""
    people = User.objects.filter(
        department=case.acting_department, role=Role.DEPARTMENT
    )
    _tell_each(people, case=case, template=template, step=step, now=now)


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


def _tell_each(
    people: QuerySet[User], *, case: Case, template: str, step: Step, now: datetime
) -> None:
    outbox.put(_mails(people, **_of_step(case, template, step)), now=now)


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
    return [
        Message(
            dedupe_key=f"{key}:{person.pk}:{template}",
            channel=NoticeChannel.EMAIL,
            template=file_of(template),
            address=person.email,
            payload=payload,
            language="zh-hans",
        )
        for person in people.filter(is_active=True).exclude(email="").order_by("pk")
    ]


def tell_party(*, case: Case, template: str, step: Step, now: datetime) -> None:
    """Tell the firm or department that a case was handed to; an office knows itself."""
    if case.party in (Party.FIRM, Party.DEPARTMENT):
        tell_holder(case=case, template=template, step=step, now=now)


def tell_who_acted(*, case: Case, template: str, step: Step, now: datetime) -> None:
    """Tell the firm or department that acts on a case, or acted on it last."""
    match case.party:
        case Party.FIRM:
            tell_firm(case=case, template=f"firm_{template}", step=step, now=now)
        case Party.DEPARTMENT:
            tell_department(case=case, template=template, step=step, now=now)


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


def tell_code(*, phone: str, code: str, key: str, language: str, now: datetime) -> None:
    """Put the SMS with a one-time code; to a landline it is read aloud."""
    message = _ringing(
        phone,
        key=f"code:{key}",
        template="code",
        payload={"code": code},
        language=language,
        urgent=True,
        now=now,
    )
    outbox.put([message], now=now)


def deliver_pending(*, now: datetime, limit: int = AT_ONCE) -> Delivered:
    """Send what is due through the configured gateway."""
    return outbox.deliver(
        now=now, gateway=gateways.configured(), limit=limit, render=render
    )


def names() -> list[str]:
    """The names of all messages, in the order of the alphabet."""
    return sorted(path.stem for path in TEXTS.glob("*.txt"))


def file_of(name: str) -> str:
    """Where the text of a message stands among the templates."""
    return f"complaints/notices/{name}.txt"


def render(*, template: str, language: str, payload: Mapping[str, Any]) -> str:
    """The text of a message in its reader's language, in one line."""
    with translation.override(language):
        text = render_to_string(template, {**payload, "link": _link(payload)})
    return " ".join(text.split())


def _visit(case: Case, template: str) -> dict[str, int]:
    """What the return-visit link is made from, where a message asks for an answer."""
    if template not in ASKS_FOR_AN_ANSWER:
        return {}
    return {"case_id": case.pk, "round": case.round}


def _link(payload: Mapping[str, Any]) -> str:
    if "round" not in payload:
        return settings.SITE_URL + reverse("complaints:track")
    token = codes.visit_token(
        case_id=payload["case_id"],
        round_number=payload["round"],
        follower_id=payload.get("follower"),
    )
    return settings.SITE_URL + reverse("complaints:visit", args=[token])
