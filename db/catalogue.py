"""The catalogue that comes with the program: records of unit `*`, in no log and in no state hash."""

from collections.abc import Iterable, Mapping

from db.driver import Connection
from db.merge import Folded
from db.projection import RESOURCES, Projector
from db.rows import COMPLETE, RecordRow
from db.schema import Derived
from db.store import get_meta, set_meta

ResourceRecord = tuple[str, str, Mapping[str, object]]
_NOT_DERIVED = Derived(None, {}, ())


def install(projector: Projector, version: str, records: Iterable[ResourceRecord]) -> bool:
    """Lay the program's catalogue under everything else, once per version of it; return whether it changed."""
    connection = projector.connection
    if get_meta(connection, "resources") == version:
        return False
    connection.execute("DELETE FROM search WHERE rowid IN (SELECT rid FROM rec WHERE unit = ?)", (RESOURCES,))
    for spec in projector.words.specs.values():
        connection.execute(f'DELETE FROM "{spec.table}" WHERE _unit = ?', (RESOURCES,))
    connection.execute("DELETE FROM rec WHERE unit = ?", (RESOURCES,))
    for register, record, values in records:
        row = RecordRow(RESOURCES, record, register, Folded(), values, COMPLETE)
        projector.writer.write(projector.words.specs[register], row, _NOT_DERIVED)
    projector.project(_lying_over(projector, connection))
    set_meta(connection, "resources", version)
    return True


def _lying_over(projector: Projector, connection: Connection) -> list[tuple[str, str]]:
    """Return the records of units that may lie over one of the catalogue, of today or of before."""
    layered = [code for code, spec in projector.words.specs.items() if spec.layered]
    marks = ", ".join("?" * len(layered))
    rows = connection.execute(f"SELECT unit, id FROM rec WHERE unit != ? AND register IN ({marks})", (RESOURCES, *layered))
    return [(str(unit), str(record)) for unit, record in rows]
