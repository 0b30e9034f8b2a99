"""Campaigns: their list, the board of each, its daily curve, and the same as files."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ratings import campaign_wording, charts, wording
from ratings.campaign_wording import CURVES
from ratings.models import Campaign, CampaignDay, CampaignTarget
from ratings.queries import campaigns
from ratings.queries.campaigns import Opened
from ratings.states import CampaignMeasure, CampaignState
from ratings.views import answering, speaking

FIGURES = (
    "filed",
    "settled",
    "waiting",
    "overdue",
    "settlement_rate",
    "own_answers",
    "typed",
    "unanswered",
    "rated",
    "satisfied",
    "satisfaction",
    "reply_rate",
)
COLUMNS = ("campaign", "day", "code", "name", *FIGURES)


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Every published campaign, the newest first."""
    today = timezone.localdate()
    told = {
        "campaigns": [_line(one, today) for one in campaigns.listed()],
        "rankings_url": reverse("ratings:rankings"),
        "bulletins_url": reverse("ratings:bulletins"),
    }
    return answering.page(request, "ratings/campaigns.html", told)


@require_safe
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """What a campaign came to: targets, regions, and the curve of its days."""
    found = _published(pk)
    told = _told(found, timezone.localdate())
    return answering.page(request, "ratings/campaign.html", told)


@require_safe
def board_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """Every frozen day, of the whole and of each region a line."""
    return answering.csv_file(request, COLUMNS, _lines(_published(pk)))


@require_safe
def board_json(request: HttpRequest, pk: int) -> HttpResponse:
    found = _published(pk)
    campaign = found.campaign
    document = {
        "campaign": campaign.document_number,
        "title": campaign.title,
        "title_en": campaign.title_en,
        "leader": campaign.leader,
        "starts_on": campaign.starts_on.isoformat(),
        "ends_on": campaign.ends_on.isoformat(),
        "regions": [region.code for region in found.regions],
        "categories": sorted(each.code for each in campaign.categories.all()),
        "targets": {
            each.measure: str(each.at_least) for each in campaign.targets.all()
        },
        "days": [{"day": each.day.isoformat(), **each.figures} for each in found.days],
    }
    return answering.json_file(request, document)


@require_safe
def curve_svg(request: HttpRequest, pk: int) -> HttpResponse:
    """The daily curve in the language that its address names."""
    found = _published(pk)
    with translation.override(speaking.asked_language(request)):
        spec = _curve(found)
        return answering.drawing(request, spec)


def _published(pk: int) -> Opened:
    """:raises Http404: if there is no such campaign, or it is a draft"""
    found = campaigns.opened(pk)
    if found is None:
        raise Http404
    return found


def _address(name: str, campaign: Campaign) -> str:
    return reverse(f"ratings:{name}", args=[campaign.pk])


def _line(campaign: Any, today: date) -> dict[str, Any]:
    return {
        "title": campaign.label,
        "url": _address("campaign", campaign),
        "days": campaign_wording.span(campaign.starts_on, campaign.ends_on),
        "state": _chip(campaign, today),
        "said": campaign_wording.conclusion(campaign.newest, campaign.newest_day),
    }


def _chip(campaign: Campaign, today: date) -> dict[str, str]:
    state = CampaignState(campaign.state)
    return vars(
        campaign_wording.chip(state, campaign.starts_on, campaign.ends_on, today)
    )


def _told(found: Opened, today: date) -> dict[str, Any]:
    campaign, newest = found.campaign, found.newest
    figures = newest.figures if newest else None
    return {
        "title": campaign.label,
        "number": campaign.document_number,
        "leader": campaign.leader,
        "about": campaign.about,
        "days": campaign_wording.span(campaign.starts_on, campaign.ends_on),
        "state": _chip(campaign, today),
        "regions": _(", ").join(region.label for region in found.regions),
        "categories": _(", ").join(
            each.label
            for each in sorted(campaign.categories.all(), key=lambda one: one.position)
        ),
        "said": campaign_wording.conclusion(figures, newest.day if newest else None),
        "targets": [
            campaign_wording.target(
                CampaignMeasure(each.measure), each.at_least, figures
            )
            for each in sorted(campaign.targets.all(), key=_in_order)
        ],
        "rows": campaign_wording.rows(figures) if figures else [],
        "curve": _daily(found.days),
        "curve_said": _curve_said(found),
        "curve_url": speaking.in_language(_address("campaign_curve", campaign)),
        "files": [
            {"name": "CSV", "url": _address("campaign_csv", campaign)},
            {"name": "JSON", "url": _address("campaign_json", campaign)},
        ],
        "campaigns_url": reverse("ratings:campaigns"),
    }


def _in_order(target: CampaignTarget) -> int:
    return CampaignMeasure.values.index(target.measure)


def _daily(days: tuple[CampaignDay, ...]) -> list[dict[str, str]]:
    """The table beside the curve: the newest day first."""
    return [
        {
            "day": wording.day(each.day),
            **{name: each.figures["whole"][name] for name in CURVES},
        }
        for each in reversed(days)
    ]


def _curve_said(found: Opened) -> str:
    """The curve in one sentence."""
    if len(found.days) < 2:
        return _("The curve begins with the second day of the campaign.")
    first, last = (found.days[index].figures["whole"] for index in (0, -1))
    return _(
        "Over %(days)s days the cases filed rose from %(filed_first)s to "
        "%(filed_last)s, those settled from %(settled_first)s to %(settled_last)s; "
        "overdue were %(overdue_first)s at first and are %(overdue_last)s now."
    ) % {
        "days": len(found.days),
        **{
            f"{name}_{when}": figures[name]
            for name in CURVES
            for when, figures in (("first", first), ("last", last))
        },
    }


def _curve(found: Opened) -> charts.Spec:
    points = [
        charts.Point(each.day.isoformat(), str(label), int(each.figures["whole"][name]))
        for name, label in CURVES.items()
        for each in found.days
    ]
    return charts.curves(points, said=_curve_said(found), axis=_("Cases"))


def _lines(found: Opened) -> Iterator[dict[str, object]]:
    """A line has no code where it is of the whole campaign."""
    for each in found.days:
        whole = {"code": "", "name": "", **each.figures["whole"]}
        for one in (whole, *each.figures["regions"]):
            yield {
                "campaign": found.campaign.document_number,
                "day": each.day.isoformat(),
                "code": one["code"],
                "name": one["name"],
                **{name: one[name] for name in FIGURES},
            }
