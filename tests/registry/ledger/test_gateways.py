import json
import stat
from email.header import decode_header

import pytest
from django.core.exceptions import ImproperlyConfigured

from registry.ledger.gateways import (
    POSSIBLE,
    ConsoleGateway,
    EmailGateway,
    FileGateway,
    configured,
    masked,
    message_id,
    subject_of,
)
from registry.ledger.signed_http import SignedHttpGateway
from registry.models.notice import NoticeChannel
from tests.registry.ledger.providers import mail_server


def test_the_console_shows_a_notice_on_one_line_with_the_phone_masked(capsys):
    ConsoleGateway().send(
        dedupe_key="1:told",
        channel="SMS",
        address="13800138000",
        text="News of your case.\n[notice] SMS 1: forged\x1b[31m\r\u2028end",
    )

    assert capsys.readouterr().out == (
        "[notice] SMS 138****8000: News of your case. [notice] SMS 1: forged [31m end\n"
    )


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("13800138000", "138****8000"),
        ("+8613800138000", "+86138****8000"),
        ("055162345678", "0551****5678"),
        ("62345678", "****78"),
        ("wang.fang@example.org", "w****@example.org"),
        ("", "****"),
    ],
)
def test_an_address_is_masked(address, shown):
    assert masked(address) == shown


def test_the_file_gets_a_line_of_json_for_each_notice(tmp_path):
    path = tmp_path / "notices.jsonl"
    gateway = FileGateway(path)
    for number in (1, 2):
        gateway.send(
            dedupe_key=f"{number}:told",
            channel="SMS",
            address="13800138000",
            text="两行\n文字",
        )

    lines = path.read_text().splitlines()
    assert [json.loads(line)["dedupe_key"] for line in lines] == ["1:told", "2:told"]
    assert json.loads(lines[0]) == {
        "dedupe_key": "1:told",
        "channel": "SMS",
        "address": "13800138000",
        "text": "两行\n文字",
    }


def test_only_its_owner_may_read_the_file(tmp_path):
    path = tmp_path / "notices.jsonl"
    FileGateway(path).send(dedupe_key="1", channel="SMS", address="1", text="")

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


OVERDUE = "【物业大家谈】下级单位共有3件诉求超期，请登录查看。查看后请督办。"


@pytest.fixture
def mailbox(settings):
    """What arrives at the mail server that the settings name."""
    with mail_server() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        yield running.mails


def mail(dedupe_key="digest:1", text=OVERDUE):
    EmailGateway(sender="hub@hub.example", host="hub.example").send(
        dedupe_key=dedupe_key, channel="EMAIL", address="anna@office.example", text=text
    )


def test_a_mail_arrives_as_plain_text_under_its_first_sentence(mailbox):
    mail()

    (arrived,) = mailbox
    assert arrived.get_content_type() == "text/plain"
    assert arrived.get_payload(decode=True).decode().strip() == OVERDUE
    (subject,) = decode_header(arrived["Subject"])
    assert subject[0].decode() == "【物业大家谈】下级单位共有3件诉求超期，请登录查看。"
    assert (arrived["From"], arrived["To"]) == (
        "hub@hub.example",
        "anna@office.example",
    )
    assert arrived["Auto-Submitted"] == "auto-generated"


def test_a_second_mail_is_known_by_its_id(mailbox):
    mail("digest:1")
    mail("digest:1")
    mail("digest:2")

    first, again, other = [arrived["Message-ID"] for arrived in mailbox]
    assert first == again != other
    assert first == message_id("digest:1", host="hub.example")
    assert "digest" not in first


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("[Hub] Case 1.2 is late. Log in.", "[Hub] Case 1.2 is late."),
        ("【物业】已超期，请登录。谢谢", "【物业】已超期，请登录。"),
        ("No full stop\nBcc: x@y.example", "No full stop Bcc: x@y.example"),
        ("x" * 100, "x" * 77 + "…"),
    ],
)
def test_a_subject_is_the_first_sentence_on_one_short_line(text, subject):
    assert subject_of(text) == subject


def test_one_gateway_serves_every_channel(settings, tmp_path):
    settings.NOTICE_GATEWAY = "console"
    kinds = {type(gateway) for gateway in configured().gateways.values()}
    assert kinds == {ConsoleGateway}

    settings.NOTICE_GATEWAY = "file"
    settings.NOTICE_FILE = str(tmp_path / "notices.jsonl")
    for gateway in configured().gateways.values():
        assert isinstance(gateway, FileGateway)
        assert gateway.path == tmp_path / "notices.jsonl"


def test_each_channel_may_have_a_gateway_of_its_own(settings, tmp_path):
    settings.NOTICE_GATEWAY = "file"
    settings.NOTICE_FILE = str(tmp_path / "notices.jsonl")
    settings.NOTICE_GATEWAYS = {"SMS": "http", "VOICE": "", "EMAIL": "email"}
    settings.NOTICE_PROVIDERS = {"SMS": {"url": "https://sms.example", "secret": "s"}}
    by_channel = configured()

    sms = by_channel.gateways["SMS"]
    assert isinstance(sms, SignedHttpGateway)
    assert (sms.url, sms.secret) == ("https://sms.example", "s")
    assert isinstance(by_channel.gateways["EMAIL"], EmailGateway)

    by_channel.send(dedupe_key="1", channel="VOICE", address="0551", text="read")
    assert json.loads((tmp_path / "notices.jsonl").read_text())["channel"] == "VOICE"


def test_every_channel_of_a_notice_has_gateways():
    assert set(POSSIBLE) == set(NoticeChannel.values)


@pytest.mark.parametrize("name", ["pigeon", "", "file", "http", "email"])
def test_a_gateway_that_is_not_there_for_a_channel_stops_the_start(settings, name):
    settings.NOTICE_GATEWAY = name
    settings.NOTICE_FILE = ""

    with pytest.raises(ImproperlyConfigured):
        configured()
