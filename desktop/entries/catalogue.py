"""The catalogue that every office finds on its first day: documents to be made known, days off, legal parameters.

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
from desktop.units import RESOURCES

ResourceRecord = tuple[str, str, Mapping[str, object]]
_FILES: Final = (
    ("doc_catalog", ("catalogue", "doc_catalog.toml"), "document"),
    ("holiday", ("catalogue", "holidays.toml"), "holiday"),
    ("legal_rule", ("legal", "rules.toml"), "rule"),
    ("program", ("catalogue", "programs.toml"), "program"),
    ("campaign", ("catalogue", "campaigns.toml"), "campaign"),
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
    for code, path, table in _FILES:
        register = registers.ALL[code]
        for row in tomllib.loads(resources.read_text(*path))[table]:
            values = {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}
            yield code, natural_id(register, RESOURCES, values) or _document_id(values), values


def _document_id(values: Mapping[str, Any]) -> str:
    # A document is known by its number; one that has none yet, by its title.
    return fixed_id(RESOURCES, "doc_catalog", values.get("number") or values["title"])
