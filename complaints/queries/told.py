"""What the history of a case tells a move: its steps, and what they promised."""

from dataclasses import dataclass

from django.db.models import F, FilteredRelation, Q

from complaints.models import Case, Step
from complaints.queries.limits import Promised, promised_in


@dataclass(frozen=True)
class Told:
    """The steps in their order, and the promises that hold in the case's round."""

    steps: list[Step]
    promised: Promised


def told_of(case: Case) -> Told:
    """
    One query: a step stands in one row for each promise that it made in the round, or
    in one.
    """
    in_round = FilteredRelation("promises", condition=Q(promises__round=case.round))
    rows = list(
        Step.objects.filter(case=case)
        .annotate(made=in_round)
        .annotate(
            revision=F("made__revision"),
            promises_stage=F("made__stage"),
            promises_at=F("made__promised_at"),
            promises_workdays=F("made__workdays"),
        )
        .order_by("number")
    )
    return Told(
        steps=list({row.number: row for row in rows}.values()),
        promised=promised_in(
            (
                row.revision,
                row.promises_stage,
                row.promises_at,
                row.promises_workdays,
                row.at,
            )
            for row in rows
            if row.revision is not None
        ),
    )
