"""Notices to send, gateways to give them to, and a clock to do it by."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from django.db import transaction

from registry.ledger import outbox
from registry.ledger.outbox import Message

MORNING = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
PHONE = "13800138000"
MESSAGE = Message(
    dedupe_key="case 1 told",
    channel="SMS",
    template="reported",
    address=PHONE,
    payload={"number": "34-2611-004217-7"},
    language="zh-hans",
)


class Phones:
    """A gateway that keeps what it is given."""

    def __init__(self):
        self.given = []

    def send(self, *, dedupe_key, channel, address, text):
        self.given.append((dedupe_key, channel, address, text))

    @property
    def keys(self):
        return [given[0] for given in self.given]


class NoConnection(Exception):
    pass


class DeadPhones(Phones):
    """A gateway that cannot reach some, by the dedupe keys of their notices."""

    def __init__(self, *unreachable):
        super().__init__()
        self.unreachable = unreachable

    def send(self, *, dedupe_key, channel, address, text):
        if dedupe_key in self.unreachable:
            raise NoConnection(f"cannot reach {address}")
        super().send(dedupe_key=dedupe_key, channel=channel, address=address, text=text)


class SilentPhones(Phones):
    """A gateway that nobody answers behind, but for the mails."""

    def __init__(self, silence=TimeoutError):
        super().__init__()
        self.silence = silence
        self.rung = 0

    def send(self, *, channel, **given):
        if channel != "EMAIL":
            self.rung += 1
            raise self.silence
        super().send(channel=channel, **given)


class Killed(BaseException):
    """Stands for SIGKILL: nothing after it is carried out."""


class KilledAfterSending(Phones):
    def send(self, **given):
        super().send(**given)
        raise Killed


def say(*, template, language, payload):
    return f"{template}/{language}: {payload['number']}"


def put(
    dedupe_key="case 1 told",
    *,
    now=MORNING,
    address=PHONE,
    channel="SMS",
    **more,
):
    message = replace(
        MESSAGE,
        dedupe_key=dedupe_key,
        channel=channel,
        address=address,
        **more,
    )
    with transaction.atomic():
        outbox.put([message], now=now)


def deliver(gateway, *, now=MORNING, limit=100, render=say):
    return outbox.deliver(now=now, gateway=gateway, limit=limit, render=render)


def after(**time):
    return MORNING + timedelta(**time)
