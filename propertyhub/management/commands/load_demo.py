"""`manage.py load_demo`: an invented province to look at, idempotent."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from propertyhub.demo import load


class Command(BaseCommand):
    help = "Load demo data: places, people and three months of cases; all invented."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scale", choices=sorted(load.CASES), default="small")
        parser.add_argument("--seed", type=int, default=load.SEED)

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        loaded = load.load(
            count=load.CASES[options["scale"]],
            seed=options["seed"],
            now=timezone.now(),
            say=lambda line: self._say(f"  {line}"),
        )
        self._say(
            f"{loaded.communities} communities, {loaded.firms} firms and "
            f"{loaded.cases} new cases in {time.monotonic() - began:.0f} s"
        )

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
