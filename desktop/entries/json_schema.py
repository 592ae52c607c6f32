"""The JSON Schema (2020-12) of a register: what another program may hand to `record add`, field by field.

Beyond the standard's words a property says its class of sensitivity (`x-class`), the register that a reference points
to (`x-ref`), and whether the program computes it and refuses it as input (`x-auto`).
"""

from dataclasses import replace
from typing import Any, Final

from desktop.registers.model import LAST, TODAY, Field, Kind, Register

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]
_TYPES: Final[dict[Kind, str | list[str]]] = {
    Kind.TEXT: "string",
    Kind.LONGTEXT: "string",
    Kind.COUNT: "integer",
    Kind.DECIMAL: ["number", "string"],
    Kind.DATE: "string",
    Kind.FLAG: "boolean",
    Kind.CHOICE: "string",
    Kind.CHOICES: "array",
    Kind.REF: "string",
    Kind.REFS: "array",
    Kind.OBJECT: "object",
}


def schema_of(register: Register) -> Schema:
    """Return the schema of one record's values.

    `required` names only what every record must have; what some records must have is told when one is added.
    """
    return {
        "$schema": DRAFT,
        "title": register.title,
        "type": "object",
        "properties": {field.name: _property(_given(register, field)) for field in register.fields},
        "required": [field.name for field in register.fields if _always_required(field)],
        "additionalProperties": False,
    }


def _given(register: Register, field: Field) -> Field:
    """Return a field with what a new record may hold: none begins as what moves to another register."""
    law = register.erasure
    if law is None or not law.moves_to or field.name != law.field:
        return field
    return replace(field, options={code: label for code, label in field.options.items() if code != law.value})


def _always_required(field: Field) -> bool:
    return field.required and field.asked_when is None and not field.auto


def _property(field: Field) -> Schema:
    found: Schema = {"title": field.label, "type": _TYPES[field.kind], "x-class": field.sensitivity_class}
    if field.to:
        found["x-ref"] = field.to[0] if len(field.to) == 1 else list(field.to)
    if field.many:
        found["items"] = {"type": "string", **_values(field)}
        found["uniqueItems"] = True
    else:
        found |= _values(field)
    return found | _limits(field) | {"x-auto": field.auto}


def _values(field: Field) -> Schema:
    if field.options:
        return {"oneOf": [{"const": code, "title": label} for code, label in field.options.items()]}
    if field.to:
        return {"x-ref": field.to[0] if len(field.to) == 1 else list(field.to)}
    return {}


def _limits(field: Field) -> Schema:
    found: Schema = {}
    if field.kind is Kind.DATE:
        found["format"] = "date"
    if field.kind in (Kind.COUNT, Kind.DECIMAL) and field.minimum is not None:
        found["minimum"] = field.minimum
    if field.is_text and field.max_length:
        found["maxLength"] = field.max_length
    if field.default is not None and field.default not in (TODAY, LAST):
        found["default"] = field.default
    if field.auto:
        found["readOnly"] = True
    return found
