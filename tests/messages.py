"""What was sent to people, read as a gateway finds it."""

import json
import re
from datetime import datetime, time, timedelta
from pathlib import Path

import time_machine
from django.core.management import call_command
from django.utils import timezone

TEN = time(10)
# no part of a case number
CODE = re.compile(r"(?<![\d-])\d{6}(?![\d-])")


class Messages:
    """Needs NOTICE_GATEWAY to be "file" and NOTICE_FILE to be this one."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def all(self) -> list[dict[str, str]]:
        """
        Everything that was sent so far; what waits for the morning is sent now, behind
        what is good for minutes only.
        """
        call_command("deliver_notices")
        tomorrow = timezone.localdate() + timedelta(days=1)
        ten = datetime.combine(tomorrow, TEN, timezone.get_default_timezone())
        with time_machine.travel(ten, tick=False):
            call_command("deliver_notices")
        return self._sent()

    def last_link(self, site: str) -> str:
        """The address of the site in the newest message that has one."""
        link = re.compile(re.escape(site) + r"[\w./:?=&%-]*", re.ASCII)
        found = [link.findall(one["text"]) for one in self.all()]
        return str(next(links[0] for links in reversed(found) if links)).rstrip(".")

    def last_code(self) -> str:
        """The six digits of the newest code; codes do not wait for the morning."""
        call_command("deliver_notices")
        found = [CODE.findall(one["text"]) for one in self._sent()]
        return str(next(codes[-1] for codes in reversed(found) if codes))

    def _sent(self) -> list[dict[str, str]]:
        if not self._file.exists():
            return []
        lines = self._file.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]
