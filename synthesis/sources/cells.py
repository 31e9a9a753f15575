"""Values of workbooks and Parquet files as the text a person would have typed."""

from __future__ import annotations

import datetime
from decimal import Decimal

PLAIN_DIGITS = 2**53  # beyond, a floating-point number no longer tells whole numbers apart


def text(value: object) -> str | None:
    """A value as text: no `.0` behind a whole number, no midnight behind a day.

    None for what no cell can hold: a list, a record, bytes.
    """
    if value is None or value != value:  # NaN, how some libraries write an empty cell
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < PLAIN_DIGITS else repr(value)
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time(0)
        return value.date().isoformat() if midnight else value.isoformat(" ")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, int | Decimal | datetime.timedelta):
        return str(value)
    return None
