"""When the days of a zone begin. Pure."""

from datetime import UTC, date, datetime, time, tzinfo


def midnight(day: date, zone: tzinfo) -> datetime:
    """The first moment of a day in the zone, in UTC."""
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)


def midnight_before(moment: datetime, zone: tzinfo) -> datetime:
    """The first moment of the day in which a moment lies by the clocks of the zone."""
    return midnight(moment.astimezone(zone).date(), zone)
