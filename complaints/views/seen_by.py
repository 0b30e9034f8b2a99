"""Who sees what of a case: said beside each answer, before it is filed and after."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from complaints.states import Kind


class SeenBy(NamedTuple):
    """Of what a case is about, and of the words and photos that tell of it."""

    facts: str
    text: str


def seen_by(kind: Kind) -> SeenBy:
    """A complaint goes to who has to act; all else stays with the office."""
    match kind:
        case Kind.COMPLAINT:
            return SeenBy(
                facts=_("Seen by the office and by the firm that has to act"),
                text=_(
                    "Seen by the office; without your name by the firm, and by whoever "
                    "is about to report the same"
                ),
            )
        case Kind.RETALIATION:
            alone = _("Seen by the county office alone, by no street and no firm")
            return SeenBy(alone, alone)
        case Kind.CONSULTATION | Kind.SUGGESTION:
            office = _("Seen by the office that answers")
            return SeenBy(office, office)
