"""What kind a case was at the end of the window, for statements of our own."""

from typing import Any

from complaints.states import Action, Kind

# A correction behind the end says what the case was until then; others are what they
# still are. Corrections of that time are few, so they are looked up for all at once.
KNOWN_LATER = """known_later AS (
    SELECT case_id, was FROM (
        SELECT case_id, detail ->> 'was_kind' AS was, row_number()
            OVER (PARTITION BY case_id ORDER BY number) AS turn
        FROM complaints_step WHERE action = %(RECLASSIFY)s AND at >= %(ends)s
    ) AS later WHERE turn = 1
)"""
# Reports of retaliation are no work of the office; `c` is the case.
COUNTS_AS_WORK = "coalesce(k.was, c.kind) <> %(RETALIATION)s"
WORDS: dict[str, Any] = {
    "RECLASSIFY": Action.RECLASSIFY,
    "RETALIATION": Kind.RETALIATION,
}
