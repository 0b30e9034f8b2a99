"""Residents who are to be reminded now, whatever the hour of the real clock."""

import json
from datetime import timedelta

from django.utils import timezone

from complaints.models import Case
from complaints.operations.filing import Reporter
from complaints.states import Privacy
from registry.models import Notice
from registry.sealing import unseal
from tests.complaints import paths

REMINDER = "complaints/notices/answer_awaited.txt"


def to_be_reminded(town, count):
    """As many residents, each with a result in hand that nobody answered yet."""
    for number in range(count):
        phone = f"+86138001380{number:02}"
        paths.reported(town, reporter=Reporter(privacy=Privacy.HIDDEN, phone=phone))
    Notice.objects.all().delete()
    now = timezone.now()
    Case.objects.update(
        due_at=now + timedelta(days=1), chase_at=now - timedelta(minutes=1)
    )


def let_it_be_day():
    """What waits for the morning may leave, whatever the hour is where this runs."""
    Notice.objects.update(is_urgent=True)


def let_leases_end():
    """As the quarter of an hour does that a killed worker's notices wait."""
    Notice.objects.update(leased_until=None)


def reminders():
    return Notice.objects.filter(template=REMINDER)


def phones_reminded():
    return sorted(unseal(notice.address_sealed) for notice in reminders())


def keys_handed_on(path):
    """The dedupe keys in the order in which the gateway got them."""
    lines = path.read_text().splitlines() if path.exists() else []
    return [json.loads(line)["dedupe_key"] for line in lines]
