"""
The office whose turn it is with an open case: its holder, but for an appeal and a
second refusal of an order. With these the holder can do nothing before the office above
has decided, so that what is late is late there.
"""

from typing import Any

from django.db.models import Case as Choice
from django.db.models import CharField, Count, F, OuterRef, Q, QuerySet, Subquery, When

from complaints.guards import REFUSALS_IN_A_ROUND
from complaints.models import Case, Step
from complaints.states import Action, State

DECIDED_ABOVE = frozenset({State.APPEALED, State.VERIFIED})
DISPUTES = (Action.REFUSE, Action.CONFIRM_DUTY, Action.RELEASE)


def office_in_turn(case: Case) -> str:
    """The code of the office that the case waits for, if it waits for an office."""
    if case.state not in DECIDED_ABOVE or not case.decides_code:
        return case.office_code
    this = Case.objects.filter(pk=case.pk)
    return str(with_office_in_turn(this).values_list("in_turn", flat=True).get())


def with_office_in_turn(cases: QuerySet[Case]) -> QuerySet[Any]:
    """The cases, each with the code of the same office as `in_turn`."""
    disputes = Step.objects.filter(case=OuterRef("pk"), action__in=DISPUTES)
    refusals = Step.objects.filter(
        case=OuterRef("pk"), round=OuterRef("round"), action=Action.REFUSE
    )
    counted = refusals.order_by().values("case").annotate(n=Count("pk"))
    refused_again = Q(
        state=State.VERIFIED,
        last_word=Action.REFUSE,
        refusals__gte=REFUSALS_IN_A_ROUND,
    )
    return cases.alias(
        last_word=Subquery(disputes.order_by("-number").values("action")[:1]),
        refusals=Subquery(counted.values("n")),
    ).annotate(
        in_turn=Choice(
            When(decides_code="", then=F("office_code")),
            When(Q(state=State.APPEALED) | refused_again, then=F("decides_code")),
            default=F("office_code"),
            output_field=CharField(),
        )
    )
