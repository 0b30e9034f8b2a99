"""Codes as tests send, read and try them: of the phone of a case that was filed."""

import json
from datetime import timedelta

from complaints.operations import proving
from registry.models import Notice
from registry.sealing import unseal
from tests.complaints.paths import after
from tests.town import PHONE

OTHER_PHONE = "+8613900139000"
SENT = after(1)
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


def send(case, *, phone=PHONE, session="a session", now=SENT, **more):
    asked = {"number": case.number, "network": "a network", "language": "en", **more}
    proving.send_code(phone=phone, session=session, now=now, **asked)


def codes():
    """The codes that were sent, in the order of their sending."""
    sent = Notice.objects.filter(template="complaints/notices/code.txt")
    return [
        json.loads(unseal(notice.payload_sealed))["code"]
        for notice in sent.order_by("pk")
    ]


def prove(
    case, code, *, phone=PHONE, session="a session", now=SENT + MINUTE, number=None
):
    return proving.prove(
        number=number or case.number, phone=phone, session=session, code=code, now=now
    )


def wrong(code):
    """Another code of six digits."""
    return f"{(int(code) + 1) % 10**6:06}"
