"""`manage.py verify_documents`: whether documents are what their steps tell; else 1."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ratings.models import Credit, Enforcement
from ratings.operations import trail

AT_ONCE = 500


class Command(BaseCommand):
    help = (
        "Compute the hash chain of each document of enforcement and each credit again, "
        "compare it with the row and name what differs; exit 1 if there is anything."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        examined, first = 0, None
        for document in _documents():
            examined += 1
            problem = trail.problem(document)
            if problem is not None:
                self.stderr.write(problem)
                first = first or problem
        self.stdout.write(f"{examined} documents")
        if first is not None:
            raise CommandError(first)


def _documents() -> Iterator[Enforcement | Credit]:
    yield from Enforcement.objects.order_by("pk").iterator(AT_ONCE)
    yield from Credit.objects.order_by("pk").iterator(AT_ONCE)
