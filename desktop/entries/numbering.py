"""What a laptop numbers: the entries of a book, and the agencies that its unit adds.

Law: both carry the letters that came with its certificate, so that two laptops of one unit which know nothing of each other
never give the same number or code; neither is ever used again. While no letters have come, entries wait for their number.
"""

from typing import Final

from db.driver import Connection
from db.query import Query
from db.records import Records
from desktop import registers, units
from desktop.entries.record_ids import natural_id
from desktop.entries.tables import AGENCIES
from desktop.errors import Problem
from desktop.office import Office
from desktop.registers.model import Register

NO_LETTERS: Final = "Máy này chưa được chứng nhận nên chưa có chữ riêng cho mã cơ quan. Nhận chứng nhận rồi thêm."
_MOST: Final = 99


class Numbering:
    """Numbers and codes of one station, inside a transaction. `brought` are ids that came with an entry from elsewhere."""

    def __init__(self, office: Office, connection: Connection, records: Records) -> None:
        self._office, self._connection, self._records = office, connection, records
        self._unit, self._letters = office.identity.unit, office.identity.series
        self.brought: set[str] = set()

    def book_number(self, register: Register, day: str) -> str | None:
        """Return the next number in the book of a day's year; None while there are no letters or the register has no numbers."""
        if self._letters is None or not register.numbered:
            return None
        year = int(day[:4])
        return f"{year}/{self._records.next_number(register.code, self._unit, year, self._letters)}{self._letters}"

    def next_code(self) -> str:
        """Return the first code of this laptop that no agency ever had, also none that was struck out: what it sent still bears it.

        Raises:
            Problem: not_allowed without letters; rule_broken when all codes are used up.
        """
        if self._letters is None:
            raise Problem("not_allowed", NO_LETTERS, where="code")
        own = units.unit(self._unit)
        rows = self._office.reader(self._connection).rows(Query(AGENCIES, units=(own.key,), deleted=True, drafts=True))
        used = {row["code"] for row in rows}
        codes = (units.agency_code(own, self._letters, number) for number in range(1, _MOST + 1))
        found = next((code for code in codes if code not in used), None)
        if found is None:
            raise Problem("rule_broken", f"Máy này đã dùng hết {_MOST} mã cơ quan của {own.named}.", where="code")
        return found

    def takes_code(self, code: str) -> bool:
        """Whether an agency may be written under a code: this laptop's own, one that is known here, or one brought with its id."""
        if self._letters is not None and units.letters_in(code) == self._letters:
            return True
        record = natural_id(registers.ALL[AGENCIES], self._unit, {"code": code})
        return record is not None and (record in self.brought or bool(self._records.heads(self._unit, record)))
