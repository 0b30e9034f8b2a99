"""
Growing a loaded demo to many cases by copying it, table by table, in SQL.

Copies lie in the past, a season (13 weeks) further with each copy, for ten years: what
is stored grows, but not what a review's window holds nor what is open. Then it begins
anew, as a province ten times, a hundred times as large. Open cases are copied with the
seasons of the last year only; they stay in time and go to other streets: the work of
a province grows with it, that of one office does not.

What a copy keeps: numbers that fit, every constraint, all triggers (rows are only
added), the order of steps, the distances between moments. What it lacks: its hash
chain is the original's and does not verify; its phone's digest is its own and fits no
phone; photos are not copied; the firm's tenure may be younger; a moved case's community
and steps stand in the street where they were.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models import Field, Max
from django.utils import timezone

from complaints.models import (
    Answer,
    Case,
    Contact,
    Follower,
    Promise,
    Step,
    Text,
)
from complaints.operations.filing import take_numbers
from complaints.states import OPEN_STATES, State
from propertyhub.demo.places import HEYEDI
from registry.areas import Level
from registry.models import Region

COPIED: tuple[type[models.Model], ...] = (
    Text,
    Case,
    Step,
    Contact,
    Follower,
    Promise,
    Answer,
)
SEASON = timedelta(weeks=13)
SEASONS = 40
SEASONS_WITH_OPEN_CASES = 4
# the office whose queue is measured, and how much stands in it whatever is stored
MEASURED_STREET = HEYEDI
IN_THE_MEASURED_QUEUE = 60
# neighbours in the table of regions do not get their copies together
STRIDE = 613
WAITS_FOR_THE_OFFICE = {State.FILED, State.ACCEPTED, State.VERIFIED, State.RECTIFIED}

MAP = "bench_copied"
MAKE_MAP = f"""
    CREATE TEMPORARY TABLE IF NOT EXISTS {MAP} (
        case_id bigint PRIMARY KEY, number varchar(16) NOT NULL,
        office_id bigint NOT NULL, office_code varchar(9) NOT NULL,
        days integer NOT NULL,
        firm_id bigint, tenure_id bigint, community_id bigint, firm_code varchar(18)
    )
"""
FILL_MAP = f"INSERT INTO {MAP} VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"  # noqa: S608  # nosec B608


@dataclass(frozen=True)
class Service:
    """Who serves where, in a copy."""

    firm: int | None = None
    tenure: int | None = None
    community: int | None = None
    credit_code: str | None = None


AS_IT_WAS = Service()


@dataclass(frozen=True)
class Row:
    """What is new in a copy of a case; `days` is how much older it is."""

    case: int
    number: str
    office: tuple[int, str]
    days: int
    service: Service = AS_IT_WAS

    def values(self) -> tuple[Any, ...]:
        served = self.service
        return (
            self.case,
            self.number,
            *self.office,
            self.days,
            served.firm,
            served.tenure,
            served.community,
            served.credit_code,
        )


@dataclass(frozen=True)
class Original:
    pk: int
    filed_at: datetime
    state: str
    office: tuple[int, str]
    tenure: int | None
    merged_into: int | None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_at_a_street(self) -> bool:
        return not self.office[1].endswith("000")


class Multiplier:
    """Copies the cases that are there when it is made; it may be asked again."""

    def __init__(self) -> None:
        self._originals = originals()
        self._closed = whole([each for each in self._originals if not each.is_open])
        self._copies = 0
        self._streets = _streets()

    def grow(self, *, upto: int) -> int:
        """
        Copy until there are `upto` cases; how many were added.

        :raises ValueError: if there is no closed case to copy
        """
        if not self._closed:
            raise ValueError("there is no closed case to copy")
        there = Case.objects.count()
        missing = max(upto - there, 0)
        while missing > 0:
            self._copies += 1
            chosen = whole(self._chosen()[:missing])
            copy_cases(list(self._rows(chosen)), copy=self._copies)
            missing -= len(chosen)
        look_again()
        return max(upto - there, 0)

    def _chosen(self) -> list[Original]:
        if self._copies % SEASONS < SEASONS_WITH_OPEN_CASES:
            return self._originals
        return self._closed

    def _rows(self, chosen: Sequence[Original]) -> Iterator[Row]:
        seasons = self._copies % SEASONS
        days = [0 if original.is_open else seasons * SEASON.days for original in chosen]
        moments = [
            original.filed_at - timedelta(days=back)
            for original, back in zip(chosen, days, strict=True)
        ]
        room = IN_THE_MEASURED_QUEUE - _waiting_at_the_measured_street()
        new = numbers_for(moments)
        for original, number, back in zip(chosen, new, days, strict=True):
            office = original.office
            if original.is_open and original.is_at_a_street:
                here = room > 0 and original.state in WAITS_FOR_THE_OFFICE
                office = self._streets.measured if here else next(self._streets.others)
                room -= here
            yield Row(original.pk, number, office, back)


def originals() -> list[Original]:
    rows = Case.objects.order_by("pk").values_list(
        "pk",
        "filed_at",
        "state",
        "office_id",
        "office_code",
        "tenure_id",
        "merged_into_id",
    )
    return [
        Original(pk, filed_at, state, (office_id, code), tenure, merged_into)
        for pk, filed_at, state, office_id, code, tenure, merged_into in rows
    ]


def whole(chosen: Sequence[Original]) -> list[Original]:
    """Without those that went into a case which is not copied with them."""
    there = {None, *(each.pk for each in chosen)}
    return [each for each in chosen if each.merged_into in there]


@dataclass(frozen=True)
class Streets:
    measured: tuple[int, str]
    others: Iterator[tuple[int, str]]


def _streets() -> Streets:
    codes = Region.objects.at_level(Level.STREET).order_by("code")
    by_code = {code: (pk, code) for pk, code in codes.values_list("pk", "code")}
    measured = by_code.pop(MEASURED_STREET)
    others = list(by_code.values())
    order = sorted(range(len(others)), key=lambda at: (at * STRIDE) % len(others))
    return Streets(measured, cycle([others[at] for at in order]))


def _waiting_at_the_measured_street() -> int:
    waiting = Case.objects.filter(
        office_code=MEASURED_STREET, state__in=WAITS_FOR_THE_OFFICE
    )
    return waiting.count()


def numbers_for(moments: Sequence[datetime]) -> list[str]:
    """A number of its own month for each moment, from the series of the province."""
    province = MEASURED_STREET[:2]
    months = [f"{timezone.localtime(moment):%y%m}" for moment in moments]
    one_of = dict(zip(months, moments, strict=True))
    taken = {
        month: iter(take_numbers(province, one_of[month], count=count))
        for month, count in Counter(months).items()
    }
    return [next(taken[month]) for month in months]


@transaction.atomic
def copy_cases(rows: Sequence[Row], *, copy: int) -> None:
    """Copy these cases with all that belongs to them; `copy` makes phones their own."""
    offset = max(_highest(model) for model in COPIED)
    with connection.cursor() as cursor:
        cursor.execute(MAKE_MAP)
        cursor.execute(f"DELETE FROM {MAP}")  # noqa: S608  # nosec B608
        cursor.executemany(FILL_MAP, [row.values() for row in rows])
        for model in COPIED:
            cursor.execute(_statement(model, offset=offset, copy=copy))


def _highest(model: type[models.Model]) -> int:
    return model._default_manager.aggregate(highest=Max("pk"))["highest"] or 0


def _statement(model: type[models.Model], *, offset: int, copy: int) -> str:
    """INSERT … SELECT of the rows that belong to the cases of the map."""
    table = model._meta.db_table
    fields = model._meta.concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields)
    shown = ", ".join(_shown(field, offset=offset, copy=copy) for field in fields)
    # every name comes from a model, every number is our own
    return (
        f'INSERT INTO "{table}" ({columns}) '  # noqa: S608  # nosec B608
        f'SELECT {shown} FROM "{table}" AS t {_joined(model)}'
    )


def _shown(field: "Field[object, object]", *, offset: int, copy: int) -> str:
    """A column of the copy, out of the original's row `t` and the map's row `m`."""
    digest = (
        "CASE WHEN t.phone_digest = '' THEN ''"
        f" ELSE substr(t.phone_digest, 1, 56) || '{copy:08x}' END"
    )
    new = {
        (Case, "number"): "m.number",
        (Case, "office_id"): "m.office_id",
        (Case, "office_code"): "m.office_code",
        (Case, "firm_id"): "coalesce(m.firm_id, t.firm_id)",
        (Case, "tenure_id"): "coalesce(m.tenure_id, t.tenure_id)",
        (Case, "community_id"): "coalesce(m.community_id, t.community_id)",
        (Step, "detail"): _with_the_firm(),
        (Follower, "came_from_id"): "NULL",
        (Contact, "phone_digest"): digest,
        (Follower, "phone_digest"): digest,
    }.get((field.model, str(field.column)))
    if new is not None:
        return new
    column = f't."{field.column}"'
    if field.primary_key or field.related_model in COPIED:
        return f"{column} + {offset}"
    if isinstance(field, models.DateTimeField):
        return _earlier(column)
    return column


def _with_the_firm() -> str:
    """A step's details, in which a firm is named as it is called in the copy."""
    is_named = (
        "m.firm_code IS NOT NULL AND t.detail ->> 'firm' ="
        " (SELECT f.credit_code FROM registry_firm AS f JOIN complaints_case AS c"
        " ON c.firm_id = f.id WHERE c.id = t.case_id)"
    )
    renamed = "json_set(t.detail, '$.firm', m.firm_code)"
    if connection.vendor == "postgresql":
        renamed = "jsonb_set(t.detail, '{firm}', to_jsonb(m.firm_code))"
    return f"CASE WHEN {is_named} THEN {renamed} ELSE t.detail END"


def _earlier(column: str) -> str:
    if connection.vendor == "postgresql":
        return f"{column} - m.days * interval '1 day'"
    # as Django writes moments; the time of day stays as it is, to the microsecond
    return f"date({column}, '-' || m.days || ' days') || substr({column}, 11)"


def _joined(model: type[models.Model]) -> str:
    if model is Case:
        return f"JOIN {MAP} AS m ON m.case_id = t.id"
    if model is not Text:
        return f"JOIN {MAP} AS m ON m.case_id = t.case_id"
    owned = " UNION ALL ".join(
        f"SELECT o.text_id, m.days FROM {owner._meta.db_table} AS o"  # noqa: S608  # nosec B608
        f" JOIN {MAP} AS m ON m.case_id = o.{key} WHERE o.text_id IS NOT NULL"
        for owner, key in ((Case, "id"), (Step, "case_id"))
    )
    return f"JOIN ({owned}) AS m ON m.text_id = t.id"


def look_again() -> None:
    """Let the database know its sequences and what its tables hold now."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(COPIED)):
            cursor.execute(statement)
        # one by one: all at once would lock what the server's databases share
        for model in COPIED:
            cursor.execute(f'ANALYZE "{model._meta.db_table}"')
