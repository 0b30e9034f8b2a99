"""Which periodic jobs are expected, and when each last finished."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Q

from registry.models import Job


def expect(names: Iterable[str], *, now: datetime) -> None:
    """From now on each of these is missed when it does not run; known ones stay."""
    Job.objects.bulk_create(
        [Job(name=name, expected_from=now) for name in names], ignore_conflicts=True
    )


def finished(name: str, *, now: datetime) -> None:
    """Write down a run that came to its end; one that nobody expects is left out."""
    earlier = Q(finished_at__isnull=True) | Q(finished_at__lt=now)
    Job.objects.filter(earlier, name=name).update(finished_at=now)


def last_signs() -> Mapping[str, datetime]:
    """When each job last finished, or since when it is waited for."""
    return {job.name: job.finished_at or job.expected_from for job in Job.objects.all()}
