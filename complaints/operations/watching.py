"""
Watching the answers to return visits: what stands out is written down once and told to
the county.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from complaints import notices, unusual
from complaints.models import AnswerAlert
from complaints.queries.unusual import answers_by_street
from complaints.unusual import Flag, Window
from registry import queries as registry_queries
from registry.models import Region


def watch_answers(*, now: datetime) -> int:
    """
    Look at the answers of this month and the two before it, street by street.

    Safe to run again: what was found already in the window is neither written nor told
    once more. Returns how many alerts are new.
    """
    window = unusual.window_of(timezone.localtime(now).date())
    found = {
        code: unusual.flags(street)
        for code, street in answers_by_street(window).items()
    }
    codes = [code for code, flags in found.items() if flags]
    streets = {one.code: one for one in Region.objects.filter(code__in=codes)}
    return sum(
        _write(streets[code], flag, window, now)
        for code in codes
        for flag in found[code]
    )


@transaction.atomic
def _write(street: Region, flag: Flag, window: Window, now: datetime) -> bool:
    """Whether the alert is new; then the county is told."""
    alert, is_new = AnswerAlert.objects.get_or_create(
        street=street,
        sort=flag.sort,
        starts_on=window.starts_on,
        defaults={
            "ends_on": window.ends_on,
            "typist_id": flag.typist,
            "figures": dict(flag.figures),
            "found_at": now,
        },
    )
    if is_new:
        county = registry_queries.county_of(street.code)
        notices.unusual_answers(county, key=f"answers:{alert.pk}", now=now)
    return is_new
