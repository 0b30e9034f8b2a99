"""Who is on duty at night in the counties of the demo."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from propertyhub.demo import names
from registry.areas import Level
from registry.models import Duty, Region

DAYS = 60


def build(now: datetime) -> None:
    """One desk a county, from yesterday on; what is there stays."""
    kept = Duty.objects.values("region")
    counties = Region.objects.at_level(Level.COUNTY).exclude(pk__in=kept)
    Duty.objects.bulk_create(_duties(counties.order_by("code"), now))


def _duties(counties: Iterable[Region], now: datetime) -> list[Duty]:
    return [
        Duty(
            region=county,
            starts_at=now - timedelta(days=1),
            ends_at=now + timedelta(days=DAYS),
            name=f"{county.name}物业管理值班室",
            phone=names.landline(county.code[:4], 8000 + number),
        )
        for number, county in enumerate(counties)
    ]
