"""Drafts: what is being typed, saved by itself to this machine only. They never enter the log."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from db.driver import Connection
from db.schema import TableSpec


@dataclass(frozen=True, slots=True)
class Draft:
    """Unfinished entry: the values typed so far and the heads that the form had loaded."""

    register: str
    record: str
    unit: str
    by: str
    at: str
    base: tuple[str, ...]
    values: Mapping[str, object]


def save(connection: Connection, draft: Draft) -> None:
    """Keep a draft, in place of an earlier one of the same record."""
    connection.execute(
        "INSERT OR REPLACE INTO draft (register, id, unit, by, at, base, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (draft.register, draft.record, draft.unit, draft.by, draft.at, json.dumps(draft.base),
         json.dumps(dict(draft.values), ensure_ascii=False)),
    )  # fmt: skip


def drop(connection: Connection, register: str, record: str) -> None:
    """Forget a draft: it was saved or thrown away."""
    connection.execute("DELETE FROM draft WHERE register = ? AND id = ?", (register, record))


def find(connection: Connection, register: str, record: str) -> Draft | None:
    """Return the draft of a record, if there is one."""
    rows = _read(connection, "WHERE register = ? AND id = ?", (register, record))
    return rows[0] if rows else None


def of_register(connection: Connection, register: str) -> list[Draft]:
    """Return the drafts of a register, newest first."""
    return _read(connection, "WHERE register = ? ORDER BY at DESC, id", (register,))


def empty(connection: Connection, specs: Mapping[str, TableSpec], unit: str, record: str, erasures: Mapping[str, Collection[str]]) -> None:
    """Take out of a record's drafts the groups that erasures (op name → groups) empty, but for those that the form had loaded."""
    for draft in _read(connection, "WHERE id = ? AND unit = ?", (record, unit)):
        groups = {group for name, erased in erasures.items() if name not in draft.base for group in erased}
        spec = specs.get(draft.register)
        gone = {name for name in draft.values if spec and name in spec.by_name and spec.by_name[name].group in groups}
        if gone:
            save(connection, replace(draft, values={name: value for name, value in draft.values.items() if name not in gone}))


def _read(connection: Connection, where: str, arguments: Sequence[str]) -> list[Draft]:
    rows = connection.execute(f"SELECT register, id, unit, by, at, base, body FROM draft {where}", arguments)
    return [Draft(r[0], r[1], r[2], r[3], r[4], tuple(json.loads(r[5])), json.loads(r[6])) for r in rows]
