"""
The steps of a document: who did what to it and when, in a chain of hashes.

Each step is written in the transaction of the act that it tells of. `broken` compares
the chain with the document's row, so that neither is changed unnoticed.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from ratings.models import Credit, DocumentStep, Enforcement
from ratings.states import DocumentAction
from registry.ledger import chain
from registry.ledger.chain import Head
from registry.models import User

SALT_BYTES = 16
# What each act writes into the row; the last is its free text, kept as a digest.
ENFORCEMENT = {
    DocumentAction.RECORDED: (
        "measure",
        "number",
        "body",
        "region_id",
        "officers",
        "firm_id",
        "tenure_id",
        "basis_id",
        "order_id",
        "suggested_by_id",
        "issued_on",
        "due_on",
        "is_grave",
        "grave_because",
        "public_address",
        "facts",
    ),
    DocumentAction.COMPLIED: ("complied_on", "compliance"),
    DocumentAction.DEDUCTED: ("deduction", "deduction_basis_id", "number"),
    DocumentAction.REVOKED: ("revoked_on", "revoked_because"),
}
CREDIT = {
    DocumentAction.RECORDED: (
        "number",
        "body",
        "region_id",
        "firm_id",
        "basis_id",
        "points",
        "issued_on",
        "in_force_until",
        "public_address",
        "facts",
    ),
    DocumentAction.CONFIRMED: ("confirmed_by_id", "number"),
    DocumentAction.REVOKED: ("revoked_on", "revoked_because"),
}
Document = Enforcement | Credit


def write(
    document: Document, action: DocumentAction, *, by: User, now: datetime
) -> DocumentStep:
    """Append the step of an act that has just been written into the document's row."""
    last = _steps(document).order_by("-number").first()
    salt = secrets.token_hex(SALT_BYTES)
    step = DocumentStep(
        **{_path(document): document},
        number=last.number + 1 if last else 1,
        action=action,
        at=now,
        by=by,
        acting_for=_place(by),
        salt=salt,
        detail=_detail(document, action, salt),
    )
    step.digest = chain.link(last.digest if last else chain.START, chained_fields(step))
    step.save(force_insert=True)
    return step


def broken(document: Document, head: Head | None = None) -> int | None:
    """
    The number of the first step that is not what was written, that is missing, or that
    wrote what the row no longer says; None where everything fits.

    `head` is what an anchor knows of this history.
    """
    steps = list(_steps(document).order_by("number"))
    rows = (chain.Row(each.number, chained_fields(each), each.digest) for each in steps)
    found = chain.first_broken(rows, head=head)
    if found is not None:
        return found
    for step in steps:
        action = DocumentAction(step.action)
        if step.detail != _detail(document, action, step.salt):
            return int(step.number)
    untold = set(_acts(document)) - {step.action for step in steps}
    if not steps or any(_is_set(document, action) for action in untold):
        return len(steps) + 1
    return None


def _steps(document: Document) -> Any:
    return DocumentStep.objects.filter(**{_path(document): document})


def _path(document: Document) -> str:
    return "enforcement" if isinstance(document, Enforcement) else "credit"


def _acts(document: Document) -> Mapping[DocumentAction, tuple[str, ...]]:
    return ENFORCEMENT if isinstance(document, Enforcement) else CREDIT


def _is_set(document: Document, action: DocumentAction) -> bool:
    """Whether the row says that this was done."""
    return getattr(document, _acts(document)[action][0]) is not None


def _detail(document: Document, action: DocumentAction, salt: str) -> dict[str, str]:
    *plain, text = _acts(document)[action]
    fields = {name: _written(getattr(document, name)) for name in plain}
    return fields | {text: chain.text_digest(salt, str(getattr(document, text)))}


def _written(value: object) -> str:
    """
    A value as text, the same before and after the database: points have one place.
    """
    if isinstance(value, Decimal):
        return f"{value:.1f}"
    return "" if value is None else str(value)


def _place(user: User) -> str:
    place = user.department or user.region
    return place.name if place else ""


def chained_fields(step: DocumentStep) -> dict[str, object]:
    """What the chain covers of a step."""
    document = step.enforcement or step.credit
    assert document is not None  # the database keeps a step at one document
    return {
        "document": f"{_path(document)} {document.pk}",
        "number": step.number,
        "action": str(step.action),
        "at": step.at,
        "by": step.by_id,
        "acting_for": step.acting_for,
        "detail": step.detail,
    }
