"""
Quiet hours: what is not urgent reaches nobody's phone between 21 and 8 o'clock.

Pure: the caller gives the moment and the zone.
"""

from datetime import datetime, time, timedelta, tzinfo

QUIET_FROM = time(21)
QUIET_UNTIL = time(8)
ONE_DAY = timedelta(days=1)


def not_before(now: datetime, *, zone: tzinfo, urgent: bool) -> datetime:
    """The moment from which a message of `now` may ring: at once, or in the morning."""
    local = now.astimezone(zone)
    if urgent or QUIET_UNTIL <= local.time() < QUIET_FROM:
        return now
    day = local.date() + ONE_DAY if local.time() >= QUIET_FROM else local.date()
    return datetime.combine(day, QUIET_UNTIL, zone)
