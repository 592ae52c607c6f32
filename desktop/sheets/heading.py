"""Which column of a sheet is which field: by its Vietnamese title, by the field's name, or by both, in any order.

What the program keeps beside the fields has columns of its own: whose a record is, its number, its id, and which version of
it the table shows. They are read to know the record again, and never written into it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

from desktop.errors import Problem
from desktop.language.vietnamese import fold
from desktop.registers.fields import Field, Kind
from desktop.registers.model import Register
from desktop.sheets.cells import Line, words_of

OWNER, NUMBER, ID, VERSION, ERROR = "_unit", "_number", "_id", "_version", "_error"
SYSTEM: Final[Mapping[str, tuple[str, str]]] = {
    OWNER: ("Đơn vị ghi sổ", "record_unit"),
    NUMBER: ("Số trong sổ", "book_no"),
    ID: ("Mã bản ghi", "id"),
    VERSION: ("Dấu phiên bản", "record_version"),
    ERROR: ("Lỗi", "error"),
}
"""Column of the program's own → (title, name)."""
_LOOKED_AT: Final = 20


@dataclass(frozen=True, slots=True)
class Heading:
    """What the columns of a sheet are.

    columns: for each its field, its `SYSTEM` key, or "" for what the register does not know.
    heads: the rows of titles as they stand in the sheet.
    strange: titles that the register does not know.
    """

    columns: tuple[str, ...]
    heads: tuple[tuple[str, ...], ...]
    strange: tuple[str, ...]

    def of(self, key: str) -> int | None:
        """Return where a field or a column of the program's own stands, None when it does not."""
        return self.columns.index(key) if key in self.columns else None


def fields_of(register: Register, *, private: bool) -> list[Field]:
    """Return the fields that have a column: those that may be read, and no structures of the program itself."""
    return [field for field in register.fields if field.kind is not Kind.OBJECT and (private or not field.private)]


def title_of(register: Register, key: str) -> str:
    """Return the title of a column; "" for one that there is not."""
    return SYSTEM[key][0] if key in SYSTEM else register.by_name[key].label if key in register.by_name else ""


def name_of(key: str) -> str:
    """Return the name of a column below its title."""
    return SYSTEM[key][1] if key in SYSTEM else key


def finder(register: Register) -> Callable[[str], str]:
    """Return what finds the column that words mean, "" for none. A field wins over the program's own of the same name."""
    titles = {fold(title): key for key, (title, _) in SYSTEM.items()} | {fold(one.label): one.name for one in register.fields}
    names = {name: key for key, (_, name) in SYSTEM.items()} | {one.name: one.name for one in register.fields}
    return lambda words: names.get(words.strip()) or titles.get(fold(words).rstrip(" *:")) or ""


def read_heading(register: Register, lines: Iterable[Line], where: str) -> tuple[Heading, Iterator[Line]]:
    """Find the titles among the first rows of a sheet and return them with the rows below.

    The row with most of the titles is theirs; the names may stand in the next one.

    Raises:
        Problem: unknown_field when no row has titles; invalid_value when a column stands there twice.
    """
    find = finder(register)
    rest = iter(lines)
    first = list(islice(rest, _LOOKED_AT))
    names = [[find(words_of(cell)) for cell in line.cells] for line in first]
    at = max(range(len(first)), key=lambda place: (sum(map(bool, names[place])), -place), default=0)
    if not first or not any(names[at]):
        raise _untitled(register, where)
    heads, columns = [first[at]], names[at]
    if at + 1 < len(first) and _are_names(first[at + 1], find):
        heads.append(first[at + 1])
        below = names[at + 1]
        columns = [here or above for here, above in zip(below + [""] * len(columns), columns + [""] * len(below), strict=False)]
    _refuse_doubles(register, columns, where)
    titles = tuple(tuple(words_of(cell) for cell in line.cells) for line in heads)
    strange = tuple(title for column, title in zip(columns, titles[0], strict=False) if not column and title)
    return Heading(tuple(columns), titles, strange), chain(first[at + len(heads) :], rest)


def _are_names(line: Line, find: Callable[[str], str]) -> bool:
    """Whether a row below the titles holds the names: nothing in it is anything else."""
    texts = [words_of(cell) for cell in line.cells if words_of(cell)]
    return bool(texts) and sum(name_of(find(words)) == words for words in texts) * 2 > len(texts)


def _refuse_doubles(register: Register, columns: Sequence[str], where: str) -> None:
    for column in columns:
        if column and columns.count(column) > 1:
            raise Problem("invalid_value", f"Cột “{title_of(register, column)}” có hai lần trong tệp. Xóa bớt một cột.", where)


def _untitled(register: Register, where: str) -> Problem:
    message = f"Không thấy dòng tên cột của sổ “{register.title}” trong 20 dòng đầu. Xuất sổ này ra Excel để lấy mẫu rồi chép dữ liệu vào."
    return Problem("unknown_field", message, where)
