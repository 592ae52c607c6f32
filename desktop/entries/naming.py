"""What a record is called elsewhere: by the words of its register's label, as who is signed in may read them.

A name never says more than the person may read (Nghị định 13/2023/NĐ-CP): of a private field stands nothing in it.
"""

import re
from collections.abc import Collection, Mapping
from string import Formatter
from typing import Any, Final

from db.driver import Connection
from db.query import Is, Query
from desktop import registers, units
from desktop.entries.record import may_see, sees_private
from desktop.entries.values import show_value
from desktop.language.dates import format_date
from desktop.office import Office
from desktop.registers.model import Kind, Register

_EMPTY_PARTS: Final = re.compile(r"\s*[·,](?=\s*[·,]|\s*$)|^(?:\s*[·,]\s*)+")
_DEEPEST: Final = 2
_AT_ONCE: Final = 400
Row = Mapping[str, Any]


def shown_number(book_no: str | None) -> str:
    """Return a book number as the list shows it: "17B" for "2024/17B"; "" while it waits for one."""
    return ", ".join(part.partition("/")[2] or part for part in (book_no or "").split(", ") if part)


class Names:
    """Names records on one connection; each is read once."""

    def __init__(self, office: Office, connection: Connection) -> None:
        self._office, self._reader = office, office.reader(connection)
        self._rank = {unit: place for place, unit in enumerate(units.lineage(office.identity.unit))}
        self._known: dict[tuple[str, str], str | None] = {}
        self._deep = 0

    def __call__(self, codes: tuple[str, ...], record: str) -> str | None:
        """Return the name of the record that a reference means, or None when it is not here."""
        for code in codes:
            if code in registers.ALL:
                self.learn(code, (record,))
                name = self._known[code, record]
                if name is not None:
                    return name
        return None

    def learn(self, code: str, records: Collection[str]) -> None:
        """Read many names of one register at once."""
        wanted = [one for one in dict.fromkeys(records) if (code, one) not in self._known]
        for start in range(0, len(wanted), _AT_ONCE):
            self._read(code, wanted[start : start + _AT_ONCE])

    def _read(self, code: str, wanted: list[str]) -> None:
        register = registers.ALL[code]
        self._known |= {(code, one): None for one in wanted}
        if not may_see(register, self._office.user.roles):
            return
        rows = self._reader.rows(Query(code, (Is("_id", "in", tuple(wanted)),), deleted=True, drafts=True))
        for row in sorted(rows, key=lambda row: -self._rank.get(str(row["_unit"]), len(self._rank))):
            self._known[code, str(row["_id"])] = self.of_row(register, row)

    def of_row(self, register: Register, row: Row) -> str:
        """Return the name of a row of the store."""
        return self.words(register, row, register.label) or register.noun

    def words(self, register: Register, row: Row, template: str, *, inside: bool = False) -> str:
        """Return a template over the shown values of a row; `inside` a sentence what was chosen begins small."""
        hidden = frozenset[str]() if sees_private(register, self._office.user.roles) else register.private_fields
        said: dict[str, str] = {}
        for _, name, _, _ in Formatter().parse(template):
            if name:
                part = "" if name in hidden else self._part(register, row, name)
                chosen = inside and name in register.by_name and register.by_name[name].kind is Kind.CHOICE
                said[name] = f"{part[:1].lower()}{part[1:]}" if chosen and part[1:2].islower() else part
        return tidy(template.format_map(said))

    def _part(self, register: Register, row: Row, name: str) -> str:
        if name == "book_no":
            return shown_number(row["_book_no"])
        if name == "which":
            day = f"ngày {format_date(str(row['_date']))}" if row["_date"] else ""
            return f"số {shown_number(row['_book_no'])}" if row["_book_no"] else day
        if name == "event_date":
            return format_date(str(row["_date"])) if row["_date"] else ""
        field = register.by_name.get(name)
        if field is None or self._deep >= _DEEPEST:
            return ""
        self._deep += 1
        try:
            return " ".join(show_value(field, row[name], self).split())
        finally:
            self._deep -= 1


def tidy(text: str) -> str:
    """Return a label without the separators around what is empty."""
    return _EMPTY_PARTS.sub("", " ".join(text.split())).replace(" ,", ",").strip()
