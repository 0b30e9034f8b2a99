"""Tables as files that spreadsheets read as text and figures, never as formulas."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO

KIND = "text/csv; charset=utf-8"
BYTE_ORDER_MARK = "\ufeff"
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """The table in UTF-8, with the mark that Excel looks for."""
    written = StringIO()
    table = csv.writer(written)
    table.writerow(columns)
    for row in rows:
        table.writerow([_cell(row[column]) for column in columns])
    return (BYTE_ORDER_MARK + written.getvalue()).encode()


def _cell(value: object) -> object:
    # a figure may begin with a minus; a name that begins with one is no figure
    if isinstance(value, str) and value.startswith(STARTS_A_FORMULA):
        return f"'{value}"
    return "" if value is None else value
