"""Two published results of one firm, as the predicates of the lists read them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from complaints.models import Case
from complaints.states import State, Urgency
from ratings.candidates import (
    OwnAnswers,
    Result,
    Standing,
    belongs_on_the_red_list,
    half_months_between,
    has_low_rating,
)
from ratings.canonical import ZERO
from ratings.models import (
    Enforcement,
    FirmCounts,
    FirmScore,
    ProjectCounts,
    Review,
)
from ratings.queries.firm_counts import mean_by_households
from ratings.queries.in_force import county_inspections
from ratings.rules import Rules
from ratings.states import Grade, ReviewState
from registry.models import Firm

Entry = Mapping[str, Any]
NONE = OwnAnswers(ZERO, ZERO, ZERO)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Candidate:
    """A firm that the results put on a list, and the two reviews that do."""

    firm_id: int
    newer: Review
    older: Review


def rules_of(review: Review) -> Rules:
    return Rules.from_document(review.rule_set.content)


def results_of(review: Review, firms: Iterable[int] | None = None) -> dict[int, Result]:
    """What a review published of its rated firms, by firm: two queries."""
    scores = FirmScore.objects.filter(review=review).exclude(grade=Grade.NR)
    counts = FirmCounts.objects.filter(review=review)
    if firms is not None:
        chosen = list(firms)
        scores, counts = scores.filter(firm__in=chosen), counts.filter(firm__in=chosen)
    windows = dict(counts.values_list("firm_id", "entry"))
    return {
        firm: _result(review, entry, windows[firm]["window"])
        for firm, entry in scores.values_list("firm_id", "entry")
    }


def red_candidates(review: Review, *, now: datetime, today: date) -> list[Candidate]:
    """The firms that this published review and the one a quarter before put forward."""
    rules = rules_of(review)
    older = _apart(review, int(rules.red_apart))
    if older is None:
        return []
    newer_results, older_results = results_of(review), results_of(older)
    return [
        Candidate(firm, review, older)
        for firm in sorted(newer_results.keys() & older_results.keys())
        if belongs_on_the_red_list(
            newer_results[firm],
            older_results[firm],
            standing_of(firm, review, now=now, today=today),
            rules,
        )
    ]


def is_red_candidate(
    firm: Firm, newer: Review, older: Review, *, now: datetime, today: date
) -> bool:
    """Whether two reviews in force put a firm on the red list, as it stands now."""
    if not all(each.state == ReviewState.PUBLISHED for each in (newer, older)):
        return False
    both = (results_of(newer, [firm.pk]), results_of(older, [firm.pk]))
    if not all(firm.pk in results for results in both):
        return False
    return belongs_on_the_red_list(
        both[0][firm.pk],
        both[1][firm.pk],
        standing_of(firm.pk, newer, now=now, today=today),
        rules_of(newer),
    )


def version_in_force(review: Review) -> Review:
    """The published version of a review's half-month; itself where there is none."""
    found = Review.objects.published().filter(period=review.period)
    return found.select_related("rule_set").first() or review


def is_still_praised(firm: Firm, newer: Review, older: Review) -> bool:
    """
    Whether the versions in force of two reviews praise a firm by their results alone.

    What came up since, urgent cases and enforcement, is asked elsewhere.
    """
    newer, older = version_in_force(newer), version_in_force(older)
    both = (results_of(newer, [firm.pk]), results_of(older, [firm.pk]))
    if not all(firm.pk in results for results in both):
        return False
    standing = Standing(
        inspection=county_inspection(firm.pk, newer),
        urgent_overdue=False,
        enforcement_in_force=False,
    )
    return belongs_on_the_red_list(
        both[0][firm.pk], both[1][firm.pk], standing, rules_of(newer)
    )


def standing_of(firm: int, review: Review, *, now: datetime, today: date) -> Standing:
    """
    The county's inspections as of the review; urgent cases and enforcement as they are
    now.

    An urgent case is the firm's while it is the one who has to act on it.
    """
    urgent = Case.objects.overdue_at(now).filter(
        acting_firm=firm,
        state=State.DISPOSED,
        urgency__in=[Urgency.URGENT, Urgency.EMERGENCY],
    )
    return Standing(
        inspection=county_inspection(firm, review),
        urgent_overdue=urgent.exists(),
        enforcement_in_force=is_under_enforcement(firm, today),
    )


def county_inspection(firm: int, review: Review) -> Decimal | None:
    """
    What counties themselves found of a firm's projects, by their frozen households.

    The score takes the newest inspection of any office; the red list asks for the
    county's (specification 2.3). Inspections are only appended to and are read as of
    the end of the half-month, so the answer is the same whenever it is asked.
    """
    period = review.half_month
    points = county_inspections(
        firm,
        period.end_moment(timezone.get_default_timezone()),
        last_day=period.end - ONE_DAY,
        days=int(rules_of(review).inspection_days),
    )
    rows = ProjectCounts.objects.filter(review=review, tenure__in=points)
    return mean_by_households(
        (points[tenure], int(entry["households"]))
        for tenure, entry in rows.values_list("tenure_id", "entry")
    )


def is_under_enforcement(firm: int, day: date) -> bool:
    """Issued by then, and neither complied with nor revoked."""
    return Enforcement.objects.in_force_on(day).filter(firm=firm).exists()


def low_ratings(review: Review, earlier: Sequence[Review]) -> list[Candidate]:
    """
    The firms that a review puts on the notice of low rating, from what it and the
    `earlier` reviews in force published, each with the newest that counts.
    """
    rules = rules_of(review)
    newer, newest = results_of(review), _newest_answers(review)
    found: dict[int, Candidate] = {}
    for older in sorted(earlier, key=lambda each: each.period, reverse=True):
        apart = half_months_between(older.half_month, review.half_month)
        if apart < rules.notice_apart:
            continue
        for firm, result in results_of(older, newer.keys() - found.keys()).items():
            if has_low_rating(newer[firm], result, newest.get(firm, NONE), rules):
                found[firm] = Candidate(firm, review, older)
    return [found[firm] for firm in sorted(found)]


def _newest_answers(review: Review) -> dict[int, OwnAnswers]:
    """
    Own answers of the newest six half-months, by firm: the sums of its projects.

    The public document leaves sums of a few answers out; a firm whose few answers show
    that it has become better is not to suffer from that.
    """
    found: dict[int, OwnAnswers] = {}
    rows = ProjectCounts.objects.filter(review=review).values_list(
        "tenure__firm_id", "entry"
    )
    for firm, entry in rows:
        before, more = found.get(firm, NONE), _answers(entry["last_six"])
        found[firm] = OwnAnswers(
            before.yes + more.yes, before.partly + more.partly, before.no + more.no
        )
    return found


def _apart(review: Review, half_months: int) -> Review | None:
    """The published review that lies so many half-months before this one."""
    period = review.half_month
    for _each in range(half_months):
        period = period.previous()
    found = Review.objects.published().filter(period=period.name)
    return found.select_related("rule_set").first()


def _result(review: Review, entry: Entry, window: Entry) -> Result:
    return Result(
        period=review.half_month,
        grade=Grade(entry["grade"]),
        before_credits=Decimal(entry["before_credits"]),
        se=Decimal(entry["se"]),
        high=Decimal(entry["high"]),
        answers=_answers(window),
        incidents=Decimal(window.get("incidents", ZERO)),
    )


def _answers(counts: Entry) -> OwnAnswers:
    return OwnAnswers(*(Decimal(counts[name]) for name in ("yes", "partly", "no")))
