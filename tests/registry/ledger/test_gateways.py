import json
import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from registry.ledger.gateways import (
    ConsoleGateway,
    FileGateway,
    configured,
    masked,
)


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


def test_the_settings_name_the_gateway(settings, tmp_path):
    settings.NOTICE_GATEWAY = "console"
    assert isinstance(configured(), ConsoleGateway)

    settings.NOTICE_GATEWAY = "file"
    settings.NOTICE_FILE = str(tmp_path / "notices.jsonl")
    gateway = configured()
    assert isinstance(gateway, FileGateway)
    assert gateway.path == tmp_path / "notices.jsonl"


@pytest.mark.parametrize("name", ["pigeon", "", "file"])
def test_a_gateway_that_is_not_there_stops_the_start(settings, name):
    settings.NOTICE_GATEWAY = name
    settings.NOTICE_FILE = ""

    with pytest.raises(ImproperlyConfigured):
        configured()
