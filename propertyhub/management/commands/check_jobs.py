"""
`manage.py check_jobs`: exit 1 with each periodic job that is silent.

For the clock of the machine (cron, a systemd timer) or a monitor: beat cannot tell that
it stands still itself.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from complaints import notices
from propertyhub import jobs


class Command(BaseCommand):
    help = "Tell of periodic jobs that are silent."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        silences = jobs.silent(now=now)
        if not silences:
            self.stdout.write("Every periodic job runs.")
            return
        jobs.tell(silences, now=now)
        # who delivers may be one of the silent
        notices.deliver_pending(now=now)
        raise CommandError("\n".join(str(silence) for silence in silences))
