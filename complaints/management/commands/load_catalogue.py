"""`manage.py load_catalogue`: categories and time limits of rule set 1, idempotent."""

from typing import Any

from django.core.management.base import BaseCommand

from complaints.operations import catalogue


class Command(BaseCommand):
    help = "Load the categories and the first time limits; what is there stays."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = catalogue.load()
        self.stdout.write(
            f"{loaded.categories} categories and {loaded.limits} time limits added"
        )
