"""One community as plain values: who it is, who serves it, how many cases are open."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from complaints.models import Category
from complaints.states import Stage
from complaints.wording import plain_stage
from ratings import small_numbers, wording
from ratings.small_numbers import FEW
from registry.models import Community, Firm, Tenure
from registry.roles import CommitteeStanding

ONE_DAY = timedelta(days=1)
CHIPS = {
    CommitteeStanding.NONE: ("none", "circle-question-mark"),
    CommitteeStanding.IN_OFFICE: ("done", "circle-check"),
    CommitteeStanding.EXPIRING: ("soon", "clock-alert"),
    CommitteeStanding.EXPIRED: ("overdue", "triangle-alert"),
}


def line(community: Community) -> dict[str, str]:
    """A community in a list."""
    return {
        "name": community.name,
        "where": _where(community),
        "address": community.address,
        "url": reverse("ratings:community", args=[community.code]),
    }


def who(community: Community, today: date) -> dict[str, Any]:
    """What the register says in public."""
    confirmed = community.households_confirmed_on
    return {
        "name": community.name,
        "code": community.code,
        "address": community.address,
        "where": _where(community),
        "households": community.households,
        "confirmed": wording.day(confirmed) if confirmed else "",
        "party_branch": community.party_branch,
        "committee": _committee(community, today),
    }


def _where(community: Community) -> str:
    """Its regions, the city first."""
    county = community.street.parent
    above = [county.parent if county else None, county, community.street]
    return " · ".join(region.label for region in above if region)


def _committee(community: Community, today: date) -> dict[str, Any]:
    standing = community.committee_on(today)
    elected, last = community.committee_elected_on, community.committee_term_ends_on
    return {
        "state": vars(wording.Chip(*CHIPS[standing], str(standing.label))),
        "elected": wording.day(elected) if elected else "",
        "last_day": wording.day(last) if last else "",
        "next": _next_step(standing),
    }


def _next_step(standing: CommitteeStanding) -> str:
    """What owners may do where nobody is in office, or soon will not be."""
    if standing == CommitteeStanding.IN_OFFICE:
        return ""
    if standing == CommitteeStanding.NONE:
        return _(
            "Owners elect one together; the street office guides them (Regulation on "
            "Property Management, article 10)."
        )
    return _(
        "Owners elect a new one together; the street office guides them (Regulation on "
        "Property Management, article 10)."
    )


def tenure(found: Tenure) -> dict[str, Any]:
    """The firm that serves the community now, and since when."""
    return {
        "firm": _firm(found.firm),
        "phone": found.firm.duty_phone,
        "since": wording.day(found.starts_on),
        "last_day": wording.day(found.ends_on - ONE_DAY) if found.ends_on else "",
    }


def past_tenure(found: Tenure) -> dict[str, Any]:
    assert found.ends_on is not None
    return {
        "firm": _firm(found.firm),
        "since": wording.day(found.starts_on),
        "last_day": wording.day(found.ends_on - ONE_DAY),
    }


def _firm(firm: Firm) -> dict[str, str]:
    return {"name": firm.name, "url": reverse("ratings:firm", args=[firm.credit_code])}


def open_cases(steps: Counter[Stage], categories: Counter[Category]) -> dict[str, Any]:
    """How many by step and by category, where no number is so small that it points."""
    by_step, by_category = small_numbers.told(steps), small_numbers.told(categories)
    if by_step is None or by_category is None:
        return {"few": FEW, "total": None}
    return {
        "few": FEW,
        "total": by_step.total,
        "steps": [
            {"name": plain_stage(stage), "quick": str(stage.label), "number": number}
            for stage, number in by_step.cells.items()
        ],
        "steps_rest": by_step.rest,
        "categories": [
            {"name": category.label, "number": number}
            for category, number in by_category.cells.items()
        ],
        "categories_rest": by_category.rest,
    }
