"""How a value of the log becomes a cell of a table and comes back.

A value may have been written by another program or by somebody's hand: what is of another type than declared is left
out of the table and stays in the log.
"""

import json
import re
from typing import Final

import msgspec

from db.schema import Column

_LARGEST: Final = 2**63 - 1
_NUMBER: Final = re.compile(r"([0-9]{4})/([0-9]{1,9})((?:[A-Z][A-Z0-9]{0,7})?)")


def as_json(value: object) -> str:
    """Return the one JSON text of a value."""
    return msgspec.json.encode(value).decode()


def encode(column: Column, value: object) -> object:
    """Return a value as SQLite keeps it, or None when it is of another type than the column."""
    if column.type == "json":
        return as_json(value) if isinstance(value, list | dict) else None
    if column.type == "text":
        return value if isinstance(value, str) else None
    if not isinstance(value, int) or isinstance(value, bool) != (column.type == "flag") or abs(value) > _LARGEST:
        return None
    return int(value)


def decode(column: Column, value: object) -> object:
    """Return a cell as the office knows it."""
    if column.type == "json" and isinstance(value, str):
        return json.loads(value)
    if column.type == "flag" and value is not None:
        return bool(value)
    return value


def split_number(text: str) -> tuple[int, int, str] | None:
    """Return year, number and series of a book number such as "2024/17B"; None when the text is no such number."""
    found = _NUMBER.fullmatch(text)
    return (int(found[1]), int(found[2]), found[3]) if found else None
