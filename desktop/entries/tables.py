"""Registers as the store sees them: columns, what is searched, and how a row's date, computed fields and flags follow.

The store knows no register; this is the one place where a declaration becomes a table.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from db.schema import ALIKE, Column, ColumnType, Derived, RowContext, TableSpec, Words
from desktop import registers, units
from desktop.forms import column_kind, opening_column, takes_decimals
from desktop.language.vietnamese import fold, name_sort_key, sort_key
from desktop.law.unit_law import Law, as_day
from desktop.registers.fields import Field, Kind
from desktop.registers.model import Register, Row

LATE = "bo_sung"
WRONG_TYPE = "sai_kieu"
SAME_NUMBER: Final = "trung_so"
"""Another record of the book bears its number: a laptop was copied with its disk."""
TWIN: Final = "co_the_trung"
"""Another record of the unit says the same in the fields by which the register tells its things apart."""
MERGED: Final = "da_gop"
"""It was struck out for another record of the same thing, which is kept."""
ORPHAN = "cha_da_gach"
"""It hangs on a record that was struck out, and so counts in no figure."""
_ORDERS: Final[Mapping[str, Callable[[str], bytes]]] = {"sort": sort_key, "person": name_sort_key}
LAW: Final = "law"
"""Name of the mark that every change of the law, the calendar or the closings makes another."""
LAW_REGISTERS: Final = frozenset({"legal_rule", "holiday"})
CLOSINGS: Final = "period_close"
AGENCIES: Final = "agency"
"""The register of agencies, and the name of the mark that every change of it makes another."""
_TYPES: Mapping[Kind, ColumnType] = {
    Kind.COUNT: "integer", Kind.FLAG: "flag", Kind.CHOICES: "json", Kind.REFS: "json", Kind.OBJECT: "json",
}  # fmt: skip
_PYTHON: Mapping[Kind, type] = {Kind.COUNT: int, Kind.FLAG: bool, Kind.CHOICES: list, Kind.REFS: list, Kind.OBJECT: dict}
LawOf = Callable[[str], Law]


@dataclass(frozen=True, slots=True)
class FieldContext:
    """What a rule or a computed field of one register may ask, over what the store offers."""

    register: Register
    row: Row
    law: Law
    find: Callable[[str, str], Mapping[str, object] | None]
    search: Callable[[str, Mapping[str, object]], Sequence[Mapping[str, object]]] = lambda code, values: ()
    owner: str = ""
    record: str = ""
    issued: Callable[[str], tuple[str | None, str | None]] = lambda period: (None, None)
    next_code: Callable[[], str | None] = lambda: None
    takes_code: Callable[[str], bool] = lambda code: True
    _parents: dict[tuple[str, str], Row | None] = field(default_factory=dict, repr=False)

    def parent(self, reference: str) -> Row | None:
        """The record that a ref field points to; read once, however many rules ask for it."""
        target = self.row.get(reference)
        if not isinstance(target, str):
            return None
        if (reference, target) not in self._parents:
            self._parents[reference, target] = self._read(reference, target)
        return self._parents[reference, target]

    def _read(self, reference: str, target: str) -> Row | None:
        for code in self.register.by_name[reference].to:
            row = self.find(code, target)
            if row is not None:
                return {**row, "event_date": row.get("_date"), "_register": code}
        return None

    def rule_value(self, key: str, day: object) -> str | None:
        """The value of a legal parameter on a day."""
        return self.law.value(key, day)

    def reaches(self, key: str, day: object, part: object, whole: object) -> bool | None:
        """Whether a part of a whole is what a legal parameter asks for."""
        return self.law.reaches(key, day, part, whole)

    def asks(self, key: str, day: object) -> str:
        """What a legal parameter asks for, in words."""
        return self.law.asks(key, day)

    def due(self, key: str, start: object) -> str | None:
        """The last day of a legal limit."""
        return self.law.due(key, start)

    def basis(self, key: str, start: object) -> str:
        """How a legal limit is counted."""
        return self.law.basis(key, start)

    def period_days(self, code: object) -> tuple[str, str] | None:
        """First and last day of a reporting period."""
        return self.law.period_days(code)

    def is_above(self, code: object) -> bool:
        """Whether the unit of a bare code, of the era of the row's unit, reports to that unit."""
        return units.parent_of(f"{self.owner.partition(':')[0]}:{code}") == self.owner

    def openings(self, form: object, column: object, day: object) -> frozenset[str]:
        """The kinds of opening figures of that day that a column takes."""
        found = opening_column(str(form), str(column), as_day(day))
        return found.openings if found else frozenset()

    def goes_up(self, form: object, column: object, day: object) -> bool:
        """Whether what that column counts goes up as records."""
        found = opening_column(str(form), str(column), as_day(day))
        return found is None or found.goes_up

    def takes_decimals(self, form: object, column: object) -> bool:
        """Whether a figure of a column may have decimals."""
        return takes_decimals(str(form), str(column))

    def column_kind(self, form: object, column: object) -> str | None:
        """How a form comes to the figure of a column."""
        return column_kind(str(form), str(column))

    def frozen(self, code: object) -> tuple[str | None, str | None]:
        """The frozen figures of a period, and the package that carries them."""
        return self.issued(code) if isinstance(code, str) else (None, None)

    def alike(self, code: str) -> list[Row]:
        """The records of another register, or the others of its own, that have the same values as this row."""
        own = {**self.row, "_id": self.record or None}
        values = {there: own.get(here) for here, there in self.register.follows[code].items()}
        rows = self.search(code, values) if all(value is not None for value in values.values()) else ()
        return [one for one in rows if one["_id"] != self.record]


def event_date(register: Register, row: Row, context: FieldContext) -> str | None:
    """Return the day that decides on a record's period: the first filled of `dated_by`; a dot means another record's."""
    for path in register.dated_by:
        reference, dot, _ = path.partition(".")
        if dot:
            parent = context.parent(reference)
            value = parent.get("event_date") if parent else None
        else:
            value = row.get(path)
        if isinstance(value, str) and value:
            return value
    return None


def computed(register: Register, row: Row, context: FieldContext) -> dict[str, object]:
    """Return the computed fields of a row."""
    return {name: work(row, context) for name, work in register.computed.items()}


def complete_row(register: Register, values: Row) -> dict[str, object]:
    """Return the values with every field of the register, the absent ones None."""
    return {f.name: values.get(f.name) for f in register.fields}


def wrong_types(register: Register, values: Row) -> list[str]:
    """Return fields whose value is of another type than declared: another program, or somebody's hand, wrote it."""
    return [
        f.name for f in register.fields if (value := values.get(f.name)) is not None and not isinstance(value, _PYTHON.get(f.kind, str))
    ]


def likeness(register: Register, unit: str, row: Row) -> str | None:
    """Return what is equal for two records of a unit that may be one thing; None while what they are compared by is not there.

    A digest: it stands beside the values, some of which are not everybody's to read and may be erased.
    """
    values = [row.get(name) for name in register.alike]
    if values[0] is None or any(row.get(name) is None for name in register.alike if register.by_name[name].stays_home):
        return None
    plain = [" ".join(value.casefold().split()) if isinstance(value, str) else value for value in values]
    return hashlib.sha256(json.dumps([unit, register.code, *plain], ensure_ascii=False).encode()).hexdigest()[:32]


def _twice(register: Register, store: RowContext, key: object) -> list[str]:
    """Return the flags of what stands in the book twice: a number, or the thing itself."""
    flags = [SAME_NUMBER] if store.same_number() else []
    if key is not None and any(one["_id"] != store.record for one in store.alike(register.code, {ALIKE: key})):
        flags.append(TWIN)
    return flags


def _derive(register: Register, law_of: LawOf) -> Callable[[Mapping[str, object], RowContext], Derived]:
    def derive(values: Mapping[str, object], store: RowContext) -> Derived:
        bad = wrong_types(register, values)
        row = complete_row(register, {name: value for name, value in values.items() if name not in bad})
        law = law_of(store.unit)
        context = FieldContext(register, row, law, store.row, store.alike, store.unit, store.record)
        more = computed(register, row, context)
        row |= more
        day = event_date(register, row, context)
        flags = [rule.name for rule in register.broken(row, context)] + ([WRONG_TYPE] if bad else [])
        parent = context.parent(register.parent) if register.parent else None
        if parent is not None and parent["_deleted"]:
            flags.append(ORPHAN)
        if any(closing.holds(day, store.vector) for closing in law.closings):
            flags.append(LATE)
        if register.alike:
            more[ALIKE] = likeness(register, store.unit, row)
        if store.merged_into is not None:
            flags.append(MERGED)
        return Derived(day, more, flags + ([] if store.deleted else _twice(register, store, more.get(ALIKE))))

    return derive


def _follows(field: Field, known: Mapping[str, Register]) -> list[str]:
    """Return the registers on whose records a row depends by a ref field: those with a day, for a rule may compare with it."""
    return [code for code in field.to if code in known and known[code].dated_by] if field.kind is Kind.REF else []


def _column(register: Register, field: Field, known: Mapping[str, Register]) -> Column:
    search = ("private" if field.stays_home else "open") if field.is_text and not field.auto else ""
    order = "" if field.name not in register.listed or field.kind is not Kind.TEXT else "person" if field.person else "sort"
    indexed = field.name in (register.parent, register.unique_key) or bool(_follows(field, known))
    return Column(field.name, _TYPES.get(field.kind, "text"), search, order, indexed, field.group)  # type: ignore[arg-type]


def spec_of(register: Register, law_of: LawOf, known: Mapping[str, Register]) -> TableSpec:
    """Return the table of a register."""
    children = tuple(
        (other.code, field.name) for other in known.values() for field in other.fields if register.code in _follows(field, known)
    )
    twins = ((register.code, {ALIKE: ALIKE}),) if register.alike else ()
    return TableSpec(
        code=register.code,
        columns=(*(_column(register, field, known) for field in register.fields), *(Column(ALIKE, indexed=True) for _ in twins)),
        derive=_derive(register, law_of),
        parent=register.parent,
        children=children,
        references={f.name: f.to[0] for f in register.fields if f.to},
        followers=(*((other.code, other.follows[register.code]) for other in known.values() if register.code in other.follows), *twins),
        layered=register.shared or register.is_table,
        mark=LAW if register.code in {*LAW_REGISTERS, CLOSINGS} else AGENCIES if register.code == AGENCIES else "",
    )


def words(law_of: LawOf, known: Mapping[str, Register] | None = None) -> Words:
    """Return everything that the store has to know of the registers and of Vietnamese."""
    declared = registers.ALL if known is None else known
    return Words(fold, _ORDERS, {code: spec_of(register, law_of, declared) for code, register in declared.items()}, units.lineage)
