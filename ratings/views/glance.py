"""What is newest of all that is published, as the first page shows it."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from ratings import campaign_wording, wording
from ratings.queries import campaigns, listed, public
from ratings.queries.bulletins import Shelf as Bulletins
from ratings.queries.published import Shelf
from ratings.queries.statistics import Spell, Table
from ratings.states import ListKind
from ratings.statistics import Span
from ratings.views import statistics_telling


def newest(*, now: datetime) -> dict[str, Any]:
    """The province's figures, a campaign, ranking, bulletin and lists, in words."""
    return {
        "figures": _figures(),
        "campaign": _campaign(timezone.localtime(now).date()),
        "ranking": _ranking(),
        "bulletin": _bulletin(),
        "lists": _lists(now),
    }


def _figures() -> dict[str, Any] | None:
    """Of the last three months; nothing before the first half-month is over."""
    spell = Spell.newest(Span.QUARTER)
    if spell is None:
        return None
    table = Table.read(spell)
    if table.province is None:
        return None
    document = table.figures[table.province.code]
    return {
        "title": table.province.label,
        "spell": statistics_telling.spell(spell),
        "said": statistics_telling.said(document),
        "url": f"{reverse('ratings:statistics')}?span={spell.span}",
    }


def _campaign(today: date) -> dict[str, Any] | None:
    running = campaigns.running_on(today)
    if running is None:
        return None
    return {
        "title": running.label,
        "days": campaign_wording.span(running.starts_on, running.ends_on),
        "url": reverse("ratings:campaign", args=[running.pk]),
    }


def _ranking() -> dict[str, Any] | None:
    newest_one = Shelf.read().newest
    if newest_one is None:
        return None
    rated, firms = public.rated_of(newest_one)
    return {
        "title": wording.title(newest_one.period),
        "rated": rated,
        "firms": firms,
        "url": reverse("ratings:ranking", args=[newest_one.period]),
    }


def _bulletin() -> dict[str, Any] | None:
    in_force = Bulletins.read().in_force
    if not in_force:
        return None
    return {
        "title": wording.title(in_force[0].period),
        "number": in_force[0].number,
        "url": reverse("ratings:bulletin", args=[in_force[0].period]),
    }


def _lists(now: datetime) -> dict[str, Any]:
    numbers = listed.numbers_shown(now=now)
    return {"red": numbers[ListKind.RED], "black": numbers[ListKind.BLACK]}
