"""What the database itself refuses of the rows of ratings, beyond constraints."""

from ratings.listing_triggers import APPENDED_OF_LISTINGS, listing_moves_trigger
from ratings.rule_triggers import of_rule_sets
from registry.ledger import triggers

RULE_STEPS_ARE_APPENDED = "rule_set_steps_are_only_appended"
DOCUMENT_STEPS_ARE_APPENDED = "document_steps_are_only_appended"

# tables whose rows are written once: for the triggers, and for the rights of a role
APPENDED = {
    "ratings_rulesetstep": RULE_STEPS_ARE_APPENDED,
    "ratings_documentstep": DOCUMENT_STEPS_ARE_APPENDED,
    "ratings_checklist": "checklists_are_only_appended",
    "ratings_inspection": "inspections_are_only_appended",
    "ratings_inspecteditem": "inspected_items_are_only_appended",
    "ratings_inspectionphoto": "inspection_photos_are_only_appended",
    **APPENDED_OF_LISTINGS,
}


def all_triggers() -> tuple[triggers.Trigger, ...]:
    """
    Rule sets and listings go their ways, and what was written once is never changed.

    Reinstalled after every migration; a system check compares the list with the
    database, since a table that SQLite remakes loses its triggers in silence.
    """
    appended = (
        trigger
        for table, name in APPENDED.items()
        for trigger in triggers.append_only(table, name)
    )
    return (listing_moves_trigger(), *of_rule_sets(), *appended)
