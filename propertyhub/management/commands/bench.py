"""`manage.py bench`: what pages cost, beside a bare Django application."""

import subprocess  # nosec B404
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from propertyhub import env
from propertyhub.bench.place import SQLITE, place


class Command(BaseCommand):
    help = (
        "Measure filing, queues, tracking, rankings, the review and the sweep beside a"
        " bare Django application, on databases made for it and dropped after it"
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cases", type=int, nargs="+", default=[10_000, 100_000])
        parser.add_argument(
            "--open",
            type=int,
            nargs="+",
            default=[10_000, 100_000],
            help="open cases among which a sweep looks for those that are due",
        )
        parser.add_argument(
            "--window",
            type=int,
            nargs="+",
            default=[],
            help="measure nothing but a review of so many cases in its window, beside"
            " the raw SQL aggregate of the same counts",
        )
        parser.add_argument("--firms", type=int, default=6000, help="of that review")
        parser.add_argument("--rounds", type=int, default=40)
        parser.add_argument(
            "--drawn", type=int, default=2500, help="cases that are multiplied"
        )
        parser.add_argument(
            "--database",
            nargs="+",
            default=[env.text("DATABASE_URL") or SQLITE],
            help=f'"{SQLITE}", or the URL of any database of a PostgreSQL server',
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for database in options["database"]:
            name = SQLITE if database == SQLITE else "postgresql"
            self.stdout.write(f"On {name}")
            self.stdout.flush()
            status = _run(database, options)
            if status:
                sys.exit(status)


def _run(database: str, options: dict[str, Any]) -> int:
    """A process of its own, since settings are read once from the environment."""
    with place(database) as there:
        words = ["--folder", str(there.folder), "--floor", there.floor]
        words += ["--rounds", str(options["rounds"]), "--drawn", str(options["drawn"])]
        words += ["--firms", str(options["firms"])]
        for name in ("cases", "open", "window"):
            words += [f"--{name}", *map(str, options[name])]
        # our own module, and numbers that were parsed
        return subprocess.run(  # noqa: S603  # nosec B603
            [sys.executable, "-m", "propertyhub.bench", *words],
            cwd=settings.BASE_DIR,
            env=there.environment(),
            check=False,
        ).returncode
