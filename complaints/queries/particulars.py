"""
The free texts of a case as somebody on the other side may read them.

What we know of the reporter is opened in here, hidden wherever it stands, and does
not leave. Rules: specification, domain rules 2.5.
"""

from collections.abc import Callable

from complaints.models import Case, Contact
from complaints.scrubbing import scrub
from registry.models import User
from registry.roles import Role
from registry.sealing import unseal

Reading = Callable[[str], str]

# The acting parties; they do not learn who complained.
OTHER_SIDE = frozenset({Role.DEPARTMENT, Role.FIRM})


def scrubbed_for(contact: Contact | None) -> Reading:
    """How a free text of the case is read by those who may not know its reporter."""
    known = _particulars(contact)

    def read(text: str) -> str:
        return scrub(text, known=known)

    return read


def reading_of(case: Case, user: User) -> Reading:
    """Officers and those above them read what was written; acting parties do not."""
    if user.role not in OTHER_SIDE:
        return str
    return scrubbed_for(Contact.objects.filter(case=case).first())


def _particulars(contact: Contact | None) -> tuple[str, ...]:
    if contact is None:
        return ()
    sealed = (
        contact.name_sealed,
        contact.phone_sealed,
        contact.unit_sealed,
        contact.concerned_name_sealed,
        contact.concerned_phone_sealed,
    )
    return tuple(unseal(one) for one in sealed if one)
