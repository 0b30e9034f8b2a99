"""Campaigns of the fixture town, written by Gu of the province, published by Han."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from complaints.models import Category
from ratings.operations import campaigning
from ratings.operations.campaigning import Plan
from ratings.states import CampaignMeasure
from tests.ratings.publishers import publisher

# Monday 2 March 2026 is the first day of the town's cases; written the week before.
FIRST_DAY, AFTER = date(2026, 3, 2), date(2026, 3, 12)
WRITTEN_AT = datetime(2026, 2, 23, 1, tzinfo=UTC)
ONE_DAY = timedelta(days=1)
NUMBER = "皖物诉办〔2026〕3号"


def a_plan(town, **changed):
    """The whole province, all that is about parking and lifts, ten days."""
    said = {
        "title": "停车电梯十日行动",
        "title_en": "Ten days for parking and lifts",
        "document_number": NUMBER,
        "leader": "安徽省住房和城乡建设厅",
        "about": "Lifts and parking first.",
        "starts_on": FIRST_DAY,
        "ends_on": AFTER,
        "regions": [town.province],
        "categories": list(Category.objects.filter(code__in=["parking", "lifts"])),
        "targets": {
            CampaignMeasure.SETTLED: Decimal("0.5"),
            CampaignMeasure.SATISFIED: Decimal("0.85"),
        },
    }
    return Plan(**{**said, **changed})


def a_draft(town, **changed):
    gu = publisher(town, "gu")
    return campaigning.make(plan=a_plan(town, **changed), by=gu, now=WRITTEN_AT)


def a_campaign(town, *, now=WRITTEN_AT, **changed):
    """Published by Han."""
    campaign = a_draft(town, **changed)
    campaigning.publish(
        campaign=campaign,
        revision=campaign.revision,
        by=publisher(town, "han"),
        now=now,
    )
    return campaign


def at_one(day):
    """One o'clock in the night after a day, in the province, when beat calls."""
    return datetime(day.year, day.month, day.day, 17, 0, tzinfo=UTC)
