"""The names of places that histories mention by their codes."""

from collections.abc import Iterable

from complaints.models import Step
from registry.models import Region


def region_names(history: Iterable[Step]) -> dict[str, str]:
    """The offices that a history hands a case to; no query where it names none."""
    codes = {
        step.detail["office"]
        for step in history
        if step.number > 1 and "office" in step.detail
    }
    if not codes:
        return {}
    return {
        region.code: region.label for region in Region.objects.filter(code__in=codes)
    }
