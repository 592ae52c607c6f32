"""The catalogue that every office finds on its first day: documents to be made known, days off, legal parameters, the plan.

They are ordinary records of the unit `*`, in no log; an office or its superior corrects them by records of its own that
lie over these. Their ids are made of their keys, so a correction on two laptops is a correction of one record.
"""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

import resources
from desktop import registers
from desktop.entries.record_ids import fixed_id, natural_id
from desktop.registers.model import Field
from desktop.units import RESOURCES

ResourceRecord = tuple[str, str, Mapping[str, object]]
_FILES: Final = (
    ("doc_catalog", ("catalogue", "doc_catalog.toml"), "document"),
    ("holiday", ("catalogue", "holidays.toml"), "holiday"),
    ("legal_rule", ("legal", "rules.toml"), "rule"),
    ("program", ("catalogue", "programs.toml"), "program"),
    ("campaign", ("catalogue", "campaigns.toml"), "campaign"),
    *((code, ("catalogue", "plan_2024.toml"), code) for code in ("organisation", "plan_doc", "plan_target", "plan_task")),
)


def _version() -> str:
    digest = hashlib.sha256()
    for _, path, _ in _FILES:
        digest.update(resources.read_text(*path).encode())
    return f"{registers.SCHEMA}-{digest.hexdigest()[:12]}"


RESOURCES_VERSION: Final = _version()
"""Changes with every change of the files; a period's snapshot names it."""


def resource_records() -> list[ResourceRecord]:
    """Return (register, record id, values) of everything that comes with the program; dates as ISO text."""
    return list(_records())


def _records() -> Iterator[ResourceRecord]:
    made: dict[tuple[str, str], str] = {}
    for code, path, table in _FILES:
        register = registers.ALL[code]
        for row in tomllib.loads(resources.read_text(*path))[table]:
            key = row.pop("key", None)
            values = {name: _value(register.by_name[name], value, made) for name, value in row.items()}
            # A document is known by its number; one that has none yet, by its title.
            key = key or values.get(register.unique_key) or values.get("title")
            record = natural_id(register, RESOURCES, values) or fixed_id(RESOURCES, code, key)
            made[code, str(key)] = record
            yield code, record, values


def _value(field: Field, value: Any, made: Mapping[tuple[str, str], str]) -> object:
    """Return a value as it is kept; a reference is written as the key of a record that stands before it."""
    if field.to:
        return (
            [_value(field, one, made) for one in value]
            if isinstance(value, list)
            else next(made[code, value] for code in field.to if (code, value) in made)
        )
    return value.isoformat() if isinstance(value, date) else value
