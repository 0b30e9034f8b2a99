"""The same chart for a phone: its letters as large as those of the page around it."""

from copy import deepcopy
from typing import Any

PHONE_WIDTH = 244
NAMED_WIDTH = 290
ROW_HEIGHT = 48
# A name stands this far above the middle of its bar.
ABOVE = -19
FEWER_TICKS = 4

Spec = dict[str, Any]


def on_a_phone(spec: Spec) -> Spec:
    """
    As wide as the column of a phone, in pixels of CSS; a chart of tiles already is.

    Names that stand beside their bars go above them; those at the ends of curves are
    left to the caption, which says how each is dashed.
    """
    if not isinstance(spec["width"], int):
        return spec
    narrow = deepcopy(spec)
    narrow["layer"] = [layer for layer in narrow["layer"] if not _is_at_an_end(layer)]
    named = [
        layer["encoding"]["y"]["axis"]
        for layer in narrow["layer"]
        if "minExtent" in layer["encoding"].get("y", {}).get("axis", {})
    ]
    narrow["width"] = NAMED_WIDTH if named else PHONE_WIDTH
    if named:
        narrow["height"] = {"step": ROW_HEIGHT}
    for axis in named:
        axis |= {"minExtent": 0, "maxExtent": 0, "ticks": False, "domain": False}
        axis |= {"labelAlign": "left", "labelOffset": ABOVE, "labelPadding": 0}
    for layer in narrow["layer"]:
        axis = layer["encoding"].get("x", {}).get("axis", {})
        if "tickCount" in axis:
            axis["tickCount"] = FEWER_TICKS
    return narrow


def _is_at_an_end(layer: Spec) -> bool:
    return layer["mark"]["type"] == "text" and "aggregate" in layer["encoding"]["y"]
