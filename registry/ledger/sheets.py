"""Tables as CSV that spreadsheets read as text and figures, never as formulas."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

# without it Excel takes Chinese for something else
BYTE_ORDER_MARK = "\ufeff"
# the wide ones, too: an input method or a spreadsheet may make them narrow
STARTS_A_FORMULA = (*"=+-@\t\r\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def csv_of(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The table in UTF-8 with a byte order mark; None is an empty cell."""
    written = StringIO()
    table = csv.writer(written)
    table.writerow([_cell(name) for name in columns])
    table.writerows([_cell(value) for value in row] for row in rows)
    return (BYTE_ORDER_MARK + written.getvalue()).encode()


def _cell(value: object) -> object:
    # a figure may begin with a minus; a name that begins with one is no figure
    if isinstance(value, str) and value.startswith(STARTS_A_FORMULA):
        return f"'{value}"
    return "" if value is None else value
