"""What the database itself refuses, beyond constraints: one list of triggers."""

from ratings.listing_triggers import APPENDED_OF_LISTINGS, listing_triggers
from registry.ledger import triggers

# tables whose rows are written once: for the triggers, and for the rights of a role
APPENDED = {**APPENDED_OF_LISTINGS}


def all_triggers() -> tuple[triggers.Trigger, ...]:
    """
    Reinstalled after every migration; a system check compares the list with the
    database, since a table that SQLite remakes loses its triggers in silence.
    """
    return listing_triggers()
