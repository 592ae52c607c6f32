"""References in a sheet: a record by the name that its book knows it by, or by its label, with its id where a name is not enough.

A village is "Bản Nậm Ngà"; a session is "Định kỳ, 05/02/2024 [0190…]": the number in a label may be another one elsewhere,
the id never is. What may mean several records is never guessed.
"""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

from db.driver import Connection
from db.query import Query
from desktop import registers, units
from desktop.entries.naming import Names
from desktop.entries.record import may_see
from desktop.entries.values import as_uuid
from desktop.errors import Problem
from desktop.language.vietnamese import fold
from desktop.office import Office
from desktop.registers.fields import Field

_WITH_ID: Final = re.compile(r"\[([0-9A-Fa-f-]{36})\]\s*$")
_Row = Mapping[str, object]


class References:
    """Names records for a sheet, and finds those that a sheet names. Each book is read once, when it is first asked for."""

    def __init__(self, office: Office, connection: Connection, unit: str = "") -> None:
        """`unit`: whose records refer, where it is not the own unit's."""
        self._office, self._reader, self._names = office, office.reader(connection), Names(office, connection)
        self._chain = units.lineage(unit or office.identity.unit)
        self._keys: dict[str, dict[str, str]] = {}
        self._uses: dict[str, Counter[str]] = {}
        self._found: dict[str, dict[str, list[tuple[int, str]]]] = {}

    def find(self, field: Field, text: str) -> str | None:
        """Return the id of the record that words mean; None when no label says so.

        Raises:
            Problem: invalid_value, when several records are called so.
        """
        if labelled := _WITH_ID.search(text):
            return as_uuid(labelled[1])
        if as_uuid(text):
            return None
        wanted = fold(text)
        for code in field.to:
            meant = self._index(code).get(wanted, []) if code in registers.ALL else []
            nearest = {record for rank, record in meant if rank == min(one for one, _ in meant)}
            if len(nearest) > 1:
                title = registers.ALL[code].title
                reason = f"sổ “{title}” có {len(nearest)} bản ghi tên “{text}”. Ghi mã bản ghi, lấy ở cột “Mã bản ghi” khi xuất sổ đó."
                raise Problem("invalid_value", f"{field.label}: {reason}", field.name)
            if nearest:
                return nearest.pop()
        return None

    def name(self, field: Field, record: str) -> str:
        """Return what stands for a record in a sheet; its bare id when it is not here or may not be read."""
        for code in field.to:
            if code not in registers.ALL:
                continue
            keys = self._keys_of(code)
            key = keys.get(record, "")
            if key and self._uses[code][fold(key)] == 1 and not as_uuid(key) and not _WITH_ID.search(key):
                return key
            if label := self._names((code,), record):
                return f"{label} [{record}]"
        return record

    def _keys_of(self, code: str) -> dict[str, str]:
        """Return the names that a book knows its records by, of all that is seen here; a book without such names has none."""
        if code not in self._keys:
            register = registers.ALL[code]
            readable = register.unique_key and may_see(register, self._office.user.roles)
            layered = register.shared or register.is_table
            owners = () if self._office.identity.is_upper else self._chain if layered else self._chain[:1]
            query = Query(code, units=owners, layers=self._chain if layered else (), deleted=True)
            self._keys[code] = {str(row["_id"]): self._key(code, row) for row in self._reader.rows(query)} if readable else {}
            self._uses[code] = Counter(map(fold, self._keys[code].values()))
        return self._keys[code]

    def _key(self, code: str, row: _Row) -> str:
        """Return the one name of a record in its book, as far as who is signed in may read it."""
        register = registers.ALL[code]
        hidden = register.unique_key in register.private_fields and not register.sees_private & self._office.user.roles
        return "" if hidden or not register.unique_key else str(row[register.unique_key] or "")

    def _index(self, code: str) -> dict[str, list[tuple[int, str]]]:
        """Return names and labels of the living records that a row of the unit may refer to, with their owner's rank."""
        if code not in self._found:
            register = registers.ALL[code]
            named: dict[str, list[tuple[int, str]]] = {}
            rows = (
                self._reader.rows(Query(code, units=self._chain, layers=self._chain)) if may_see(register, self._office.user.roles) else []
            )
            for row in rows:
                rank, record = self._chain.index(str(row["_unit"])), str(row["_id"])
                for name in {fold(self._key(code, row)), fold(self._names.of_row(register, row))} - {""}:
                    named.setdefault(name, []).append((rank, record))
            self._found[code] = named
        return self._found[code]
