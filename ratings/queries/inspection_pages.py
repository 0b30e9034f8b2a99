"""What pages show of an inspection, at the desk and to the firm: plain values."""

from typing import Any

from ratings import wording
from ratings.models import InspectedItem, Inspection
from ratings.queries.inspections import items_of


def line(row: Inspection) -> dict[str, Any]:
    """What a list shows of it."""
    return {
        "community": row.tenure.community.name,
        "firm": row.tenure.firm.name,
        "visited_on": wording.day(row.visited_on),
        "points": f"{row.points.normalize():f}",
        "office": str(row.office),
        "state": wording.inspection_chip(corrected=is_corrected(row)),
    }


def whole(row: Inspection) -> dict[str, Any]:
    """The same with every item; the inspector's name is not among it."""
    return line(row) | {
        "remark": row.remark,
        "reason": row.correction_reason,
        "checklist": row.checklist.title,
        "demo": row.checklist.is_demo,
        "items": [_item(item) for item in items_of(row)],
    }


def is_corrected(row: Inspection) -> bool:
    return hasattr(row, "corrected_by")


def _item(item: InspectedItem) -> dict[str, Any]:
    return {
        "title": item.title,
        "weight": item.weight,
        "mark": item.get_mark_display(),
        "remark": item.remark,
        "photos": [photo.file_id for photo in item.photos.all()],
    }
