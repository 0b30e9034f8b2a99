"""`manage.py demo_logins`: whom to log in as, printed at every start of the demo."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from propertyhub.demo import logins


class Command(BaseCommand):
    help = "Print the log-ins of the demo and where they lead."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--site", default="", help="printed before each address: http://…"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for line in logins.lines(site=options["site"]):
            self.stdout.write(line)
