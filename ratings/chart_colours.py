"""
The colours of a chart by day and by night; those of `tokens.css`, and the tiles' own.

A picture is drawn by day. It carries a style for a dark page, as the page around it
cannot reach into it; the style goes by the colours that are written on the marks.
"""

import base64
import hashlib

INK, SOFT_INK, LINE, LAKE, PAPER = "#1B2430", "#4A5663", "#D9DFE5", "#0B5C8A", "#FFFFFF"
# The five steps of a tile, from the palest; on the last two the text is paper.
STEPS = ("#E6F0F6", "#BBD5E5", "#86B4D1", "#2E72A0", "#0B4468")
PALE_STEPS = 3
# how opaque an interval is: it can be seen, and the score on it; as in ratings.css
SPAN = 0.7

NIGHT = {
    INK: "#E9EEF3",
    SOFT_INK: "#B5C0CB",
    LINE: "#36424E",
    LAKE: "#7CC0EA",
    PAPER: "#12181F",
    # from the darkest: what has most stands out most from the page, by night too
    "#E6F0F6": "#16303F",
    "#BBD5E5": "#1D4459",
    "#86B4D1": "#265A76",
    "#2E72A0": "#7CB3D4",
    "#0B4468": "#B4DAF0",
}
_RULES = "".join(
    f'[{part}="{day}"]{{{part}:{night}}}'
    for day, night in NIGHT.items()
    for part in ("fill", "stroke")
)
# on paper it is always day
CSS = f"@media screen and (prefers-color-scheme:dark){{{_RULES}}}"
# what the policy of such a file has to name, for whoever opens it by itself
_DIGEST = base64.b64encode(hashlib.sha256(CSS.encode()).digest())
CSS_SOURCE = f"'sha256-{_DIGEST.decode()}'"


def of_tile(step: int | None) -> dict[str, str]:
    """Its ground and its text; the ground of the page where there is no figure."""
    fill = PAPER if step is None else STEPS[step]
    return {"fill": fill, "text": INK if (step or 0) < PALE_STEPS else PAPER}
