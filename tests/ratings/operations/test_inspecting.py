"""Inspecting projects: who may, what is whole, and that nothing is changed later."""

from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from ratings.checklists import Item
from ratings.models import Checklist, InspectedItem, Inspection, InspectionPhoto
from ratings.operations import inspecting
from ratings.operations.inspecting import Found, NotRecorded
from ratings.refusals import Refusal
from ratings.states import Mark
from ratings.triggers import APPENDED, all_triggers
from registry.ledger import triggers
from registry.models import Tenure
from tests.complaints import paths
from tests.ratings import inspected
from tests.ratings.enforced import MONDAY
from tests.ratings.reviewed import regulator

TOMORROW = MONDAY + timedelta(days=1)


@contextmanager
def refused(*refusals):
    """That exactly this stood against it."""
    with pytest.raises(NotRecorded) as problem:
        yield
    assert problem.value.refusals == refusals


def test_an_inspection_is_written_whole_with_its_photos_and_signature(town):
    photo = paths.photo()
    found = [
        Found(Mark.FULL, photos=[photo]),
        Found(Mark.HALF, "Bags beside the bins."),
        Found(Mark.NONE),
    ]
    row = inspected.inspected(town, found=found, remark="In the rain.")

    assert (row.points, row.office, row.inspector) == (
        Decimal("65.00"),
        town.street,
        town.anna.user,
    )
    assert row.signed_as == str(town.anna.user)
    items = list(row.items.order_by("position"))
    assert [(item.title, item.weight, item.mark) for item in items] == [
        ("消防通道", 50, "4"),
        ("保洁", 30, "2"),
        ("电梯", 20, "0"),
    ]
    assert items[0].photos.get().file == photo


def test_streets_and_counties_inspect_what_lies_in_their_region(town):
    assert inspected.inspected(town, by=town.county_dora).office == town.county
    for by in (town.carl, town.city_emil, town.fireman):
        with refused(Refusal.NOT_YOUR_PROJECT):
            inspected.inspected(town, by=by)


@pytest.mark.parametrize(
    ("refusal", "more"),
    [
        (Refusal.SIGNED, {"signed": False}),
        (Refusal.MARKS, {"found": [Found(Mark.FULL)]}),
        (Refusal.NOTHING_MARKED, {"found": [Found(Mark.NOT_HERE)] * 3}),
        (Refusal.LATER, {"on": TOMORROW}),
    ],
)
def test_what_a_visit_has_to_say(town, refusal, more):
    with refused(refusal):
        inspected.inspected(town, **more)


def test_the_firm_served_the_project_on_that_day(town):
    Tenure.objects.update(ends_on=MONDAY)
    with refused(Refusal.NOT_SERVED):
        inspected.inspected(town)
    assert inspected.inspected(town, on=MONDAY - timedelta(days=1)).pk


def test_the_checklist_is_the_one_of_the_day_of_the_visit(town):
    old = inspected.checklist(town)
    new = inspected.checklist(town, on=MONDAY)
    with refused(Refusal.OTHER_CHECKLIST):
        inspected.inspected(town, checklist=old)
    assert inspected.inspected(town, checklist=new).checklist == new
    day_before = MONDAY - timedelta(days=1)
    assert inspected.inspected(town, checklist=old, on=day_before).checklist == old
    Tenure.objects.update(starts_on=old.effective_from - timedelta(days=30))
    with refused(Refusal.NO_CHECKLIST):
        before_all = old.effective_from - timedelta(days=1)
        inspected.inspected(town, checklist=old, on=before_all)


def test_a_correction_is_another_one_of_the_same_visit_with_a_reason(town):
    row = inspected.inspected(town)
    inspected.checklist(town, on=MONDAY)  # a new list does not touch an old visit
    again = inspected.corrected(town, row, "4", "4", "0")
    assert (again.corrects, again.points) == (row, Decimal("80.00"))
    row.refresh_from_db()
    assert row.points == Decimal("100.00")
    with refused(Refusal.CORRECTED):
        inspected.corrected(town, row)
    with refused(Refusal.OTHER_VISIT):
        inspected.inspected(
            town,
            corrects=again,
            checklist=row.checklist,
            on=MONDAY - timedelta(days=1),
            reason="The wrong day was written.",
        )
    with refused(Refusal.REASON):
        inspected.inspected(
            town, corrects=again, checklist=row.checklist, reason="wrong"
        )


def test_a_street_does_not_correct_what_the_county_signed(town):
    of_the_county = inspected.inspected(town, by=town.county_dora)
    with refused(Refusal.NOT_YOUR_VISIT):
        inspected.corrected(town, of_the_county, by=town.anna)
    assert inspected.corrected(town, of_the_county, by=town.county_dora).pk
    of_the_street = inspected.inspected(town, by=town.anna)
    above = inspected.corrected(town, of_the_street, by=town.county_dora)
    assert above.office == town.county


def test_two_corrections_at_once_are_one(town, monkeypatch):
    row = inspected.inspected(town)
    inspected.corrected(town, row)
    monkeypatch.setattr(inspecting, "_of_the_correction", lambda *_given: [])
    with refused(Refusal.CORRECTED):
        inspected.corrected(town, row)
    assert InspectedItem.objects.count() == 6


@pytest.mark.parametrize(
    "model", [Inspection, InspectedItem, InspectionPhoto, Checklist]
)
def test_the_database_keeps_inspections_as_they_were_signed(town, model):
    found = [Found(Mark.FULL, photos=[paths.photo()])] + [Found(Mark.FULL)] * 2
    inspected.inspected(town, found=found)
    name = APPENDED[model._meta.db_table]
    row = model.objects.first()
    table = model._meta.db_table
    for statement in ("UPDATE {} SET id = id", "DELETE FROM {}"):
        with (
            pytest.raises(IntegrityError, match=name),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement.format(table))
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        row.save(force_update=True)


def test_every_trigger_is_there(db):
    assert triggers.missing(connection, all_triggers()) == []


def publish(by, **more):
    words = {
        "title": "现场考评表",
        "number": "皖建〔2026〕9号",
        "items": [Item("电梯", 100)],
        "effective_from": MONDAY,
        "now": paths.after(9),
        **more,
    }
    return inspecting.publish_checklist(by=by, **words)


def test_the_province_keeps_the_checklists_and_never_for_the_past(town):
    gu = regulator("gu", "顾", town.province)
    with refused(Refusal.NOT_THE_PROVINCE):
        publish(regulator("lin", "林", town.city))
    with refused(Refusal.BACKWARDS):
        publish(gu, effective_from=date(2026, 3, 1))
    with refused(Refusal.WEIGHTS):
        publish(gu, items=[Item("电梯", 99)])
    row = publish(gu)
    with refused(Refusal.DAY_TAKEN):
        publish(gu)
    assert inspecting.checklist_on(MONDAY) == row
    assert inspecting.checklist_on(MONDAY - timedelta(days=1)) is None
