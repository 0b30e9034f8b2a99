"""`manage.py sweep_deadlines`: what beat runs each minute, by hand."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from complaints.operations import chasing


class Command(BaseCommand):
    help = "Remind, urge and close whatever fell due."

    def handle(self, *args: Any, **options: Any) -> None:
        swept = chasing.sweep(now=timezone.now())
        self.stdout.write(
            f"{swept.reminded} reminded, {swept.urged} urged, {swept.closed} closed"
        )
