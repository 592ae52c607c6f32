"""What a sheet may change of a record that is here: what its writer saw and altered, and nothing that the law closed or emptied.

Whether a matter is a denunciation is one person's decision on one record, and what was erased is typed again by hand or not at
all (Luật Tố cáo 2018, điều 8; Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15). A sheet that does not say which version it shows fills
in what is empty and corrects nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from db.merge import ERASED, MISSING, Cell, fold
from db.records import Records
from desktop import units
from desktop.entries.entry import Fault
from desktop.entries.op_writing import Values
from desktop.entries.saving import Refused, Saver
from desktop.registers.model import Register
from desktop.sheets.heading import SYSTEM, VERSION
from desktop.sheets.version_mark import mark_of, seen_in, short

_COLUMN: Final = SYSTEM[VERSION][0]
_AGAIN: Final = "Xuất lại sổ ở máy này rồi sửa trên tệp mới."


@dataclass(frozen=True, slots=True)
class Meant:
    """What a row of a sheet means to change, and the changes that it goes over (None: those of now)."""

    values: Values
    base: tuple[str, ...] | None


def version_of(records: Records, unit: str, record: str) -> str:
    """Return the mark of what a unit sees of a record: every head, also of the records above that it lies over."""
    return mark_of(name for owner in units.lineage(unit) for name in records.all_heads(owner, record))


class Guard:
    """A record as it is before a sheet corrects it."""

    def __init__(self, saver: Saver, register: Register, record: str, row: Mapping[str, object]) -> None:
        """`row`: the values that the record shows now."""
        self._register, self._row = register, row
        chain = units.lineage(saver.unit)
        self._own = saver.records.op_names(saver.unit, record)
        self._known = frozenset(short(name) for owner in chain for name in saver.records.op_names(owner, record))
        self._ops = [saver.projector.ops_of(owner, record) for owner in chain]
        self._layers = [fold(ops).cells for ops in self._ops]
        self._emptied = frozenset[str]().union(*(op.erase for ops in self._ops for op in ops))

    def meant(self, given: Values, mark: str) -> Meant:
        """Return what of the values that differ a row means to change, by the mark of the version that it shows ("" for none).

        Raises:
            Refused: with every value that may not be taken.
        """
        seen = seen_in(mark) if mark else None
        if mark and seen is None:
            raise Refused([Fault(SYSTEM[VERSION][1], "value", f"Ô “{_COLUMN}” không đúng. {_AGAIN}", "invalid_value")])
        known = seen if seen is not None and seen <= self._known else None
        altered = {name: value for name, value in given.items() if known is None or not self._is_as_shown(name, value, known)}
        faults = [fault for name, value in altered.items() if (fault := self._fault(name, value, known, marked=bool(mark)))]
        if faults:
            raise Refused(faults)
        base = None if known is None else tuple(sorted(name for name in self._own if short(name) in known))
        return Meant(altered, base)

    def _fault(self, name: str, value: object, seen: frozenset[str] | None, *, marked: bool) -> Fault | None:
        """Return why a value may not be taken from a sheet."""
        law, cell = self._register.erasure, self._cell(name)
        if law is not None and name == law.field and law.value in (value, self._row.get(name)):
            told = "đổi thành tố cáo hoặc từ tố cáo thì phải mở bản ghi và đổi ở đó, không đổi bằng tệp."
            return self._refusal(name, "turns", told, "not_allowed")
        if self._is_emptied(name, cell):
            return self._refusal(name, "erased", "đã xóa theo quy định, không nhập lại bằng tệp. Để trống ô này.", "not_allowed")
        if cell is not None and cell.contested:
            return self._refusal(name, "contested", "đang có hai giá trị mâu thuẫn. Mở bản ghi và chọn một giá trị.")
        if self._row.get(name) is None and not (cell and cell.state == MISSING) and (seen is None or self._is_unchanged(name, seen)):
            return None
        if seen is None:
            why = "tệp xuất từ máy khác hoặc bản ghi mới hơn" if marked else f"dòng không có “{_COLUMN}”"
            return self._refusal(name, "unseen", f"đã ghi trong sổ, {why} nên không sửa đè. {_AGAIN}")
        if not self._is_unchanged(name, seen):
            return self._refusal(name, "stale", f"đã được sửa sau khi xuất tệp này. {_AGAIN}")
        return None

    def _refusal(self, name: str, rule: str, told: str, code: str = "rule_broken") -> Fault:
        return Fault(name, rule, f"{self._register.by_name[name].label}: {told}", code)

    def _cell(self, name: str) -> Cell | None:
        """Return what is known of a field, of the nearest record that says anything of it."""
        return next((cells[name] for cells in self._layers if name in cells), None)

    def _is_emptied(self, name: str, cell: Cell | None) -> bool:
        """Whether an erasure emptied a field, or would have, had anything stood in it."""
        if cell is not None:
            return cell.state == ERASED
        return self._register.by_name[name].group in self._emptied

    def _is_unchanged(self, name: str, seen: frozenset[str]) -> bool:
        """Whether nobody has written a field since the sheet was."""
        cell = self._cell(name)
        return cell is None or all(short(op.name) in seen for op in cell.heads)

    def _is_as_shown(self, name: str, value: object, seen: frozenset[str]) -> bool:
        """Whether a value only says what the sheet showed, while somebody has written another one since."""
        if self._is_unchanged(name, seen):
            return False
        for ops in self._ops:
            setters = [op for op in ops if name in op.lines and short(op.name) in seen]
            if setters:
                return max(setters, key=lambda op: (op.lamport, op.name)).values.get(name) == value
        return False
