"""What the database itself refuses of the rows of ratings, beyond constraints."""

from registry.ledger import triggers

DOCUMENT_STEPS_ARE_APPENDED = "document_steps_are_only_appended"

# tables whose rows are written once
APPENDED = {
    "ratings_documentstep": DOCUMENT_STEPS_ARE_APPENDED,
    "ratings_checklist": "checklists_are_only_appended",
    "ratings_inspection": "inspections_are_only_appended",
    "ratings_inspecteditem": "inspected_items_are_only_appended",
    "ratings_inspectionphoto": "inspection_photos_are_only_appended",
}


def all_triggers() -> tuple[triggers.Trigger, ...]:
    """What was done to a document, and what an inspection found, is never changed."""
    return tuple(
        trigger
        for table, name in APPENDED.items()
        for trigger in triggers.append_only(table, name)
    )
