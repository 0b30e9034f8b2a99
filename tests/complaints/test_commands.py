"""What beat runs, by hand: it says how much it did."""

import json

import time_machine
from django.core.management import call_command

from registry.models import Notice
from tests.town import MONDAY_MORNING


def run(command, capsys):
    call_command(command)
    return capsys.readouterr().out.strip()


def test_the_sweep_says_all_that_it_did(town, capsys):
    case = town.file()
    with time_machine.travel(case.due_at, tick=False):
        said = run("sweep_deadlines", capsys).split(", ")
        assert {"1 urged", "0 reminded", "0 lapsed", "0 alarmed"} <= set(said)
        assert "0 urged" in run("sweep_deadlines", capsys)


@time_machine.travel(MONDAY_MORNING, tick=False)
def test_delivering_says_what_left_and_what_did_not(town, capsys, settings, tmp_path):
    settings.NOTICE_GATEWAY, settings.NOTICE_FILE = "file", str(tmp_path / "sent")
    for _each in range(2):
        town.file()
    Notice.objects.filter(pk=Notice.objects.latest("pk").pk).update(
        payload_sealed="gAAAAA broken"
    )
    assert run("deliver_notices", capsys) == "1 sent, 1 put off, 0 given up"
    assert json.loads((tmp_path / "sent").read_text())["channel"] == "SMS"
    assert run("deliver_notices", capsys) == "0 sent, 0 put off, 0 given up"
