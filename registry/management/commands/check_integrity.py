"""`manage.py check_integrity`: exit 1 with each row and file that do not fit."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from registry.ledger import integrity
from registry.models import StoredFile


class Command(BaseCommand):
    help = "Compare the rows of stored files with the files, by name and by hash."

    def handle(self, *args: Any, **options: Any) -> None:
        found = [str(one) for one in integrity.problems(now=timezone.now())]
        if found:
            raise CommandError("\n".join(found))
        count = StoredFile.objects.count()
        self.stdout.write(f"{count} rows and their files fit together.")
