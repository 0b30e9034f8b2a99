"""
Answers to return visits as the alert reads them: counted by the database, by street.

Always as many queries, however many answers and streets there are. No device is stored
with an answer, so that many answers of one source are found by the phone's keyed hash.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import Coalesce, Lag
from django.utils import timezone

from complaints import unusual
from complaints.models import Answer
from complaints.queries import own_phones
from complaints.states import Channel, Solved
from complaints.unusual import Counted, StreetAnswers
from registry.days import midnight

OFFICE = F("step__office_code")
OF_STREETS = ~Q(step__office_code__endswith="000")
OWN = Q(own=True)
TYPED = Q(own=False, channel=Channel.PHONE)
SAID = {
    name: Count("pk", filter=Q(solved=answer))
    for name, answer in (
        ("yes", Solved.YES),
        ("partly", Solved.PARTLY),
        ("no", Solved.NO),
    )
}


def answers_by_street(window: unusual.Window) -> dict[str, StreetAnswers]:
    """What was counted of each street that has anything, by its code."""
    answers = Answer.objects.filter(
        OF_STREETS, at__gte=_starts(window.starts_on), at__lt=_starts(window.ends_on)
    )
    own: dict[str, Counted] = {}
    typed: dict[str, dict[int, Counted]] = {}
    for code, typist, counted in _said(answers):
        if typist is None:
            own[code] = counted
        else:
            typed.setdefault(code, {})[typist] = counted
    phones = dict(_phones(answers))
    together: dict[str, list[datetime]] = {}
    for code, at in _together(answers):
        together.setdefault(code, []).append(at)
    firms = Counter(
        own_phones.streets_of_own_filings(
            _starts(window.starts_on), _starts(window.ends_on)
        )
    )
    return {
        code: StreetAnswers(
            own=own.get(code, Counted()),
            typed=typed.get(code, {}),
            of_one_phone=phones.get(code, 0),
            together=tuple(together.get(code, ())),
            of_the_firm=firms[code],
        )
        for code in sorted({*own, *typed, *phones, *together, *firms})
    }


def _starts(day: date) -> datetime:
    return midnight(day, timezone.get_default_timezone())


def _said(answers: QuerySet[Answer]) -> Iterator[tuple[str, int | None, Counted]]:
    """The reporters' answers, own and typed; nobody of staff gives an own one."""
    rows = (
        answers.filter(OWN | TYPED, follower__isnull=True)
        .order_by()
        .values_list(OFFICE, "step__actor")
        .annotate(**SAID)
    )
    for code, typist, yes, partly, no in rows:
        yield code, typist, Counted(yes, partly, no)


def _phones(answers: QuerySet[Answer]) -> Iterator[tuple[str, int]]:
    """The most own answers of one phone, where they are many."""
    digest = Coalesce("follower__phone_digest", "case__contact__phone_digest")
    rows = (
        answers.filter(OWN)
        .annotate(phone=digest)
        .order_by()
        .values_list(OFFICE, "phone")
        .annotate(number=Count("pk"))
        .filter(number__gte=unusual.LEAST_OF_ONE_PHONE)
        .order_by("number")
    )
    for code, _phone, number in rows:
        yield code, number


def _together(answers: QuerySet[Answer]) -> Iterator[tuple[str, datetime]]:
    """Each own answer that is the last of so many within minutes."""
    before = Window(
        Lag("at", offset=unusual.LEAST_TOGETHER - 1),
        partition_by=[OFFICE],
        order_by=["at", "pk"],
    )
    rows = answers.filter(OWN).annotate(first_at=before)
    close = rows.filter(at__lte=F("first_at") + unusual.TOGETHER)
    yield from close.order_by("at").values_list(OFFICE, "at")
