"""Telephones and hours of the offices of the demo."""

from collections.abc import Iterable
from datetime import time

from propertyhub.demo import names
from registry.models import Region

OPENS, BREAK_FROM, BREAK_TO, CLOSES = time(8, 30), time(12), time(14, 30), time(17, 30)
AT_ONCE = 500
# Of the province the capital's area code.
CAPITAL = "3401"


def build() -> None:
    """Every office that has no telephone gets one, and hours; what is there stays."""
    without = Region.objects.filter(phone="", opens_at__isnull=True).order_by("code")
    fields = ("phone", "opens_at", "break_from", "break_to", "closes_at")
    Region.objects.bulk_update(_with_hours(without), fields, batch_size=AT_ONCE)


def _with_hours(regions: Iterable[Region]) -> list[Region]:
    offices = list(regions)
    for number, office in enumerate(offices):
        area = office.code if office.code[2:4] != "00" else CAPITAL
        office.phone = names.landline(area, 1000 + number)
        office.opens_at, office.closes_at = OPENS, CLOSES
        office.break_from, office.break_to = BREAK_FROM, BREAK_TO
    return offices
