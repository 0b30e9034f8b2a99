"""What tests of operations look at: refusals, last steps, notices, stored rows."""

import pytest

from complaints.models import Case, Step
from complaints.operations.moving import MoveNotAllowed
from registry.models import Notice
from registry.sealing import unseal


def refusal_of(operation, **arguments):
    with pytest.raises(MoveNotAllowed) as refused:
        operation(**arguments)
    return refused.value.refusal


def last_step(case):
    return Step.objects.filter(case=case).order_by("number").last()


def templates():
    return [notice.template.split("/")[-1] for notice in Notice.objects.order_by("pk")]


def same_as_stored(case):
    stored = Case.objects.get(pk=case.pk)
    fields = [field.attname for field in Case._meta.concrete_fields]
    return {name: getattr(case, name) for name in fields} == {
        name: getattr(stored, name) for name in fields
    }


def told_of(template: str) -> set[str]:
    """The addresses that a message was written to."""
    found = Notice.objects.filter(template__endswith=f"/{template}.txt")
    return {unseal(one.address_sealed) for one in found}
