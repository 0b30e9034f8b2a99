"""
What a campaign had come to at the end of a day, read from the steps as of that moment.

Three questions for a day, however many cases there are, and the same answers whenever
they are asked: a day that was missed is made up for. A case belongs to the office that
it was filed with. Reports of retaliation are in no figure.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from complaints.models import Answer, Step
from complaints.queries.facts import TELLS_A_RESULT
from complaints.states import Action, Kind, Satisfied, State
from ratings.campaigns import Board, Document
from ratings.models import Campaign
from ratings.queries.bulletin import GONE, UNANSWERED
from ratings.queries.details import said
from ratings.queries.firm_work import CONTENT, REPORTER_S
from ratings.queries.founded import was_of_kind
from ratings.small_numbers import kept_back
from registry.areas import WIDTHS, Level, below
from registry.days import midnight
from registry.models import Region
from registry.queries import lineage

ONE_DAY = timedelta(days=1)
# Among the regions of a campaign, what stands for all of them together.
WHOLE = ""
NOT_OPEN = (*GONE, State.REPORTED)
OF_THE_STREET = ~Q(satisfied_with_street__in=["", Satisfied.CANNOT_SAY])

ByOffice = dict[str, dict[str, int]]


def figures_of(campaign: Campaign, day: date) -> Document:
    """The document of one day: the whole campaign, then each of its regions."""
    ends = midnight(day + ONE_DAY, timezone.get_default_timezone())
    chosen = list(campaign.regions.order_by("code"))
    by_office = _by_office(campaign, chosen, ends)
    parts = parts_of(chosen)
    boards = {WHOLE: _board(chosen, by_office)}
    boards |= {part.code: _board([part], by_office) for part in parts}
    told = kept_back(boards, _above(parts)).documents(boards)
    return {
        "whole": told[WHOLE],
        "regions": [
            {"code": part.code, "name": part.name, "name_en": part.name_en}
            | told[part.code]
            for part in parts
        ],
    }


def _above(parts: list[Region]) -> dict[str, str | None]:
    """What each part is part of: the nearest of the others, or the whole."""
    codes = {part.code for part in parts}
    found: dict[str, str | None] = {WHOLE: None}
    for code in sorted(codes):
        those = [each for each in lineage(code) if each in codes and each != code]
        found[code] = those[0] if those else WHOLE
    return found


def parts_of(chosen: list[Region]) -> list[Region]:
    """
    The regions that a board sets side by side: those that were chosen, or of a single
    one the cities or counties right below it. Streets are not told in public.
    """
    if len(chosen) > 1:
        return chosen
    parts = Region.objects.filter(
        parent__in=chosen, level__in=[Level.CITY, Level.COUNTY]
    )
    return list(parts.order_by("code")) or chosen


def _board(regions: list[Region], by_office: ByOffice) -> Board:
    """The sums of all offices within any of the regions, each once."""
    starts = tuple(one.code[: WIDTHS[Level(one.level)]] for one in regions)
    total: dict[str, int] = defaultdict(int)
    for office, counts in by_office.items():
        if office.startswith(starts):
            for name, value in counts.items():
                total[name] += value
    return Board(**total)


def _by_office(campaign: Campaign, chosen: list[Region], ends: datetime) -> ByOffice:
    found: ByOffice = defaultdict(dict)
    for rows in (
        _filed(campaign, chosen, ends),
        _answered(campaign, chosen, ends),
        _unanswered(campaign, chosen, ends),
    ):
        for row in rows:
            found[row.pop("office")] |= row
    return found


def _of_campaign(campaign: Campaign, chosen: list[Region], ends: datetime) -> Q:
    """
    The rows whose case was filed for the campaign and before the moment.

    They are annotated with `office`, the one that the case was filed with.
    """
    categories = list(campaign.categories.values_list("pk", flat=True))
    starts = midnight(campaign.starts_on, timezone.get_default_timezone())
    about = Q(case__category__in=categories) | Q(case__category__parent__in=categories)
    filed = Q(case__filed_at__gte=starts, case__filed_at__lt=ends)
    return filed & about & _filed_within(chosen)


def _filed_within(chosen: list[Region]) -> Q:
    places = Q()
    for region in chosen:
        low, high = below(region.code)
        places |= Q(office__gte=low, office__lt=high)
    return places


def _first_office() -> Subquery:
    filed = Step.objects.filter(case=OuterRef("case"), action=Action.FILE)
    return Subquery(filed.values("office_code")[:1])


def _filed(
    campaign: Campaign, chosen: list[Region], ends: datetime
) -> Iterator[dict[str, Any]]:
    """How many were filed, and how they stood at the moment."""
    before = Step.objects.filter(case=OuterRef("case"), at__lt=ends)
    told = before.filter(action__in=TELLS_A_RESULT)
    dated = before.filter(next_due_at__isnull=False).order_by("-number")
    cases = (
        Step.objects.filter(action=Action.FILE)
        .annotate(office=F("office_code"))
        .filter(_of_campaign(campaign, chosen, ends))
        .exclude(was_of_kind(Kind.RETALIATION, ends))
        .annotate(
            told=Exists(told),
            stands=Subquery(before.order_by("-number").values("target")[:1]),
            due=Subquery(dated.values("next_due_at")[:1]),
        )
    )
    yield from _grouped(cases).annotate(
        filed=Count("pk"),
        settled=Count("pk", filter=Q(told=True)),
        waiting=Count("pk", filter=Q(told=False) & ~Q(stands__in=GONE)),
        overdue=Count("pk", filter=Q(due__lte=ends) & ~Q(stands__in=NOT_OPEN)),
    )


def _answered(
    campaign: Campaign, chosen: list[Region], ends: datetime
) -> Iterator[dict[str, Any]]:
    """Reporters' own answers, of each case the newest, and those typed by offices."""
    later = Answer.objects.filter(
        REPORTER_S, case=OuterRef("case"), own=True, at__lt=ends
    ).filter(round__gt=OuterRef("round"))
    newest = Q(own=True, is_older=False)
    answers = (
        Answer.objects.filter(REPORTER_S, at__lt=ends)
        .annotate(office=_first_office(), is_older=Exists(later))
        .filter(_of_campaign(campaign, chosen, ends))
        .exclude(was_of_kind(Kind.RETALIATION, ends))
    )
    yield from _grouped(answers).annotate(
        own_answers=Count("pk", filter=newest),
        typed=Count("pk", filter=Q(own=False)),
        rated=Count("pk", filter=newest & OF_THE_STREET),
        satisfied=Count("pk", filter=newest & Q(satisfied_with_street__in=CONTENT)),
    )


def _unanswered(
    campaign: Campaign, chosen: list[Region], ends: datetime
) -> Iterator[dict[str, Any]]:
    """Return visits that ended without an answer."""
    closed = (
        Step.objects.filter(action=Action.CLOSE, at__lt=ends)
        .annotate(office=_first_office(), closing=said("closing"))
        .filter(_of_campaign(campaign, chosen, ends), closing__in=UNANSWERED)
        .exclude(was_of_kind(Kind.RETALIATION, ends))
    )
    yield from _grouped(closed).annotate(unanswered=Count("pk"))


def _grouped(rows: QuerySet[Any]) -> Any:
    """By the office that their case was filed with."""
    return rows.order_by().values("office")
