"""The rows of the floor's table: as many as there are cases, in 1,000 queues."""

from datetime import UTC, datetime, timedelta

from django.db import connection

MEASURED_QUEUE = "measured"
IN_THE_MEASURED_QUEUE = 60
QUEUES = 1000
AT_ONCE = 5000
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
TEXT = "No light in the stairwell since Monday. " * 3


def fill(*, upto: int) -> int:
    """Add what is missing; the measured queue has its rows from the start."""
    # the models of the floor exist in its own project only
    from propertyhub.bench.floor.models import Ticket  # noqa: PLC0415

    there = Ticket.objects.count()
    Ticket.objects.bulk_create(
        (
            Ticket(
                number=number_of(at),
                queue=MEASURED_QUEUE
                if at < IN_THE_MEASURED_QUEUE
                else f"{at % QUEUES:09}",
                due_at=FIRST + timedelta(minutes=at),
                title="The lamp is broken",
                text=TEXT,
            )
            for at in range(there, upto)
        ),
        batch_size=AT_ONCE,
    )
    with connection.cursor() as cursor:
        cursor.execute(f'ANALYZE "{Ticket._meta.db_table}"')
    return max(upto - there, 0)


def number_of(at: int) -> str:
    return f"ticket-{at:09}"
