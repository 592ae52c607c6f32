"""What is wrong with a row before it is written: missing, closed, of the wrong type, or against a rule.

The same check serves the window, the command line and every import.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from desktop import units
from desktop.entries.values import Resolve, parse_value
from desktop.errors import Problem
from desktop.registers.model import Context, Field, Register, Row

_PART: Final = "Trong đó "
_PLACES: Final = "village"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend: the field, the rule's name (or `required`, `closed`, `value`), and the sentence."""

    field: str
    rule: str
    message: str
    code: str


def parse_all(register: Register, given: Mapping[str, object], resolve: Resolve) -> tuple[dict[str, object], list[Fault]]:
    """Return the given fields as they are kept, and what cannot be read."""
    values: dict[str, object] = {}
    faults: list[Fault] = []
    for name, raw in given.items():
        field = register.by_name.get(name)
        if field is None:
            faults.append(Fault(name, "unknown_field", f"Sổ “{register.title}” không có cột “{name}”. Xem lại tên cột.", "unknown_field"))
        elif field.auto:
            faults.append(Fault(name, "auto", f"{field.label}: chương trình tự tính, không nhập được. Bỏ cột này ra.", "invalid_value"))
        else:
            try:
                values[name] = parse_value(field, raw, resolve)
            except Problem as problem:
                faults.append(Fault(name, "value", problem.message, problem.code))
    return values, faults


def is_needed(field: Field, row: Row, unit: str) -> bool:
    """Say whether a field of a unit's record has to be filled in: an agency has no villages to name."""
    return field.is_required(row) and not (_PLACES in field.to and units.unit(unit).is_agency)


def required_faults(register: Register, row: Row, unit: str) -> list[Fault]:
    """Return the fields of a unit's record that have to be filled in and are not."""
    return [
        Fault(f.name, "required", f"Chưa ghi {_asked(register, f)}.", "required_missing")
        for f in register.fields
        if not f.auto and row.get(f.name) is None and is_needed(f, row, unit)
    ]


def closed_faults(register: Register, row: Row, given: Mapping[str, object]) -> list[Fault]:
    """Return the fields that were given and that the rest of the row does not allow."""
    return [
        Fault(f.name, "closed", f"{f.label}: không ghi ở đây{_because(f)}.", "rule_broken")
        for f in register.fields
        if given.get(f.name) is not None and not f.is_asked(row)
    ]


def rule_faults(register: Register, row: Row, context: Context) -> list[Fault]:
    """Return the blocking rules that the row breaks."""
    return [Fault(rule.on, rule.name, rule.sentence, "rule_broken") for rule in register.broken(row, context) if rule.blocking]


def _because(field: Field) -> str:
    return f" ({field.closed_hint})" if field.closed_hint else ""


def _asked(register: Register, field: Field) -> str:
    """Say what is missing: "Trong đó nữ" is a number; a label of one word alone ("Loại", "Tên") does not tell of what."""
    if field.label.startswith(_PART):
        return f"số {field.label.removeprefix(_PART)}"
    if " " in field.label or register.noun.startswith(f"{field.label.lower()} "):
        return _lower(field.label)
    return f"{_lower(field.label)} của {register.noun}"


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:] if not label[1:2].isupper() else label
