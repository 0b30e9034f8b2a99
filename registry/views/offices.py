"""Whom residents ask: an office with its telephone and hours, as pages show it."""

from datetime import time
from typing import TypedDict

from django.utils.translation import gettext as _

from registry.models import Region


class Office(TypedDict):
    """`phone` and `hours` are empty where the register has none."""

    name: str
    phone: str
    hours: str


def office_of(region: Region) -> Office:
    """What `parts/office.html` shows; asks nothing of the database."""
    return {"name": region.label, "phone": region.phone, "hours": hours_of(region)}


def hours_of(region: Region) -> str:
    """The hours of an office in words, or nothing where none are known."""
    if region.opens_at is None or region.closes_at is None:
        return ""
    opens, closes = _clock(region.opens_at), _clock(region.closes_at)
    if region.break_from is None or region.break_to is None:
        said = _("On working days %(opens)s–%(closes)s")
        return said % {"opens": opens, "closes": closes}
    said = _("On working days %(opens)s–%(until)s and %(from)s–%(closes)s")
    return said % {
        "opens": opens,
        "until": _clock(region.break_from),
        "from": _clock(region.break_to),
        "closes": closes,
    }


def _clock(hour: time) -> str:
    return f"{hour.hour}:{hour.minute:02}"
