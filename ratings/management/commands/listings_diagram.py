"""`manage.py listings_diagram`: draws docs/listings.md from the table of the lists."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from ratings.listing_drawing import as_markdown


class Command(BaseCommand):
    help = "Print the ways of the red and black lists, or write docs/listings.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["write"]:
            path = Path(settings.BASE_DIR) / "docs" / "listings.md"
            path.write_text(as_markdown(), encoding="utf-8")
        else:
            self.stdout.write(as_markdown())
