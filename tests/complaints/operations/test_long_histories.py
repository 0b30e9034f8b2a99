"""A history of ten thousand steps: every damage is found where it begins."""

from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F

from complaints.models import Case, Step
from complaints.operations import auditing, making
from complaints.operations.writing import link
from complaints.states import Action
from complaints.triggers import all_triggers
from registry.actors import System
from registry.ledger import triggers
from tests.complaints.audited import TODAY, broken
from tests.complaints.paths import after

LENGTH = 10_000
MIDDLE = 5_000


def seed(case):
    """A case with ten thousand steps, linked as one by one."""
    digest, steps = case.steps.get().digest, []
    for number in range(2, LENGTH + 1):
        step = making.added(
            case, action=Action.LOOK, by=System("seed"), now=after(number / 60)
        )
        step.number = number
        step.text = None
        steps.append(link(step, digest))
        digest = step.digest
    Step.objects.bulk_create(steps, batch_size=500)
    Case.objects.filter(pk=case.pk).update(steps_written=LENGTH)


def edit(steps):
    steps.filter(number=MIDDLE).update(actor_name="nobody")


def change_the_moment(steps):
    steps.filter(number=MIDDLE).update(at=F("at") + timedelta(microseconds=1))


def delete_the_middle(steps):
    steps.get(number=MIDDLE).delete()


def delete_the_tail(steps):
    steps.filter(number__gte=MIDDLE).delete()
    count(steps, MIDDLE - 1)


def insert(steps):
    make_room(steps)
    step = steps.get(number=MIDDLE - 1)
    Step.objects.bulk_create([copy_of(step, number=MIDDLE)])
    count(steps, LENGTH + 1)


def insert_and_link(steps):
    """The new one fits the chain before it; what follows does not fit it."""
    make_room(steps)
    before = steps.get(number=MIDDLE - 1)
    step = copy_of(before, number=MIDDLE)
    Step.objects.bulk_create([link(step, before.digest)])
    count(steps, LENGTH + 1)


def swap(steps):
    steps.filter(number=MIDDLE).update(number=LENGTH + 1)
    steps.filter(number=MIDDLE + 1).update(number=MIDDLE)
    steps.filter(number=LENGTH + 1).update(number=MIDDLE + 1)


def make_anew(steps):
    """Everything from the middle on, with links that fit."""
    edit(steps)
    rest = list(steps.filter(number__gte=MIDDLE).order_by("number"))
    digest = steps.get(number=MIDDLE - 1).digest
    for step in rest:
        digest = link(step, digest).digest
    Step.objects.bulk_update(rest, ["digest"], batch_size=500)


def append_unseen(steps):
    last = steps.get(number=LENGTH)
    step = copy_of(last, number=LENGTH + 1)
    Step.objects.bulk_create([link(step, last.digest)])


def count(steps, written):
    Case.objects.filter(pk=steps[0].case_id).update(steps_written=written)


def make_room(steps):
    later = steps.filter(number__gte=MIDDLE)
    later.update(number=F("number") + LENGTH)
    steps.filter(number__gt=LENGTH).update(number=F("number") - LENGTH + 1)


def copy_of(step, *, number):
    step.pk, step.number = None, number
    return step


DAMAGE = {
    edit: MIDDLE,
    change_the_moment: MIDDLE,
    delete_the_middle: MIDDLE,
    delete_the_tail: MIDDLE,
    insert: MIDDLE,
    insert_and_link: MIDDLE + 1,
    swap: MIDDLE,
    make_anew: LENGTH,
    append_unseen: LENGTH + 1,
}


def test_in_ten_thousand_steps_every_damage_is_found_where_it_begins(town):
    case = town.file()
    town.file()
    seed(case)
    auditing.anchor(day=TODAY)
    triggers.lift(connection, all_triggers())
    steps = Step.objects.filter(case=case).select_related("case")
    assert broken() == {}

    found = {}
    for damage in DAMAGE:
        with transaction.atomic():
            damage(steps)
            found[damage] = broken()
            transaction.set_rollback(True)

    assert found == {damage: {case.number: number} for damage, number in DAMAGE.items()}
