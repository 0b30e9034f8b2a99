"""`manage.py load_regions [--province 34]`: the official divisions, idempotent."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from registry.operations import regions


class Command(BaseCommand):
    help = "Load the official divisions of a province; what is there stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--province", default="34", help="two-digit code; 34 is Anhui"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = regions.load(province=options["province"])
        except LookupError as unknown:
            raise CommandError(str(unknown)) from unknown
        self.stdout.write(f"{loaded.added} regions added, {loaded.total} in all")
