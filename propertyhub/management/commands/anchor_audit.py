"""`manage.py anchor_audit`: what beat runs each hour, by hand."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from complaints.operations import auditing
from propertyhub import histories


class Command(BaseCommand):
    help = "Write the heads of all histories outside the database, once a day."

    def handle(self, *args: Any, **options: Any) -> None:
        day = timezone.localdate()
        written = histories.anchor(day=day)
        done = "written" if written else "there already"
        self.stdout.write(f"{day}: {done}, in {auditing.anchors_folder()}")
