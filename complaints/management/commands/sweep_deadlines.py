"""`manage.py sweep_deadlines`: what beat runs each minute, by hand."""

from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from complaints.operations import chasing


class Command(BaseCommand):
    help = "Remind, urge, supervise, resume and close whatever fell due."

    def handle(self, *args: Any, **options: Any) -> None:
        swept = asdict(chasing.sweep(now=timezone.now()))
        self.stdout.write(", ".join(f"{count} {done}" for done, count in swept.items()))
