"""
What is told to whom: messages put into the outbox by operations, and their texts.

A message names the service, has one thing to tap, and holds no complaint text, no name
and no phone number.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from complaints import codes
from complaints.models import Case, Contact, Follower, Step
from complaints.states import Party, State
from registry import sealing
from registry.areas import parent_of
from registry.ledger import gateways, outbox
from registry.ledger.outbox import Delivered
from registry.models import User
from registry.models.notice import NoticeChannel
from registry.roles import Role

AT_ONCE = 100
ASKS_FOR_AN_ANSWER = frozenset({"reported", "answer_awaited"})
TOLD_TO_FOLLOWERS = frozenset({"reported"})


def tell_resident(*, case: Case, template: str, step: Step, now: datetime) -> None:
    """
    Put one SMS to the reporter, if there is a phone to send it to.

    Of a result each follower is told as well.
    """
    if template in TOLD_TO_FOLLOWERS:
        _tell_followers(case=case, template=template, step=step, now=now)
    contact = Contact.objects.filter(case=case).first()
    if contact is None or not contact.phone_sealed:
        return
    outbox.put(
        dedupe_key=f"case:{case.pk}:step:{step.number}:resident:{template}",
        channel=NoticeChannel.SMS,
        template=f"complaints/notices/{template}.txt",
        address=sealing.unseal(contact.phone_sealed),
        payload={"number": case.number, **_visit(case, template)},
        language=contact.language,
        now=now,
    )


def _tell_followers(*, case: Case, template: str, step: Step, now: datetime) -> None:
    """Put one SMS to each follower, with a link of their own."""
    for follower in Follower.objects.present().filter(case=case):
        outbox.put(
            dedupe_key=f"case:{case.pk}:step:{step.number}:follower:{follower.pk}:{template}",
            channel=NoticeChannel.SMS,
            template=f"complaints/notices/{template}.txt",
            address=sealing.unseal(follower.phone_sealed),
            payload={
                "number": case.number,
                **_visit(case, template),
                "follower": follower.pk,
            },
            language=follower.language,
            now=now,
        )


def tell_firm(*, case: Case, template: str, step: Step, now: datetime) -> None:
    """Put one SMS to the duty phone of the acting firm."""
    firm = case.acting_firm
    if firm is None or not firm.duty_phone:
        return
    outbox.put(
        dedupe_key=f"case:{case.pk}:step:{step.number}:firm:{template}",
        channel=NoticeChannel.SMS,
        template=f"complaints/notices/{template}.txt",
        address=firm.duty_phone,
        payload={"number": case.number},
        language="zh-hans",
        now=now,
    )


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


def tell_department(*, case: Case, template: str, step: Step, now: datetime) -> None:
    """Put one e-mail to each clerk of the acting department who has an address."""
    people = User.objects.filter(
        department=case.acting_department, role=Role.DEPARTMENT
    )
    _tell_each(people, case=case, template=template, step=step, now=now)


def _tell_each(
    people: QuerySet[User], *, case: Case, template: str, step: Step, now: datetime
) -> None:
    for person in people.filter(is_active=True).exclude(email="").order_by("pk"):
        outbox.put(
            dedupe_key=f"case:{case.pk}:step:{step.number}:{person.pk}:{template}",
            channel=NoticeChannel.EMAIL,
            template=f"complaints/notices/{template}.txt",
            address=person.email,
            payload={"number": case.number},
            language="zh-hans",
            now=now,
        )


def tell_party(*, case: Case, template: str, step: Step, now: datetime) -> None:
    """Tell the firm or department that a case was handed to; an office knows itself."""
    if case.party in (Party.FIRM, Party.DEPARTMENT):
        tell_holder(case=case, template=template, step=step, now=now)


def tell_former_party(*, case: Case, template: str, step: Step, now: datetime) -> None:
    """Tell the firm or department that a case is with them no more."""
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
    """Put the SMS with a one-time code."""
    outbox.put(
        dedupe_key=f"code:{key}",
        channel=NoticeChannel.SMS,
        template="complaints/notices/code.txt",
        address=phone,
        payload={"code": code},
        language=language,
        now=now,
    )


def deliver_pending(*, now: datetime, limit: int = AT_ONCE) -> Delivered:
    """Send what is due through the configured gateway."""
    return outbox.deliver(
        now=now, gateway=gateways.configured(), limit=limit, render=render
    )


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
