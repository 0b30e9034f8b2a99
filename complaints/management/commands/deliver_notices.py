"""`manage.py deliver_notices`: what beat runs every ten seconds, by hand."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from complaints import notices


class Command(BaseCommand):
    help = "Send the notices that wait in the outbox."

    def handle(self, *args: Any, **options: Any) -> None:
        done = notices.deliver_pending(now=timezone.now())
        self.stdout.write(
            f"{done.sent} sent, {done.put_off} put off, {done.given_up} given up"
        )
