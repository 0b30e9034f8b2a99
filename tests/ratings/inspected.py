"""Inspections in the fixture town, by a checklist of three items."""

from datetime import date

from ratings.checklists import Item
from ratings.models import Checklist
from ratings.operations import inspecting
from ratings.operations.inspecting import Found, Visit
from ratings.states import Mark
from tests.complaints import paths
from tests.ratings.enforced import MONDAY, at

__all__ = ["at", "checklist", "corrected", "inspected", "visit"]

ITEMS = [Item("消防通道", 50), Item("保洁", 30), Item("电梯", 20)]


def checklist(town, *, on=date(2026, 1, 1), items=ITEMS):
    """Written as the operation would, on a day before this test."""
    known = Checklist.objects.filter(effective_from=on).first()
    return known or Checklist.objects.create(
        title="物业服务现场考评表",
        effective_from=on,
        items=[item.as_document() for item in items],
        recorded_at=paths.after(0),
        recorded_by=town.county_dora.user,
    )


def visit(town, *marks, **more):
    """The garden on Monday; everything is well if no marks are said."""
    found = [Found(Mark(each)) for each in (marks or ("4", "4", "4"))]
    words = {
        "tenure": town.garden.tenures.get(),
        "on": MONDAY,
        "found": found,
        "signed": True,
        **more,
    }
    if "checklist" not in words:
        words["checklist"] = checklist(town)
    return Visit(**words)


def inspected(town, *marks, by=None, now=None, **more):
    return inspecting.inspect(
        visit=visit(town, *marks, **more),
        by=by or town.anna,
        now=now or paths.after(9),
    )


def corrected(town, row, *marks, now=None, **more):
    return inspected(
        town,
        *marks,
        tenure=row.tenure,
        on=row.visited_on,
        checklist=row.checklist,
        corrects=row,
        reason="The lift was looked at in the wrong building.",
        now=now,
        **more,
    )
