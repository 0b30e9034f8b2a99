"""Messages handed to a provider that answers, on a port of this machine."""

import hashlib
import hmac
import logging
import socket
import time

import pytest
from django.conf import settings as django_settings

from complaints.notices import AT_ONCE
from registry.ledger import outbox, signed_http
from registry.ledger.outbox import Delivered
from registry.ledger.signed_http import (
    ProviderRefused,
    ProviderUnclear,
    SignedHttpGateway,
)
from registry.models import Notice
from tests.registry.ledger.deliveries import PHONE, after, deliver, put
from tests.registry.ledger.providers import provider

SECRET = "shared with the provider and with nobody else"
KEY = "case:7:step:3:resident:reported"
TEXT = "【物业大家谈】您的诉求已有办理结果。"


@pytest.fixture
def post_office():
    with provider() as running:
        yield running


def gateway_to(running):
    return SignedHttpGateway(url=running.url, secret=SECRET)


def send_to(running):
    gateway_to(running).send(dedupe_key=KEY, channel="SMS", address=PHONE, text=TEXT)


def test_the_message_arrives_whole(post_office):
    send_to(post_office)

    (request,) = post_office.requests
    assert request.target == "/messages?from=hub"
    assert request.message == {
        "dedupe_key": KEY,
        "channel": "SMS",
        "to": PHONE,
        "text": TEXT,
    }
    assert request.headers["Idempotency-Key"] == KEY


def test_the_signature_covers_the_moment_and_the_body(post_office):
    send_to(post_office)

    (request,) = post_office.requests
    stamp = request.headers["X-Timestamp"]
    expected = hmac.new(
        SECRET.encode(), stamp.encode() + b"." + request.body, hashlib.sha256
    ).hexdigest()
    assert request.headers["X-Signature"] == expected
    assert abs(time.time() - int(stamp)) < 300


@pytest.mark.parametrize("status", [302, 400, 429, 500, 503])
def test_any_status_but_success_is_a_failed_try(post_office, status):
    post_office.status = status
    with pytest.raises(ProviderRefused, match=str(status)):
        send_to(post_office)


def test_a_redirect_is_not_followed(post_office):
    with provider() as elsewhere:
        post_office.status = 307
        post_office.headers = {"Location": elsewhere.url}
        with pytest.raises(ProviderRefused):
            send_to(post_office)
    assert elsewhere.requests == []


@pytest.mark.parametrize(
    "answer", ["<html>Welcome</html>", "{}", "[]", '{"accepted": "case:8"}', ""]
)
def test_an_answer_that_names_another_message_or_none_is_a_failed_try(
    post_office, answer
):
    post_office.answer = answer
    with pytest.raises(ProviderUnclear):
        send_to(post_office)


def test_a_provider_that_is_silent_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(signed_http, "SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with pytest.raises(TimeoutError):
            SignedHttpGateway(url=url, secret=SECRET).send(
                dedupe_key=KEY, channel="SMS", address=PHONE, text=TEXT
            )


def test_a_run_of_silence_ends_before_its_task_and_its_lease_do():
    silence = AT_ONCE * signed_http.SECONDS
    assert silence < django_settings.CELERY_TASK_SOFT_TIME_LIMIT
    assert outbox.LEASE.total_seconds() > django_settings.CELERY_TASK_TIME_LIMIT


@pytest.mark.django_db
def test_a_provider_that_comes_back_gets_what_waited_under_the_same_key(post_office):
    put(KEY)
    post_office.status = 503
    assert deliver(gateway_to(post_office)) == Delivered(put_off=1)
    assert Notice.objects.get().last_error == "ProviderRefused"

    post_office.status = 200
    assert deliver(gateway_to(post_office), now=after(minutes=1)) == Delivered(sent=1)
    keys = [request.headers["Idempotency-Key"] for request in post_office.requests]
    assert keys == [KEY, KEY]


@pytest.mark.django_db
@pytest.mark.parametrize("status", [200, 500])
def test_neither_address_nor_text_is_logged(post_office, caplog, capfd, status):
    caplog.set_level(logging.DEBUG)
    put(KEY)
    post_office.status = status
    deliver(gateway_to(post_office), render=lambda **_given: TEXT)

    said = caplog.text + "".join(capfd.readouterr())
    for hidden in (PHONE, PHONE[-8:], TEXT):
        assert hidden not in said
        assert hidden not in Notice.objects.get().last_error
