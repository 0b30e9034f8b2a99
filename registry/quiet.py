"""
Quiet hours: what is not urgent reaches nobody's phone between 21 and 8 o'clock.

Pure: the caller gives the moment and the zone.
"""

from datetime import datetime, time, tzinfo

QUIET_FROM = time(21)
QUIET_UNTIL = time(8)


def is_quiet(moment: datetime, *, zone: tzinfo) -> bool:
    """Whether nobody's phone rings then but for what is urgent."""
    return not QUIET_UNTIL <= moment.astimezone(zone).time() < QUIET_FROM
