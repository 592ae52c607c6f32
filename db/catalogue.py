"""The catalogue that comes with the program: records of unit `*`, in no log and in no state hash."""

import json
from collections.abc import Iterable, Mapping

from db.driver import Connection
from db.projection import RESOURCES, Projector, encode
from db.store import get_meta, set_meta

ResourceRecord = tuple[str, str, Mapping[str, object]]


def install(projector: Projector, version: str, records: Iterable[ResourceRecord]) -> bool:
    """Lay the program's catalogue under everything else, once per version of it; return whether it changed."""
    connection = projector.connection
    if get_meta(connection, "resources") == version:
        return False
    for spec in projector.words.specs.values():
        connection.execute(
            "DELETE FROM search WHERE rowid IN (SELECT rid FROM rec WHERE unit = ? AND register = ?)", (RESOURCES, spec.code)
        )
        connection.execute(f'DELETE FROM "{spec.table}" WHERE _unit = ?', (RESOURCES,))
    connection.execute("DELETE FROM rec WHERE unit = ?", (RESOURCES,))
    for register, record, values in records:
        _insert(projector, connection, register, record, values)
    set_meta(connection, "resources", version)
    return True


def _insert(projector: Projector, connection: Connection, register: str, record: str, values: Mapping[str, object]) -> None:
    spec = projector.words.specs[register]
    rid = connection.execute(
        "INSERT INTO rec (unit, id, register, status, deleted, flags, conflicts, missing, erased, heads) "
        "VALUES (?, ?, ?, 'hoan_chinh', 0, '[]', '[]', '[]', '[]', ?) RETURNING rid",
        (RESOURCES, record, register, json.dumps({"ops": [], "cells": {}})),
    ).fetchone()[0]
    day = values.get("date") or values.get("valid_from")
    names, cells = ["rid", "_unit", "_id", "_date", "_status", "_deleted"], [rid, RESOURCES, record, day, "hoan_chinh", 0]
    for column in spec.columns:
        names.append(column.name)
        cells.append(encode(column, values.get(column.name)))
        if column.sorted:
            names.append(f"{column.name}__sort")
            cells.append(projector.words.sort_key(str(values[column.name])) if values.get(column.name) else None)
    quoted = ", ".join(f'"{name}"' for name in names)
    connection.execute(f'INSERT INTO "{spec.table}" ({quoted}) VALUES ({", ".join("?" * len(names))})', cells)
    words = projector.words.fold(" ".join(str(values[c.name]) for c in spec.columns if c.search == "open" and values.get(c.name)))
    connection.execute("INSERT INTO search (rowid, open, private) VALUES (?, ?, '')", (rid, words))
