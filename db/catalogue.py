"""The catalogue that comes with the program: records of unit `*`, in no log and in no state hash."""

from collections.abc import Iterable, Mapping

from db.driver import Connection
from db.merge import Folded
from db.projection import RESOURCES, Moved, Projector
from db.rows import COMPLETE, RecordRow
from db.schema import Derived
from db.store import get_meta, set_meta

ResourceRecord = tuple[str, str, Mapping[str, object]]
_NOT_DERIVED = Derived(None, {}, ())


def install(projector: Projector, version: str, records: Iterable[ResourceRecord]) -> list[Moved] | None:
    """Lay the program's catalogue under everything else, once per version of it.

    Returns:
        What moved with it in tables with a mark; None when that version lies there already.
    """
    connection = projector.connection
    if get_meta(connection, "resources") == version:
        return None
    before = _marked(projector)
    connection.execute("DELETE FROM search WHERE rowid IN (SELECT rid FROM rec WHERE unit = ?)", (RESOURCES,))
    for spec in projector.words.specs.values():
        connection.execute(f'DELETE FROM "{spec.table}" WHERE _unit = ?', (RESOURCES,))
    connection.execute("DELETE FROM rec WHERE unit = ?", (RESOURCES,))
    for register, record, values in records:
        row = RecordRow(RESOURCES, record, register, Folded(), values, COMPLETE)
        projector.writer.write(projector.words.specs[register], row, _NOT_DERIVED)
    after = _marked(projector)
    moved = [Moved(key[0], RESOURCES, before.get(key), after.get(key)) for key in {**before, **after} if before.get(key) != after.get(key)]
    moved += projector.project(_lying_over(projector, connection))
    set_meta(connection, "resources", version)
    return moved


def _marked(projector: Projector) -> dict[tuple[str, str], Mapping[str, object] | None]:
    """Return (register, id) → values of the catalogue's records in tables with a mark."""
    found: dict[tuple[str, str], Mapping[str, object] | None] = {}
    for spec in projector.words.specs.values():
        if spec.mark:
            ids = projector.connection.execute(f'SELECT _id FROM "{spec.table}" WHERE _unit = ?', (RESOURCES,)).fetchall()
            found |= {(spec.code, str(record)): projector.writer.read(spec, RESOURCES, str(record)) for (record,) in ids}
    return found


def _lying_over(projector: Projector, connection: Connection) -> list[tuple[str, str]]:
    """Return the records of units that may lie over one of the catalogue, of today or of before."""
    layered = [code for code, spec in projector.words.specs.items() if spec.layered]
    marks = ", ".join("?" * len(layered))
    rows = connection.execute(f"SELECT unit, id FROM rec WHERE unit != ? AND register IN ({marks})", (RESOURCES, *layered))
    return [(str(unit), str(record)) for unit, record in rows]
