"""How many cases are open in a community, for pages that name none of them."""

from collections import Counter

from django.db.models import Count

from complaints.models import Case, Category
from complaints.states import Kind, Stage, State
from complaints.workflow import stage_of
from registry.models import Community


def open_in(community: Community) -> tuple[Counter[Stage], Counter[Category]]:
    """
    The open cases by the step that they wait for, and by category of the upper level.

    Reports of retaliation are in neither: nobody but their office knows of one.
    """
    rows = (
        Case.objects.open()
        .filter(community=community)
        .exclude(kind=Kind.RETALIATION)
        .order_by()
        .values_list("kind", "state", "category__parent", "category")
        .annotate(n=Count("pk"))
    )
    steps: Counter[Stage] = Counter()
    by_id: Counter[int] = Counter()
    for kind, state, parent, category, n in rows:
        steps[stage_of(Kind(kind), State(state))] += n
        by_id[parent or category] += n
    categories = Category.objects.in_bulk(by_id) if by_id else {}
    return steps, Counter({categories[pk]: n for pk, n in by_id.items()})
