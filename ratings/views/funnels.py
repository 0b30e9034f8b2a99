"""Funnels: the rated firms of a choice between the limits that chance sets."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from ratings import wording
from ratings.forms.filters import RankingFilter
from ratings.funnel import Funnel
from ratings.queries import funnels, public
from ratings.queries.funnels import Shown
from ratings.states import Indicator
from ratings.views import (
    answering,
    finding,
    funnel_telling,
    rankings,
    speaking,
    telling,
    timetable,
)
from ratings.views.finding import Found

MOST_DOTS = 200


@dataclass(frozen=True)
class Drawn:
    """One funnel with the firms of the choice, those beyond most limits first."""

    indicator: Indicator
    funnel: Funnel | None
    firms: list[Shown]
    through: RankingFilter

    @property
    def shown(self) -> list[Shown]:
        return self.firms[:MOST_DOTS]


@require_safe
def funnel(request: HttpRequest, period: str, indicator: str) -> HttpResponse:
    """The firms of the choice beside the limits: sentence, table, file."""
    chosen = _indicator(indicator)
    found = finding.asked_for(request, period)
    if found is None:
        return timetable.not_yet(request, period)
    drawn = _drawn(request, found, chosen)
    told: dict[str, Any] = {
        "review": telling.review(found.review, found.shelf),
        "name": wording.set_beside_chance(chosen),
        "others": _others(request, found, chosen),
        "back_url": telling.with_choice(
            request, telling.address("ranking", found.review)
        ),
        "number": len(drawn.firms),
        "most": MOST_DOTS,
        "rows": [],
        "conclusion": funnel_telling.conclusion(drawn.funnel, drawn.firms),
    }
    if drawn.funnel is not None and drawn.firms:
        told |= {
            "widths": funnel_telling.widths(drawn.funnel),
            "columns": funnel_telling.columns(chosen),
            "rows": [
                row | {"url": telling.firm_address(row["code"], *_of(found))}
                for row in funnel_telling.rows(drawn.funnel, drawn.shown)
            ],
            "svg_url": telling.with_choice(
                request, speaking.in_language(_address("funnel_svg", found, chosen))
            ),
            "csv_url": telling.with_choice(
                request, _address("funnel_csv", found, chosen)
            ),
        }
    return answering.page(request, "ratings/funnel.html", told, form=drawn.through.form)


@require_safe
def funnel_svg(request: HttpRequest, period: str, indicator: str) -> HttpResponse:
    found = finding.published(request, period)
    with translation.override(speaking.asked_language(request)):
        drawn = _drawn(request, found, _indicator(indicator))
        if drawn.funnel is None or not drawn.firms:
            raise Http404
        spec = funnel_telling.chart(
            drawn.funnel, drawn.shown, drawn.indicator, said=_said(drawn)
        )
        return answering.drawing(request, spec)


@require_safe
def funnel_csv(request: HttpRequest, period: str, indicator: str) -> HttpResponse:
    """Every rated firm of the choice, those that are not drawn too."""
    found = finding.published(request, period)
    drawn = _drawn(request, found, _indicator(indicator))
    return answering.csv_file(
        request,
        funnel_telling.COLUMNS,
        funnel_telling.figures(drawn.funnel, drawn.firms, found.review, indicator),
    )


def _said(drawn: Drawn) -> str:
    told = funnel_telling.conclusion(drawn.funnel, drawn.firms)
    return f"{wording.set_beside_chance(drawn.indicator)}: {told}"


def _indicator(name: str) -> Indicator:
    """:raises Http404: if the address names none that has a funnel"""
    if name not in funnels.INDICATORS:
        raise Http404
    return Indicator(name)


def _drawn(request: HttpRequest, found: Found, indicator: Indicator) -> Drawn:
    through = rankings.chosen(request, found)
    limits = funnels.read(found.review, indicator)
    if limits is None:
        return Drawn(indicator, None, [], through)
    rows = public.rows_of(rankings.rated(through.qs))
    rules = telling.rules_of(found.review)
    firms = funnels.beside(rows, limits, indicator, rules)
    return Drawn(indicator, limits, firms, through)


def _others(
    request: HttpRequest, found: Found, chosen: Indicator
) -> list[dict[str, Any]]:
    """The funnels of this review, each a page of its own."""
    return [
        {
            "name": wording.set_beside_chance(each),
            "url": telling.with_choice(request, _address("funnel", found, each)),
            "current": each is chosen,
        }
        for each in funnels.INDICATORS
    ]


def _of(found: Found) -> tuple[Any, Any]:
    return found.review, found.shelf


def _address(name: str, found: Found, indicator: Indicator) -> str:
    url = reverse(f"ratings:{name}", args=[found.review.period, indicator.value])
    return telling.of_version(url, found.review)
