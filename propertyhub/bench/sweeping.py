"""
The sweep, among ever more open cases of which the same ones are due.

The crowd are open cases without a history that nothing is due for: a sweep must not
look at them. The due ones are those of the demo and its copies, and what is written
about them is rolled back.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models import Exists, Max, OuterRef

from complaints.models import Case, Step, Text
from complaints.operations import chasing
from complaints.states import OPEN_STATES, State
from propertyhub.bench.browsers import WrongAnswer
from propertyhub.bench.counting import queries_of
from propertyhub.bench.report import Found, Report
from propertyhub.bench.spread import take_turns

SWEEP = "sweep of at most 1,000 due"
DUE = 1000
A_LONG_TIME = timedelta(days=3650)
# What is reported is closed, which asks more; one sort of work at both sizes.
CHASED = sorted({*OPEN_STATES} - {State.REPORTED})

Say = Callable[[str], None]


def measure(sizes: Sequence[int], *, rounds: int, now: datetime, say: Say) -> Report:
    """Time and queries of one sweep at each number of open cases."""
    due = _due_cases()
    found = {}
    for size in sorted(sizes):
        say(f"growing to {size:,} open cases, {len(due):,} of them due")
        crowd(upto=size, but=due, now=now)
        act, plain = sweep(due, now=now), found_by_index(now)
        times = take_turns({"ours": act, "floor": plain}, rounds=rounds, warm_up=1)
        asked = queries_of(act, goes=1, warm_up=0)
        found[size] = Found(times["ours"], times["floor"], asked.count, asked.slowest)
    return Report(sizes=sorted(sizes), found={SWEEP: found})


def sweep(due: Sequence[int], *, now: datetime) -> Callable[[], None]:
    """One sweep of these cases; what it writes is taken back."""

    def act() -> None:
        with transaction.atomic():
            Case.objects.filter(pk__in=due).update(chase_at=now)
            swept = chasing.sweep(now=now, limit=DUE)
            if sum(asdict(swept).values()) < len(due):
                raise WrongAnswer(f"{swept} of {len(due)} due")
            transaction.set_rollback(True)

    return act


def found_by_index(now: datetime) -> Callable[[], object]:
    """The floor: the question by index alone, by hand."""
    sql = "SELECT id FROM complaints_case WHERE chase_at <= %s ORDER BY chase_at, id"

    def act() -> object:
        with connection.cursor() as cursor:
            cursor.execute(sql, [now])
            return cursor.fetchall()

    return act


def crowd(*, upto: int, but: Sequence[int], now: datetime) -> None:
    """
    Add open cases that have years to go until there are `upto`.

    The rest of the demo gets as long; the due ones are `but`.
    """
    missing = upto - Case.objects.filter(state__in=OPEN_STATES).count()
    a_long_time = now + A_LONG_TIME
    early = Case.objects.filter(chase_at__lte=a_long_time).exclude(pk__in=but)
    early.update(chase_at=a_long_time)
    if missing <= 0:
        return
    pattern = Case.objects.filter(state=State.ACCEPTED).order_by("pk")[0]
    case, text = _last(Case), _last(Text)
    _insert(Text, {"id": f"n.id + {text}"}, pattern.text_id, count=missing)
    new = {
        "id": f"n.id + {case}",
        "number": f"'crowd-' || (n.id + {case})",
        "text_id": f"n.id + {text}",
        "chase_at": f"'{a_long_time.isoformat(sep=' ')}'",
    }
    _insert(Case, new, pattern.pk, count=missing)


def _insert(
    model: type[models.Model], new: Mapping[str, str], pattern: int, *, count: int
) -> None:
    """Rows like one that is there, but for the columns that are new in each."""
    columns = [str(field.column) for field in model._meta.concrete_fields]
    shown = ", ".join(new.get(column, f't."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        # every name comes from a model, every number is our own
        cursor.execute(
            f"INSERT INTO {table} ({names})"  # noqa: S608  # nosec B608
            " WITH RECURSIVE n(id) AS ("
            f"SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < {count})"
            f" SELECT {shown} FROM n, {table} AS t WHERE t.id = {pattern}"
        )
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)
        cursor.execute(f'ANALYZE "{table}"')


def _last(model: type[models.Model]) -> int:
    last: int = model._default_manager.aggregate(last=Max("pk"))["last"]
    return last


def _due_cases() -> list[int]:
    """Those with a history that nothing was written about yet; the same ones always."""
    steps = Step.objects.filter(case=OuterRef("pk"))
    chosen = Case.objects.filter(
        Exists(steps),
        ~Exists(steps.filter(about=OuterRef("entered_number"))),
        state__in=CHASED,
        paused_until=None,
        decide_by=None,
        safe_by=None,
    )
    return list(chosen.order_by("pk").values_list("pk", flat=True)[:DUE])
